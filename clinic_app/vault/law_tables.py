"""The tables about the law as this clinic knows it: what was installed since the program came."""

from sqlalchemy import CheckConstraint, Column, LargeBinary, Table, Text

from clinic_app.vault.columns import number, optional_stamp, record_id, stamp, words
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
