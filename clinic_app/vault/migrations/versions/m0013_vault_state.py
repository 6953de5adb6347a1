"""The records keep the epoch of their key file, so that an older one is noticed."""

from alembic import op

revision = "0013"
down_revision = "0012"

_STATEMENTS = (
    """
    CREATE TABLE vault_state (
        number INTEGER NOT NULL,
        epoch INTEGER NOT NULL CHECK (epoch >= 0),
        PRIMARY KEY (number)
    ) STRICT
    """,
    "INSERT INTO vault_state VALUES (1, 0)",
    "CREATE TRIGGER vault_state_goes_on BEFORE UPDATE ON vault_state"
    " WHEN NEW.epoch < OLD.epoch"
    " BEGIN SELECT RAISE(ABORT, 'vault_state_goes_on'); END",
    "CREATE TRIGGER vault_state_is_kept BEFORE DELETE ON vault_state"
    " BEGIN SELECT RAISE(ABORT, 'vault_state_is_kept'); END",
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
