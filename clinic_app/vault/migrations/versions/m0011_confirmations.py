"""What a representative read where the rules confirm nothing is kept; taken back, never changed."""

from alembic import op

revision = "0011"
down_revision = "0010"

_TABLE = """
    CREATE TABLE confirmations (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        line TEXT NOT NULL,
        pack_version TEXT NOT NULL,
        source TEXT NOT NULL,
        read_on TEXT NOT NULL CHECK (read_on IS date(read_on)),
        through TEXT NOT NULL CHECK (through IS date(through)),
        reregistration_first TEXT
            CHECK (reregistration_first IS date(reregistration_first)),
        reregistration_last TEXT CHECK (reregistration_last IS date(reregistration_last)),
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        taken_back_at TEXT,
        taken_back_day TEXT CHECK (taken_back_day IS date(taken_back_day)),
        taken_back_day_source TEXT CHECK (taken_back_day_source IN ('computer', 'worker')),
        taken_back_worker_id TEXT,
        taken_back_site TEXT,
        PRIMARY KEY (number),
        CHECK ((taken_back_at IS NULL) + (taken_back_day IS NULL) +
            (taken_back_day_source IS NULL) + (taken_back_worker_id IS NULL) +
            (taken_back_site IS NULL) IN (0, 5)),
        CHECK ((reregistration_first IS NULL) + (reregistration_last IS NULL) IN (0, 2)),
        UNIQUE (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id),
        FOREIGN KEY(taken_back_worker_id) REFERENCES workers (id)
    ) STRICT
"""

_CONTENT = (
    *("number", "id", "line", "pack_version", "source", "read_on", "through"),
    *("reregistration_first", "reregistration_last", "stamp_at", "stamp_day"),
    *("stamp_day_source", "stamp_worker_id", "stamp_site"),
)
_OLD = ", ".join(f"OLD.{name}" for name in _CONTENT)
_NEW = ", ".join(f"NEW.{name}" for name in _CONTENT)

_GUARDS = (
    "CREATE TRIGGER confirmations_stay BEFORE UPDATE ON confirmations"
    f" WHEN ({_OLD}) IS NOT ({_NEW}) OR OLD.taken_back_day IS NOT NULL"
    " BEGIN SELECT RAISE(ABORT, 'confirmations_stay'); END",
    "CREATE TRIGGER confirmations_are_kept BEFORE DELETE ON confirmations"
    " BEGIN SELECT RAISE(ABORT, 'confirmations_are_kept'); END",
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in (_TABLE, *_GUARDS):
        op.get_bind().exec_driver_sql(statement)
