"""A key can outlive a change of keys, and a passphrase can be one that somebody else chose."""

from alembic import op

revision = "0020"
down_revision = "0019"

_STATEMENTS = (
    """
    CREATE TABLE kept_keys (
        name TEXT NOT NULL CHECK (name <> ''),
        sealed_key BLOB NOT NULL,
        PRIMARY KEY (name)
    ) STRICT
    """,
    """
    CREATE TABLE temporary_passphrases (
        worker_id TEXT NOT NULL,
        PRIMARY KEY (worker_id),
        FOREIGN KEY(worker_id) REFERENCES workers (id)
    ) STRICT
    """,
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
