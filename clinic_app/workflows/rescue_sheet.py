"""What could not be read of damaged records, on paper: for whoever compares it with a backup."""

from clinic_app.printing.drawing import draw
from clinic_app.printing.sheet import (
    Figures,
    Note,
    Points,
    Section,
    Sheet,
    Text,
    Words,
)
from clinic_app.translation import gettext as _
from clinic_app.vault.rescue import Rescued
from clinic_app.workflows.file_frame import clinic_sheet
from clinic_app.workflows.rescue_words import lost_words
from clinic_app.workflows.session import Session


def make(session: Session, rescued: Rescued) -> bytes:
    """Make the sheet: a PDF's bytes; nothing is written anywhere.

    Raises:
        CharacterNotPrintableError: A name has a character that no font has.
    """
    return draw(rescue_sheet(session, rescued))


def rescue_sheet(session: Session, rescued: Rescued) -> Sheet:
    """Decide what the sheet says; nothing of any client: tables and the numbers of rows."""
    dates = session.rules.paper.source.dates
    figures = (
        (_("Rows that were saved"), str(rescued.rows)),
        (_("Saved to"), rescued.folder.name),
        (_("Done by"), session.worker.name),
        (_("Where"), session.clinic.site),
    )
    return clinic_sheet(
        issuer=session.clinic.name,
        title=_("Rescued records"),
        about=(dates.written(session.today.day), session.clinic.name),
        sections=(
            Section(Words(_("What was saved")), (Figures(figures),)),
            Section(Words(_("What could not be read")), _lost(rescued)),
            Section(Words(_("What to do")), (_next_step(),)),
        ),
        footer=_("Names no client: only tables of the records and the numbers of rows."),
    )


def _lost(rescued: Rescued) -> tuple[Text | Points, ...]:
    if not rescued.lost:
        return (Text(Words(_("Nothing was lost."))),)
    return (Points(tuple(Words(lost_words(one)) for one in rescued.lost)),)


def _next_step() -> Note:
    words = _(
        "Compare the rescued records with the newest whole backup, and type again what is missing. "
        "The damaged records stay where they are until somebody deletes them; a disk that damages "
        "one page soon damages others, so have it looked at."
    )
    return Note(Words(words))
