"""The latest moment that the log knows is found at once: a clock may have been set back."""

from alembic import op

revision = "0025"
down_revision = "0024"

_STATEMENTS = (
    "CREATE INDEX audit_by_moment ON audit_log (unixepoch(at))",
    "CREATE INDEX audit_of_clock ON audit_log (seq) WHERE about = 'clock'",
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
