"""The sheets that can be made for one client today.

What a sheet may carry is settled by what its function is given: a ticket never sees a finding.
"""

from clinic_app.printing.sheet import Sheet, SheetKind
from clinic_app.records.client import Client
from clinic_app.records.screening import Screening
from clinic_app.records.service import Service, ServiceKind
from clinic_app.records.shown_paper import ShownPaper
from clinic_app.translation import gettext as _
from clinic_app.workflows.checklist import checklist_sheet, paper_languages
from clinic_app.workflows.file_papers import file_papers
from clinic_app.workflows.languages import languages
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.referral_letter import letter_sheet
from clinic_app.workflows.rules_line import rules_line
from clinic_app.workflows.screenings import newest_kept
from clinic_app.workflows.session import Session
from clinic_app.workflows.shown_papers import months_shown, standing
from clinic_app.workflows.sweep import as_it_stands
from clinic_app.workflows.telling import Telling
from clinic_app.workflows.ticket import ticket_sheet
from clinic_app.workflows.timeline import timeline_sheet
from clinic_app.workflows.translation_certificate import certificate_sheet
from clinic_app.workflows.voice import voice_of


def papers_of(session: Session, client_id: str) -> tuple[Client, tuple[Paper, ...]]:
    """Return a client, and the sheets that can be made, in the order in which they are needed.

    Raises:
        RecordMissingError: There is no such client.
    """
    with session.reading() as opened:
        client = opened.clients.get(client_id)
        newest = newest_kept(opened.screenings.of_client(client_id))
        told = None if newest is None else as_it_stands(opened, newest)
        services = opened.services.of_client(client_id)
        shown = opened.shown_papers.of_client(client_id)
    papers = [_checklist(session, client, told, shown)] if told is not None else []
    papers.append(_ticket(session, client))
    papers += [_letter(session, client, service) for service in services if _is_referral(service)]
    papers += _timeline(session, client, told, shown)
    papers.append(_certificate(session))
    filed = file_papers(session, client, told, shown) if told is not None else ()
    return client, (*papers, *filed)


def spoken() -> tuple[str, ...]:
    """Return the languages of the smaller sheets; one not written yet is printed in English."""
    return tuple(language.tag for language in languages())


def _is_referral(service: Service) -> bool:
    return service.kind is ServiceKind.REFERRAL and service.withdrawn is None


def _checklist(
    session: Session, client: Client, screening: Screening, shown: tuple[ShownPaper, ...]
) -> Paper:
    def sheets(language: str) -> tuple[Sheet, ...]:
        made = checklist_sheet(
            client,
            screening,
            session.clinic,
            session.rules.pack,
            session.rules.paper,
            language=language,
            today=session.today.day,
            shown=shown,
        )
        return (made,)

    return Paper(
        title=_("Checklist"),
        purpose=_("What was found, what to bring, fees and warnings."),
        kind=SheetKind.TAKE_HOME,
        file_name=f"checklist-{client.code}",
        languages=paper_languages(session.rules.paper),
        sheets=sheets,
    )


def _timeline(
    session: Session,
    client: Client,
    screening: Screening | None,
    shown: tuple[ShownPaper, ...],
) -> list[Paper]:
    """Return the sheet of months, once a paper shows one of those that are asked for."""
    rules, today = session.rules, session.today.day
    outcome = None if screening is None else screening.outcome
    if outcome is None:
        return []
    months = months_shown(outcome, rules.pack, rules.paper, shown, today)
    if months is None or not months.is_begun:
        return []

    def sheets(language: str) -> tuple[Sheet, ...]:
        telling = Telling(
            client=client,
            clinic=session.clinic,
            outcome=outcome,
            pack=rules.pack,
            paper=rules.paper,
            language=language,
            today=today,
        )
        return (timeline_sheet(telling, months, standing(shown)),)

    return [
        Paper(
            title=_("Months and papers"),
            purpose=_("A bar of months: which have a paper, and which have none yet."),
            kind=SheetKind.TAKE_HOME,
            file_name=f"months-{client.code}",
            languages=paper_languages(rules.paper),
            sheets=sheets,
        )
    ]


def _ticket(session: Session, client: Client) -> Paper:
    def sheets(language: str) -> tuple[Sheet, ...]:
        voice = voice_of(session, language)
        day, what_for = client.come_back_on, client.come_back_note
        return (ticket_sheet(voice, session.clinic, client.code, day, what_for),)

    return Paper(
        title=_("Ticket to come back"),
        purpose=_("Code, day and place. It carries no name."),
        kind=SheetKind.TAKE_HOME,
        file_name=f"ticket-{client.code}",
        languages=spoken(),
        sheets=sheets,
    )


def _letter(session: Session, client: Client, service: Service) -> Paper:
    def sheets(language: str) -> tuple[Sheet, ...]:
        voice, day = voice_of(session, language), session.today.day
        return (letter_sheet(voice, session.clinic, client.code, service.referred_to, day),)

    return Paper(
        title=_("Referral letter to {whom}").format(whom=service.referred_to),
        purpose=_("Asks for help for whoever brings it. Says nothing of the case."),
        kind=SheetKind.TAKE_HOME,
        file_name=f"letter-{client.code}",
        languages=spoken(),
        sheets=sheets,
    )


def _certificate(session: Session) -> Paper:
    return Paper(
        title=_("Certificate of translation"),
        purpose=_("For whoever translates a paper; one for each. To fill in by hand."),
        kind=SheetKind.TAKE_HOME,
        file_name="certificate-of-translation",
        languages=spoken(),
        sheets=lambda language: (
            certificate_sheet(voice_of(session, language), rules_line(session)),
        ),
    )
