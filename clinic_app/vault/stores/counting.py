"""What may be counted, read from indexed columns alone: no answers, no names, no words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import astuple
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    false,
    func,
    or_,
    select,
    type_coerce,
)

from clinic_app.records import facts
from clinic_app.records.facts import Done
from clinic_app.records.worker import Worker
from clinic_app.tallies.case_facts import CaseFacts, Countable, Gathering, Happening
from clinic_app.vault import standing
from clinic_app.vault.kyr_tables import KYR_ATTENDANCE, KYR_EVENTS
from clinic_app.vault.pair_tables import CLIENT_PAIRS, MERGES
from clinic_app.vault.paper_tables import SHOWN_PAPERS
from clinic_app.vault.retention_tables import PURGES
from clinic_app.vault.stores import purged_counts
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


_DAY_LETTERS = 10
_ROWS_AT_A_TIME = 1000

_FirstOf = dict[str, str]
"""First day of each client, by id: ``2026-03-05``, and what stands behind it."""


def countable(connection: Connection, workers: tuple[Worker, ...]) -> Countable:
    """Return everything that may be counted."""
    happenings = [*_screenings(connection), *_events(connection)]
    helps, frees = set[Done](), set[Done]()
    for done, day, times in _services(connection):
        happenings += facts.of_services(done, day, times)
        helps |= {done} if done.is_help_to_apply else set()
        frees |= {done} if done.at_no_cost else set()
    representatives = (facts.of_worker(worker) for worker in workers)
    return Countable(
        cases=tuple(_cases(connection, helps, frees)),
        happenings=tuple(happenings),
        representatives=tuple(found for found in representatives if found is not None),
        gatherings=tuple(_gatherings(connection)),
        purged=purged_counts.read(connection),
    )


def _cases(connection: Connection, helps: Set[Done], frees: Set[Done]) -> Iterator[CaseFacts]:
    """Yield what may be counted of each person: of several files, of the one that stands."""
    merged = standing.all_merged(connection)
    screened = _of_persons(_first_screened(connection), merged)
    helped = _of_persons(_first_served(connection, helps), merged)
    served_free = _of_persons(_first_served(connection, frees), merged)
    of = CLIENTS.c
    written = (of.id, of.language, of.county, *_as_written(of.birth_date, of.gender))
    for client_id, language, county, born, gender in _rows(connection, select(*written)):
        first = screened.get(client_id, "")
        screened_on, helped_on = _day(first[:_DAY_LETTERS]), _day(helped.get(client_id))
        free_on = _day(served_free.get(client_id))
        if screened_on or helped_on or free_on:
            traits = facts.traits(
                country=first[_DAY_LETTERS:],
                language=language,
                birth_date=_day(born),
                gender=gender or "",
                county=county,
                first_day=facts.first_day(helped_on, screened_on),
            )
            yield CaseFacts(helped_on, screened_on, free_on, traits)


def _as_written(*columns: ColumnElement[Any]) -> Iterator[ColumnElement[str]]:
    """Read columns as they stand: a hundred thousand days are made of text where one is needed."""
    return (type_coerce(column, Text) for column in columns)


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """Yield the rows of a query that has one for each client, fetched many at a time."""
    return chain.from_iterable(connection.execute(query).partitions(_ROWS_AT_A_TIME))


def _days(connection: Connection, query: Select[tuple[str, str]]) -> _FirstOf:
    return dict(_rows(connection, query))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _of_persons(found: _FirstOf, merged: Mapping[str, str]) -> _FirstOf:
    """Put several files of one person together; the earliest day tells."""
    for merged_id, stands_id in merged.items():
        day = found.pop(merged_id, None)
        if day is not None:
            found[stands_id] = min(day, found.get(stands_id, day))
    return found


def last_saved_day(connection: Connection) -> date | None:
    """Return the latest clinic day that any record carries; None in an empty vault."""
    newest = (
        connection.scalar(select(func.max(day)).where(day.is_not(None))) for day in _STAMP_DAYS
    )
    return max((day for day in newest if day is not None), default=None)


def _of_standing_clients(client_id: ColumnElement[str]) -> ColumnElement[bool]:
    withdrawn = select(CLIENTS.c.id).where(CLIENTS.c.withdrawn_day.is_not(None))
    with_them = standing.merged_ids().where(MERGES.c.stands_id.in_(withdrawn))
    return client_id.not_in(withdrawn.union_all(with_them))


def _counted_screenings() -> tuple[ColumnElement[bool], ...]:
    of = SCREENINGS.c
    # A length, where a test for NULL would do: so the index is read that holds all of it.
    is_finished = func.length(of.finished_day) > 0
    return is_finished, of.withdrawn_day.is_(None), _of_standing_clients(of.client_id)


def _screenings(connection: Connection) -> Iterator[Happening]:
    day = SCREENINGS.c.finished_day
    by_day = select(day, func.count()).where(*_counted_screenings()).group_by(day)
    for on, times in connection.execute(by_day):
        yield from facts.of_screenings(on, times)


def _first_screened(connection: Connection) -> _FirstOf:
    """Return the first day, and behind it the country: ``2026-03-05HT``."""
    of = SCREENINGS.c
    first = func.min(type_coerce(of.finished_day, Text) + of.country)
    query = select(of.client_id, first).where(*_counted_screenings()).group_by(of.client_id)
    return _days(connection, query)


_DONE = (  # in Done's own order
    SERVICES.c.kind,
    SERVICES.c.form,
    SERVICES.c.filing,
    SERVICES.c.appeared_before,
    SERVICES.c.at_no_cost,
)


def _counted_services() -> tuple[ColumnElement[bool], ...]:
    of = SERVICES.c
    return of.withdrawn_day.is_(None), _of_standing_clients(of.client_id)


def _services(connection: Connection) -> Iterator[tuple[Done, date, int]]:
    """Yield what was done, on which day and how often."""
    day = SERVICES.c.stamp_day
    by_day = select(day, func.count(), *_DONE).where(*_counted_services())
    for on, times, *done in connection.execute(by_day.group_by(day, *_DONE)):
        yield Done(*done), on, times


def _first_served(connection: Connection, ways: Set[Done]) -> _FirstOf:
    """Return the first day on which something was done that is one of *ways*."""
    of = SERVICES.c
    first = func.min(type_coerce(of.stamp_day, Text))
    query = select(of.client_id, first).where(*_counted_services(), _is_one_of(ways))
    return _days(connection, query.group_by(of.client_id))


def _is_one_of(ways: Set[Done]) -> ColumnElement[bool]:
    """Return the condition that a service is one of *ways*; an empty field is a value."""
    return or_(
        false(),
        *(and_(*map(ColumnElement.is_not_distinct_from, _DONE, astuple(way))) for way in ways),
    )


def _events(connection: Connection) -> Iterator[Happening]:
    of = KYR_EVENTS.c
    rows = KYR_ATTENDANCE.c
    heads = (
        select(func.coalesce(func.sum(rows.adults + rows.children), 0))
        .where(rows.event_id == of.id)
        .scalar_subquery()
    )
    query = select(of.day, heads, of.trained).where(
        of.is_finished.is_(True), of.withdrawn_day.is_(None)
    )
    for day, counted, trained in connection.execute(query):
        yield from facts.of_events(day, heads=counted, trained=trained)


def _gatherings(connection: Connection) -> Iterator[Gathering]:
    of, rows = KYR_EVENTS.c, KYR_ATTENDANCE.c
    heads: dict[str, dict[str, int]] = defaultdict(dict)
    counted = select(rows.event_id, rows.language, rows.adults + rows.children)
    for event_id, language, number in connection.execute(counted):
        heads[event_id][language] = number
    query = select(of.id, of.day, of.trained, of.county).where(
        of.is_finished.is_(True), of.withdrawn_day.is_(None)
    )
    for event_id, day, trained, county in connection.execute(query):
        yield facts.gathering(day, heads[event_id], trained=trained, county=county)
