"""What workers held before, and since when whoever had left is back: months are closed later."""

from alembic import op

revision = "0033"
down_revision = "0032"

_STATEMENTS = (
    "ALTER TABLE workers ADD COLUMN back_since TEXT CHECK (back_since IS date(back_since))",
    """
    CREATE TABLE former_accreditations (
        number INTEGER NOT NULL,
        worker_id TEXT NOT NULL,
        level TEXT NOT NULL CHECK (level IN ('partial', 'full')),
        granted TEXT NOT NULL CHECK (granted IS date(granted)),
        expires TEXT NOT NULL CHECK (expires IS date(expires)),
        is_renewal INTEGER NOT NULL CHECK (is_renewal IN (0, 1)),
        since TEXT CHECK (since IS date(since)),
        until TEXT NOT NULL CHECK (until IS date(until)),
        PRIMARY KEY (number),
        FOREIGN KEY(worker_id) REFERENCES workers (id)
    ) STRICT
    """,
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
