"""What the ledger's bundles say, month by month, for reports."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Table, func, select

from clinic_app.headquarters.ledger.bundle_book import MONTH_LOCKED, UNKNOWN_KEY
from clinic_app.headquarters.ledger.tables import (
    BUNDLES,
    CELLS,
    CLOSES,
    HEADLINES,
    SET_ASIDE,
    SETTLED,
)
from clinic_app.headquarters.ledger.values import Cell, Source
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import Change


class CountBook:
    """Counts inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first_months(self) -> dict[int, Month]:
        """Return the month of every clinic's first close, by clinic; it may not be held itself."""
        shift = func.min(CLOSES.c.year * 12 + CLOSES.c.month - CLOSES.c.seq)
        query = select(CLOSES.c.clinic_id, shift).group_by(CLOSES.c.clinic_id)
        zero = Month(0, 1)
        return {
            clinic_id: zero.plus(months) for clinic_id, months in self._connection.execute(query)
        }

    def reported(self, first: Month, last: Month) -> set[tuple[int, Month]]:
        """Return for which clinic and month, from *first* to *last*, a close is held."""
        query = select(CLOSES.c.clinic_id, CLOSES.c.year, CLOSES.c.month)
        rows = self._connection.execute(query.where(_within(CLOSES, first, last)))
        return {(row.clinic_id, Month(row.year, row.month)) for row in rows}

    def sources(self, first: Month, last: Month) -> dict[tuple[int, Month], Source]:
        """Return which file brought each close from *first* to *last*, oldest close first."""
        query = (
            select(CLOSES.c.clinic_id, CLOSES.c.year, CLOSES.c.month, CLOSES.c.seq)
            .add_columns(CLOSES.c.bundle_seq, BUNDLES.c.sha256)
            .join_from(
                CLOSES,
                BUNDLES,
                (BUNDLES.c.clinic_id == CLOSES.c.clinic_id)
                & (BUNDLES.c.seq == CLOSES.c.bundle_seq),
            )
            .where(_within(CLOSES, first, last))
            .order_by(CLOSES.c.clinic_id, CLOSES.c.seq)
        )
        found = {}
        for row in self._connection.execute(query):
            month = Month(row.year, row.month)
            newest = month.plus(row.bundle_seq - row.seq)
            found[row.clinic_id, month] = Source(newest, row.bundle_seq, row.sha256)
        return found

    def cells(self, first: Month, last: Month) -> Iterator[Cell]:
        """Yield what the closes from *first* to *last* say; a headline left out is 0.

        One that was added later is never left out, but by closes that did not have it.
        """
        query = (
            select(CELLS, HEADLINES.c.name)
            .join_from(CELLS, HEADLINES)
            .where(_within(CELLS, first, last))
        )
        for row in self._connection.execute(query):
            yield Cell(
                row.clinic_id,
                Month(row.year, row.month),
                HeadlineCount(row.name),
                Change(row.net, row.total),
            )

    def newest_until(self, last: Month) -> Iterator[tuple[int, int, bytes]]:
        """Yield each clinic, its newest close's number up to *last*, and the file that has it."""
        month = CLOSES.c.year * 12 + CLOSES.c.month
        newest = (
            select(CLOSES.c.clinic_id, func.max(CLOSES.c.seq).label("seq"))
            .where(month <= last.year * 12 + last.number)
            .group_by(CLOSES.c.clinic_id)
            .subquery()
        )
        query = (
            select(CLOSES.c.clinic_id, CLOSES.c.seq, BUNDLES.c.raw)
            .join_from(
                CLOSES,
                newest,
                (CLOSES.c.clinic_id == newest.c.clinic_id) & (CLOSES.c.seq == newest.c.seq),
            )
            .join(
                BUNDLES,
                (BUNDLES.c.clinic_id == CLOSES.c.clinic_id)
                & (BUNDLES.c.seq == CLOSES.c.bundle_seq),
            )
        )
        for row in self._connection.execute(query):
            yield row.clinic_id, row.seq, row.raw

    def conflicts(self) -> dict[str, int]:
        """Return how many bundles of which clinic's code contradict what was taken in."""
        return self._waiting(SET_ASIDE.c.reason.not_in((UNKNOWN_KEY, MONTH_LOCKED)))

    def held_back(self) -> dict[str, int]:
        """Return how many bundles of which clinic's code bring a month that is locked."""
        return self._waiting(SET_ASIDE.c.reason == MONTH_LOCKED)

    def _waiting(self, which: ColumnElement[bool]) -> dict[str, int]:
        """Return how many of the bundles set aside wait for a person, by clinic's code."""
        query = (
            select(SET_ASIDE.c.clinic, func.count())
            .where(which, SET_ASIDE.c.sha256.not_in(select(SETTLED.c.sha256)))
            .group_by(SET_ASIDE.c.clinic)
            .order_by(SET_ASIDE.c.clinic)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}


def _within(table: Table, first: Month, last: Month) -> ColumnElement[bool]:
    month = table.c.year * 12 + table.c.month
    begin = first.year * 12 + first.number
    end = last.year * 12 + last.number
    # The years alone can use the key; the months then choose among what they leave.
    return table.c.year.between(first.year, last.year) & month.between(begin, end)
