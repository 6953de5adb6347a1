"""Today's table of the printed ways back in: which sheet is where."""

from sqlalchemy import CheckConstraint, Column, Integer, Table

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
