"""Who heads a household whose head is not here: deleted for good, or not yet come.

Members who come later from another laptop still call it by that head, and join the others so.
"""

from alembic import op

revision = "0032"
down_revision = "0031"

_TABLE = """
    CREATE TABLE household_heads (
        gone_id TEXT NOT NULL CHECK (gone_id <> ''),
        head_id TEXT NOT NULL,
        PRIMARY KEY (gone_id),
        FOREIGN KEY(head_id) REFERENCES clients (id)
    ) WITHOUT ROWID, STRICT
    """


def upgrade() -> None:
    """See the module docstring."""
    op.get_bind().exec_driver_sql(_TABLE)
