"""Three printed shares of the recovery secret: their words, typing them back, and their sheets."""

import secrets
from datetime import date

from clinic_app.crypto.shares import ENOUGH, SHARES
from clinic_app.printing.drawing import draw
from clinic_app.printing.sheet import (
    CodeGroups,
    Note,
    Points,
    Section,
    Sheet,
    Text,
    Words,
)
from clinic_app.translation import gettext as _
from clinic_app.workflows.file_frame import clinic_sheet
from clinic_app.workflows.paper_packs import shipped_paper

_TELLING_LETTERS = 4


def words_of(share: str) -> tuple[str, ...]:
    """Return the words of a share, in order."""
    return tuple(share.split())


def words_to_type(share: str) -> tuple[int, int]:
    """Return two random positions (from 0, ascending) of words to type back."""
    first, second = sorted(secrets.SystemRandom().sample(range(len(words_of(share))), 2))
    return first, second


def is_typed_back(share: str, positions: tuple[int, int], typed: tuple[str, str]) -> bool:
    """Whether *typed* holds the words at *positions*; four letters of each are enough."""
    words = words_of(share)
    return all(
        words[position][:_TELLING_LETTERS] == word.strip().lower()[:_TELLING_LETTERS]
        and words[position].startswith(word.strip().lower())
        for position, word in zip(positions, typed, strict=True)
    )


def make_sheet(share: str, number: int, clinic_name: str, day: date) -> bytes:
    """Make the sheet of one share.

    Args:
        share: Its words.
        number: 1, 2 or 3.
        clinic_name: Whose records two of the sheets open.
        day: When they were made; newer shares make older ones worthless.

    Returns:
        A PDF's bytes; nothing is written anywhere.

    Raises:
        CharacterNotPrintableError: The clinic's name has a character that no font has.
    """
    return draw(share_sheet(share, number, clinic_name, day))


def share_sheet(share: str, number: int, clinic_name: str, day: date) -> Sheet:
    """Decide what the sheet says. Pure but for the words of the worker's language."""
    title = share_title(number)
    return clinic_sheet(
        label=_("Never with the laptop"),
        issuer=clinic_name,
        title=title,
        about=(
            clinic_name,
            _("Made on {day}").format(day=shipped_paper().source.dates.written(day)),
        ),
        sections=(_words_section(share), _how(), _where()),
        footer=_("Made once; the program cannot show this share again."),
    )


def share_title(number: int) -> str:
    """Return what a share is called."""
    return _("Recovery share {number} of {count}").format(number=number, count=SHARES)


def _words_section(share: str) -> Section:
    note = _(
        "This sheet alone opens nothing. Whoever has {count} of the sheets and the laptop can "
        "read every record."
    ).format(count=ENOUGH)
    return Section(Words(_("The words")), (CodeGroups(words_of(share)), Note(Words(note))))


def _how() -> Section:
    steps = (
        _("On the first page of the program, choose “I lost my passphrase”."),
        _("Type the words of this sheet into the first field, those of another into the second."),
        _("Four letters of each word are enough. Capital letters do not matter."),
        _("Choose whose passphrase was lost, and a new one. The shares stay valid."),
    )
    return Section(Words(_("How to use it")), (Points(tuple(Words(step) for step in steps)),))


def _where() -> Section:
    words = _(
        "Give each sheet to another person or place: the director, a board member, a safe in "
        "another building. If two were lost or seen, make new ones in the program."
    )
    return Section(Words(_("Where to keep it")), (Text(Words(words)),))
