"""Today's tables of who may be one person, what was said about it, and who stands for whom."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from clinic_app.vault.columns import number, optional_stamp, record_id, stamp
from clinic_app.vault.tables import METADATA

_DIGEST_LETTERS = 64


def _known_as(name: str) -> Column[str]:
    whole = CheckConstraint(f"length({name}) = {_DIGEST_LETTERS}")
    return Column(name, Text, whole, nullable=True)


CLIENT_PAIRS = Table(
    "client_pairs",
    METADATA,
    Column("one_id", Text, ForeignKey("clients.id"), primary_key=True),
    Column("other_id", Text, ForeignKey("clients.id"), primary_key=True),
    Column("likeness", Integer, CheckConstraint("likeness BETWEEN 1 AND 100"), nullable=False),
    # Filled once somebody said that they are two people: as what each was known then.
    *optional_stamp("answered", _known_as("one_as"), _known_as("other_as")),
    # Odd while they are two people; what has more turns was said by whoever knew the other.
    Column(
        "turns", Integer, CheckConstraint("turns >= 0"), nullable=False, server_default=text("0")
    ),
    CheckConstraint("one_id < other_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

CLIENTS_TO_COMPARE = Table(
    "clients_to_compare",  # filled by triggers on clients
    METADATA,
    Column("client_id", Text, ForeignKey("clients.id"), primary_key=True),
    sqlite_strict=True,
)

MERGES = Table(
    "merges",
    METADATA,
    number(),
    record_id(),
    Column("kept_id", Text, ForeignKey("clients.id"), nullable=False),
    Column("merged_id", Text, ForeignKey("clients.id"), nullable=False),
    Column("stands_id", Text, ForeignKey("clients.id"), nullable=False),  # now, never a chain
    Column("way_back", LargeBinary, nullable=True),  # NULL: it can no longer be undone
    *stamp("stamp"),
    *optional_stamp("undone"),
    CheckConstraint("kept_id <> merged_id AND stands_id <> merged_id"),
    CheckConstraint("undone_day IS NULL OR way_back IS NULL"),
    sqlite_strict=True,
)

Index("client_pairs_by_other", CLIENT_PAIRS.c.other_id)
Index(
    "client_pairs_open",
    CLIENT_PAIRS.c.likeness,
    sqlite_where=text("answered_day IS NULL"),
)
Index("merges_by_kept", MERGES.c.kept_id)
Index("merges_by_stands", MERGES.c.stands_id)
Index(
    "merges_that_hold",  # a file is taken into one other at most
    MERGES.c.merged_id,
    unique=True,
    sqlite_where=text("undone_day IS NULL"),
)
