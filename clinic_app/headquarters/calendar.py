"""Which clinic reported which month: received, empty though reported, or silent."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.totals import MonthState, reported_clinics
from clinic_app.tallies.month import Month, months


class CalendarState(Enum):
    """What is known of one clinic's month."""

    RECEIVED = "received"
    EMPTY = "empty"  # reported, and nothing was counted
    SILENT = "silent"
    NOT_BEGUN = "before_first_close"


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One clinic."""

    code: str
    name: str
    states: Mapping[Month, CalendarState]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Clinics by code, and every month of a period."""

    months: tuple[Month, ...]
    rows: tuple[CalendarRow, ...]


def calendar(headquarters: Headquarters, first: Month, last: Month) -> Calendar:
    """Return the calendar from *first* to *last*, both included.

    Raises:
        PeriodError: *last* lies before *first*.
        HeadquartersError: The ledger refused.
    """
    with headquarters.ledger.reading() as opened:
        clinics = reported_clinics(opened, first, last)
        idle = opened.counts.idle(first, last)
        ids = {clinic.code: clinic.id for clinic in opened.enrolments.clinics()}
    return Calendar(
        months(first, last),
        tuple(
            CalendarRow(
                clinic.code,
                clinic.name,
                {
                    month: _state(state, is_idle=month.index in idle.get(ids[clinic.code], ()))
                    for month, state in clinic.states.items()
                },
            )
            for clinic in clinics
        ),
    )


def _state(state: MonthState, *, is_idle: bool) -> CalendarState:
    match state:
        case MonthState.MISSING:
            return CalendarState.SILENT
        case MonthState.NOT_BEGUN:
            return CalendarState.NOT_BEGUN
        case MonthState.REPORTED:
            return CalendarState.EMPTY if is_idle else CalendarState.RECEIVED
