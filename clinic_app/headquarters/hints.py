"""What a person should look at before numbers are used: odd months, and parts above their whole.

A hint is never a refusal. Each number was taken in as its clinic closed it and stays as it is;
a call to the clinic finds out whether it is what happened.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from clinic_app.bundles.headline_words import headline_words
from clinic_app.headquarters.totals import MonthState, Report, ReportedClinic
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


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at, in words."""

    clinic: str
    month: Month
    words: str


def hints(report: Report) -> tuple[Hint, ...]:
    """Return what is odd in a period, by clinic and month."""
    found = [
        Hint(clinic.code, month, words)
        for clinic in report.clinics
        for month, words in _of_clinic(clinic)
    ]
    return tuple(sorted(found, key=lambda hint: (hint.clinic, hint.month)))


def _of_clinic(clinic: ReportedClinic) -> Iterator[tuple[Month, str]]:
    reported = [month for month, state in clinic.states.items() if state is MonthState.REPORTED]
    yield from _far_above(clinic, reported)
    yield from _gone_down(clinic, reported)
    yield from _gone_silent(clinic, reported)
    yield from _parts_above_whole(clinic, reported)


def _far_above(clinic: ReportedClinic, reported: list[Month]) -> Iterator[tuple[Month, str]]:
    for headline in _WATCHED:
        for month in reported:
            others = [_net(clinic, one, headline) for one in reported if one != month]
            usual = median(others) if len(others) >= _LEAST_OTHERS else 0
            number = _net(clinic, month, headline)
            if number >= _LEAST_REMARKABLE and 0 < usual * _TIMES_THE_MEDIAN <= number:
                yield (
                    month,
                    _(
                        "{headline}: {number:,}, and {usual:,} in an ordinary month of this "
                        "clinic. Ask whether several months were entered in one."
                    ).format(
                        headline=headline_words()[headline], number=number, usual=round(usual)
                    ),
                )


def _gone_down(clinic: ReportedClinic, reported: list[Month]) -> Iterator[tuple[Month, str]]:
    for month in reported:
        for headline in HeadlineCount:
            number = _net(clinic, month, headline)
            if number < 0 and headline not in _MAY_GO_DOWN:
                yield (
                    month,
                    _(
                        "{headline}: {number:,} fewer than the month before said. Earlier "
                        "records were corrected or withdrawn; ask what was."
                    ).format(headline=headline_words()[headline], number=-number),
                )


def _gone_silent(clinic: ReportedClinic, reported: list[Month]) -> Iterator[tuple[Month, str]]:
    for month in reported:
        before = [month.plus(-back) for back in range(1, _LEAST_OTHERS + 1)]
        was_busy = all(one in reported and _is_busy(clinic, one) for one in before)
        if was_busy and not _is_busy(clinic, month):
            yield (
                month,
                _(
                    "Nothing was counted, after months of work. Ask whether the clinic was closed, "
                    "or whether the month was closed too early."
                ),
            )


def _parts_above_whole(
    clinic: ReportedClinic, reported: list[Month]
) -> Iterator[tuple[Month, str]]:
    for month in reported:
        for whole, parts in _PARTS_OF.items():
            sum_of_parts = sum(_total(clinic, month, part) for part in parts)
            if sum_of_parts > _total(clinic, month, whole):
                yield (
                    month,
                    _(
                        "{whole}: {number:,} in all, and its parts come to {parts:,}. No program "
                        "of ours counts so; ask which version the clinic uses."
                    ).format(
                        whole=headline_words()[whole],
                        number=_total(clinic, month, whole),
                        parts=sum_of_parts,
                    ),
                )


def _is_busy(clinic: ReportedClinic, month: Month) -> bool:
    return any(_net(clinic, month, headline) for headline in HeadlineCount)


def _net(clinic: ReportedClinic, month: Month, headline: HeadlineCount) -> int:
    change = clinic.change(month, headline)
    return 0 if change is None or headline in STANDING else change.net


def _total(clinic: ReportedClinic, month: Month, headline: HeadlineCount) -> int:
    change = clinic.change(month, headline)
    return 0 if change is None else change.total
