"""What may be counted, read from indexed columns alone: no answers, no names, no words."""

from collections import defaultdict
from collections.abc import Iterator, Set
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
from clinic_app.tallies.breakdowns import Traits
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

# A length, where a test for NULL would do: so the index is read that holds all of it.
_FINISHED = (
    func.length(SCREENINGS.c.finished_day) > 0,
    SCREENINGS.c.withdrawn_day.is_(None),
)
_SERVED = SERVICES.c.withdrawn_day.is_(None)
_HELD = (KYR_EVENTS.c.is_finished.is_(True), KYR_EVENTS.c.withdrawn_day.is_(None))

_DONE = (  # in Done's own order
    SERVICES.c.kind,
    SERVICES.c.form,
    SERVICES.c.filing,
    SERVICES.c.appeared_before,
    SERVICES.c.at_no_cost,
)

_Known = dict[facts.Labels, Traits]
_File = Any
"""A row of one client: id, language, county, birth date, gender, and three first days."""

_ID, _FIRSTS = 0, slice(5, None)


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
    of_several = {*merged, *merged.values()}
    persons = defaultdict[str, list[_File]](list)
    known = _Known()
    for file in _rows(connection, _files(helps, frees)):
        client_id, _language, _county, _born, _gender, screened, helped, free = file
        if client_id in of_several:
            persons[merged.get(client_id, client_id)].append(file)
        elif screened or helped or free:
            yield _case(known, file, screened, helped, free)
    for stands_id, files in persons.items():
        firsts = [_earliest(days) for days in zip(*(of[_FIRSTS] for of in files), strict=True)]
        stands = next((file for file in files if file[_ID] == stands_id), None)
        if stands is not None and any(firsts):
            yield _case(known, stands, *firsts)


def _files(helps: Set[Done], frees: Set[Done]) -> Select[Any]:
    """Return the query for the labels and first days of each file.

    Each first day is one seek in an index that holds all of it: nothing is put together later.
    """
    of = CLIENTS.c
    labels = (of.language, of.county, *_as_written(of.birth_date, of.gender))
    firsts = (_first_screened(), _first_served(helps), _first_served(frees))
    return select(of.id, *labels, *firsts).where(_of_standing_clients(of.id))


def _case(
    known: _Known, file: _File, screened: str | None, helped: str | None, free: str | None
) -> CaseFacts:
    _id, language, county, born, gender, *_firsts = file
    screened = screened or ""
    screened_on, helped_on = _day(screened[:_DAY_LETTERS]), _day(helped)
    traits = facts.traits(
        country=screened[_DAY_LETTERS:],
        language=language,
        birth_date=_day(born),
        gender=gender or "",
        county=county,
        first_day=facts.first_day(helped_on, screened_on),
        known=known,
    )
    return CaseFacts(helped_on, screened_on, _day(free), traits)


def _as_written(*columns: ColumnElement[Any]) -> Iterator[ColumnElement[str]]:
    """Read columns as they stand: a hundred thousand days are made of text where one is needed."""
    return (type_coerce(column, Text) for column in columns)


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """Yield the rows of a query that has one for each client, fetched many at a time."""
    return chain.from_iterable(connection.execute(query).partitions(_ROWS_AT_A_TIME))


def _earliest(days: tuple[str | None, ...]) -> str | None:
    return min(filter(None, days), default=None)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


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


def _screenings(connection: Connection) -> Iterator[Happening]:
    of = SCREENINGS.c
    counted = _of_all(of.client_id, of.finished_day, func.count()).where(*_FINISHED)
    for on, times in connection.execute(counted.group_by(of.finished_day)):
        yield from facts.of_screenings(on, times)


def _services(connection: Connection) -> Iterator[tuple[Done, date, int]]:
    """Yield what was done, on which day and how often."""
    of = SERVICES.c
    counted = _of_all(of.client_id, of.stamp_day, func.count(), *_DONE).where(_SERVED)
    # The day last: so the index is read that holds all of it.
    for on, times, *done in connection.execute(counted.group_by(*_DONE, of.stamp_day)):
        yield Done(*done), on, times


def _first_screened() -> ColumnElement[str]:
    """Return, as SQL, a client's first day, and behind it the country: ``2026-03-05HT``."""
    of = SCREENINGS.c
    first = select(func.min(type_coerce(of.finished_day, Text) + of.country)).where(*_FINISHED)
    return first.where(of.client_id == CLIENTS.c.id).scalar_subquery()


def _first_served(ways: Set[Done]) -> ColumnElement[str]:
    """Return, as SQL, a client's first day on which something was done that is one of *ways*."""
    of = SERVICES.c
    first = select(func.min(type_coerce(of.stamp_day, Text))).where(_SERVED, _is_one_of(ways))
    return first.where(of.client_id == CLIENTS.c.id).scalar_subquery()


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
