"""The page of what leaves this laptop, on paper: the same numbers as on the screen."""

from clinic_app.printing.drawing import draw
from clinic_app.printing.sheet import Figures, Section, Sheet, Text, Words
from clinic_app.translation import gettext as _
from clinic_app.workflows.file_frame import clinic_sheet
from clinic_app.workflows.leaving_page import LeavingPage, not_yet_shown_words


def make(page: LeavingPage) -> bytes:
    """Make the sheet of one close.

    Returns:
        A PDF's bytes; nothing is written anywhere.

    Raises:
        CharacterNotPrintableError: The clinic's name has a character that no font has.
    """
    return draw(leaving_sheet(page))


def leaving_sheet(page: LeavingPage) -> Sheet:
    """Decide what the sheet says: all of the page, nothing else."""
    promise = _("0 names, 0 birth dates, 0 A-numbers, no row about any one person.")
    hashes = tuple((what, groups) for what, groups in page.hashes)
    return clinic_sheet(
        issuer=page.title,
        title=_("What leaves this laptop"),
        about=(page.title,),
        sections=(
            Section(
                Words(_("What is counted")),
                (
                    Text(Words(promise), is_strong=True),
                    Text(Words(not_yet_shown_words())),
                    Figures(page.lines),
                ),
            ),
            Section(
                Words(_("To compare")),
                tuple(Text(Words(f"{what}: {groups}")) for what, groups in hashes),
            ),
        ),
        footer=_("Read back from the very bytes that are sealed."),
    )
