"""Hand-offs are numbered between two keys, and what perhaps never arrived is handed over anew.

They were numbered between two laptops: one that was restored, and has another key, counted from
another point than the other. Every hand-off so far is counted under the key of now, as before.
"""

from alembic import op

from clinic_app.crypto.signing import key_id

revision = "0031"
down_revision = "0030"

_HAND_OFFS = """
    CREATE TABLE hand_offs (
        number INTEGER NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        own_id TEXT NOT NULL,
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
        UNIQUE (own_id, laptop_id, direction, parcel),
        CHECK (sealed IS NULL OR direction = 'out'),
        UNIQUE (sha256),
        FOREIGN KEY(laptop_id) REFERENCES laptops (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id),
        FOREIGN KEY(acknowledged_worker_id) REFERENCES workers (id)
    ) STRICT
    """
_OF_HAND_OFFS = (
    "number, sha256, laptop_id, direction, parcel, units, sealed,"
    " stamp_at, stamp_day, stamp_day_source, stamp_worker_id, stamp_site,"
    " acknowledged_at, acknowledged_day, acknowledged_day_source, acknowledged_worker_id,"
    " acknowledged_site"
)
_HOLDERS = """
    CREATE TABLE {unit}_holders (
        {unit}_id TEXT NOT NULL,
        laptop_id TEXT,
        moves INTEGER NOT NULL CHECK (moves >= 1),
        is_unsure INTEGER NOT NULL CHECK (is_unsure IN (0, 1)),
        PRIMARY KEY ({unit}_id),
        FOREIGN KEY({unit}_id) REFERENCES {units} (id),
        FOREIGN KEY(laptop_id) REFERENCES laptops (id)
    ) WITHOUT ROWID, STRICT
    """
_INDEX = "CREATE INDEX clients_elsewhere ON client_holders (laptop_id) WHERE laptop_id IS NOT NULL"


def upgrade() -> None:
    """See the module docstring."""
    own = op.get_bind().exec_driver_sql("SELECT signing_key FROM own_part").scalar()
    own_id = "" if own is None else key_id(own)
    _made_anew("hand_offs", _HAND_OFFS, _OF_HAND_OFFS, "own_id", own_id)
    for unit, units in (("client", "clients"), ("event", "kyr_events")):
        table = _HOLDERS.format(unit=unit, units=units)
        _made_anew(f"{unit}_holders", table, f"{unit}_id, laptop_id, moves", "is_unsure", 0)
    op.get_bind().exec_driver_sql(_INDEX)


def _made_anew(name: str, table: str, columns: str, added: str, value: object) -> None:
    """Make a table that nothing refers to once more, with a column more."""
    run = op.get_bind().exec_driver_sql
    run(f"CREATE TEMP TABLE made_anew AS SELECT {columns} FROM {name}")  # noqa: S608 - ours
    run(f"DROP TABLE {name}")
    run(table)
    into = f"INSERT INTO {name} ({columns}, {added})"
    run(f"{into} SELECT {columns}, ? FROM made_anew", (value,))  # noqa: S608 - ours
    run("DROP TABLE made_anew")
