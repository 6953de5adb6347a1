"""The day on one page, for whoever locks up: what was done, what is open, who comes back.

People stand on it by their code only: it may be left on a table.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from clinic_app.printing.sheet import (
    Blanks,
    Block,
    Fact,
    Facts,
    Figures,
    Section,
    Sheet,
    SheetKind,
    Text,
    Words,
)
from clinic_app.records.client import Client
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.service import Service, ServiceKind
from clinic_app.screening.paper_words import DateWords
from clinic_app.translation import gettext as _
from clinic_app.workflows import today
from clinic_app.workflows.file_frame import clinic_sheet, foot
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.printer_page import printer_paper
from clinic_app.workflows.rules_line import rules_line
from clinic_app.workflows.session import Session
from clinic_app.workflows.today import Waiting, WaitingScreening

MOST_CODES = 60
"""Of what is still open: more would be read by nobody at the end of a day."""


def papers_of(session: Session) -> tuple[Paper, ...]:
    """Return the sheet of the session's day, and the page that tries the printer."""
    return (
        Paper(
            title=_("Day sheet"),
            purpose=_("What was done today, what is open, who comes back. Codes, no names."),
            kind=SheetKind.FILE,
            file_name=f"day-{session.today.day.isoformat()}",
            sheets=lambda _language: (day_sheet(session),),
        ),
        printer_paper(session.clinic),
    )


def day_sheet(session: Session) -> Sheet:
    """Decide what the sheet of the session's day says."""
    day, dates = session.today.day, session.rules.paper.source.dates
    waiting = today.waiting(session, MOST_CODES)
    with session.reading() as opened:
        expected = opened.clients.come_back_due(day)
        done = opened.services.on_day(day)
        merged = opened.merges.all_merged()
        events = opened.kyr_events.all()
    standing = [one for one in done if one.withdrawn is None]
    people = {merged.get(one.client_id, one.client_id) for one in standing}
    held = [one for one in events if one.day == day and one.withdrawn is None]
    return clinic_sheet(
        issuer=session.clinic.name,
        title=_("Day sheet"),
        about=(dates.written(day), session.clinic.site),
        sections=(
            Section(Words(_("Done today")), (_done(standing, len(people)),)),
            Section(Words(_("Know Your Rights")), _held(held)),
            Section(Words(_("Still open")), (_open(waiting),)),
            Section(Words(_("Call back or expect")), (_expected(expected, dates),)),
            Section(Words(_("Closed by")), (Blanks((Words(_("Name and hour")),)),)),
        ),
        footer=foot(_("Names stay in the program."), rules_line(session)),
    )


def _done(services: Iterable[Service], people: int) -> Block:
    counts = Counter(service.kind for service in services)
    kinds = (
        (_("Applications prepared"), ServiceKind.APPLICATION_PREPARED),
        (_("Referrals"), ServiceKind.REFERRAL),
        (_("Appearances"), ServiceKind.APPEARANCE),
        (_("Advice"), ServiceKind.ADVICE),
    )
    rows = tuple((words, str(counts[kind])) for words, kind in kinds)
    return Figures(((_("People for whom something was written down"), str(people)), *rows))


def _held(events: list[KyrEvent]) -> tuple[Block, ...]:
    if not events:
        return (Text(Words(_("No session today."))),)
    heads = ((event.title, str(event.heads)) for event in events)
    trained = str(sum(event.trained for event in events))
    return (Figures((*heads, (_("Of these, trained to hold sessions"), trained))),)


def _open(waiting: Waiting) -> Block:
    return Figures(
        (
            (_("Screenings left half-way"), _codes(waiting.drafts, waiting.draft_count)),
            (
                _("Screenings that wait for the representative"),
                _codes(waiting.undecided, waiting.undecided_count),
            ),
            (_("Head counts that are not final"), str(len(waiting.open_events))),
        )
    )


def _codes(first: tuple[WaitingScreening, ...], count: int) -> str:
    """Return how many there are, and the codes of the first of them."""
    if not count:
        return "0"
    codes = ", ".join(dict.fromkeys(one.client.code for one in first))
    words = _("{count}: {codes}") if count == len(first) else _("{count}, the oldest: {codes}")
    return words.format(count=count, codes=codes)


def _expected(clients: tuple[Client, ...], dates: DateWords) -> Block:
    rows = tuple(
        Fact(Words(client.code), Words(_expected_words(client, client.come_back_on, dates)))
        for client in clients
        if client.come_back_on is not None
    )
    return Facts(rows) if rows else Text(Words(_("Nobody is due.")))


def _expected_words(client: Client, day: date, dates: DateWords) -> str:
    due = _("due {day}").format(day=dates.written(day))
    return f"{due}: {client.come_back_note}" if client.come_back_note else due
