"""The sheets around Know Your Rights: for everybody, and for one event."""

from clinic_app.printing.sheet import SheetKind
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.translation import gettext as _
from clinic_app.workflows import kyr
from clinic_app.workflows.client_papers import spoken
from clinic_app.workflows.event_sheets import poster_sheet, tally_sheet
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.rights_sheets import card_sheet, plan_sheet, rights_sheet
from clinic_app.workflows.rules_line import rules_line
from clinic_app.workflows.session import Session
from clinic_app.workflows.voice import voice_of


def papers_of(session: Session, event_id: str) -> tuple[Paper, ...]:
    """Return the sheets for an event.

    Args:
        session: Whose clinic.
        event_id: Empty for those that belong to no event.

    Raises:
        RecordMissingError: There is no such event.
    """
    everywhere = _everywhere(session)
    if not event_id:
        return everywhere
    event = kyr.get(session, event_id)
    return (_tally(session, event), _poster(session, event), *everywhere)


def _everywhere(session: Session) -> tuple[Paper, ...]:
    clinic = session.clinic
    return (
        Paper(
            title=_("Rights on one page"),
            purpose=_("At home, in the street, at work, if detained."),
            kind=SheetKind.TAKE_HOME,
            file_name="know-your-rights",
            languages=spoken(),
            sheets=lambda language: (rights_sheet(voice_of(session, language), clinic),),
        ),
        Paper(
            title=_("Wallet cards"),
            purpose=_("Four to a page; one half is English, to be shown."),
            kind=SheetKind.TAKE_HOME,
            file_name="wallet-cards",
            languages=spoken(),
            sheets=lambda language: (card_sheet(voice_of(session, language), clinic),),
        ),
        Paper(
            title=_("Family plan"),
            purpose=_("Who looks after the children, where the papers are. Filled in at home."),
            kind=SheetKind.TAKE_HOME,
            file_name="family-plan",
            languages=spoken(),
            sheets=lambda language: (plan_sheet(voice_of(session, language), clinic),),
        ),
    )


def _tally(session: Session, event: KyrEvent) -> Paper:
    return Paper(
        title=_("Counting sheet"),
        purpose=_("Strokes by language where there is no laptop. Nobody signs in."),
        kind=SheetKind.FILE,
        file_name="head-count",
        sheets=lambda _language: (
            tally_sheet(session.clinic, event, session.rules.paper, rules_line(session)),
        ),
    )


def _poster(session: Session, event: KyrEvent) -> Paper:
    return Paper(
        title=_("Poster"),
        purpose=_("For the door: what, where and when. Write the hour by hand."),
        kind=SheetKind.TAKE_HOME,
        file_name="poster",
        languages=spoken(),
        sheets=lambda language: (poster_sheet(voice_of(session, language), session.clinic, event),),
    )
