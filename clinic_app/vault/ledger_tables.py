"""The tables of what was released by label: they only grow, like the releases themselves."""

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
