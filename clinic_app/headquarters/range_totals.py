"""A period in one list: at least how many, and at most, of everything that is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from clinic_app.bundles.headline_words import headline_words
from clinic_app.bundles.label_words import label_words, stream_words, table_words
from clinic_app.headquarters.document import bound_words, number_words
from clinic_app.headquarters.label_tables import corrections_words, unknown_words
from clinic_app.headquarters.report_notes import notes, yearly_notes
from clinic_app.headquarters.report_tables import LEADING
from clinic_app.headquarters.totals import MonthState, Report
from clinic_app.tallies.headlines import LEFT_FOR_OTHERS, STANDING, YEARLY, HeadlineCount
from clinic_app.translation import gettext as _


@dataclass(frozen=True, slots=True)
class RangeTotal:
    """One thing that is counted.

    Attributes:
        least: None where no clinic reported, and where some may have left for another number in
            a month that is missing, or clients served since January cannot be told apart.
        most: None where nobody can know: a clinic is silent, or does not count this yet.
        is_told: Whether any clinic reported.
    """

    words: str
    least: int | None
    most: int | None
    is_told: bool = True

    @property
    def least_words(self) -> str:
        """At least how many, for people."""
        return bound_words(self.least) if self.is_told else number_words(self.least)

    @property
    def most_words(self) -> str:
        """At most how many, for people."""
        return bound_words(self.most)


def range_totals(report: Report) -> tuple[RangeTotal, ...]:
    """Return every headline, the leading ones first, and then every label that is shown."""
    words = headline_words()
    others = (headline for headline in words if headline not in LEADING)
    headlines = (_headline(report, one, words[one]) for one in (*LEADING, *others))
    return (*headlines, *_labels(report))


def range_notes(report: Report) -> Iterator[str]:
    """Yield what to know before these numbers are used; nothing for nothing."""
    yield from notes(report)
    yield from yearly_notes(report)
    if any(one.labels for one in report.period_labels):
        words = _(
            "By label stands what the months added. Whoever is helped leaves those screened, so "
            "a number of theirs can be below zero."
        )
        unknown = chain.from_iterable(map(unknown_words, report.period_labels))
        yield " ".join((words, *dict.fromkeys(unknown), corrections_words()))


def _headline(report: Report, headline: HeadlineCount, words: str) -> RangeTotal:
    total = report.total(headline)
    is_missing = _is_missing(report, headline)
    is_known = total is not None and not is_missing and _all_tell(report, headline)
    may_have_left = is_missing and headline in LEFT_FOR_OTHERS
    is_too_much = headline in YEARLY and bool(report.since_january)
    least = None if may_have_left or is_too_much else total
    most = total if is_known else None
    return RangeTotal(words, least, most, is_told=total is not None)


def _is_missing(report: Report, headline: HeadlineCount) -> bool:
    """Whether a clinic was silent on whose word *headline* rests."""
    if headline in STANDING:
        return any(one.states[report.last] is MonthState.MISSING for one in report.clinics)
    return any(one.missing for one in report.clinics)


def _all_tell(report: Report, headline: HeadlineCount) -> bool:
    """Whether no clinic reported with a program that does not count *headline* yet."""
    if headline in YEARLY and report.years_lacking:
        return False
    return all(
        clinic.total(headline) is not None
        for clinic in report.clinics
        if clinic.states[report.last] is MonthState.REPORTED
        or (headline not in STANDING and clinic.months_in(MonthState.REPORTED))
    )


def _labels(report: Report) -> Iterator[RangeTotal]:
    for one in report.period_labels:
        before = f"{stream_words()[one.stream]}, {table_words()[one.table]}"
        for label in one.labels:
            words = f"{before}: {label_words(one.table, label.label)}"
            yield RangeTotal(words, label.least, label.most)
