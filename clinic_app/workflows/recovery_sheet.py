"""The recovery code on paper, printed once when a clinic or a headquarters is set up."""

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


def make_for_headquarters(groups: tuple[str, ...], name: str, day: date) -> bytes:
    """Make the sheet of a headquarters; see :func:`make`."""
    return draw(headquarters_recovery_sheet(groups, name, day))


def recovery_sheet(groups: tuple[str, ...], clinic_name: str, day: date) -> Sheet:
    """Decide what the sheet says. Pure but for the words of the worker's language."""
    return _sheet(
        groups,
        clinic_name,
        day,
        label=_("Never with the laptop"),
        warning=_(
            "Whoever has this paper and the laptop can read every record. "
            "Keep them in different places."
        ),
        when=_(
            "When a passphrase is lost and nobody else at the clinic can open the "
            "records. Without a passphrase and without this code nobody can: not "
            "headquarters, not whoever made the program."
        ),
        how=(
            _("On the first page of the program, choose “I lost my passphrase”."),
            *_typing(),
            _("Choose whose passphrase was lost, and a new one."),
            _putting_back(),
        ),
        where=(
            _(
                "Where the clinic keeps its keys or deeds: a safe, a locked drawer, another "
                "building."
            ),
            _("Never in the bag of the laptop, never as a photo, never in an e-mail."),
            _("If it is lost, or somebody saw it, tell whoever looks after the laptops at once."),
        ),
    )


def headquarters_recovery_sheet(groups: tuple[str, ...], name: str, day: date) -> Sheet:
    """Decide what the sheet of a headquarters says: there the code is typed as a passphrase."""
    return _sheet(
        groups,
        name,
        day,
        label=_("Never with the computer"),
        warning=_(
            "Whoever has this paper and the computer of headquarters can open what clinics "
            "send. Keep them in different places."
        ),
        when=_(
            "When the passphrase of headquarters is lost. Without it and without this code "
            "nobody can open what clinics send: no clinic, and not whoever made the program."
        ),
        how=(
            _("Where the program asks for the passphrase of headquarters, type the code instead."),
            *_typing(),
            _putting_back(),
        ),
        where=(
            _("Where you keep keys or deeds: a safe, a locked drawer, another building."),
            _("Never beside the computer, never as a photo, never in an e-mail."),
            _("If it is lost, or somebody saw it, tell whoever answers for headquarters at once."),
        ),
    )


def _typing() -> tuple[str, str]:
    return (
        _("Type the groups in their order. Spaces and small letters do not matter."),
        _("There is no letter O, I or L in it: what looks like one is a zero or a one."),
    )


def _putting_back() -> str:
    return _("The code stays valid: put this paper back where it was.")


def _sheet(
    groups: tuple[str, ...],
    name: str,
    day: date,
    *,
    label: str,
    warning: str,
    when: str,
    how: tuple[str, ...],
    where: tuple[str, ...],
) -> Sheet:
    written = shipped_paper().source.dates.written(day)
    return clinic_sheet(
        label=label,
        issuer=name,
        title=_("Recovery code"),
        about=(name, _("Made on {day}").format(day=written)),
        sections=(
            Section(Words(_("The code")), (CodeGroups(groups), Note(Words(warning)))),
            Section(Words(_("When it is needed")), (Text(Words(when)),)),
            _list_of(_("How to use it"), how),
            _list_of(_("Where to keep it"), where),
        ),
        footer=_("Made once; the program cannot show this code again."),
    )


def _list_of(title: str, points: tuple[str, ...]) -> Section:
    return Section(Words(title), (Points(tuple(Words(point) for point in points)),))
