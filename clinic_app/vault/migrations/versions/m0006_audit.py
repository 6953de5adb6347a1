"""Who did what is kept in a chain of entries, and each close keeps the chain's head."""

from alembic import op

revision = "0006"
down_revision = "0005"

_STATEMENTS = (
    """
    CREATE TABLE audit_log (
        seq INTEGER NOT NULL CHECK (seq >= 1),
        at TEXT NOT NULL,
        worker_id TEXT NOT NULL,
        act TEXT NOT NULL,
        about TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        head BLOB NOT NULL CHECK (length(head) = 32),
        PRIMARY KEY (seq),
        FOREIGN KEY(worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    """
    CREATE TABLE close_heads (
        seq INTEGER NOT NULL,
        head BLOB NOT NULL CHECK (length(head) = 32),
        PRIMARY KEY (seq),
        FOREIGN KEY(seq) REFERENCES closes (seq)
    ) STRICT
    """,
    "CREATE INDEX audit_by_worker ON audit_log (worker_id)",
    "CREATE INDEX audit_by_subject ON audit_log (subject_id)",
    "CREATE TRIGGER audit_log_has_no_gaps BEFORE INSERT ON audit_log"
    " WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit_log)"
    " BEGIN SELECT RAISE(ABORT, 'audit_log_has_no_gaps'); END",
    *(
        f"CREATE TRIGGER {table}_{verb} BEFORE {act} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table}_{verb}'); END"
        for table in ("audit_log", "close_heads")
        for act, verb in (("UPDATE", "stays"), ("DELETE", "is_kept"))
    ),
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
