"""What screenings come to under later rules is kept beside them, and never rewritten."""

from alembic import op

revision = "0007"
down_revision = "0006"

_TABLE = """
    CREATE TABLE rescreenings (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        screening_id TEXT NOT NULL,
        installation_id TEXT NOT NULL,
        outcome BLOB NOT NULL,
        findings BLOB NOT NULL,
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (id),
        FOREIGN KEY(screening_id) REFERENCES screenings (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id)
    ) STRICT
"""

_OTHERS = (
    "CREATE INDEX rescreenings_by_screening ON rescreenings (screening_id)",
    "CREATE TRIGGER rescreenings_stay BEFORE UPDATE ON rescreenings"
    " BEGIN SELECT RAISE(ABORT, 'rescreenings_stay'); END",
    "CREATE TRIGGER rescreenings_are_kept BEFORE DELETE ON rescreenings"
    " BEGIN SELECT RAISE(ABORT, 'rescreenings_are_kept'); END",
    "CREATE TRIGGER rescreenings_of_kept_screenings BEFORE INSERT ON rescreenings"
    " WHEN (SELECT outcome FROM screenings WHERE id = NEW.screening_id) IS NULL"
    " BEGIN SELECT RAISE(ABORT, 'rescreenings_of_kept_screenings'); END",
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in (_TABLE, *_OTHERS):
        op.get_bind().exec_driver_sql(statement)
