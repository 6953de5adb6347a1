"""The signed notes that travel beside the bundles, inside one transaction."""

from sqlalchemy import Connection, select

from clinic_app.records.carried_note import CarriedNote, NoteSubject
from clinic_app.vault.lifted_guards import lifted_guards
from clinic_app.vault.note_tables import CARRIED_NOTES
from clinic_app.vault.stores.rows import insert, rows_of, stamp_from, stamp_values


class CarriedNotes:
    """Every note, kept as it was signed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, note: CarriedNote) -> None:
        """Keep one more."""
        values = {"id": note.id, "subject": note.subject, "note": note.note}
        insert(self._connection, CARRIED_NOTES, values | stamp_values("stamp", note.stamp))

    def forget(self) -> None:
        """Forget every note: this clinic moves to a headquarters that can check none of them."""
        with lifted_guards(self._connection, deleting={CARRIED_NOTES.name}, updating=()):
            self._connection.execute(CARRIED_NOTES.delete())

    def about(self, subject: NoteSubject) -> tuple[CarriedNote, ...]:
        """Return the notes about one thing, oldest first."""
        query = select(CARRIED_NOTES).where(CARRIED_NOTES.c.subject == subject)
        return tuple(
            CarriedNote(
                id=row["id"],
                subject=row["subject"],
                note=row["note"],
                stamp=stamp_from(row, "stamp"),
            )
            for row in rows_of(self._connection, query.order_by(CARRIED_NOTES.c.number))
        )
