"""Today's table of the signed notes that travel beside the bundles."""

from sqlalchemy import Column, LargeBinary, Table

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
