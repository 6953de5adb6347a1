"""Which clinic reported which month: received, empty though reported, silent, or none.

Of a month that lies in a bundle that is kept apart nobody needs to ask the clinic for a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from clinic_app.headquarters.apart import months_apart
from clinic_app.headquarters.leaving import Leavings, leavings_in
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.totals import MonthState, reported_clinics
from clinic_app.tallies.month import Month, months


class CalendarState(Enum):
    """What is known of one clinic's month."""

    RECEIVED = "received"
    EMPTY = "empty"  # reported, and nothing was counted
    APART = "apart"  # a bundle that has it is kept apart, and waits for a person
    SILENT = "silent"
    NOT_BEGUN = "before_first_close"
    LEFT = "after_last_month"


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One clinic."""

    code: str
    name: str
    states: Mapping[Month, CalendarState]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Clinics by code, and every month of a period.

    Attributes:
        leavings: Which clinics left.
    """

    months: tuple[Month, ...]
    rows: tuple[CalendarRow, ...]
    leavings: Leavings


def calendar(headquarters: Headquarters, first: Month, last: Month) -> Calendar:
    """Return the calendar from *first* to *last*, both included.

    Raises:
        ClinicError: It is no period, see :func:`.check_period`.
        HeadquartersError: The ledger refused.
    """
    with headquarters.ledger.reading() as opened:
        left = leavings_in(opened)
        clinics = reported_clinics(opened, left.last_months, first, last)
        idle = opened.counts.idle(first, last)
        missing = {clinic.code: clinic.missing for clinic in clinics}
        apart = months_apart(headquarters, opened, missing)
        ids = {clinic.code: clinic.id for clinic in opened.enrolments.clinics()}
    return Calendar(
        months(first, last),
        tuple(
            CalendarRow(
                clinic.code,
                clinic.name,
                {
                    month: _state(
                        state,
                        is_idle=month.index in idle.get(ids[clinic.code], ()),
                        is_apart=month in apart.get(clinic.code, ()),
                    )
                    for month, state in clinic.states.items()
                },
            )
            for clinic in clinics
        ),
        left,
    )


def _state(state: MonthState, *, is_idle: bool, is_apart: bool) -> CalendarState:
    match state:
        case MonthState.MISSING:
            return CalendarState.APART if is_apart else CalendarState.SILENT
        case MonthState.NOT_BEGUN:
            return CalendarState.NOT_BEGUN
        case MonthState.LEFT:
            return CalendarState.LEFT
        case MonthState.REPORTED:
            return CalendarState.EMPTY if is_idle else CalendarState.RECEIVED
