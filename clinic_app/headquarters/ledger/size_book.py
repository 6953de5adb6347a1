"""How many the ledger's clinics had in each stream before a period: their first close in it says.

A close says its total and how much that changed, so it tells of the month before it as well,
whether that one came or not.
"""

from sqlalchemy import Connection, func, select

from clinic_app.headquarters.ledger.tables import COUNTS, net_of, total_of
from clinic_app.tallies.breakdowns import HEADLINE_OF, Stream
from clinic_app.tallies.month import Month

Sizes = dict[Stream, int]


class SizeBook:
    """Sizes of streams inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def before_first(self, first: Month, last: Month) -> dict[int, tuple[Month, Sizes]]:
        """Return by clinic its first month that came, from *first* to *last*, and what it had.

        Returns:
            The month, and how many were in each stream at the end of the month before it.
        """
        number = COUNTS.c.year * 12 + COUNTS.c.month - 1
        oldest = (
            select(COUNTS.c.clinic_id, func.min(number).label("number"))
            .where(
                COUNTS.c.year.between(first.year, last.year),
                number.between(first.index, last.index),
            )
            .group_by(COUNTS.c.clinic_id)
            .subquery()
        )
        sizes = (total_of(headline) - net_of(headline) for headline in HEADLINE_OF.values())
        query = select(COUNTS.c.clinic_id, oldest.c.number, *sizes).join_from(
            oldest,
            COUNTS,
            (COUNTS.c.year == oldest.c.number // 12)
            & (COUNTS.c.month == oldest.c.number % 12 + 1)
            & (COUNTS.c.clinic_id == oldest.c.clinic_id),
        )
        return {
            clinic_id: (Month.at(month), dict(zip(HEADLINE_OF, counted, strict=True)))
            for clinic_id, month, *counted in self._connection.execute(query)
        }
