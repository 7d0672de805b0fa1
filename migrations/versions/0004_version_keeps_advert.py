"""a requisition version keeps the advert; those saved before have none."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    op.add_column(
        "requisition_version",
        sa.Column("advert", sa.Text(), nullable=False, server_default=sa.text("''")),
    )


def downgrade():
    op.drop_column("requisition_version", "advert")
