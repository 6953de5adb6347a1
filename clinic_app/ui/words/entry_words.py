"""What is said before anybody works: a clock that cannot be right, records that are not there."""

from pathlib import Path

from clinic_app.files.names import shown_name
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.workflows.backups import Restored
from clinic_app.workflows.clock_doubt import ClockDoubt, ClockFault


def missing_words(
    lost_folder: Path | None, lost_headquarters: Path | None, *, has_forgotten: bool
) -> str:
    """Return that records are not where they were, and that setting up again is not the way.

    Args:
        lost_folder: Where they were; None where nothing speaks against this computer's place.
        lost_headquarters: Where a headquarters was; None where it is there, or never was one.
        has_forgotten: Whether it is not known any more which folder they were opened in.
    """
    if lost_folder is not None:
        return _lost_words(lost_folder)
    if lost_headquarters is not None:
        return _lost_headquarters_words(lost_headquarters)
    return _forgotten_words() if has_forgotten else ""


def _lost_headquarters_words(folder: Path) -> str:
    return _(
        "The headquarters that this computer works for is not in {folder} any more. Put its stick "
        "in, or connect its drive, then open “This is headquarters”; a new one would know none of "
        "your clinics, and could open nothing that they send."
    ).format(folder=folder)


def _lost_words(folder: Path) -> str:
    return _(
        "The records are not in “{folder}” now, where they were last opened. "
        "If they are on a stick or another disk, put it in and open them again; "
        "a clinic that is set up anew does not know its clients."
    ).format(folder=shown_name(str(folder)))


def _forgotten_words() -> str:
    return _(
        "What this computer remembered of the window could not be read, so it begins anew. "
        "If your records lie on a stick or in a folder that somebody chose, open them there again; "
        "a clinic that is set up anew does not know its clients."
    )


def restored_words(restored: Restored) -> str:
    """Return what to do with restored records, and who may be in them who should not."""
    words = _("The records are restored and every page is checked. Unlock them and go on.")
    if not restored.has_closed_list:
        return words
    return (
        words
        + " "
        + _(
            "People were deleted for good since this backup was made, and the list of them is "
            "under newer keys: some may be back. Compare with the proof sheets, and delete "
            "them again."
        )
    )


def clock_words(doubt: ClockDoubt) -> str:
    """Return what speaks against the computer's day."""
    match doubt.fault:
        case ClockFault.BEFORE_RULES:
            words = _("This computer says {day}, but the rules were made on {other}.")
        case ClockFault.BEFORE_LAST_RECORD:
            words = _("This computer says {day}, but something was recorded on {other}.")
        case ClockFault.BEHIND_LOG:
            words = _("This computer says {day}, but somebody worked with the records on {other}.")
        case ClockFault.LONG_AFTER:
            words = _("This computer says {day}, over a year after it was last used, on {other}.")
    found = words.format(day=day_words(doubt.day), other=day_words(doubt.compared_with))
    return found + " " + _("Its battery may be empty.")
