"""It is kept who holds the printed ways back in, and when each was typed back."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """See the module docstring."""
    op.get_bind().exec_driver_sql(
        """
        CREATE TABLE recovery_papers (
            number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 3),
            slot_id TEXT NOT NULL,
            holder BLOB NOT NULL,
            proved_at TEXT,
            proved_day TEXT CHECK (proved_day IS date(proved_day)),
            proved_day_source TEXT CHECK (proved_day_source IN ('computer', 'worker')),
            proved_worker_id TEXT,
            proved_site TEXT,
            PRIMARY KEY (number),
            CHECK (
                (proved_at IS NULL) + (proved_day IS NULL) + (proved_day_source IS NULL)
                + (proved_worker_id IS NULL) + (proved_site IS NULL) IN (0, 5)
            ),
            FOREIGN KEY(proved_worker_id) REFERENCES workers (id)
        ) STRICT
        """
    )
