"""What a person should look at before numbers are used: odd months, and parts above their whole.

A hint is never a refusal. Each number was taken in as its clinic closed it and stays as it is;
a call to the clinic finds out whether it is what happened.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clinic_app.bundles.headline_words import headline_words
from clinic_app.headquarters.ledger.values import UNKNOWN, MonthCounts
from clinic_app.headquarters.totals import Report, ReportedClinic
from clinic_app.tallies.headlines import STANDING, HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _

_WATCHED = (
    HeadlineCount.HELPED,
    HeadlineCount.SCREENINGS,
    HeadlineCount.KYR_ATTENDANCE,
    HeadlineCount.KYR_TRAINED,
)
"""The headlines whose months are compared with each other."""

_TIMES_THE_MEDIAN = 3
_LEAST_REMARKABLE = 20
"""A smaller number is not odd, however small the others are."""

_LEAST_OTHERS = 3
"""So many other months are needed before one of them can be called odd."""

_MAY_GO_DOWN = STANDING | {HeadlineCount.SCREENED, HeadlineCount.REPRESENTATIVES_NEW}
"""Headlines that also fall when nothing was corrected."""

_PARTS_OF: Mapping[HeadlineCount, tuple[HeadlineCount, ...]] = {
    HeadlineCount.APPLICATIONS_PREPARED: (
        HeadlineCount.FORM_I_821,
        HeadlineCount.FORM_I_765,
        HeadlineCount.FORM_I_912,
        HeadlineCount.FORM_I_601,
        HeadlineCount.FORM_I_131,
        HeadlineCount.FORM_G_28,
        HeadlineCount.FORM_OTHER,
    ),
    HeadlineCount.FORM_I_821: (
        HeadlineCount.I_821_INITIAL,
        HeadlineCount.I_821_LATE_INITIAL,
        HeadlineCount.I_821_REREGISTRATION,
    ),
    HeadlineCount.APPEARANCES: (
        HeadlineCount.APPEARANCES_DHS,
        HeadlineCount.APPEARANCES_COURT,
        HeadlineCount.APPEARANCES_BOARD,
    ),
}
"""Headlines and those that are counted among them, each thing under one at most."""


_Told = tuple[Month, MonthCounts]


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at, in words."""

    clinic: str
    month: Month
    words: str


def hints(report: Report) -> tuple[Hint, ...]:
    """Return what is odd in a period, by clinic and month; of a report drawn up in detail."""
    found = [
        Hint(clinic.code, month, words)
        for clinic in report.clinics
        for month, words in _of_clinic(clinic)
    ]
    return tuple(sorted(found, key=lambda hint: (hint.clinic, hint.month)))


def _of_clinic(clinic: ReportedClinic) -> Iterator[tuple[Month, str]]:
    reported = [(month, clinic.counts[month]) for month in clinic.states if month in clinic.counts]
    yield from _far_above(reported)
    yield from _gone_down(reported)
    yield from _gone_silent(reported)
    yield from _parts_above_whole(reported)


def _far_above(reported: Sequence[_Told]) -> Iterator[tuple[Month, str]]:
    if len(reported) <= _LEAST_OTHERS:
        return
    for headline in _WATCHED:
        numbers = [_net(counts, headline) for _month, counts in reported]
        ordered = sorted(numbers)
        for (month, _counts), number in zip(reported, numbers, strict=True):
            if number < _LEAST_REMARKABLE:
                continue
            usual = _median_without(ordered, number)
            if 0 < usual * _TIMES_THE_MEDIAN <= number:
                yield (
                    month,
                    _(
                        "{headline}: {number:,}, and {usual:,} in an ordinary month of this "
                        "clinic. Ask whether several months were entered in one."
                    ).format(
                        headline=headline_words()[headline], number=number, usual=round(usual)
                    ),
                )


def _median_without(ordered: Sequence[int], number: int) -> float:
    """Return the median of sorted numbers but for *number*, which is one of them."""
    at = bisect_left(ordered, number)
    left = len(ordered) - 1
    half = left // 2
    upper = ordered[half + (half >= at)]
    if left % 2:
        return upper
    return (ordered[half - 1 + (half - 1 >= at)] + upper) / 2


def _gone_down(reported: Sequence[_Told]) -> Iterator[tuple[Month, str]]:
    for month, counts in reported:
        if min(counts.nets) >= 0:
            continue
        for headline in HeadlineCount:
            number = _net(counts, headline)
            if number < 0 and headline not in _MAY_GO_DOWN:
                yield (
                    month,
                    _(
                        "{headline}: {number:,} fewer than the month before said. Earlier "
                        "records were corrected or withdrawn; ask what was."
                    ).format(headline=headline_words()[headline], number=-number),
                )


def _gone_silent(reported: Sequence[_Told]) -> Iterator[tuple[Month, str]]:
    busy_for = 0
    before: Month | None = None
    for month, counts in reported:
        if before is not None and month != before.plus(1):
            busy_for = 0
        before = month
        if _is_busy(counts):
            busy_for += 1
            continue
        if busy_for >= _LEAST_OTHERS:
            yield (
                month,
                _(
                    "Nothing was counted, after months of work. Ask whether the clinic was closed, "
                    "or whether the month was closed too early."
                ),
            )
        busy_for = 0


def _parts_above_whole(reported: Sequence[_Told]) -> Iterator[tuple[Month, str]]:
    for month, counts in reported:
        totals = {
            headline: max(0, total)
            for headline, total in zip(HeadlineCount, counts.totals, strict=True)
        }
        for whole, parts in _PARTS_OF.items():
            sum_of_parts = sum(totals[part] for part in parts)
            if sum_of_parts > totals[whole]:
                yield (
                    month,
                    _(
                        "{whole}: {number:,} in all, and its parts come to {parts:,}. No program "
                        "of ours counts so; ask which version the clinic uses."
                    ).format(
                        whole=headline_words()[whole], number=totals[whole], parts=sum_of_parts
                    ),
                )


def _is_busy(counts: MonthCounts) -> bool:
    pairs = zip(HeadlineCount, counts.nets, strict=True)
    return any(number not in {0, UNKNOWN} for headline, number in pairs if headline not in STANDING)


def _net(counts: MonthCounts, headline: HeadlineCount) -> int:
    change = counts.change(headline)
    return 0 if change is None else change.net
