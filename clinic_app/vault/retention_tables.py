"""Today's tables of what must stay and of what went: holds, purges, and what still counts."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from clinic_app.records.retention import FEWEST_DAYS, PurgeCause
from clinic_app.vault.column_types import Choice, Moment
from clinic_app.vault.columns import flag, number, optional_stamp, record_id, sealed, stamp
from clinic_app.vault.tables import METADATA

RETENTION = Table(
    "retention",
    METADATA,
    Column("number", Integer, CheckConstraint("number = 1"), primary_key=True),
    Column("days", Integer, CheckConstraint(f"days >= {FEWEST_DAYS}"), nullable=False),
    sqlite_strict=True,
)

LEGAL_HOLDS = Table(
    "legal_holds",
    METADATA,
    number(),
    record_id(),
    Column("client_id", Text, ForeignKey("clients.id"), nullable=False),
    sealed("sealed_reason", "id"),
    *stamp("stamp"),
    *optional_stamp("lifted", sealed("sealed_lifting", "id", nullable=True)),
    sqlite_strict=True,
)

PURGES = Table(
    "purges",
    METADATA,
    number(),
    record_id(),
    Column("cause", Choice(PurgeCause), nullable=False),  # by name: later versions add causes
    Column("people", Integer, CheckConstraint("people >= 1"), nullable=False),
    flag("is_wiped"),
    *stamp("stamp"),
    sqlite_strict=True,
)

PURGED_ROWS = Table(
    "purged_rows",
    METADATA,
    Column("purge_id", Text, ForeignKey("purges.id"), primary_key=True),
    Column("kind", Text, primary_key=True),  # the table's name: later versions add tables
    Column("count", Integer, CheckConstraint("count >= 1"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PURGED_PEOPLE = Table(
    "purged_people",
    METADATA,
    Column("id", Text, CheckConstraint("id <> ''"), primary_key=True),  # random, and of nobody
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

BACKUP_PLACES = Table(
    "backup_places",
    METADATA,
    Column("path", Text, CheckConstraint("path <> ''"), primary_key=True),
    Column("used_at", Moment, nullable=False),
    Column("clean_since", Moment, nullable=True),  # no backup from before lies there any more
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PURGED_COUNTS = Table(
    "purged_counts",
    METADATA,
    Column("month", Text, primary_key=True),
    Column("headline", Text, primary_key=True),  # by name: later versions add headlines
    Column("moved_by", Integer, CheckConstraint("moved_by <> 0"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

PURGED_LABELS = Table(
    "purged_labels",
    METADATA,
    Column("month", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("broken_down_by", Text, primary_key=True),
    Column("label", Text, primary_key=True),
    Column("moved_by", Integer, CheckConstraint("moved_by <> 0"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

Index("holds_by_client", LEGAL_HOLDS.c.client_id)
Index(
    "holds_standing",  # of one client no two at once
    LEGAL_HOLDS.c.client_id,
    unique=True,
    sqlite_where=text("lifted_day IS NULL"),
)
Index("purges_by_day", PURGES.c.stamp_day)
