"""Whoever was purged stays gone: their random ids are kept, and where backups of them may lie."""

from alembic import op

revision = "0022"
down_revision = "0021"

_STATEMENTS = (
    """
    CREATE TABLE purged_people (
        id TEXT NOT NULL CHECK (id <> ''),
        PRIMARY KEY (id)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE backup_places (
        path TEXT NOT NULL CHECK (path <> ''),
        used_at TEXT NOT NULL,
        clean_since TEXT,
        PRIMARY KEY (path)
    ) WITHOUT ROWID, STRICT
    """,
    "INSERT INTO purged_people (id) SELECT DISTINCT subject_id FROM audit_log"
    " WHERE act = 'purged' AND about = 'client'",
    *(
        f"CREATE TRIGGER purged_people_{verb} BEFORE {act} ON purged_people"
        f" BEGIN SELECT RAISE(ABORT, 'purged_people_{verb}'); END"
        for act, verb in (("UPDATE", "stay"), ("DELETE", "are_kept"))
    ),
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
