"""Today's tables of the audit log; triggers let both only grow."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, func, text

from clinic_app.records.audit import About, Act
from clinic_app.vault.column_types import Choice, Moment
from clinic_app.vault.columns import fixed_bytes, words
from clinic_app.vault.tables import METADATA

AUDIT_LOG = Table(
    "audit_log",
    METADATA,
    Column("seq", Integer, CheckConstraint("seq >= 1"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("worker_id", Text, ForeignKey("workers.id"), nullable=False),
    Column("act", Choice(Act), nullable=False),  # by name: later versions add acts
    Column("about", Choice(About), nullable=False),
    words("subject_id"),
    fixed_bytes("head", 32),
    sqlite_strict=True,
)

CLOSE_HEADS = Table(
    "close_heads",
    METADATA,
    Column("seq", Integer, ForeignKey("closes.seq"), primary_key=True),
    fixed_bytes("head", 32),
    sqlite_strict=True,
)

Index("audit_by_worker", AUDIT_LOG.c.worker_id)
Index("audit_by_subject", AUDIT_LOG.c.subject_id)
Index("audit_by_moment", func.unixepoch(AUDIT_LOG.c.at))
Index("audit_of_clock", AUDIT_LOG.c.seq, sqlite_where=text("about = 'clock'"))
