"""What a report says of a period: totals, who reported, and where there is a gap.

A month that is missing is a gap and never a zero: it is named, and it is not in the totals.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from clinic_app.headquarters import breakdown
from clinic_app.headquarters.approving import Approvals, approvals_in
from clinic_app.headquarters.breakdown import Breakdown
from clinic_app.headquarters.errors import PeriodError
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.ledger.values import MonthCounts, Totals
from clinic_app.headquarters.period_labels import PeriodLabels, period_labels
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month, months
from clinic_app.tallies.released import Change

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
        totals: What the period adds up to, or what stands on its last day; None, or left out,
            where no month that it rests on was reported.
        sources: Name of the bundle that brought each month.
        counts: What each reported month says, in a report that was drawn up in detail.
    """

    code: str
    name: str
    states: Mapping[Month, MonthState]
    totals: Totals
    sources: Mapping[Month, str]
    counts: Mapping[Month, MonthCounts] = field(default_factory=dict)

    def change(self, month: Month, headline: HeadlineCount) -> Change | None:
        """Return one number; None for a month in which it was not reported."""
        if self.states[month] is not MonthState.REPORTED:
            return None
        return self.counts[month].change(headline)

    def total(self, headline: HeadlineCount) -> int | None:
        """Return what the period adds up to, or what stands on its last day.

        None where no month that it rests on was reported.
        """
        return self.totals.get(headline)

    @property
    def missing(self) -> tuple[Month, ...]:
        """The months that were not reported, since the first one that was."""
        return tuple(month for month, state in self.states.items() if state is MonthState.MISSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A period of whole months.

    Attributes:
        clinics: By code.
        month_totals: Sums over all clinics; a month that nobody reported is left out.
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
    month_totals: Mapping[Month, Totals]
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
        return self.month_totals.get(month, {}).get(headline)

    def count(self, state: MonthState, month: Month | None = None) -> int:
        """Return how many clinic-months are in *state*; of one month, or of all."""
        if month is not None:
            return sum(clinic.states[month] is state for clinic in self.clinics)
        return sum(list(clinic.states.values()).count(state) for clinic in self.clinics)


def draw_up(
    headquarters: Headquarters, first: Month, last: Month, *, in_detail: bool = True
) -> Report:
    """Return the report from *first* to *last*, both included.

    Args:
        headquarters: Unlocked.
        first: Of the period.
        last: Likewise.
        in_detail: Also what each clinic said of each month.

    Raises:
        PeriodError: *last* lies before *first*.
        HeadquartersError: The ledger refused.
    """
    with headquarters.ledger.reading() as opened:
        clinics = reported_clinics(opened, first, last, in_detail=in_detail)
        month_totals = opened.counts.month_totals(first, last)
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
        month_totals=month_totals,
        conflicts=conflicts,
        held_back=held_back,
        approvals=approved,
        breakdowns=breakdown.breakdowns(ends.values()),
        period_labels=period_labels(starts, ends),
    )


def reported_clinics(
    opened: OpenLedger, first: Month, last: Month, *, in_detail: bool = False
) -> tuple[ReportedClinic, ...]:
    """Return every clinic that reports, or should, with what it said of the period, by code.

    Raises:
        PeriodError: *last* lies before *first*.
    """
    if last < first:
        raise PeriodError
    enrolled = opened.enrolments.clinics()
    begun = opened.counts.first_months()
    totals = opened.counts.clinic_totals(first, last)
    codes = {clinic.id: clinic.code for clinic in enrolled}
    sources: dict[int, dict[Month, str]] = {clinic.id: {} for clinic in enrolled}
    for clinic_id, month, source in opened.counts.sources(first, last):
        sources[clinic_id][month] = source.stem(codes[clinic_id])
    counts: dict[int, dict[Month, MonthCounts]] = {clinic.id: {} for clinic in enrolled}
    for clinic_id, month, told in opened.counts.counts(first, last) if in_detail else ():
        counts[clinic_id][month] = told
    period = months(first, last)
    return tuple(
        ReportedClinic(
            clinic.code,
            clinic.name,
            _states(period, begun.get(clinic.id), sources[clinic.id]),
            totals.get(clinic.id, {}),
            sources[clinic.id],
            counts[clinic.id],
        )
        for clinic in enrolled
        if clinic.is_accepted or clinic.id in begun
    )


def _states(
    period: tuple[Month, ...], begun: Month | None, reported: Container[Month]
) -> dict[Month, MonthState]:
    return {
        month: MonthState.REPORTED
        if month in reported
        else MonthState.NOT_BEGUN
        if begun is not None and month < begun
        else MonthState.MISSING
        for month in period
    }


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
