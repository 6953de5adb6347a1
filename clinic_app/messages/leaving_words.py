"""Words for clinics that left, on the command line and in the window."""

from collections.abc import Callable

from clinic_app.headquarters.leaving import Leaving, Leavings
from clinic_app.headquarters.leaving_words import contradicted_words, left_after
from clinic_app.translation import gettext as _


def leaves_words(leaving: Leaving) -> str:
    """Return what it means that a clinic reports no more, a line for each thing."""
    said = leaves_in_short(leaving)
    missing = _("Up to then these did not come, and are missing until they do: {months}.").format(
        months=", ".join(month.label for month in leaving.missing)
    )
    locked = _(
        "Approved and locked already: {months}. No number that was reported changes; reports on "
        "them say that the clinic had left."
    ).format(months=_labels(leaving))
    told = ((said, True), (missing, leaving.missing), (locked, leaving.locked))
    return "\n".join(words for words, is_so in told if is_so)


def leaves_in_short(leaving: Leaving) -> str:
    """Return the first of these lines."""
    return _(
        "{code}, {name}, reports no more after {month}. What it reported stays in every number, "
        "and no later month of it is missing."
    ).format(code=leaving.code, name=leaving.name, month=leaving.month.label)


def returns_words(leaving: Leaving) -> str:
    """Return what it means that a clinic did not leave, a line for each thing."""
    said = returns_in_short(leaving)
    locked = _(
        "Approved and locked already: {months}. No number that was reported changes; reports on "
        "them say that this was taken back."
    ).format(months=_labels(leaving))
    return f"{said}\n{locked}" if leaving.locked else said


def returns_in_short(leaving: Leaving) -> str:
    """Return the first of these lines."""
    return _(
        "{code}, {name}, did not leave: its months after {month} are missing until they come."
    ).format(code=leaving.code, name=leaving.name, month=leaving.month.label)


def state_words(leavings: Leavings, code: str) -> str:
    """Return how the clinic *code* stands, in short; empty for one that did not leave."""
    entry = leavings.of(code)
    if entry is None:
        return ""
    left, came = left_after(entry.month), leavings.contradicted.get(code)
    return left if came is None else _("{left}, yet {came} came").format(left=left, came=came.label)


def stands_words(leavings: Leavings, code: str, day: Callable[[str], str]) -> str:
    """Return what stands of the clinic *code*; empty for one that did not leave.

    Args:
        leavings: Which clinics left.
        code: The clinic's.
        day: Writes the day of a moment as people here read it.
    """
    entry = leavings.of(code)
    if entry is None:
        return ""
    came = leavings.contradicted.get(code)
    if came is not None:
        return contradicted_words(code, entry.month, came)
    return _("Reports no more after {month}, said on {day}: {reason}").format(
        month=entry.month.label, day=day(entry.at), reason=entry.words
    )


def _labels(leaving: Leaving) -> str:
    return ", ".join(month.label for month in leaving.locked)
