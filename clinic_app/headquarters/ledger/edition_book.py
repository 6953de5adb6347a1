"""What the ledger's closes do not say: an older version of the program did not count it yet."""

from sqlalchemy import Connection, Select, select

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
        served = total_of(HeadlineCount.SERVED_IN_YEAR)
        number = COUNTS.c.year * 12 + COUNTS.c.month - 1
        years = (
            select(CLINICS.c.code, COUNTS.c.year)
            .join_from(COUNTS, CLINICS, CLINICS.c.id == COUNTS.c.clinic_id)
            .where(
                COUNTS.c.year.between(first.year, last.year),
                number.between(first.index, last.index),
            )
            .distinct()
        )
        silent = self._rows(years.where(served.is_(None)))
        if not silent:  # as a rule; of those that say it there may be hundreds of thousands
            return {}
        is_concerned = COUNTS.c.year.in_({year for _code, year in silent})
        telling = years.where(served.is_not(None), is_concerned)
        found: dict[str, tuple[int, ...]] = {}
        for code, year in sorted(silent - self._rows(telling)):
            found[code] = (*found.get(code, ()), year)
        return found

    def since_january(self, first: Month, last: Month) -> tuple[str, ...]:
        """Return by code the clinics of which the closes from *first* to *last* say too much.

        Their first close that says who was served in the year of *first* says it of the whole
        year: also of its months before *first*, whose own closes did not say it yet.
        """
        january = Month(first.year, 1)
        if first == january:
            return ()
        before = first.plus(-1)
        silent = self._codes(january, before, is_told=False)
        if not silent:  # as a rule; of those that say it there may be hundreds of thousands
            return ()
        told = self._codes(first, min(last, Month(first.year, 12)), is_told=True)
        return tuple(sorted((silent & told) - self._codes(january, before, is_told=True)))

    def _codes(self, first: Month, last: Month, *, is_told: bool) -> set[str]:
        """Return which clinics have a close in a part of one year that says who was served."""
        served = total_of(HeadlineCount.SERVED_IN_YEAR)
        query = (
            select(CLINICS.c.code, COUNTS.c.year)
            .join_from(COUNTS, CLINICS, CLINICS.c.id == COUNTS.c.clinic_id)
            .where(
                COUNTS.c.year == first.year,
                COUNTS.c.month.between(first.number, last.number),
                served.is_not(None) if is_told else served.is_(None),
            )
        )
        return {code for code, _year in self._rows(query.distinct())}

    def _rows(self, query: Select[tuple[str, int]]) -> set[tuple[str, int]]:
        return {(row.code, row.year) for row in self._connection.execute(query)}
