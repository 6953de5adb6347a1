"""Rule packs that were installed: kept as they came, rolled back but never changed or removed."""

from alembic import op

revision = "0003"
down_revision = "0002"

_TABLE = """
    CREATE TABLE rule_packs (
        number INTEGER NOT NULL,
        id TEXT NOT NULL CHECK (id <> ''),
        version TEXT NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        signed_file BLOB NOT NULL,
        stamp_at TEXT NOT NULL,
        stamp_day TEXT NOT NULL CHECK (stamp_day IS date(stamp_day)),
        stamp_day_source TEXT NOT NULL CHECK (stamp_day_source IN ('computer', 'worker')),
        stamp_worker_id TEXT NOT NULL,
        stamp_site TEXT NOT NULL,
        rolled_back_at TEXT,
        rolled_back_day TEXT CHECK (rolled_back_day IS date(rolled_back_day)),
        rolled_back_day_source TEXT CHECK (rolled_back_day_source IN ('computer', 'worker')),
        rolled_back_worker_id TEXT,
        rolled_back_site TEXT,
        PRIMARY KEY (number),
        CHECK ((rolled_back_at IS NULL) + (rolled_back_day IS NULL) +
            (rolled_back_day_source IS NULL) + (rolled_back_worker_id IS NULL) +
            (rolled_back_site IS NULL) IN (0, 5)),
        UNIQUE (id),
        FOREIGN KEY(stamp_worker_id) REFERENCES workers (id),
        FOREIGN KEY(rolled_back_worker_id) REFERENCES workers (id)
    ) STRICT
"""

_CONTENT = (
    "number, id, version, sha256, signed_file, stamp_at, stamp_day, stamp_day_source,"
    " stamp_worker_id, stamp_site"
)
_OLD = ", ".join(f"OLD.{name}" for name in _CONTENT.split(", "))
_NEW = ", ".join(f"NEW.{name}" for name in _CONTENT.split(", "))

_GUARDS = (
    "CREATE TRIGGER rule_packs_stay BEFORE UPDATE ON rule_packs"
    f" WHEN ({_OLD}) IS NOT ({_NEW}) OR OLD.rolled_back_day IS NOT NULL"
    " BEGIN SELECT RAISE(ABORT, 'rule_packs_stay'); END",
    "CREATE TRIGGER rule_packs_are_kept BEFORE DELETE ON rule_packs"
    " BEGIN SELECT RAISE(ABORT, 'rule_packs_are_kept'); END",
)


def upgrade() -> None:
    """See the module docstring."""
    for statement in (_TABLE, *_GUARDS):
        op.get_bind().exec_driver_sql(statement)
