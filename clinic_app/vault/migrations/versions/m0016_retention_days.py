"""A coordinator says how long records are kept; without a row it is for ever."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """See the module docstring."""
    op.get_bind().exec_driver_sql(
        """
        CREATE TABLE retention (
            number INTEGER NOT NULL CHECK (number = 1),
            days INTEGER NOT NULL CHECK (days >= 30),
            PRIMARY KEY (number)
        ) STRICT
        """
    )
