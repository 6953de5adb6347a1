"""Today's tables of what is no record: it helps to work and is counted nowhere."""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Text

from clinic_app.vault.tables import METADATA

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("worker_id", Text, ForeignKey("workers.id"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)
