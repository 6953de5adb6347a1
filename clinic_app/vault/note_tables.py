"""Today's tables of what travelled: signed notes beside the bundles, and files sealed anew."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Table, Text

from clinic_app.records.carried_note import NoteSubject
from clinic_app.vault.columns import choice, number, record_id, stamp
from clinic_app.vault.tables import METADATA

CARRIED_NOTES = Table(
    "carried_notes",
    METADATA,
    number(),
    record_id(),
    choice("subject", NoteSubject),
    Column("note", LargeBinary, nullable=False),
    *stamp("stamp"),
    sqlite_strict=True,
)

FORMER_FILES = Table(
    "former_files",
    METADATA,
    Column("sha256", Text, CheckConstraint("length(sha256) = 64"), primary_key=True),
    Column("seq", Integer, ForeignKey("closes.seq"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
