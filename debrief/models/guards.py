"""Which triggers must stand so that submitted things stay as they were; migrations make them."""

import sqlalchemy as sa

APPEND_ONLY = (
    "audit_entry",
    "cosign",
    "dissent",
    "flag_review",
    "ground",
    "observation",
    "outcome",
    "rating",
    "requisition_criterion",
    "requisition_version",
    "scorecard_version",
    "signal_mark",
    "stored_flag",
    "waiver",
    "wording_edition",
)


def trigger_names() -> frozenset[str]:
    """What a guarded database must have."""
    names = {f"keep_{table}_{verb}" for table in APPEND_ONLY for verb in ("update", "delete")}
    return frozenset(names | {"keep_words_update", "keep_words_delete"} | _RUBRIC)


def missing(connection: sa.Connection) -> frozenset[str]:
    """The guards this database lacks; empty when all stand."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        found = connection.execute(
            sa.text(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
            )
        )
    return trigger_names() - set(found.scalars())


_RUBRIC = frozenset({"keep_rubric_version_update", "keep_rubric_version_delete"})
