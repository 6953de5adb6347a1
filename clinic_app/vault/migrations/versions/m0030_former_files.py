"""Files of closes that were sealed anew are known by their hash; no month is taken on trust.

A receipt for a file marked every older close as acknowledged, also those that the file does not
spell out. Which they were is not kept, so those before the newest two years wait again: a file
that headquarters has already does no harm.
"""

from alembic import op

revision = "0030"
down_revision = "0029"

_STATEMENTS = (
    """
    CREATE TABLE former_files (
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        seq INTEGER NOT NULL,
        PRIMARY KEY (sha256),
        FOREIGN KEY(seq) REFERENCES closes (seq)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE TRIGGER former_files_stay BEFORE UPDATE ON former_files"
    " BEGIN SELECT RAISE(ABORT, 'former_files_stay'); END",
    "CREATE TRIGGER former_files_are_kept BEFORE DELETE ON former_files"
    " BEGIN SELECT RAISE(ABORT, 'former_files_are_kept'); END",
    "UPDATE closes SET receipt_status = '' WHERE receipt_status = 'accepted' AND seq <="
    " (SELECT max(seq) FROM closes WHERE receipt_status = 'accepted') - 24",
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
