"""What may be counted, read from indexed columns alone: no answers, no names, no words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    case,
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


@dataclass(slots=True)
class _FirstDays:
    helped_on: date | None = None
    screened_on: date | None = None
    free_on: date | None = None
    country: str = ""

    def screened(self, day: date, country: str) -> None:
        """Take in a first screening; of two files of one person the earlier one tells."""
        if self.screened_on is None or (day, country) < (self.screened_on, self.country):
            self.screened_on, self.country = day, country

    def served(self, helped_on: date | None, free_on: date | None) -> None:
        """Take in the first days of services; of two files of one person the earlier tell."""
        self.helped_on = _earlier(self.helped_on, helped_on)
        self.free_on = _earlier(self.free_on, free_on)


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


class _People(defaultdict[str, _FirstDays]):
    """The first days of everybody; those of two files of one person come together."""

    def __init__(self, merged: Mapping[str, str]) -> None:
        super().__init__(_FirstDays)
        self._merged = merged

    def behind(self, client_id: str) -> _FirstDays:
        """Return the first days of the person behind a file."""
        return self[self._merged.get(client_id, client_id)]


def countable(connection: Connection, workers: tuple[Worker, ...]) -> Countable:
    """Return everything that may be counted."""
    people = _People(standing.all_merged(connection))
    happenings = (
        *_screenings(connection, people),
        *_services(connection, people),
        *_events(connection),
    )
    representatives = (facts.of_worker(worker) for worker in workers)
    return Countable(
        cases=tuple(_cases(connection, people)),
        happenings=happenings,
        representatives=tuple(found for found in representatives if found is not None),
        gatherings=tuple(_gatherings(connection)),
        purged=purged_counts.read(connection),
    )


def _cases(connection: Connection, people: _People) -> Iterator[CaseFacts]:
    of = CLIENTS.c
    known = select(of.id, of.language, of.birth_date, of.gender, of.county)
    for client_id, language, birth_date, gender, county in _rows(connection, known):
        days = people.get(client_id)
        if days is not None:
            traits = facts.traits(
                country=days.country,
                language=language,
                birth_date=birth_date,
                gender=gender,
                county=county,
                first_day=facts.first_day(days.helped_on, days.screened_on),
            )
            yield CaseFacts(days.helped_on, days.screened_on, days.free_on, traits)


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """Yield the rows of a query that has one for each client, fetched many at a time."""
    return chain.from_iterable(connection.execute(query).partitions(_ROWS_AT_A_TIME))


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


def _screenings(connection: Connection, people: _People) -> Iterator[Happening]:
    of = SCREENINGS.c
    counted = (
        of.finished_day.is_not(None),
        of.withdrawn_day.is_(None),
        _of_standing_clients(of.client_id),
    )
    first_in = func.min(type_coerce(of.finished_day, Text) + of.country)  # 2026-03-05HT
    first = select(of.client_id, first_in).where(*counted)
    for client_id, day_and_country in _rows(connection, first.group_by(of.client_id)):
        day = date.fromisoformat(day_and_country[:_DAY_LETTERS])
        people.behind(client_id).screened(day, day_and_country[_DAY_LETTERS:])
    by_day = select(of.finished_day, func.count()).where(*counted).group_by(of.finished_day)
    for day, times in connection.execute(by_day):
        yield from facts.of_screenings(day, times)


def _services(connection: Connection, people: _People) -> Iterator[Happening]:
    of = SERVICES.c
    what = (of.kind, of.form, of.filing, of.appeared_before, of.at_no_cost)  # Done's own order
    counted = (of.withdrawn_day.is_(None), _of_standing_clients(of.client_id))
    helps, frees = [], []
    by_day = select(of.stamp_day, func.count(), *what).where(*counted)
    for day, times, *done_as in connection.execute(by_day.group_by(of.stamp_day, *what)):
        done = Done(*done_as)
        yield from facts.of_services(done, day, times)
        helps += [done_as] if done.is_help_to_apply and done_as not in helps else []
        frees += [done_as] if done.at_no_cost and done_as not in frees else []
    firsts = (func.min(case((_is_one_of(what, ways), of.stamp_day))) for ways in (helps, frees))
    first = select(of.client_id, *firsts).where(*counted).group_by(of.client_id)
    for client_id, helped_on, free_on in _rows(connection, first):
        people.behind(client_id).served(helped_on, free_on)


def _is_one_of(
    columns: tuple[ColumnElement[Any], ...], ways: list[list[Any]]
) -> ColumnElement[bool]:
    """Return the condition that the columns stand in one of *ways*; an empty field is a value."""
    return or_(
        false(), *(and_(*map(ColumnElement.is_not_distinct_from, columns, way)) for way in ways)
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
