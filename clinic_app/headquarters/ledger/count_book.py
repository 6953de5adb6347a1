"""What the ledger's bundles say, month by month, for reports."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    case,
    cast,
    func,
    literal,
    not_,
    or_,
    select,
)

from clinic_app.headquarters.ledger.bundle_book import MONTH_LOCKED, UNKNOWN_KEY
from clinic_app.headquarters.ledger.cells import SpoiltCellError
from clinic_app.headquarters.ledger.tables import (
    BUNDLES,
    CLINICS,
    CLOSES,
    COUNTS,
    LINES,
    SET_ASIDE,
    SETTLED,
    net_of,
    total_of,
)
from clinic_app.headquarters.ledger.values import (
    Lines,
    Totals,
)
from clinic_app.tallies.headlines import STANDING, HeadlineCount
from clinic_app.tallies.month import Month

_PIECE = 1_000


class CountBook:
    """Counts inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first_months(self) -> dict[int, Month]:
        """Return the month of every clinic's first close, by clinic; it may not be held itself."""
        shift = CLOSES.c.year * 12 + CLOSES.c.month - CLOSES.c.seq  # the same for all of a clinic
        one = select(shift).where(CLOSES.c.clinic_id == CLINICS.c.id).limit(1)
        query = select(CLINICS.c.id, one.scalar_subquery())
        zero = Month(0, 1)
        return {
            clinic_id: zero.plus(months)
            for clinic_id, months in self._connection.execute(query)
            if months is not None
        }

    def reported(self, first: Month, last: Month) -> dict[int, range | frozenset[int]]:
        """Return by clinic of which months there is a close; see :attr:`.Month.index`."""
        of, number = CLOSES.c.clinic_id, _number(CLOSES)
        is_within = _within(CLOSES, first, last)
        spans = select(of, func.min(number), func.max(number), func.count())
        found: dict[int, range | frozenset[int]] = {}
        for row in self._connection.execute(spans.where(is_within).group_by(of)):
            clinic_id, oldest, newest, count = row
            found[clinic_id] = range(oldest, newest + 1)
            if len(found[clinic_id]) != count:
                months = select(number).where(is_within, of == clinic_id)
                found[clinic_id] = frozenset(self._connection.execute(months).scalars())
        return found

    def newest_files(self, first: Month, last: Month) -> dict[int, str]:
        """Return by clinic which file brought its newest close from *first* to *last*."""
        newest = (
            select(CLOSES.c.clinic_id, func.max(_number(CLOSES)).label("number"))
            .where(_within(CLOSES, first, last))
            .group_by(CLOSES.c.clinic_id)
            .subquery()
        )
        query = select(LINES.c.clinic_id, LINES.c.file).join_from(
            newest,
            LINES,
            (LINES.c.year == newest.c.number // 12)
            & (LINES.c.month == newest.c.number % 12 + 1)
            & (LINES.c.clinic_id == newest.c.clinic_id),
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def clinic_totals(self, first: Month, last: Month) -> dict[int, Totals]:
        """Return by clinic what its closes from *first* to *last* add up to.

        Of what stands on a day, the total of *last*; None where no close says it.
        """
        is_last = (COUNTS.c.year == last.year) & (COUNTS.c.month == last.number)
        sums = [
            func.max(case((is_last, total_of(headline))))
            if headline in STANDING
            else func.sum(net_of(headline))
            for headline in HeadlineCount
        ]
        query = (
            select(COUNTS.c.clinic_id, *sums)
            .where(_within(COUNTS, first, last))
            .group_by(COUNTS.c.clinic_id)
        )
        return {row[0]: _by_headline(row[1:]) for row in self._connection.execute(query)}

    def month_totals(self, first: Month, last: Month) -> dict[Month, Totals]:
        """Return by month what the closes of all clinics add up to; None where none says it."""
        sums = [
            func.sum(total_of(headline) if headline in STANDING else net_of(headline))
            for headline in HeadlineCount
        ]
        query = (
            select(COUNTS.c.year, COUNTS.c.month, *sums)
            .where(_within(COUNTS, first, last))
            .group_by(COUNTS.c.year, COUNTS.c.month)
        )
        rows = self._connection.execute(query)
        return {Month(row[0], row[1]): _by_headline(row[2:]) for row in rows}

    def lines(self, first: Month, last: Month) -> Iterator[tuple[int, Lines]]:
        """Yield what the closes of each clinic from *first* to *last* say, clinic by clinic."""
        parts = (
            *map(self._joined, (_number(LINES), LINES.c.file)),
            self._joined(LINES.c.numbers, ";"),
        )
        query = (
            select(CLINICS.c.id, *parts)
            .join_from(CLINICS, LINES, LINES.c.clinic_id == CLINICS.c.id)
            .where(_within(LINES, first, last))
            .group_by(CLINICS.c.id)
        )
        for clinic_id, months, files, numbers in self._connection.execute(query):
            told = _numbers_in(months)
            if numbers.count(",") != len(told) * (2 * len(HeadlineCount) - 1):
                raise SpoiltCellError
            yield clinic_id, Lines.read(told, files, numbers)

    def changes(
        self, headlines: Sequence[HeadlineCount], first: Month, last: Month
    ) -> Iterator[tuple[int, list[int], list[list[int]]]]:
        """Yield how much *headlines* changed from *first* to *last*, clinic by clinic.

        Args:
            headlines: None that was added later: what no close says cannot be listed.
            first: Of the period.
            last: Likewise.

        Yields:
            The clinic, the number of each month that it closed, and for each of *headlines* what
            those months say, in the same order, whichever that is.
        """
        # One text for a clinic: handed over as rows of numbers they take four times as long.
        columns = map(self._joined, (_number(COUNTS), *map(net_of, headlines)))
        query = (
            select(COUNTS.c.clinic_id, *columns)
            .where(_within(COUNTS, first, last))
            .group_by(COUNTS.c.clinic_id)
        )
        for clinic_id, *told in self._connection.execute(query):
            months, *changed = map(_numbers_in, told)
            yield clinic_id, months, changed

    def odd(
        self,
        fallen: Iterable[HeadlineCount],
        parts_of: Mapping[HeadlineCount, Iterable[HeadlineCount]],
        first: Month,
        last: Month,
    ) -> Iterator[tuple[int, int, str]]:
        """Yield the closes in which one of *fallen* went down, or parts come to more than all.

        Yields:
            The clinic, the month's number, and all it says; see :func:`change_in`.
        """
        went_down = (net_of(headline) < 0 for headline in fallen)
        too_much = (
            sum((total_of(part) for part in parts), literal(0)) > total_of(whole)
            for whole, parts in parts_of.items()
        )
        is_odd = _within(COUNTS, first, last) & or_(*went_down, *too_much)
        same = (
            (LINES.c.clinic_id == COUNTS.c.clinic_id)
            & (LINES.c.year == COUNTS.c.year)
            & (LINES.c.month == COUNTS.c.month)
        )
        query = (
            select(COUNTS.c.clinic_id, _number(COUNTS), LINES.c.numbers)
            .join_from(COUNTS, LINES, same)
            .where(is_odd)
            .order_by(COUNTS.c.year, COUNTS.c.month)
        )
        return ((row[0], row[1], row[2]) for row in self._rows(query))

    def idle(self, first: Month, last: Month) -> dict[int, set[int]]:
        """Return by clinic in which months, from *first* to *last*, it counted nothing."""
        query = select(COUNTS.c.clinic_id, _number(COUNTS)).where(
            _within(COUNTS, first, last), not_(_is_busy())
        )
        found: dict[int, set[int]] = {}
        for clinic_id, month in self._rows(query):
            found.setdefault(clinic_id, set()).add(month)
        return found

    def busy(self, first: Month, last: Month) -> set[tuple[int, Month]]:
        """Return for which clinic and month, from *first* to *last*, anything was counted."""
        query = select(COUNTS.c.clinic_id, _number(COUNTS)).where(
            _within(COUNTS, first, last), _is_busy()
        )
        rows = self._connection.execute(query)
        return {(clinic_id, Month.at(month)) for clinic_id, month in rows}

    def newest_until(self, last: Month) -> Iterator[tuple[int, int, bytes]]:
        """Yield each clinic, its newest close's number up to *last*, and the file that has it."""
        newest = _newest(_number(CLOSES) <= last.index).subquery()
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

    def _joined(self, told: ColumnElement[Any], between: str = ",") -> ColumnElement[str]:
        """Return what all rows say as one: in no order, but the same one for all of a query."""
        if not self._is_sqlite:
            return func.string_agg(cast(told, Text), between)
        # SQLite is half as fast again where it is not told what to put between.
        return func.group_concat(told) if between == "," else func.group_concat(told, between)

    @property
    def _is_sqlite(self) -> bool:
        return self._connection.dialect.name == "sqlite"

    def _rows(self, query: Select[Any]) -> Iterator[Any]:
        """Yield what a query finds, fetched by the thousand: one by one they take twice as long."""
        return chain.from_iterable(self._connection.execute(query).partitions(_PIECE))

    def _waiting(self, which: ColumnElement[bool]) -> dict[str, int]:
        """Return how many of the bundles set aside wait for a person, by clinic's code."""
        query = (
            select(SET_ASIDE.c.clinic, func.count())
            .where(which, SET_ASIDE.c.sha256.not_in(select(SETTLED.c.sha256)))
            .group_by(SET_ASIDE.c.clinic)
            .order_by(SET_ASIDE.c.clinic)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}


def _numbers_in(told: str) -> list[int]:
    try:
        return msgspec.json.decode(f"[{told}]", type=list[int])
    except msgspec.DecodeError as error:
        raise SpoiltCellError from error


def _by_headline(numbers: Sequence[int | None]) -> Totals:
    return dict(zip(HeadlineCount, numbers, strict=True))


def _newest(which: ColumnElement[bool]) -> Select[Any]:
    """Return each clinic and the number of its newest close of those."""
    of, seq = CLOSES.c.clinic_id, CLOSES.c.seq
    return select(of, func.max(seq).label("seq")).where(which).group_by(of)


def _is_busy() -> ColumnElement[bool]:
    nets = (net_of(headline) for headline in HeadlineCount if headline not in STANDING)
    return or_(*(net != 0 for net in nets))


def _number(table: Table) -> ColumnElement[int]:
    """Return what :attr:`.Month.index` does."""
    number: ColumnElement[int] = table.c.year * 12 + table.c.month - 1
    return number


def _within(table: Table, first: Month, last: Month) -> ColumnElement[bool]:
    is_within = _number(table).between(first.index, last.index)
    # The years alone can use the key; the months then choose among what they leave.
    return table.c.year.between(first.year, last.year) & is_within
