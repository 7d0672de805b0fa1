"""a requisition version names who was hiring manager from that save on.

Earlier saves name nobody: their rows are append-only, and who it was then is not on record.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column(
        "requisition_version",
        sa.Column(
            "hiring_manager_id",
            sa.Uuid(),
            sa.ForeignKey("user.id", name=op.f("fk_requisition_version_hiring_manager_id_user")),
            nullable=True,
        ),
        inline_references=True,
    )


def downgrade():
    op.drop_column("requisition_version", "hiring_manager_id")
