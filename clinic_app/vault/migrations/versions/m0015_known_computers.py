"""The records know the computers on which they are at home, so that a copy is noticed."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """See the module docstring."""
    op.get_bind().exec_driver_sql(
        """
        CREATE TABLE known_computers (
            number INTEGER NOT NULL,
            token TEXT NOT NULL CHECK (length(token) = 32),
            PRIMARY KEY (number),
            UNIQUE (token)
        ) STRICT
        """
    )
