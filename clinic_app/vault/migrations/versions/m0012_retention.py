"""Clients can be held, and forgotten; of those who are gone only sums by month are left."""

from alembic import op

revision = "0012"
down_revision = "0011"


def _stamp(prefix: str, null: str) -> str:
    return f"""
        {prefix}_at TEXT{null},
        {prefix}_day TEXT{null} CHECK ({prefix}_day IS date({prefix}_day)),
        {prefix}_day_source TEXT{null} CHECK ({prefix}_day_source IN ('computer', 'worker')),
        {prefix}_worker_id TEXT{null},
        {prefix}_site TEXT{null},
    """


_LIFTED = (
    *("sealed_lifting", "lifted_at", "lifted_day", "lifted_day_source"),
    *("lifted_worker_id", "lifted_site"),
)
_EMPTY = " + ".join(f"({name} IS NULL)" for name in _LIFTED)

_TABLES = (
    f"""
    CREATE TABLE legal_holds (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        client_id TEXT NOT NULL,
        sealed_reason BLOB NOT NULL,
        {_stamp("stamp", " NOT NULL")}
        sealed_lifting BLOB,
        {_stamp("lifted", "")}
        PRIMARY KEY (number),
        CHECK ({_EMPTY} IN (0, 6)),
        UNIQUE (id),
        FOREIGN KEY(client_id) REFERENCES clients (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id),
        FOREIGN KEY(lifted_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    f"""
    CREATE TABLE purges (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        cause TEXT NOT NULL,
        people INTEGER NOT NULL CHECK (people >= 1),
        is_wiped INTEGER NOT NULL CHECK (is_wiped IN (0, 1)),
        {_stamp("stamp", " NOT NULL")}
        PRIMARY KEY (number),
        UNIQUE (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    """
    CREATE TABLE purged_rows (
        purge_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        count INTEGER NOT NULL CHECK (count >= 1),
        PRIMARY KEY (purge_id, kind),
        FOREIGN KEY(purge_id) REFERENCES purges (id)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE purged_counts (
        month TEXT NOT NULL,
        headline TEXT NOT NULL,
        moved_by INTEGER NOT NULL CHECK (moved_by <> 0),
        PRIMARY KEY (month, headline)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE purged_labels (
        month TEXT NOT NULL,
        stream TEXT NOT NULL,
        broken_down_by TEXT NOT NULL,
        label TEXT NOT NULL,
        moved_by INTEGER NOT NULL CHECK (moved_by <> 0),
        PRIMARY KEY (month, stream, broken_down_by, label)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX holds_by_client ON legal_holds (client_id)",
    "CREATE UNIQUE INDEX holds_standing ON legal_holds (client_id) WHERE lifted_day IS NULL",
    "CREATE INDEX purges_by_day ON purges (stamp_day)",
)


def _differ(*columns: str) -> str:
    new = ", ".join(f"NEW.{name}" for name in columns)
    old = ", ".join(f"OLD.{name}" for name in columns)
    return f"({new}) IS NOT ({old})"


def _refuse(name: str, act: str, table: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


_STAMP = ("stamp_at", "stamp_day", "stamp_day_source", "stamp_worker_id", "stamp_site")
_HOLD = _differ("number", "id", "client_id", "sealed_reason", *_STAMP)
_PURGE = _differ("number", "id", "cause", "people", *_STAMP)

_GUARDS = (
    _refuse("holds_stay", "UPDATE", "legal_holds", f"OLD.lifted_day IS NOT NULL OR {_HOLD}"),
    # Not even a purge takes this one away: it is what a hold is.
    _refuse("standing_holds_are_kept", "DELETE", "legal_holds", "OLD.lifted_day IS NULL"),
    _refuse("lifted_holds_are_kept", "DELETE", "legal_holds", "OLD.lifted_day IS NOT NULL"),
    _refuse("purges_stay", "UPDATE", "purges", f"NEW.is_wiped < OLD.is_wiped OR {_PURGE}"),
    _refuse("purges_are_kept", "DELETE", "purges", "1"),
    _refuse("purged_rows_stay", "UPDATE", "purged_rows", "1"),
    _refuse("purged_rows_are_kept", "DELETE", "purged_rows", "1"),
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in (*_TABLES, *_GUARDS):
        op.get_bind().exec_driver_sql(statement)
