"""Signed notes travel beside the bundles: a new key, headquarters' questions, and answers."""

from alembic import op

revision = "0019"
down_revision = "0018"

_STATEMENTS = (
    """
    CREATE TABLE carried_notes (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        subject TEXT NOT NULL CHECK (subject IN ('new_key', 'question', 'answer')),
        note BLOB NOT NULL,
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    "CREATE TRIGGER carried_notes_stay BEFORE UPDATE ON carried_notes"
    " BEGIN SELECT RAISE(ABORT, 'carried_notes_stay'); END",
    "CREATE TRIGGER carried_notes_are_kept BEFORE DELETE ON carried_notes"
    " BEGIN SELECT RAISE(ABORT, 'carried_notes_are_kept'); END",
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
