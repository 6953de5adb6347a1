"""What a report says of a period: totals, who reported, and where there is a gap.

A month that is missing is a gap and never a zero: it is named, and it is not in the totals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, Flag, auto
from functools import cache, partial

from clinic_app.headquarters import breakdown
from clinic_app.headquarters.apart import months_apart
from clinic_app.headquarters.approving import Approvals, approvals_in
from clinic_app.headquarters.breakdown import Breakdown
from clinic_app.headquarters.hints import Hint, hints
from clinic_app.headquarters.leaving import Leavings, leavings_in
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.ledger.values import Lines, Totals, change_in
from clinic_app.headquarters.listing import bundles_in, counts_in
from clinic_app.headquarters.period import check_period
from clinic_app.headquarters.period_labels import PeriodLabels, period_labels
from clinic_app.headquarters.period_starts import period_starts
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month, months
from clinic_app.tallies.released import Change

MOST_LISTED = 10_000
"""Decades of many clinics: so many lines are 200 sheets of paper, and nobody reads more."""

_NONE_APPROVED = Approvals(frozenset(), ())
_NOBODY_LEFT = Leavings()


class Detail(Flag):
    """What a report says besides its totals. There may be hundreds of thousands of months."""

    NONE = 0
    LABELS = auto()
    HINTS = auto()
    BUNDLES = auto()  # every one by name, however many
    MONTHS = auto()  # what each clinic said of each month
    ALL = LABELS | HINTS | BUNDLES | MONTHS


class MonthState(Enum):
    """What is known of one clinic's month."""

    REPORTED = "reported"
    MISSING = "missing"
    NOT_BEGUN = "before_first_close"
    LEFT = "after_last_month"


