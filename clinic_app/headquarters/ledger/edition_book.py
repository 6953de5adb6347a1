"""What the ledger's closes do not say: an older version of the program did not count it yet."""

from sqlalchemy import Connection, func, select

from clinic_app.headquarters.ledger.tables import CLINICS, COUNTS, total_of
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month


class EditionBook:
    """Versions of the clinics' programs inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def years_lacking(self, first: Month, last: Month) -> dict[str, tuple[int, ...]]:
        """Return by code of which years a clinic's closes never say who was served in the year.

        Only what lies from *first* to *last* is looked at. The first close that says it says it of
        its whole year.
        """
        number = COUNTS.c.year * 12 + COUNTS.c.month - 1
        query = (
            select(CLINICS.c.code, COUNTS.c.year)
            .join_from(COUNTS, CLINICS, CLINICS.c.id == COUNTS.c.clinic_id)
            .where(
                COUNTS.c.year.between(first.year, last.year),
                number.between(first.index, last.index),
            )
            .group_by(CLINICS.c.code, COUNTS.c.year)
            .having(func.max(total_of(HeadlineCount.SERVED_IN_YEAR)).is_(None))
            .order_by(CLINICS.c.code, COUNTS.c.year)
        )
        found: dict[str, tuple[int, ...]] = {}
        for code, year in self._connection.execute(query):
            found[code] = (*found.get(code, ()), year)
        return found
