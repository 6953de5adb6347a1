"""What the texts of the counting queries say, and in which years they say it of each client."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from clinic_app.records import facts
from clinic_app.records.facts import Done
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, ServiceKind
from clinic_app.tallies.case_facts import Happening

Days = dict[str, date]
"""By client: the first day on which something was done."""

_DAY_LETTERS = 10


class Years(defaultdict[int, Days]):
    """By year: the first day of it on which something was done, by client."""

    def __init__(self) -> None:
        super().__init__(Days)


class DaysIn(dict[str, tuple[date, Days]]):
    """The day with which each text begins, found once, and where the first ones of its year are."""

    def __init__(self, years: Years) -> None:
        super().__init__()
        self._years = years

    def __missing__(self, written: str) -> tuple[date, Days]:
        day = date.fromisoformat(written[:_DAY_LETTERS])
        found = self[written] = day, self._years[day.year]
        return found


class DoneOn(NamedTuple):
    """What was done on a day."""

    day: date
    is_help: bool
    is_free: bool
    done: Done
    in_year: Days
    free_in_year: Days


class Ways(dict[str, DoneOn]):
    """What each text says that the query for services makes of a row, found once."""

    def __init__(self, years: Years, free_years: Years) -> None:
        super().__init__()
        self._years, self._free_years = years, free_years

    def __missing__(self, written: str) -> DoneOn:
        kind, form, filing, before, is_free = written[_DAY_LETTERS:].split(facts.BETWEEN)
        done = Done(
            ServiceKind(kind),
            Form(form) if form else None,
            FilingKind(filing) if filing else None,
            AppearanceBefore(before) if before else None,
            bool(int(is_free)),
        )
        day = date.fromisoformat(written[:_DAY_LETTERS])
        in_year, free_in_year = self._years[day.year], self._free_years[day.year]
        found = DoneOn(day, done.is_help_to_apply, done.at_no_cost, done, in_year, free_in_year)
        self[written] = found
        return found


def happenings(
    screened: Years, served: Years, free: Years, merged: Mapping[str, str]
) -> Iterator[Happening]:
    """Yield what counts once a year; several files of one person are that person.

    Args:
        screened: Days on which a screening was finished.
        served: Days of services.
        free: Days of services at no cost.
        merged: The file that stands for each that was taken into another.
    """
    for year in {*screened, *served}:
        yield from _of_year(screened[year], served[year], merged, at_no_cost=False)
    for days in free.values():
        yield from _of_year(days, {}, merged, at_no_cost=True)


def _of_year(
    some: Days, others: Days, merged: Mapping[str, str], *, at_no_cost: bool
) -> Iterator[Happening]:
    days = dict(some)
    for client_id, day in others.items():  # there may be a hundred thousand
        first = days.get(client_id)
        if first is None or day < first:
            days[client_id] = day
    for client_id in merged.keys() & days.keys():
        day = days.pop(client_id)
        days[merged[client_id]] = min(day, days.get(merged[client_id], day))
    for day, times in Counter(days.values()).items():
        yield facts.of_years(day, at_no_cost=at_no_cost, times=times)
