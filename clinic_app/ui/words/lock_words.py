"""Why the records were locked, and that they soon will be."""

from datetime import datetime
from enum import Enum, auto

from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext


class LockReason(Enum):
    """What locked the records."""

    WISH = auto()
    IDLE = auto()
    SLEEP = auto()
    LID = auto()
    SCREEN = auto()


def locked_words(reason: LockReason, at: datetime, *, is_kept: bool = True) -> str:
    """Return why and when the records were locked, and whether nothing is lost."""
    match reason:
        case LockReason.WISH:
            words = _("Locked at {time}, as you asked.")
        case LockReason.IDLE:
            words = _("Locked at {time}: nobody touched this computer for ten minutes.")
        case LockReason.SLEEP:
            words = _("Locked at {time}: the computer went to sleep.")
        case LockReason.LID:
            words = _("Locked at {time}: the lid was closed.")
        case LockReason.SCREEN:
            words = _("Locked at {time}: the computer's screen was locked.")
    kept = (
        _("What you were typing comes back when you unlock.")
        if is_kept
        else _("What you typed last could not be kept; what was kept before it comes back.")
    )
    return words.format(time=at.strftime("%H:%M")) + " " + kept


def countdown_words(seconds_left: int) -> str:
    """Return how long it is until an untouched computer locks."""
    return ngettext(
        "Nobody touched this computer for a while: the records lock in {count} second. "
        "Press any key to go on.",
        "Nobody touched this computer for a while: the records lock in {count} seconds. "
        "Press any key to go on.",
        seconds_left,
    ).format(count=seconds_left)


def only_read_words() -> str:
    """Return why nothing can be changed in records that were opened on a full disk."""
    return _(
        "The disk is full, so the records are open to be read only. Nothing is lost; nothing can "
        "be changed or printed, and what you look at does not stand in the log. Free some space, "
        "then lock with Ctrl+L and unlock again."
    )


def new_keys_words(unreadable: int) -> str:
    """Return why the records are locked after they got new keys.

    Args:
        unreadable: How many sealed fields could not be read before, and cannot now.
    """
    words = _(
        "The records have new keys. Unlock them with your passphrase; everybody else unlocks "
        "once with the words that you hand out. Old recovery papers are worth nothing now."
    )
    if not unreadable:
        return words
    more = ngettext(
        "{count} sealed entry could not be read before, and cannot be read now.",
        "{count} sealed entries could not be read before, and cannot be read now.",
        unreadable,
    ).format(count=unreadable)
    return f"{words} {more}"
