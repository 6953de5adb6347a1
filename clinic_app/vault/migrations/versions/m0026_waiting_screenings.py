"""What waits is counted from an index, which names all that decides whether a screening waits."""

from alembic import op

revision = "0026"
down_revision = "0025"

_STATEMENTS = (
    "DROP INDEX screenings_open",
    """
    CREATE INDEX screenings_open ON screenings (state, pack_version, client_id, started_day,
        finished_day, is_decided, withdrawn_day) WHERE is_decided = 0 AND withdrawn_day IS NULL
    """,
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
