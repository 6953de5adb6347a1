"""Today's table of what the records know of the vault around them."""

from sqlalchemy import CheckConstraint, Column, Integer, Table

from clinic_app.vault.columns import number
from clinic_app.vault.tables import METADATA

VAULT_STATE = Table(
    "vault_state",
    METADATA,
    number(),
    Column("epoch", Integer, CheckConstraint("epoch >= 0"), nullable=False),
    sqlite_strict=True,
)
