"""The release ledger's tables: everything that ever left this clinic. They only grow."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    Table,
    Text,
)

from clinic_app.vault.tables import METADATA

RELEASES = Table(
    "releases",
    METADATA,
    Column("seq", Integer, CheckConstraint("seq >= 1"), primary_key=True),
    Column("month", Text, nullable=False, unique=True),
    Column("payload_sha256", Text, CheckConstraint("length(payload_sha256) = 64"), nullable=False),
    sqlite_strict=True,
)

RELEASED_COUNTS = Table(
    "released_counts",
    METADATA,
    Column("seq", Integer, ForeignKey("releases.seq"), primary_key=True),
    Column("headline", Text, primary_key=True),  # by name: later versions add headlines
    Column("net", Integer, nullable=False),
    Column("total", Integer, CheckConstraint("total >= 0"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

RELEASED_TABLES = Table(
    "released_tables",
    METADATA,
    Column("seq", Integer, ForeignKey("releases.seq"), primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("broken_down_by", Text, primary_key=True),
    Column("batches", Integer, CheckConstraint("batches >= 0"), nullable=False),
    Column("looked_at", Integer, CheckConstraint("looked_at >= 0"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

RELEASED_LABELS = Table(
    "released_labels",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("broken_down_by", Text, primary_key=True),
    Column("label", Text, primary_key=True),
    Column("shown", Integer, CheckConstraint("shown > 0"), nullable=False),
    ForeignKeyConstraint(
        ("seq", "stream", "broken_down_by"),
        ("released_tables.seq", "released_tables.stream", "released_tables.broken_down_by"),
    ),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
