"""The clinic's other laptops: who they are, what went between, and who holds which client."""

from alembic import op

revision = "0018"
down_revision = "0017"

_TABLES = (
    """
    CREATE TABLE own_part (
        number INTEGER NOT NULL CHECK (number = 1),
        part TEXT NOT NULL CHECK (part IN ('main', 'day')),
        station_id TEXT NOT NULL,
        signing_key BLOB NOT NULL CHECK (length(signing_key) = 32),
        sealing_key BLOB NOT NULL CHECK (length(sealing_key) = 32),
        secrets BLOB NOT NULL,
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        PRIMARY KEY (number),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    """
    CREATE TABLE laptops (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        name TEXT NOT NULL,
        part TEXT NOT NULL CHECK (part IN ('main', 'day')),
        signing_key BLOB NOT NULL CHECK (length(signing_key) = 32),
        sealing_key BLOB NOT NULL CHECK (length(sealing_key) = 32),
        accepted_at TEXT NOT NULL,
        accepted_day TEXT NOT NULL CHECK (accepted_day IS date(accepted_day)),
        accepted_day_source TEXT NOT NULL CHECK (accepted_day_source IN ('computer', 'worker')),
        accepted_worker_id TEXT NOT NULL,
        accepted_site TEXT NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (id),
        FOREIGN KEY(accepted_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    """
    CREATE TABLE hand_offs (
        number INTEGER NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        laptop_id TEXT NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
        parcel INTEGER NOT NULL CHECK (parcel >= 1),
        units INTEGER NOT NULL CHECK (units >= 0),
        sealed BLOB,
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        acknowledged_at TEXT,
        acknowledged_day TEXT CHECK (acknowledged_day IS date(acknowledged_day)),
        acknowledged_day_source TEXT CHECK (acknowledged_day_source IN ('computer', 'worker')),
        acknowledged_worker_id TEXT,
        acknowledged_site TEXT,
        PRIMARY KEY (number),
        CHECK ((acknowledged_at IS NULL)
            + (acknowledged_day IS NULL)
            + (acknowledged_day_source IS NULL)
            + (acknowledged_worker_id IS NULL)
            + (acknowledged_site IS NULL)
            IN (0, 5)),
        UNIQUE (laptop_id, direction, parcel),
        CHECK (sealed IS NULL OR direction = 'out'),
        UNIQUE (sha256),
        FOREIGN KEY(laptop_id) REFERENCES laptops (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id),
        FOREIGN KEY(acknowledged_worker_id) REFERENCES workers (id)
    ) STRICT
    """,
    """
    CREATE TABLE client_holders (
        client_id TEXT NOT NULL,
        laptop_id TEXT,
        moves INTEGER NOT NULL CHECK (moves >= 1),
        PRIMARY KEY (client_id),
        FOREIGN KEY(client_id) REFERENCES clients (id),
        FOREIGN KEY(laptop_id) REFERENCES laptops (id)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE event_holders (
        event_id TEXT NOT NULL,
        laptop_id TEXT,
        moves INTEGER NOT NULL CHECK (moves >= 1),
        PRIMARY KEY (event_id),
        FOREIGN KEY(event_id) REFERENCES kyr_events (id),
        FOREIGN KEY(laptop_id) REFERENCES laptops (id)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE former_codes (
        code TEXT NOT NULL,
        client_id TEXT NOT NULL,
        PRIMARY KEY (code, client_id),
        FOREIGN KEY(client_id) REFERENCES clients (id)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE record_histories (
        record_id TEXT NOT NULL,
        client_id TEXT,
        kind TEXT NOT NULL,
        content BLOB NOT NULL,
        is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
        PRIMARY KEY (record_id),
        FOREIGN KEY(client_id) REFERENCES clients (id)
    ) STRICT
    """,
)

_INDEXES = (
    "CREATE INDEX clients_elsewhere ON client_holders (laptop_id) WHERE laptop_id IS NOT NULL",
    "CREATE INDEX histories_by_client ON record_histories (client_id)",
    "CREATE INDEX histories_open ON record_histories (is_open) WHERE is_open = 1",
)

_ELSEWHERE = (
    "EXISTS (SELECT 1 FROM client_holders WHERE client_id = {whose} AND laptop_id IS NOT NULL)"
)
_EVENT_ELSEWHERE = (
    "EXISTS (SELECT 1 FROM event_holders WHERE event_id = {whose} AND laptop_id IS NOT NULL)"
)
_OF_A_SCREENING = "(SELECT client_id FROM screenings WHERE id = NEW.screening_id)"
_GUARDED = (
    ("clients", "UPDATE", _ELSEWHERE.format(whose="OLD.id")),
    ("screenings", "INSERT", _ELSEWHERE.format(whose="NEW.client_id")),
    ("screenings", "UPDATE", _ELSEWHERE.format(whose="OLD.client_id")),
    ("decisions", "INSERT", _ELSEWHERE.format(whose=_OF_A_SCREENING)),
    ("services", "INSERT", _ELSEWHERE.format(whose="NEW.client_id")),
    ("services", "UPDATE", _ELSEWHERE.format(whose="OLD.client_id")),
    ("shown_papers", "INSERT", _ELSEWHERE.format(whose="NEW.client_id")),
    ("shown_papers", "UPDATE", _ELSEWHERE.format(whose="OLD.client_id")),
    ("legal_holds", "INSERT", _ELSEWHERE.format(whose="NEW.client_id")),
    ("legal_holds", "UPDATE", _ELSEWHERE.format(whose="OLD.client_id")),
    ("kyr_events", "UPDATE", _EVENT_ELSEWHERE.format(whose="OLD.id")),
)
"""Which act on which table is refused while another laptop holds the client or the event."""


def upgrade() -> None:
    """See the module docstring."""
    connection = op.get_bind()
    for statement in (*_TABLES, *_INDEXES):
        connection.exec_driver_sql(statement)
    for table, act, is_elsewhere in _GUARDED:
        name = f"{table}_elsewhere_{act.lower()}"
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {is_elsewhere}"
            f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
