"""Triggers that keep submitted things as they were submitted, on SQLite and on PostgreSQL."""

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
)
REFUSAL = "this row is append-only"


def statements(dialect: str) -> list[str]:
    """The DDL that creates every guard, for `sqlite` or `postgresql`."""
    return _sqlite() if dialect == "sqlite" else _postgresql()


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
_WORDS_KEPT = ("id", "application_id", "author_id", "written_at")


def _conditions(differs: str) -> dict[tuple[str, str], str]:
    """(table, verb) -> when the change is refused; empty means always."""
    always = {(table, verb): "" for table in APPEND_ONLY for verb in ("update", "delete")}
    kept = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in _WORDS_KEPT)
    return always | {
        ("words", "update"): f"NEW.text IS NOT NULL OR {kept}",
        ("words", "delete"): "",
        ("rubric_version", "update"): "OLD.published_at IS NOT NULL",
        ("rubric_version", "delete"): "OLD.published_at IS NOT NULL",
    }


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER keep_{table}_{verb} BEFORE {verb.upper()} ON {table} "
        f"{f'WHEN {when} ' if when else ''}BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for (table, verb), when in _conditions("IS NOT").items()
    ]


def _postgresql() -> list[str]:
    refuse = (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    rows = [
        f"CREATE TRIGGER keep_{table}_{verb} BEFORE {verb.upper()} ON {table} FOR EACH ROW "
        f"{f'WHEN ({when}) ' if when else ''}EXECUTE FUNCTION refuse_change()"
        for (table, verb), when in _conditions("IS DISTINCT FROM").items()
    ]
    tables = (*APPEND_ONLY, "words")
    truncations = [
        f"CREATE TRIGGER keep_{table}_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in tables
    ]
    return [refuse, *rows, *truncations]
