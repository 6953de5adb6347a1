"""Who may be one person is kept, with what was said about it; everybody is yet to be compared."""

from alembic import op

revision = "0010"
down_revision = "0009"

_ANSWER = (
    *("one_as", "other_as", "answered_at", "answered_day", "answered_day_source"),
    *("answered_worker_id", "answered_site"),
)

_PAIRS = f"""
    CREATE TABLE client_pairs (
        one_id TEXT NOT NULL,
        other_id TEXT NOT NULL,
        likeness INTEGER NOT NULL CHECK (likeness BETWEEN 1 AND 100),
        one_as TEXT CHECK (length(one_as) = 64),
        other_as TEXT CHECK (length(other_as) = 64),
        answered_at TEXT,
        answered_day TEXT CHECK (answered_day IS date(answered_day)),
        answered_day_source TEXT CHECK (answered_day_source IN ('computer', 'worker')),
        answered_worker_id TEXT,
        answered_site TEXT,
        PRIMARY KEY (one_id, other_id),
        CHECK ({" + ".join(f"({name} IS NULL)" for name in _ANSWER)} IN (0, {len(_ANSWER)})),
        CHECK (one_id < other_id),
        FOREIGN KEY(one_id) REFERENCES clients (id),
        FOREIGN KEY(other_id) REFERENCES clients (id),
        FOREIGN KEY(answered_worker_id) REFERENCES workers (id)
    ) WITHOUT ROWID, STRICT
"""

_TO_COMPARE = """
    CREATE TABLE clients_to_compare (
        client_id TEXT NOT NULL,
        PRIMARY KEY (client_id),
        FOREIGN KEY(client_id) REFERENCES clients (id)
    ) STRICT
"""

_OTHERS = (
    "CREATE INDEX client_pairs_by_other ON client_pairs (other_id)",
    "CREATE INDEX client_pairs_open ON client_pairs (likeness) WHERE answered_day IS NULL",
    "CREATE TRIGGER new_clients_are_compared AFTER INSERT ON clients"
    " WHEN NEW.consent = 'given' BEGIN"
    " INSERT INTO clients_to_compare (client_id) VALUES (NEW.id); END",
    "CREATE TRIGGER changed_clients_are_compared"
    " AFTER UPDATE OF name, birth_date, phone, gender, consent ON clients BEGIN"
    " INSERT OR IGNORE INTO clients_to_compare (client_id) VALUES (NEW.id); END",
    "INSERT INTO clients_to_compare (client_id) SELECT id FROM clients"
    " WHERE consent = 'given' AND withdrawn_day IS NULL",
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in (_PAIRS, _TO_COMPARE, *_OTHERS):
        op.get_bind().exec_driver_sql(statement)