@dataclass(frozen=True, slots=True)
class ReportedClinic:
    """One clinic in a period.

    Attributes:
        states: One per month of the period.
        totals: What the period adds up to, or what stands on its last day; None, or left out,
            where no month that it rests on was reported.
        newest: Name of the bundle that brought the newest month; empty for none.
        bundles: The months that came in one bundle, and its name; for too many, where they were
            asked for.
        counts: What each reported month says, by its number, where that was asked for.
        left: The last month that it reports; None where it goes on.
    """

    code: str
    name: str
    states: Mapping[Month, MonthState]
    totals: Totals
    newest: str = ""
    bundles: tuple[tuple[str, str], ...] = ()
    counts: Mapping[int, str] = field(default_factory=dict)
    left: Month | None = None

    def change(self, month: Month, headline: HeadlineCount) -> Change | None:
        """Return one number; None for a month in which it was not reported."""
        told = self.counts.get(month.index)
        return None if told is None else change_in(told, headline)

    def total(self, headline: HeadlineCount) -> int | None:
        """Return what the period adds up to, or what stands on its last day.

        None where no month that it rests on was reported.
        """
        return self.totals.get(headline)

    @property
    def missing(self) -> tuple[Month, ...]:
        """The months that were not reported, from the first one that was to the clinic's last."""
        return self.months_in(MonthState.MISSING)

    @property
    def is_silent(self) -> bool:
        """Whether the last month of the period that it should report is missing."""
        expected = [state for state in self.states.values() if state is not MonthState.LEFT]
        return bool(expected) and expected[-1] is MonthState.MISSING

    @property
    def was_gone(self) -> bool:
        """Whether it had left before the period."""
        return set(self.states.values()) == {MonthState.LEFT}

    def months_in(self, state: MonthState) -> tuple[Month, ...]:
        """Return the months that are in *state*, oldest first."""
        return tuple(month for month, one in self.states.items() if one is state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A period of whole months.

    Attributes:
        clinics: By code.
        month_totals: Sums over all clinics; a month that nobody reported is left out.
        conflicts: How many bundles of a clinic's code contradict what was taken in.
        apart: By code the missing months that are in bundles that are kept apart.
        leavings: Which clinics left.
        years_lacking: By code the years of which a clinic's program did not count who was served.
        since_january: The clinics whose clients served in the first year count from January on.
        hints: What is odd, where that was asked for.
        breakdowns: Labels at the end of the period, since each clinic's first close; where they
            were asked for.
        period_labels: Labels of the period alone; the same.
    """

    headquarters: str
    is_training: bool
    first: Month
    last: Month
    clinics: tuple[ReportedClinic, ...]
    month_totals: Mapping[Month, Totals]
    conflicts: Mapping[str, int]
    approvals: Approvals = _NONE_APPROVED
    apart: Mapping[str, frozenset[Month]] = field(default_factory=dict)
    leavings: Leavings = _NOBODY_LEFT
    years_lacking: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    since_january: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
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

    @property
    def is_listed(self) -> bool:
        """Whether the report itself names every bundle."""
        return self.count(MonthState.REPORTED) <= MOST_LISTED

    @property
    def states_by_month(self) -> dict[Month, tuple[MonthState, ...]]:
        """By month how it stands at each clinic."""
        by_month = zip(*(clinic.states.values() for clinic in self.clinics), strict=True)
        return dict(zip(self.months, by_month, strict=bool(self.clinics)))

    def count(self, state: MonthState) -> int:
        """Return how many clinic-months are in *state*."""
        return sum(list(clinic.states.values()).count(state) for clinic in self.clinics)


def draw_up(
    headquarters: Headquarters, first: Month, last: Month, detail: Detail = Detail.ALL
) -> Report:
    """Return the report from *first* to *last*, both included.

    Args:
        headquarters: Unlocked.
        first: Of the period.
        last: Likewise.
        detail: What it is to say besides.

    Raises:
        ClinicError: It is no period, see :func:`.check_period`.
        HeadquartersError: The ledger refused.
    """
    with headquarters.ledger.reading() as opened:
        left = leavings_in(opened)
        clinics = reported_clinics(opened, left.last_months, first, last, detail)
        is_silent = any(clinic.is_silent for clinic in clinics)
        newest = partial(breakdown.newest_labels, headquarters, opened, left.last_months)
        has_labels, lasts = Detail.LABELS in detail, left.last_months
        starts = period_starts(opened, newest, first, last) if has_labels else {}
        ends = newest(last) if has_labels else {}
        in_period = {one: told for one, told in ends.items() if lasts.get(one, first) >= first}
        return Report(
            headquarters=headquarters.name,
            is_training=headquarters.is_training,
            first=first,
            last=last,
            clinics=clinics,
            month_totals=opened.counts.month_totals(first, last),
            conflicts=opened.counts.conflicts(),
            approvals=approvals_in(opened),
            apart=months_apart(headquarters, opened, {one.code: one.missing for one in clinics}),
            leavings=left,
            years_lacking=opened.editions.years_lacking(first, last),
            since_january=opened.editions.since_january(first, last),
            hints=_hints(opened, left, first, last) if Detail.HINTS in detail else (),
            breakdowns=breakdown.breakdowns(ends.values(), is_silent=is_silent),
            period_labels=period_labels(starts, in_period, is_silent=is_silent),
        )


def _hints(opened: OpenLedger, left: Leavings, first: Month, last: Month) -> tuple[Hint, ...]:
    codes = {clinic.id: clinic.code for clinic in opened.enrolments.clinics()}
    return hints(opened.counts, codes, left, first, last) if codes else ()


def reported_clinics(
    opened: OpenLedger,
    left: Mapping[int, Month],
    first: Month,
    last: Month,
    detail: Detail = Detail.NONE,
) -> tuple[ReportedClinic, ...]:
    """Return every clinic that reports, or should, with what it said of the period, by code.

    Args:
        opened: The ledger.
        left: The last month of each clinic that left, by its id.
        first: Of the period.
        last: Likewise.
        detail: What is asked for.

    Raises:
        ClinicError: It is no period, see :func:`.check_period`.
    """
    check_period(first, last)
    enrolled = opened.enrolments.clinics()
    begun = opened.counts.first_months()
    totals = opened.counts.clinic_totals(first, last)
    reported = opened.counts.reported(first, last)
    newest = opened.counts.newest_files(first, last)
    is_short = sum(map(len, reported.values())) <= MOST_LISTED
    is_listed = is_short or bool((Detail.BUNDLES | Detail.MONTHS) & detail)
    lines = dict(opened.counts.lines(first, last)) if is_listed else {}
    none = Lines()
    # As a rule clinics report without a gap: all of those have the same states, and share them.
    states = cache(partial(_states, months(first, last)))
    return tuple(
        ReportedClinic(
            clinic.code,
            clinic.name,
            states(
                begun.get(clinic.id),
                left.get(clinic.id),
                reported.get(clinic.id, frozenset()),
            ),
            totals.get(clinic.id, {}),
            newest.get(clinic.id, ""),
            bundles_in(lines.get(clinic.id, none)),
            counts_in(lines.get(clinic.id, none)),
            left.get(clinic.id),
        )
        for clinic in enrolled
        if clinic.is_accepted or clinic.id in begun
    )


def _states(
    period: tuple[Month, ...],
    begun: Month | None,
    left: Month | None,
    reported: range | frozenset[int],
) -> Mapping[Month, MonthState]:
    begins = 0 if begun is None else begun.index
    ends = period[-1] if left is None else left
    return {
        month: MonthState.REPORTED
        if month.index in reported
        else MonthState.LEFT
        if month > ends
        else MonthState.NOT_BEGUN
        if month.index < begins
        else MonthState.MISSING
        for month in period
    }


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
