"""Clients may say gender and county, events their county; an older copy of a vault is known."""

from alembic import op

revision = "0008"
down_revision = "0007"

_WITHDRAWAL = (
    *("withdrawn_reason", "withdrawn_at", "withdrawn_day", "withdrawn_day_source"),
    *("withdrawn_worker_id", "withdrawn_site"),
)
_CLIENT = (
    *("number", "id", "code", "name", "household_id", "birth_date", "language"),
    *("needs_interpreter", "consent", "phone", "registered_at", "registered_day"),
    *("registered_day_source", "registered_worker_id", "registered_site", "search_words"),
    *("gender", "county"),
)
_EVENT = (
    *("number", "id", "day", "title", "trained", "is_finished", "stamp_at", "stamp_day"),
    *("stamp_day_source", "stamp_worker_id", "stamp_site", "county"),
)
_COUNTY = "county TEXT DEFAULT '' NOT NULL CHECK (county = '' OR length(county) = 5)"

_COLUMNS = (
    "ALTER TABLE clients ADD COLUMN gender TEXT CHECK (gender IN ('female', 'male', 'other'))",
    f"ALTER TABLE clients ADD COLUMN {_COUNTY}",
    f"ALTER TABLE kyr_events ADD COLUMN {_COUNTY}",
    "ALTER TABLE enrolment ADD COLUMN missing_seq INTEGER DEFAULT 0 NOT NULL"
    " CHECK (missing_seq >= 0)",
)


def _differ(columns: tuple[str, ...]) -> str:
    new = ", ".join(f"NEW.{name}" for name in columns)
    old = ", ".join(f"OLD.{name}" for name in columns)
    return f"({new}) IS NOT ({old})"


_WITHDRAWN_CHANGES = f"(OLD.withdrawn_day IS NOT NULL AND {_differ(_WITHDRAWAL)})"

_GUARDS = (
    "DROP TRIGGER withdrawn_clients_stay",
    "CREATE TRIGGER withdrawn_clients_stay BEFORE UPDATE ON clients"
    f" WHEN {_WITHDRAWN_CHANGES} OR (NEW.withdrawn_day IS NOT NULL AND {_differ(_CLIENT)})"
    " BEGIN SELECT RAISE(ABORT, 'withdrawn_clients_stay'); END",
    "DROP TRIGGER final_events_stay",
    "CREATE TRIGGER final_events_stay BEFORE UPDATE ON kyr_events"
    f" WHEN {_WITHDRAWN_CHANGES} OR ((OLD.is_finished = 1 OR NEW.withdrawn_day IS NOT NULL)"
    f" AND {_differ(_EVENT)}) BEGIN SELECT RAISE(ABORT, 'final_events_stay'); END",
)
"""The two of the first vault, with the new columns."""


def upgrade() -> None:
    """See the module docstring."""
    for statement in (*_COLUMNS, *_GUARDS):
        op.get_bind().exec_driver_sql(statement)
