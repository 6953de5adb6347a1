"""What is counted of a client stands in an index: a close reads no names and no notes."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """See the module docstring."""
    op.get_bind().exec_driver_sql(
        "CREATE INDEX clients_counted ON clients (id, language, county, birth_date, gender)"
    )
