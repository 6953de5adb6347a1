"""What was released by label, and what waits behind each table, joins the release ledger."""

from alembic import op

revision = "0004"
down_revision = "0003"

_TABLES = (
    """
    CREATE TABLE released_tables (
        seq INTEGER NOT NULL,
        stream TEXT NOT NULL,
        broken_down_by TEXT NOT NULL,
        batches INTEGER NOT NULL CHECK (batches >= 0),
        looked_at INTEGER NOT NULL CHECK (looked_at >= 0),
        PRIMARY KEY (seq, stream, broken_down_by),
        FOREIGN KEY(seq) REFERENCES releases (seq)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE released_labels (
        seq INTEGER NOT NULL,
        stream TEXT NOT NULL,
        broken_down_by TEXT NOT NULL,
        label TEXT NOT NULL,
        shown INTEGER NOT NULL CHECK (shown > 0),
        PRIMARY KEY (seq, stream, broken_down_by, label),
        FOREIGN KEY(seq, stream, broken_down_by)
            REFERENCES released_tables (seq, stream, broken_down_by)
    ) WITHOUT ROWID, STRICT
    """,
)


def _refuse(name: str, act: str, table: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


_GUARDS = tuple(
    guard
    for table in ("released_tables", "released_labels")
    for guard in (
        _refuse(
            f"{table}_come_with_their_release",
            "INSERT",
            table,
            "NEW.seq IS NOT (SELECT max(seq) FROM releases)",
        ),
        _refuse(f"{table}_stay", "UPDATE", table, "1"),
        _refuse(f"{table}_are_kept", "DELETE", table, "1"),
    )
)


_INDEXES = (
    "DROP INDEX screenings_counted",
    "CREATE INDEX screenings_counted"
    " ON screenings (client_id, finished_day, withdrawn_day, country)",
)
"""So that the country of everybody's first screening is counted without opening a record."""


def upgrade() -> None:
    """See the module docstring."""
    for statement in (*_TABLES, *_GUARDS, *_INDEXES):
        op.get_bind().exec_driver_sql(statement)
