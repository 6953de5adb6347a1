"""Two files of one person: one stands for the other, which stays as it was."""

from alembic import op

revision = "0021"
down_revision = "0020"

_UNDONE = ("undone_at", "undone_day", "undone_day_source", "undone_worker_id", "undone_site")
_TOLD = (
    *("number", "id", "kept_id", "merged_id", "stamp_at", "stamp_day", "stamp_day_source"),
    *("stamp_worker_id", "stamp_site"),
)

_TABLE = f"""
    CREATE TABLE merges (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        kept_id TEXT NOT NULL,
        merged_id TEXT NOT NULL,
        stands_id TEXT NOT NULL,
        way_back BLOB,
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        undone_at TEXT,
        undone_day TEXT CHECK (undone_day IS date(undone_day)),
        undone_day_source TEXT CHECK (undone_day_source IN ('computer', 'worker')),
        undone_worker_id TEXT,
        undone_site TEXT,
        PRIMARY KEY (number),
        CHECK ({" + ".join(f"({name} IS NULL)" for name in _UNDONE)} IN (0, {len(_UNDONE)})),
        CHECK (kept_id <> merged_id AND stands_id <> merged_id),
        CHECK (undone_day IS NULL OR way_back IS NULL),
        UNIQUE (id),
        FOREIGN KEY(kept_id) REFERENCES clients (id),
        FOREIGN KEY(merged_id) REFERENCES clients (id),
        FOREIGN KEY(stands_id) REFERENCES clients (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id),
        FOREIGN KEY(undone_worker_id) REFERENCES workers (id)
    ) STRICT
"""


def _refuse(name: str, act: str, table: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _is_merged(client_id: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM merges WHERE merged_id = {client_id}"  # noqa: S608 - constants
        " AND undone_day IS NULL)"
    )


def _differ(columns: tuple[str, ...]) -> str:
    new = ", ".join(f"NEW.{name}" for name in columns)
    old = ", ".join(f"OLD.{name}" for name in columns)
    return f"({new}) IS NOT ({old})"


_OTHERS = (
    "CREATE INDEX merges_by_kept ON merges (kept_id)",
    "CREATE INDEX merges_by_stands ON merges (stands_id)",
    "CREATE UNIQUE INDEX merges_that_hold ON merges (merged_id) WHERE undone_day IS NULL",
    # A person who takes consent back leaves no name in any file.
    _refuse(
        "merged_clients_stay",
        "UPDATE",
        "clients",
        f"NEW.consent = 'given' AND {_is_merged('OLD.id')}",
    ),
    _refuse(
        "merges_stay",
        "UPDATE",
        "merges",
        f"{_differ(_TOLD)} OR (OLD.undone_day IS NOT NULL AND {_differ(_UNDONE)})"
        " OR (NEW.way_back IS NOT NULL AND NEW.way_back IS NOT OLD.way_back)",
    ),
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in (_TABLE, *_OTHERS):
        op.get_bind().exec_driver_sql(statement)
