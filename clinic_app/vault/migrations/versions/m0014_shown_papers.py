"""Papers that clients have shown are kept, sealed as answers are; none of who wants no record."""

from alembic import op

revision = "0014"
down_revision = "0013"

_TABLE = """
    CREATE TABLE shown_papers (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        client_id TEXT NOT NULL,
        content BLOB NOT NULL,
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        withdrawn_reason TEXT,
        withdrawn_at TEXT,
        withdrawn_day TEXT CHECK (withdrawn_day IS date(withdrawn_day)),
        withdrawn_day_source TEXT CHECK (withdrawn_day_source IN ('computer', 'worker')),
        withdrawn_worker_id TEXT,
        withdrawn_site TEXT,
        PRIMARY KEY (number),
        CHECK ((withdrawn_reason IS NULL) + (withdrawn_at IS NULL) + (withdrawn_day IS NULL)
            + (withdrawn_day_source IS NULL) + (withdrawn_worker_id IS NULL)
            + (withdrawn_site IS NULL) IN (0, 6)),
        UNIQUE (id),
        FOREIGN KEY(client_id) REFERENCES clients (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id),
        FOREIGN KEY(withdrawn_worker_id) REFERENCES workers (id)
    ) STRICT
"""

_KEPT = (
    "number, id, client_id, content, stamp_at, stamp_day, stamp_day_source, stamp_worker_id,"
    " stamp_site"
)
_WITHDRAWAL = (
    "withdrawn_reason, withdrawn_at, withdrawn_day, withdrawn_day_source, withdrawn_worker_id,"
    " withdrawn_site"
)


def _differ(columns: str) -> str:
    new, old = (
        ", ".join(f"{row}.{name}" for name in columns.split(", ")) for row in ("NEW", "OLD")
    )
    return f"({new}) IS NOT ({old})"


_OTHERS = (
    "CREATE INDEX shown_papers_by_client ON shown_papers (client_id)",
    "CREATE INDEX shown_papers_by_day ON shown_papers (stamp_day)",
    "CREATE INDEX shown_papers_withdrawn ON shown_papers (withdrawn_day)"
    " WHERE withdrawn_day IS NOT NULL",
    "CREATE TRIGGER shown_papers_stay BEFORE UPDATE ON shown_papers"
    f" WHEN {_differ(_KEPT)} OR (OLD.withdrawn_day IS NOT NULL AND {_differ(_WITHDRAWAL)})"
    " BEGIN SELECT RAISE(ABORT, 'shown_papers_stay'); END",
    "CREATE TRIGGER shown_papers_of_who_wants_no_record BEFORE INSERT ON shown_papers"
    " WHEN EXISTS (SELECT 1 FROM clients WHERE id = NEW.client_id AND consent = 'refused')"
    " BEGIN SELECT RAISE(ABORT, 'shown_papers_of_who_wants_no_record'); END",
    "CREATE TRIGGER refusing_clients_have_no_papers BEFORE UPDATE ON clients"
    " WHEN NEW.consent = 'refused'"
    " AND EXISTS (SELECT 1 FROM shown_papers WHERE client_id = NEW.id)"
    " BEGIN SELECT RAISE(ABORT, 'refusing_clients_have_no_papers'); END",
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in (_TABLE, *_OTHERS):
        op.get_bind().exec_driver_sql(statement)
