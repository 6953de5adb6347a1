"""The call list on paper: whom to tell that a result changed, the earliest deadline first."""

from clinic_app.printing.drawing import draw
from clinic_app.printing.plain_text import isolated
from clinic_app.printing.sheet import Fact, Facts, Note, Section, Sheet, Words
from clinic_app.translation import gettext as _
from clinic_app.workflows.file_frame import clinic_sheet
from clinic_app.workflows.languages import language_name
from clinic_app.workflows.rules_line import rules_line
from clinic_app.workflows.session import Session
from clinic_app.workflows.sweep import Call, call_list
from clinic_app.workflows.sweep_words import call_words


def make(session: Session) -> bytes:
    """Make the sheet of everybody who must be called.

    Returns:
        A PDF's bytes; nothing is written anywhere.

    Raises:
        CharacterNotPrintableError: A name has a character that no font has.
    """
    return draw(call_sheet(session, call_list(session)))


def call_sheet(session: Session, calls: tuple[Call, ...]) -> Sheet:
    """Decide what the sheet says."""
    dates = session.rules.paper.source.dates
    rows = tuple(
        Fact(
            Words(dates.written(call.deadline) if call.deadline else _("no date")),
            Words(_line(session, call)),
        )
        for call in calls
    )
    keep = _("Names stand on this sheet. Keep it in the clinic, and shred it when it is done.")
    return clinic_sheet(
        issuer=session.clinic.name,
        title=_("People to call"),
        about=(rules_line(session),),
        sections=(
            Section(Words(_("What changed since their screening")), (Note(Words(keep)),)),
            Section(Words(_("Last day")), (Facts(rows),)),
        ),
        footer=_("The result as of now; only the representative decides."),
    )


def _line(session: Session, call: Call) -> str:
    law = session.rules.pack.country(call.country)
    parts = (
        call.code,
        isolated(call.name),
        call.phone,
        language_name(call.language),
        _("TPS {country}").format(country=call.country if law is None else law.name),
        call_words(call),
    )
    return " · ".join(part for part in parts if part)
