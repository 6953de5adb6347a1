"""Clients are found by birth date, so that one who comes again is known."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """See the module docstring."""
    op.get_bind().exec_driver_sql(
        "CREATE INDEX clients_by_birth_date ON clients (birth_date) WHERE birth_date IS NOT NULL"
    )
