"""Today's tables of what the records know of the vault around them."""

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text

from clinic_app.vault.columns import number
from clinic_app.vault.tables import METADATA

VAULT_STATE = Table(
    "vault_state",
    METADATA,
    number(),
    Column("epoch", Integer, CheckConstraint("epoch >= 0"), nullable=False),
    sqlite_strict=True,
)

KNOWN_COMPUTERS = Table(
    "known_computers",
    METADATA,
    number(),
    Column("token", Text, CheckConstraint("length(token) = 32"), nullable=False, unique=True),
    sqlite_strict=True,
)
