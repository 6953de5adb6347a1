"""The result of a recovery drill on paper, for the folder where the clinic keeps its proofs."""

from clinic_app.printing.drawing import draw
from clinic_app.printing.sheet import (
    Blanks,
    Figures,
    Note,
    Section,
    Sheet,
    Text,
    Words,
)
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.workflows.drill import AFTER_DAYS, Drill
from clinic_app.workflows.file_frame import clinic_sheet
from clinic_app.workflows.session import Session

_SECONDS_IN_A_MINUTE = 60


def result_words(drill: Drill) -> str:
    """Return how many records a drill gave back, and how fast."""
    minutes, seconds = divmod(drill.seconds, _SECONDS_IN_A_MINUTE)
    return ngettext(
        "Recovered {count} record in {time}, from the backup of {moment}.",
        "Recovered {count} records in {time}, from the backup of {moment}.",
        drill.records,
    ).format(
        count=drill.records,
        time=f"{minutes}:{seconds:02}",
        moment=f"{drill.backup_at:%Y-%m-%d %H:%M}",
    )


def make(session: Session, drill: Drill) -> bytes:
    """Make the sheet: a PDF's bytes; nothing is written anywhere.

    Raises:
        CharacterNotPrintableError: A name has a character that no font has.
    """
    return draw(drill_sheet(session, drill))


def drill_sheet(session: Session, drill: Drill) -> Sheet:
    """Decide what the sheet says; nothing of any client, and nothing of the papers' words."""
    dates = session.rules.paper.source.dates
    papers = _("two of the three shares") if drill.by_shares else _("the recovery code")
    figures = (
        (_("Records that came back"), str(drill.records)),
        (_("Backup"), f"{drill.backup_at:%Y-%m-%d %H:%M}"),
        (_("Opened with"), papers),
        (_("Done by"), session.worker.name),
        (_("Where"), session.clinic.site),
    )
    return clinic_sheet(
        issuer=session.clinic.name,
        title=_("Recovery drill"),
        about=(dates.written(session.today.day), session.clinic.name),
        sections=(
            Section(
                Words(_("What came back")),
                (Text(Words(result_words(drill)), is_strong=True), Figures(figures)),
            ),
            Section(Words(_("What this shows")), (_meaning(),)),
            Section(
                Words(_("Back in its place")),
                (Blanks((Words(_("Where the paper is kept")), Words(_("Name and day")))),),
            ),
        ),
        footer=_("Nothing was written during the drill."),
    )


def _meaning() -> Note:
    words = _(
        "The newest backup was opened with the paper alone, without the laptop's own records and "
        "without any passphrase, and every page of it was whole. Do it again within {count} days, "
        "and after each new recovery code or new shares."
    ).format(count=AFTER_DAYS)
    return Note(Words(words))
