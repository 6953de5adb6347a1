"""Today's tables of who may be one person: what was found alike, and what was said about it."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from clinic_app.vault.columns import optional_stamp
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

Index("client_pairs_by_other", CLIENT_PAIRS.c.other_id)
Index(
    "client_pairs_open",
    CLIENT_PAIRS.c.likeness,
    sqlite_where=text("answered_day IS NULL"),
)
