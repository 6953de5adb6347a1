"""What representatives decided and signed; it only grows."""

import hashlib
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, select

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring_errors import FieldChangedError
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.records.screening import Decision
from clinic_app.vault.lifted_guards import lifted_guards
from clinic_app.vault.stores.rows import insert, rows_of, stamp_from, stamp_values
from clinic_app.vault.stores.screenings import Screenings
from clinic_app.vault.tables import DECISIONS

_WITH_DIGEST = b"\xff"
"""Begins a note that says what it is about; no text does. Notes from before say nothing of it."""

_NOTE_AT = len(_WITH_DIGEST) + hashlib.sha256().digest_size


class Decisions:
    """Every decision, inside one transaction."""

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self._seals = seals
        self._screenings = Screenings(connection, seals)

    def add(self, decision: Decision) -> None:
        """Keep a decision about a finished screening that stands; it is never changed.

        Its note is sealed together with what was decided, by whom, when, and about which client,
        answers and findings: that it opens proves that somebody with the representative key
        signed exactly this. One that came from before this was so stays as it is.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
        """
        about = b"" if decision.is_unbound else _WITH_DIGEST + self._digest(decision)
        note = about + decision.note.encode("utf-8")
        values = {
            "id": decision.id,
            "screening_id": decision.screening_id,
            "ruling": decision.ruling,
            "sealed_note": self._seals.seal(REPRESENTATIVE_KEY, _place(decision), note),
            **stamp_values("stamp", decision.stamp),
            "same_worker": decision.same_worker,
        }
        insert(self._connection, DECISIONS, values)

    def add_late(self, decision: Decision) -> None:
        """Keep a decision about a finished screening that was withdrawn since, elsewhere.

        As if it had been withdrawn here after it was decided.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
        """
        with lifted_guards(self._connection, inserting=[DECISIONS.name]):
            self.add(decision)

    def of_screening(self, screening_id: str) -> tuple[Decision, ...]:
        """Return the decisions about one screening, oldest first; the last one holds.

        Raises:
            FieldChangedError: One is not what a representative signed, or not about this.
        """
        query = (
            select(DECISIONS)
            .where(DECISIONS.c.screening_id == screening_id)
            .order_by(DECISIONS.c.number)
        )
        return tuple(self._read(row) for row in rows_of(self._connection, query))

    def _read(self, row: RowMapping) -> Decision:
        decision = Decision(
            id=row["id"],
            screening_id=row["screening_id"],
            ruling=row["ruling"],
            note="",
            stamp=stamp_from(row, "stamp"),
            same_worker=row["same_worker"],
            is_sealed=not self._seals.holds(REPRESENTATIVE_KEY),
        )
        if decision.is_sealed:
            return decision
        note = self._seals.open(REPRESENTATIVE_KEY, _place(decision), row["sealed_note"])
        if not note.startswith(_WITH_DIGEST):
            return replace(decision, note=note.decode("utf-8"), is_unbound=True)
        about, note = note[1:_NOTE_AT], note[_NOTE_AT:]
        if about != self._digest(decision):
            raise FieldChangedError
        return replace(decision, note=note.decode("utf-8"))

    def _digest(self, decision: Decision) -> bytes:
        """Return the SHA-256 of what a decision is about, and of how else it was signed."""
        stamp = decision.stamp
        how = (str(decision.same_worker), stamp.day_source.value, stamp.site)
        about = self._screenings.digest(decision.screening_id)
        return hashlib.sha256(about + "\x00".join(how).encode("utf-8")).digest()


def _place(decision: Decision) -> tuple[str, ...]:
    return (
        DECISIONS.name,
        "sealed_note",
        decision.id,
        decision.screening_id,
        decision.ruling.value,
        decision.stamp.worker_id,
        decision.stamp.day.isoformat(),
    )
