"""Today's tables of the ways in: who holds which sheet, and what outlives a change of keys."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text

from clinic_app.vault.columns import optional_stamp, sealed, words
from clinic_app.vault.tables import METADATA

RECOVERY_PAPERS = Table(
    "recovery_papers",
    METADATA,
    Column("number", Integer, CheckConstraint("number BETWEEN 0 AND 3"), primary_key=True),
    words("slot_id"),
    sealed("holder", "number", "slot_id"),
    *optional_stamp("proved"),
    sqlite_strict=True,
)

KEPT_KEYS = Table(
    "kept_keys",
    METADATA,
    Column("name", Text, CheckConstraint("name <> ''"), primary_key=True),
    sealed("sealed_key", "name"),
    sqlite_strict=True,
)

TEMPORARY_PASSPHRASES = Table(
    "temporary_passphrases",
    METADATA,
    Column("worker_id", Text, ForeignKey("workers.id"), primary_key=True),
    sqlite_strict=True,
)
