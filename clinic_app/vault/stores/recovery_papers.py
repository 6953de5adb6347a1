"""The printed ways back in: one row for each sheet, overwritten when a newer one is made."""

from dataclasses import replace

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.dialects.sqlite import insert

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.records.recovery_paper import RecoveryPaper
from clinic_app.vault.columns import place_of
from clinic_app.vault.key_tables import RECOVERY_PAPERS
from clinic_app.vault.stores.rows import rows_of, stamp_from, stamp_values


class RecoveryPapers:
    """The sheet with the code and up to three shares, inside one transaction."""

    def __init__(self, connection: Connection, seals: FieldSeals) -> None:
        self._connection = connection
        self._seals = seals

    def all(self) -> tuple[RecoveryPaper, ...]:
        """Return every sheet that something is known about, the code first.

        Raises:
            FieldChangedError: A holder is not what was written.
        """
        query = select(RECOVERY_PAPERS).order_by(RECOVERY_PAPERS.c.number)
        return tuple(self._read(row) for row in rows_of(self._connection, query))

    def keep(self, paper: RecoveryPaper) -> None:
        """Keep what is known of a sheet, instead of what was known of its number before.

        Raises:
            KeyNotHeldError: The worker lacks the representative key.
        """
        row = {"number": paper.number, "slot_id": paper.slot_id}
        place = place_of(RECOVERY_PAPERS.c.holder, row)
        values = {
            "slot_id": paper.slot_id,
            "holder": self._seals.seal(REPRESENTATIVE_KEY, place, paper.holder.encode("utf-8")),
            **stamp_values("proved", paper.proved),
        }
        query = insert(RECOVERY_PAPERS).values(number=paper.number, **values)
        self._connection.execute(
            query.on_conflict_do_update(index_elements=["number"], set_=values)
        )

    def _read(self, row: RowMapping) -> RecoveryPaper:
        paper = RecoveryPaper(
            number=row["number"],
            slot_id=row["slot_id"],
            proved=stamp_from(row, "proved") if row["proved_at"] is not None else None,
            is_sealed=not self._seals.holds(REPRESENTATIVE_KEY),
        )
        if paper.is_sealed:
            return paper
        holder = self._seals.open(
            REPRESENTATIVE_KEY, place_of(RECOVERY_PAPERS.c.holder, row), row["holder"]
        )
        return replace(paper, holder=holder.decode("utf-8"))
