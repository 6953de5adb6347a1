"""A day laptop that is lost gives back, at the main laptop, whom it held."""

from alembic import op

revision = "0023"
down_revision = "0022"

_TABLE = """
    CREATE TABLE lost_laptops (
        laptop_id TEXT NOT NULL,
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        PRIMARY KEY (laptop_id),
        FOREIGN KEY(laptop_id) REFERENCES laptops (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id)
    ) WITHOUT ROWID, STRICT
"""


def upgrade() -> None:
    """See the module docstring."""
    op.get_bind().exec_driver_sql(_TABLE)
