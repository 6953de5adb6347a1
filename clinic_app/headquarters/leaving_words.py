"""What reports and both doors say of a clinic that left."""

from collections.abc import Iterator
from datetime import date, datetime

from clinic_app.headquarters.leaving import Leavings
from clinic_app.headquarters.ledger.leaving_book import LeavingEntry
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _


def left_after(month: Month) -> str:
    """Return that a clinic reports no more, in short."""
    return _("left after {month}").format(month=month.label)


def contradicted_words(clinic: str, last: Month, came: Month) -> str:
    """Return that a month came though its clinic was said to have left, and what to do."""
    return _(
        "{clinic} was said to report no more after {last}, and {came} came all the same: it is "
        "expected as before. Ask the clinic, then say anew after which month it left, or take "
        "that back."
    ).format(clinic=clinic, last=last.label, came=came.label)


def contradictions(leavings: Leavings, until: Month | None = None) -> Iterator[str]:
    """Yield a sentence for each clinic that was said to have left and reported since.

    Args:
        leavings: Which clinics left.
        until: Only those that were to report no more before it ends; None for all.
    """
    for entry in leavings.standing:
        came = leavings.contradicted.get(entry.clinic)
        if came is not None and (until is None or entry.month < until):
            yield contradicted_words(entry.clinic, entry.month, came)


def notes_of_leaving(leavings: Leavings, first: Month, last: Month) -> Iterator[str]:
    """Yield what a report from *first* to *last* says of the clinics that left."""
    yield from contradictions(leavings, last)
    standing = [one for one in leavings.standing if one.clinic not in leavings.contradicted]
    for entry in standing:
        if first <= entry.month < last:
            yield _("{clinic} reports no more after {month}, said on {day}: {reason}").format(
                clinic=entry.clinic,
                month=entry.month.label,
                day=_day(entry).isoformat(),
                reason=entry.words,
            )
    before = [
        _("{clinic} after {month} (said on {day})").format(
            clinic=entry.clinic, month=entry.month.label, day=_day(entry).isoformat()
        )
        for entry in standing
        if entry.month < first
    ]
    if before:
        yield _("These left before the period and are in no table by clinic: {clinics}.").format(
            clinics=", ".join(before)
        )
    yield from _taken_back(leavings, first, last)


def _taken_back(leavings: Leavings, first: Month, last: Month) -> Iterator[str]:
    """Yield each taking back that a month of the period may have been approved before."""
    for entry in leavings.log:
        was_open = first <= Month.of(_day(entry)) and entry.month < last
        if not entry.has_left and was_open:
            yield _(
                "That {clinic} reports no more after {month} was taken back on {day}: {reason}"
            ).format(
                clinic=entry.clinic,
                month=entry.month.label,
                day=_day(entry).isoformat(),
                reason=entry.words,
            )


def _day(entry: LeavingEntry) -> date:
    return datetime.fromisoformat(entry.at).date()
