"""Today's tables of what is no record: it helps to work and is counted nowhere."""

from sqlalchemy import Column, ForeignKey, Table, Text

from clinic_app.vault.columns import sealed
from clinic_app.vault.tables import METADATA

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("worker_id", Text, ForeignKey("workers.id"), primary_key=True),
    sealed("content", "worker_id"),
    sqlite_strict=True,
)
