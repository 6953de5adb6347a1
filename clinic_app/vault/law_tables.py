"""The tables about the law as this clinic knows it: what was installed or read, and its changes."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Table, Text

from clinic_app.vault.columns import (
    all_or_none,
    day,
    number,
    optional_stamp,
    record_id,
    sealed,
    stamp,
    words,
)
from clinic_app.vault.tables import METADATA

RULE_PACKS = Table(
    "rule_packs",
    METADATA,
    number(),
    record_id(),
    words("version"),
    Column("sha256", Text, CheckConstraint("length(sha256) = 64"), nullable=False),
    Column("signed_file", LargeBinary, nullable=False),
    *stamp("stamp"),
    *optional_stamp("rolled_back"),
    sqlite_strict=True,
)

RESCREENINGS = Table(
    "rescreenings",
    METADATA,
    number(),
    record_id(),
    Column("screening_id", Text, ForeignKey("screenings.id"), nullable=False),
    words("installation_id"),  # empty for the rules that came with the program
    sealed("outcome", "id"),
    sealed("findings", "id"),
    *stamp("stamp"),
    sqlite_strict=True,
)

Index("rescreenings_by_screening", RESCREENINGS.c.screening_id)

CONFIRMATIONS = Table(
    "confirmations",
    METADATA,
    number(),
    record_id(),
    words("line"),
    words("pack_version"),
    words("source"),
    day("read_on"),
    day("through"),
    day("reregistration_first", nullable=True),
    day("reregistration_last", nullable=True),
    *stamp("stamp"),
    *optional_stamp("taken_back"),
    sealed("screening_seal", "id", nullable=True),  # NULL: nobody's known word, as the next
    sealed("representative_seal", "id", nullable=True),
    all_or_none("reregistration_first", "reregistration_last"),
    sqlite_strict=True,
)
