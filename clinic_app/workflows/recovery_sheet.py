"""The recovery code on paper, printed once when a clinic is set up."""

from datetime import date

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


def make(groups: tuple[str, ...], clinic_name: str, day: date) -> bytes:
    """Make the sheet.

    Args:
        groups: The recovery code, in order.
        clinic_name: Whose records it opens.
        day: When it was made; a newer code makes an older sheet worthless.

    Returns:
        A PDF's bytes; nothing is written anywhere.

    Raises:
        CharacterNotPrintableError: The clinic's name has a character that no font has.
    """
    return draw(recovery_sheet(groups, clinic_name, day))


def recovery_sheet(groups: tuple[str, ...], clinic_name: str, day: date) -> Sheet:
    """Decide what the sheet says. Pure but for the words of the worker's language."""
    written = shipped_paper().source.dates.written(day)
    return clinic_sheet(
        label=_("Never with the laptop"),
        issuer=clinic_name,
        title=_("Recovery code"),
        about=(
            clinic_name,
            _("Made on {day}").format(day=written),
        ),
        sections=(
            Section(
                Words(_("The code")),
                (
                    CodeGroups(groups),
                    Note(
                        Words(
                            _(
                                "Whoever has this paper and the laptop can read every record. "
                                "Keep them in different places."
                            )
                        )
                    ),
                ),
            ),
            _when(),
            _how(),
            _where(),
        ),
        footer=_("Made once; the program cannot show this code again."),
    )


def _when() -> Section:
    return Section(
        Words(_("When it is needed")),
        (
            Text(
                Words(
                    _(
                        "When a passphrase is lost and nobody else at the clinic can open the "
                        "records. Without a passphrase and without this code nobody can: not "
                        "headquarters, not whoever made the program."
                    )
                )
            ),
        ),
    )


def _how() -> Section:
    steps = (
        _("On the first page of the program, choose “I lost my passphrase”."),
        _("Type the groups in their order. Spaces and small letters do not matter."),
        _("There is no letter O, I or L in it: what looks like one is a zero or a one."),
        _("Choose whose passphrase was lost, and a new one."),
        _("The code stays valid: put this paper back where it was."),
    )
    return Section(Words(_("How to use it")), (Points(tuple(Words(step) for step in steps)),))


def _where() -> Section:
    places = (
        _("Where the clinic keeps its keys or deeds: a safe, a locked drawer, another building."),
        _("Never in the bag of the laptop, never as a photo, never in an e-mail."),
        _("If it is lost, or somebody saw it, tell whoever looks after the laptops at once."),
    )
    return Section(Words(_("Where to keep it")), (Points(tuple(Words(one) for one in places)),))
