"""Today's tables of Know Your Rights events: head counts, nobody's name."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from clinic_app.vault.columns import (
    county,
    day,
    flag,
    number,
    record_id,
    stamp,
    withdrawal,
    words,
)
from clinic_app.vault.tables import METADATA

KYR_EVENTS = Table(
    "kyr_events",
    METADATA,
    number(),
    record_id(),
    day("day"),
    words("title"),
    Column("trained", Integer, CheckConstraint("trained >= 0"), nullable=False),
    flag("is_finished"),
    *stamp("stamp"),
    *withdrawal(),
    county(),
    sqlite_strict=True,
)

KYR_ATTENDANCE = Table(
    "kyr_attendance",
    METADATA,
    Column(
        "event_id",  # deferred: heads are written first, for a final event takes no more
        Text,
        ForeignKey("kyr_events.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    Column("position", Integer, CheckConstraint("position >= 0"), primary_key=True),
    words("language"),
    Column("adults", Integer, CheckConstraint("adults >= 0"), nullable=False),
    Column("children", Integer, CheckConstraint("children >= 0"), nullable=False),
    UniqueConstraint("event_id", "language"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
