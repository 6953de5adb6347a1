"""What a report says of a period: totals, who reported, and where there is a gap.

A month that is missing is a gap and never a zero: it is named, and it is not in the totals.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from clinic_app.headquarters import breakdown
from clinic_app.headquarters.approving import Approvals, approvals_in
from clinic_app.headquarters.breakdown import Breakdown
from clinic_app.headquarters.errors import PeriodError
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.ledger.values import EnrolledClinic, Source
from clinic_app.headquarters.period_labels import PeriodLabels, period_labels
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.headlines import ADDED_LATER, STANDING, HeadlineCount
from clinic_app.tallies.month import Month, months
from clinic_app.tallies.released import Change

_NOTHING = Change(0, 0)
_NONE_APPROVED = Approvals(frozenset(), ())


class MonthState(Enum):
    """What is known of one clinic's month."""

    REPORTED = "reported"
    MISSING = "missing"
    NOT_BEGUN = "before_first_close"


@dataclass(frozen=True, slots=True)
class ReportedClinic:
    """One clinic in a period.

    Attributes:
        states: One per month of the period.
        changes: What was reported, by month and headline; 0 is left out, but not of headlines
            that were added later.
        sources: Name of the bundle that brought each month.
    """

    code: str
    name: str
    states: Mapping[Month, MonthState]
    changes: Mapping[tuple[Month, HeadlineCount], Change]
    sources: Mapping[Month, str]

    def change(self, month: Month, headline: HeadlineCount) -> Change | None:
        """Return one number; None for a month in which it was not reported."""
        if self.states[month] is not MonthState.REPORTED:
            return None
        return self.changes.get((month, headline), None if headline in ADDED_LATER else _NOTHING)

    def total(self, headline: HeadlineCount) -> int | None:
        """Return what the period adds up to, or what stands on its last day.

        None where no month that it rests on was reported.
        """
        if headline in STANDING:
            last = self.change(max(self.states), headline)
            return None if last is None else last.total
        known = [
            change.net
            for month in self.states
            if (change := self.change(month, headline)) is not None
        ]
        return sum(known) if known else None

    @property
    def missing(self) -> tuple[Month, ...]:
        """The months that were not reported, since the first one that was."""
        return tuple(month for month, state in self.states.items() if state is MonthState.MISSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A period of whole months.

    Attributes:
        clinics: By code.
        conflicts: How many bundles of a clinic's code contradict what was taken in.
        held_back: How many bring a month that is locked.
        breakdowns: Labels at the end of the period, since each clinic's first close.
        period_labels: Labels of the period alone.
    """

    headquarters: str
    is_training: bool
    first: Month
    last: Month
    clinics: tuple[ReportedClinic, ...]
    conflicts: Mapping[str, int]
    held_back: Mapping[str, int] = field(default_factory=dict)
    approvals: Approvals = _NONE_APPROVED
    breakdowns: tuple[Breakdown, ...]
    period_labels: tuple[PeriodLabels, ...]

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month, oldest first."""
        return months(self.first, self.last)

    def total(self, headline: HeadlineCount) -> int | None:
        """Return the sum over all clinics of what was reported; None where nothing was."""
        return _sum(clinic.total(headline) for clinic in self.clinics)

    def month_total(self, month: Month, headline: HeadlineCount) -> int | None:
        """Return one month's sum; None where no clinic reported it."""
        changes = [
            change
            for clinic in self.clinics
            if (change := clinic.change(month, headline)) is not None
        ]
        if not changes:
            return None
        is_standing = headline in STANDING
        return sum(change.total if is_standing else change.net for change in changes)

    def count(self, state: MonthState, month: Month | None = None) -> int:
        """Return how many clinic-months are in *state*; of one month, or of all."""
        states: Counter[MonthState] = Counter()
        for clinic in self.clinics:
            states.update([clinic.states[month]] if month else clinic.states.values())
        return states[state]


def draw_up(headquarters: Headquarters, first: Month, last: Month) -> Report:
    """Return the report from *first* to *last*, both included.

    Raises:
        PeriodError: *last* lies before *first*.
        HeadquartersError: The ledger refused.
    """
    with headquarters.ledger.reading() as opened:
        clinics = reported_clinics(opened, first, last)
        conflicts = opened.counts.conflicts()
        held_back = opened.counts.held_back()
        approved = approvals_in(opened)
        starts = breakdown.newest_closes(headquarters, opened, first.plus(-1))
        ends = breakdown.newest_closes(headquarters, opened, last)
    return Report(
        headquarters=headquarters.name,
        is_training=headquarters.is_training,
        first=first,
        last=last,
        clinics=clinics,
        conflicts=conflicts,
        held_back=held_back,
        approvals=approved,
        breakdowns=breakdown.breakdowns(ends.values()),
        period_labels=period_labels(starts, ends),
    )


def reported_clinics(opened: OpenLedger, first: Month, last: Month) -> tuple[ReportedClinic, ...]:
    """Return every clinic that reports, or should, with what it said of the period, by code.

    Raises:
        PeriodError: *last* lies before *first*.
    """
    if last < first:
        raise PeriodError
    enrolled = opened.enrolments.clinics()
    begun = opened.counts.first_months()
    reported = opened.counts.reported(first, last)
    changes: dict[int, dict[tuple[Month, HeadlineCount], Change]] = {
        clinic.id: {} for clinic in enrolled
    }
    for cell in opened.counts.cells(first, last):
        changes[cell.clinic_id][cell.month, cell.headline] = cell.change
    sources: dict[int, dict[Month, Source]] = {clinic.id: {} for clinic in enrolled}
    for (clinic_id, month), source in opened.counts.sources(first, last).items():
        sources[clinic_id][month] = source
    period = months(first, last)
    return tuple(
        ReportedClinic(
            clinic.code,
            clinic.name,
            _states(clinic, period, begun.get(clinic.id), reported),
            changes[clinic.id],
            {month: one.stem(clinic.code) for month, one in sources[clinic.id].items()},
        )
        for clinic in enrolled
        if clinic.is_accepted or clinic.id in begun
    )


def _states(
    clinic: EnrolledClinic,
    period: tuple[Month, ...],
    begun: Month | None,
    reported: set[tuple[int, Month]],
) -> dict[Month, MonthState]:
    states = {}
    for month in period:
        if (clinic.id, month) in reported:
            states[month] = MonthState.REPORTED
        elif begun is not None and month < begun:
            states[month] = MonthState.NOT_BEGUN
        else:
            states[month] = MonthState.MISSING
    return states


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
