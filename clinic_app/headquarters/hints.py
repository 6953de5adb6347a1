"""What a person should look at before numbers are used: odd months, and parts above their whole.

A hint is never a refusal. Each number was taken in as its clinic closed it and stays as it is;
a call to the clinic finds out whether it is what happened.
"""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from clinic_app.bundles.headline_words import headline_words
from clinic_app.headquarters.leaving import Leavings
from clinic_app.headquarters.leaving_words import contradicted_words
from clinic_app.headquarters.ledger.count_book import CountBook
from clinic_app.headquarters.ledger.values import change_in
from clinic_app.tallies.headlines import LEFT_FOR_OTHERS, STANDING, HeadlineCount
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

_MONTHS_BEFORE = 12
"""So many months before a period say what is ordinary as well: a period may be one month."""

_MAY_GO_DOWN = STANDING | LEFT_FOR_OTHERS
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


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at, in words."""

    clinic: str
    month: Month
    words: str


def hints(
    counts: CountBook, codes: Mapping[int, str], left: Leavings, first: Month, last: Month
) -> tuple[Hint, ...]:
    """Return what is odd from *first* to *last*, by clinic and month.

    Args:
        counts: There may be hundreds of thousands of months: the ledger says which to look at.
        codes: Of the clinics, by their ids.
        left: Which clinics left.
        first: Of the period; those before it are compared with it and not looked at themselves.
        last: Likewise.
    """
    since = first.plus(-_MONTHS_BEFORE)
    idle = counts.idle(since, last)
    reported = counts.reported(since, last) if idle else {}
    fallen = [headline for headline in HeadlineCount if headline not in _MAY_GO_DOWN]
    odd = tuple(counts.odd(fallen, _PARTS_OF, first, last))
    found = [
        *(
            Hint(codes[clinic_id], Month.at(month), words)
            for clinic_id, months, changes in counts.changes(_WATCHED, since, last)
            for month, words in _far_above(months, changes)
        ),
        *(
            Hint(codes[clinic_id], Month.at(month), words)
            for clinic_id, months_idle in idle.items()
            for month, words in _gone_silent(months_idle, reported[clinic_id])
        ),
        *(
            Hint(codes[clinic_id], Month.at(month), words)
            for clinic_id, month, words in (*_gone_down(odd, fallen), *_parts_above_whole(odd))
        ),
        *(one for one in _came_all_the_same(left) if one.month <= last),
    ]
    looked_at = (hint for hint in found if hint.month >= first)
    return tuple(sorted(looked_at, key=lambda hint: (hint.clinic, hint.month)))


def _far_above(
    months: Sequence[int], changes: Iterable[Sequence[int]]
) -> Iterator[tuple[int, str]]:
    if len(months) <= _LEAST_OTHERS:
        return
    for headline, numbers in zip(_WATCHED, changes, strict=True):
        ordered = sorted(numbers)
        least = max(_LEAST_REMARKABLE, _TIMES_THE_MEDIAN * _least_median(ordered))
        if ordered[-1] < least:
            continue
        for month, number in zip(months, numbers, strict=True):
            if number < least:
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


def _least_median(ordered: Sequence[int]) -> int:
    """Return what the median of sorted numbers but for one of them is never below."""
    return ordered[(len(ordered) - 1) // 2 - (len(ordered) % 2)]


def _median_without(ordered: Sequence[int], number: int) -> float:
    """Return the median of sorted numbers but for *number*, which is one of them."""
    at = bisect_left(ordered, number)
    left = len(ordered) - 1
    half = left // 2
    upper = ordered[half + (half >= at)]
    if left % 2:
        return upper
    return (ordered[half - 1 + (half - 1 >= at)] + upper) / 2


def _gone_silent(idle: Set[int], reported: Container[int]) -> Iterator[tuple[int, str]]:
    for month in idle:
        before = range(month - _LEAST_OTHERS, month)
        if all(one in reported and one not in idle for one in before):
            yield (
                month,
                _(
                    "Nothing was counted, after months of work. Ask whether the clinic was closed, "
                    "or whether the month was closed too early."
                ),
            )


def _came_all_the_same(left: Leavings) -> Iterator[Hint]:
    for entry in left.standing:
        came = left.contradicted.get(entry.clinic)
        if came is not None:
            yield Hint(entry.clinic, came, contradicted_words(entry.clinic, entry.month, came))


def _gone_down(
    odd: Iterable[tuple[int, int, str]], fallen: Sequence[HeadlineCount]
) -> Iterator[tuple[int, int, str]]:
    for clinic_id, month, told in odd:
        for headline in fallen:
            change = change_in(told, headline)
            if change is not None and change.net < 0:
                yield (
                    clinic_id,
                    month,
                    _(
                        "{headline}: {number:,} fewer than the month before said. Earlier "
                        "records were corrected or withdrawn; ask what was."
                    ).format(headline=headline_words()[headline], number=-change.net),
                )


def _parts_above_whole(odd: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    for clinic_id, month, told in odd:
        for whole, parts in _PARTS_OF.items():
            number = _total(told, whole)
            sum_of_parts = sum(_total(told, part) for part in parts)
            if sum_of_parts > number:
                yield (
                    clinic_id,
                    month,
                    _(
                        "{whole}: {number:,} in all, and its parts come to {parts:,}. No program "
                        "of ours counts so; ask which version the clinic uses."
                    ).format(whole=headline_words()[whole], number=number, parts=sum_of_parts),
                )


def _total(told: str, headline: HeadlineCount) -> int:
    change = change_in(told, headline)
    return 0 if change is None else change.total
