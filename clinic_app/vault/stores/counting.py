"""What may be counted, read from indexed columns alone: no answers, no names, no words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import reduce
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    cast,
    func,
    literal_column,
    select,
    type_coerce,
)

from clinic_app.records import facts
from clinic_app.records.facts import File
from clinic_app.records.worker import Worker
from clinic_app.tallies.case_facts import Cases, Countable, Gathering, Happening
from clinic_app.vault import standing
from clinic_app.vault.kyr_tables import KYR_ATTENDANCE, KYR_EVENTS
from clinic_app.vault.pair_tables import CLIENT_PAIRS, MERGES
from clinic_app.vault.paper_tables import SHOWN_PAPERS
from clinic_app.vault.retention_tables import PURGES
from clinic_app.vault.stores import purged_counts, served_years
from clinic_app.vault.stores.served_years import Days, DaysIn, Ways, Years
from clinic_app.vault.tables import (
    CLIENTS,
    CLOSES,
    DECISIONS,
    ENROLMENT,
    SCREENINGS,
    SERVICES,
)

_STAMP_DAYS = (
    CLIENTS.c.registered_day,
    CLIENTS.c.withdrawn_day,
    SCREENINGS.c.started_day,
    SCREENINGS.c.finished_day,
    SCREENINGS.c.withdrawn_day,
    DECISIONS.c.stamp_day,
    SERVICES.c.stamp_day,
    SERVICES.c.withdrawn_day,
    SHOWN_PAPERS.c.stamp_day,
    SHOWN_PAPERS.c.withdrawn_day,
    KYR_EVENTS.c.stamp_day,
    KYR_EVENTS.c.withdrawn_day,
    CLOSES.c.stamp_day,
    ENROLMENT.c.stamp_day,
    PURGES.c.stamp_day,
    MERGES.c.stamp_day,
    MERGES.c.undone_day,
    CLIENT_PAIRS.c.answered_day,
)


_ROWS_AT_A_TIME = 2000

# A length, where a test for NULL would do: so the index is read that holds all of it, in its order.
_FINISHED = (
    func.length(SCREENINGS.c.finished_day) > 0,
    func.length(SCREENINGS.c.withdrawn_day).is_(None),
)
_SERVED = SERVICES.c.withdrawn_day.is_(None)
_HELD = (KYR_EVENTS.c.is_finished.is_(True), KYR_EVENTS.c.withdrawn_day.is_(None))

_DAY_LETTERS = 10
_SECOND = itemgetter(1)


def countable(connection: Connection, workers: tuple[Worker, ...]) -> Countable:
    """Return everything that may be counted."""
    merged = standing.all_merged(connection)
    screened, screened_in, screenings = _screened(connection)
    helped, free, years, services = _served(connection)
    by_year = served_years.happenings(screened_in, *years, merged)
    representatives = chain.from_iterable(map(facts.of_worker, workers))
    return Countable(
        cases=Cases(facts.cases(_files(connection, merged, screened, helped, free))),
        happenings=(*screenings, *services, *by_year, *_events(connection)),
        representatives=tuple(representatives),
        gatherings=tuple(_gatherings(connection)),
        purged=purged_counts.read(connection),
    )


def _files(
    connection: Connection,
    merged: Mapping[str, str],
    screened: dict[str, str],
    helped: Days,
    free: Days,
) -> Iterator[File]:
    """Yield the file of each person who counts: of several, the one that stands."""
    for merged_id, stands_id in merged.items():
        for of_files in (screened, helped, free):
            _give_first(of_files, merged_id, stands_id)
    of, firsts = CLIENTS.c, _Screenings()
    said = _joined(_or_nothing(of.gender), of.county, of.language)
    query = select(of.id, said, _or_nothing(of.birth_date)).where(_of_standing_clients(of.id))
    for client_id, what, birth_date in chain.from_iterable(_rows(connection, query)):
        screened_on, country = firsts[screened.get(client_id)]
        helped_on, free_on = helped.get(client_id), free.get(client_id)
        if screened_on or helped_on or free_on:
            yield screened_on, country, helped_on, free_on, what, birth_date


def _give_first(of_files: dict[str, Any], merged_id: str, stands_id: str) -> None:
    """Let the file that stands have what came first, its own or that of the other."""
    if merged_id in of_files:
        first = of_files.pop(merged_id)
        of_files[stands_id] = min(first, of_files.get(stands_id, first))


class _Screenings(dict[str | None, tuple[date | None, str]]):
    """The day and the country that each text says which the query for screenings makes of both."""

    def __missing__(self, written: str | None) -> tuple[date | None, str]:
        found = (_day_in(written), written[_DAY_LETTERS:]) if written else (None, "")
        self[written] = found
        return found


def _screened(connection: Connection) -> tuple[dict[str, str], Years, Iterator[Happening]]:
    """Return each client's first screening as it is written, of each year too, and their counts."""
    of = SCREENINGS.c
    finished = _of_all(of.client_id, of.client_id, _written(of.finished_day) + of.country)
    by = (of.client_id, of.finished_day, of.withdrawn_day, of.country)  # as the index has them
    first, years, times = dict[str, str](), Years(), Counter[str]()
    days = DaysIn(years)
    for rows in _rows(connection, _latest_first(finished.where(*_FINISHED), *by)):
        first.update(rows)
        times.update(map(_SECOND, rows))
        for client_id, one in rows:
            day, in_year = days[one]
            in_year[client_id] = day
    return (
        first,
        years,
        chain.from_iterable(
            facts.of_screenings(days[one][0], number) for one, number in times.items()
        ),
    )


