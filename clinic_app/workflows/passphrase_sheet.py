"""What a worker is handed after everybody got new keys: a passphrase for one unlocking."""

from datetime import date

from clinic_app.printing.drawing import draw_all
from clinic_app.printing.sheet import (
    Note,
    Points,
    Section,
    Sheet,
    Text,
    Words,
)
from clinic_app.translation import gettext as _
from clinic_app.workflows.file_frame import clinic_sheet
from clinic_app.workflows.new_keys import HandOut
from clinic_app.workflows.paper_packs import shipped_paper


def make(hand_outs: tuple[HandOut, ...], clinic_name: str, day: date) -> bytes:
    """Make one page for each worker: a PDF's bytes; nothing is written anywhere.

    Raises:
        CharacterNotPrintableError: A name has a character that no font has.
    """
    return draw_all(tuple(passphrase_sheet(one, clinic_name, day) for one in hand_outs))


def passphrase_sheet(hand_out: HandOut, clinic_name: str, day: date) -> Sheet:
    """Decide what one worker's page says. Pure but for the words of the worker's language."""
    steps = (
        _("On the first page of the program, choose “{name}”.").format(name=hand_out.sign_in_name),
        _("Type the six words with single spaces. They open once."),
        _("Choose a passphrase of your own; the program suggests one."),
        _("Tear this page up."),
    )
    return clinic_sheet(
        label=_("For one person, for one day"),
        issuer=clinic_name,
        title=_("A passphrase for one unlocking"),
        about=(
            hand_out.worker.name,
            _("Made on {day}").format(day=shipped_paper().source.dates.written(day)),
        ),
        sections=(
            Section(Words(_("The words")), (Note(Words(hand_out.passphrase)),)),
            Section(Words(_("What to do")), (Points(tuple(Words(step) for step in steps)),)),
            Section(Words(_("Why")), (_why(), _lost())),
        ),
        footer=_("Whoever has this page and the laptop can open the records until it was used."),
    )


def _why() -> Text:
    words = _("The clinic's records have new keys. Your passphrase of before opens them no more.")
    return Text(Words(words))


def _lost() -> Note:
    words = _("Lost, or seen by somebody else? Ask a coordinator for another one before you start.")
    return Note(Words(words))
