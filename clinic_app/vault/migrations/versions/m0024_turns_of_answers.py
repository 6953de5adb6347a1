"""How often two clients were told apart or asked about again: what was said last holds."""

from alembic import op

revision = "0024"
down_revision = "0023"

_STATEMENTS = (
    "ALTER TABLE client_pairs ADD COLUMN turns INTEGER DEFAULT 0 NOT NULL CHECK (turns >= 0)",
    "UPDATE client_pairs SET turns = 1 WHERE answered_day IS NOT NULL",
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
