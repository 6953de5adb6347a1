"""Which bundle each of the ledger's closes is read from: of those that spell it out, the oldest.

It came first as a rule, and reaches back furthest. So the ledger says the same, and a report is
the same to the last byte, in whatever order the bundles came in.
"""

from collections.abc import Container, Iterable

from sqlalchemy import Connection, select, update

from clinic_app.headquarters.ledger.tables import BUNDLES, CLINICS, CLOSES, LINES
from clinic_app.headquarters.ledger.values import TakenIn
from clinic_app.tallies.month import Month


class SourceBook:
    """Where closes are read from, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def move_back(self, bundles: Iterable[TakenIn], locked: Container[Month]) -> None:
        """Read from *bundles* what they spell out, and newer ones brought before them.

        Args:
            bundles: That were just added.
            locked: The months that were approved: a report on those stays as it is.
        """
        for bundle in bundles:
            if bundle.repeats_from:
                self._move_back(bundle, locked)

    def kept(self, code: str, seq: int) -> bytes | None:
        """Return the bundle in which a clinic closed its month number *seq*, as it came."""
        query = select(BUNDLES.c.raw).join_from(BUNDLES, CLINICS)
        return self._connection.scalar(query.where(CLINICS.c.code == code, BUNDLES.c.seq == seq))

    def _move_back(self, bundle: TakenIn, locked: Container[Month]) -> None:
        query = select(CLOSES.c.year, CLOSES.c.month).where(
            CLOSES.c.clinic_id == bundle.clinic_id,
            CLOSES.c.seq.between(bundle.repeats_from, bundle.seq),
            CLOSES.c.bundle_seq > bundle.seq,
        )
        months = [Month(*row) for row in self._connection.execute(query)]
        numbers = [month.index for month in months if month not in locked]
        for table, source in (
            (CLOSES, {"bundle_seq": bundle.seq}),
            (LINES, {"file": bundle.file}),
        ):
            is_one = (table.c.year * 12 + table.c.month - 1).in_(numbers)
            of_clinic = table.c.clinic_id == bundle.clinic_id
            self._connection.execute(update(table).where(of_clinic, is_one).values(source))
