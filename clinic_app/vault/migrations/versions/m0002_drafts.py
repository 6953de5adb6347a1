"""What was half-typed is kept, one draft for each worker."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """See the module docstring."""
    op.get_bind().exec_driver_sql(
        """
        CREATE TABLE drafts (
            worker_id TEXT NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (worker_id),
            FOREIGN KEY(worker_id) REFERENCES workers (id)
        ) STRICT
        """
    )
