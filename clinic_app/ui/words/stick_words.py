"""What became of each file on a stick: what a person has to know first, what was known last."""

from clinic_app.messages.besides_words import besides_words
from clinic_app.messages.explaining import explain
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.words.laptop_words import units_words
from clinic_app.workflows.stick import Fate, FileSeen, StickSeen

_MOST_LINES = 8

_NEWS_FIRST = (Fate.REFUSED, Fate.TAKEN_IN, Fate.ACKNOWLEDGED, Fate.FOR_ANOTHER, Fate.AGAIN)
"""Every hand-off of before still lies on a stick that goes to and fro: it hides nothing new."""


def stick_words(seen: StickSeen) -> str:
    """Return what became of each file on a stick, and what of it was not read, one line each.

    What a person has to know comes first, what was known before last.
    """
    unread = [explain(seen.unread)] if seen.unread is not None else []
    if not seen.files:
        none = _("No hand-off and no word of another laptop lies there. Choose another folder.")
        return "\n".join((none, *unread))
    shown = [_file_words(one) for one in _first(sorted(seen.files, key=_newness))]
    left = len(seen.files) - len(shown)
    if left:
        shown.append(ngettext("and {count} more file", "and {count} more files", left))
        shown[-1] = shown[-1].format(count=left)
    shown += unread
    if seen.problem is not None:
        shown.append(
            _("The answer is not on the stick. {reason}").format(reason=explain(seen.problem))
        )
    elif any(one.fate in {Fate.TAKEN_IN, Fate.AGAIN} for one in seen.files):
        shown.append(_("The answer is on the stick: take it back to the laptop it came from."))
    return "\n".join(shown)


def _first(files: list[FileSeen]) -> list[FileSeen]:
    """Return as many as are shown: many that were refused leave room for what was taken in."""
    refused = [one for one in files if one.fate is Fate.REFUSED]
    others = files[len(refused) :]
    kept = refused[: _MOST_LINES - min(len(others), _MOST_LINES // 2)]
    return [*kept, *others[: _MOST_LINES - len(kept)]]


def _newness(one: FileSeen) -> tuple[bool, int]:
    is_known = one.fate is Fate.ACKNOWLEDGED and not one.count
    return is_known, _NEWS_FIRST.index(one.fate)


def _file_words(one: FileSeen) -> str:
    if one.error is not None:
        return _("{file}: {reason}").format(file=one.file, reason=explain(one.error))
    match one.fate:
        case Fate.TAKEN_IN:
            words = _("{file}: taken in from “{laptop}”, {units}")
        case Fate.AGAIN:
            words = _("{file}: was taken in before, nothing changed")
        case Fate.ACKNOWLEDGED if one.count:
            return ngettext(
                "{file}: {count} hand-off is taken in there",
                "{file}: {count} hand-offs are taken in there",
                one.count,
            ).format(file=one.file, count=one.count)
        case Fate.ACKNOWLEDGED:
            words = _("{file}: the other laptop's word, known already")
        case _:
            words = _("{file}: is for another laptop")
    told = words.format(file=one.file, laptop=one.laptop, units=units_words(one.count))
    return _("; ").join((told, *besides_words(one)))