def _served(
    connection: Connection,
) -> tuple[Days, Days, tuple[Years, Years], Iterator[Happening]]:
    """Return when each client was first helped, and served at no cost, and what services count.

    Between them stands when in each year each client was first served, and at no cost.
    """
    of = SERVICES.c
    query = _of_all(of.client_id, of.client_id, _written(of.stamp_day) + _way()).where(_SERVED)
    helped, free, times, years, free_years = Days(), Days(), Counter[str](), Years(), Years()
    known = Ways(years, free_years)
    for rows in _rows(connection, _latest_first(query, of.client_id, of.stamp_day)):
        times.update(map(_SECOND, rows))
        for client_id, one in rows:
            day, is_help, is_free, _done, in_year, free_in_year = known[one]
            in_year[client_id] = day
            if is_help:
                helped[client_id] = day
            if is_free:
                free[client_id] = free_in_year[client_id] = day
    happenings = (
        facts.of_services(one.done, one.day, times[written]) for written, one in known.items()
    )
    return helped, free, (years, free_years), chain.from_iterable(happenings)


def _day_in(written: str) -> date:
    return date.fromisoformat(written[:_DAY_LETTERS])


def _way() -> ColumnElement[str]:
    """Return, as SQL, what was done: one text costs less than five columns."""
    of = SERVICES.c
    maybe = map(_or_nothing, (of.form, of.filing, of.appeared_before))
    return _joined(_written(of.kind), *maybe, cast(of.at_no_cost, Text))


def _joined(*columns: ColumnElement[str]) -> ColumnElement[str]:
    between = literal_column(f"char({ord(facts.BETWEEN)})", Text)
    return reduce(lambda written, column: written + between + column, columns)


def _written(column: ColumnElement[Any]) -> ColumnElement[str]:
    """Read a column as it stands: a hundred thousand days are made of text where one is needed."""
    return type_coerce(column, Text)


def _or_nothing(column: ColumnElement[Any]) -> ColumnElement[str]:
    return func.coalesce(_written(column), "")


def _latest_first(query: Select[Any], *columns: ColumnElement[Any]) -> Select[Any]:
    """Return the query in the order in which a client's first is the last: that one is kept."""
    return query.order_by(*(column.desc() for column in columns))


def _rows(connection: Connection, query: Select[Any]) -> Iterator[list[Any]]:
    """Yield many rows at a time, as the driver makes them: a Row of each would cost as much."""
    cursor: Any = connection.execute(query).cursor
    while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
        yield rows


def first_day(connection: Connection) -> date | None:
    """Return the first day of anything done for a client or at an event; None before that.

    Accreditations do not begin a clinic's count: many are older than its vault.
    """
    screened, served = SCREENINGS.c, SERVICES.c
    queries = (
        _of_all(screened.client_id, func.min(screened.finished_day)).where(*_FINISHED),
        _of_all(served.client_id, func.min(served.stamp_day)).where(_SERVED),
        select(func.min(KYR_EVENTS.c.day)).where(*_HELD),
    )
    days = [connection.scalar(query) for query in queries]
    days += [month.first for month, _headline in purged_counts.read(connection).headlines]
    return min((day for day in days if day is not None), default=None)


def last_saved_day(connection: Connection) -> date | None:
    """Return the latest clinic day that any record carries; None in an empty vault."""
    newest = (
        connection.scalar(select(func.max(day)).where(day.is_not(None))) for day in _STAMP_DAYS
    )
    return max((day for day in newest if day is not None), default=None)


def _of_all(client_id: ColumnElement[str], *what: ColumnElement[Any]) -> Select[Any]:
    """Return the query for what is true of all clients who count."""
    return select(*what).where(_of_standing_clients(client_id))


def _of_standing_clients(client_id: ColumnElement[str]) -> ColumnElement[bool]:
    withdrawn = select(CLIENTS.c.id).where(CLIENTS.c.withdrawn_day.is_not(None))
    with_them = standing.merged_ids().where(MERGES.c.stands_id.in_(withdrawn))
    return client_id.not_in(withdrawn.union_all(with_them))


def _events(connection: Connection) -> Iterator[Happening]:
    of = KYR_EVENTS.c
    rows = KYR_ATTENDANCE.c
    heads = (
        select(func.coalesce(func.sum(rows.adults + rows.children), 0))
        .where(rows.event_id == of.id)
        .scalar_subquery()
    )
    query = select(of.day, heads, of.trained).where(*_HELD)
    for day, counted, trained in connection.execute(query):
        yield from facts.of_events(day, heads=counted, trained=trained)


def _gatherings(connection: Connection) -> Iterator[Gathering]:
    of, rows = KYR_EVENTS.c, KYR_ATTENDANCE.c
    heads: dict[str, dict[str, int]] = defaultdict(dict)
    counted = select(rows.event_id, rows.language, rows.adults + rows.children)
    for event_id, language, number in connection.execute(counted):
        heads[event_id][language] = number
    query = select(of.id, of.day, of.trained, of.county).where(*_HELD)
    for event_id, day, trained, county in connection.execute(query):
        yield facts.gathering(day, heads[event_id], trained=trained, county=county)
