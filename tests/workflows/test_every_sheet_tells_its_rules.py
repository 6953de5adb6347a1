"""Every sheet that rests on the law says by which rules, and when the law was last looked at."""

import inspect
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules

import pytest

from clinic_app import workflows
from clinic_app.printing.grid import MARGIN, MEASURE, set_text
from clinic_app.printing.sheet import Sheet, Text, Words
from clinic_app.records.client import Client, Consent
from clinic_app.records.service import ServiceKind
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.workflows import (
    call_sheet,
    client_papers,
    clients,
    day_sheet,
    event_papers,
    household_packet,
    kyr,
    screenings,
    services,
    shown_papers,
)
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.rules_line import rules_seen
from clinic_app.workflows.session import Session

RESTS_ON_THE_LAW = {
    "call_sheet": "People to call",
    "card_sheet": "Wallet cards",
    "certificate_sheet": "Certificate of translation",
    "checklist_sheet": "Checklist",
    "cover_sheet": "Packet for the household",
    "data_sheets": "Data for Form I-821",
    "day_sheet": "Day sheet",
    "letter_sheet": "Referral letter to Elm Street Law",
    "plan_sheet": "Family plan",
    "poster_sheet": "Poster",
    "reviewer_sheet": "Reviewer's sheet",
    "rights_sheet": "Rights on one page",
    "tally_sheet": "Counting sheet",
    "timeline_sheet": "Months and papers",
    "ticket_sheet": "Ticket to come back",
    "volunteer_sheet": "Volunteer's sheet",
}
"""What decides each sheet, and what it is called in the window."""

RESTS_ON_NO_LAW = {
    "clinic_sheet": "a frame: what stays in the clinic is put into it",
    "drill_sheet": "what a backup gave back",
    "file_sheet": "a frame: those above are put into it, each with its line",
    "headquarters_recovery_sheet": "opens headquarters",
    "leaving_sheet": "numbers that leave, and nothing of what the law says",
    "printer_sheet": "tries a printer",
    "proof_sheet": "what was deleted, and nothing of the law",
    "passphrase_sheet": "opens the vault once",
    "recovery_sheet": "opens the vault",
    "rescue_sheet": "tables and rows of damaged records",
    "share_sheet": "opens the vault",
}

NARROWEST = MEASURE - 75.0
"""What the number of a page leaves of the line, whatever the language."""

NO_PAPER = {"call_sheet": "made from the call list, beside the papers"}


def the_deciders() -> set[str]:
    """Return the names of all functions of the workflows that decide what a sheet says."""
    found = set()
    for module in iter_modules(workflows.__path__, f"{workflows.__name__}."):
        for name, each in inspect.getmembers(import_module(module.name), inspect.isfunction):
            given = inspect.signature(each).return_annotation
            is_its_own = each.__module__ == module.name and not name.startswith("_")
            if is_its_own and given in (Sheet, tuple[Sheet, ...]):
                found.add(name)
    return found


def a_client(session: Session) -> Client:
    """Return a client of a household, screened, referred and asked to come back."""

    def somebody(name: str, member_of: Client | None) -> Client:
        return clients.register(
            session,
            name=name,
            birth_date=date(1971, 4, 2),
            language="ht",
            needs_interpreter=True,
            consent=Consent.GIVEN,
            phone="305 555 0199",
            member_of=member_of,
        )

    client = somebody("Canary Desir", None)
    somebody("Canary Pierre", client)
    draft = screenings.begin(session, client.id, "HT", date(2025, 9, 16))
    screenings.answer(session, draft.id, "first_entry", date(2023, 5, 10))
    screenings.answer(session, draft.id, "nationalities", ("HT",))
    screenings.finish(session, draft.id)
    lease = PaperSeen(kind="rent", first=date(2024, 5, 1), last=date(2024, 9, 30))
    shown_papers.add(session, client.id, lease)
    services.record(
        session,
        client.id,
        kind=ServiceKind.REFERRAL,
        referred_to="Elm Street Law",
        at_no_cost=True,
    )
    return clients.set_come_back(session, client.id, date(2026, 12, 3), "the lease")


def every_paper(session: Session) -> dict[str, Paper]:
    client = a_client(session)
    event = kyr.begin(session, "Elm Street library", ("ht", "es"))
    _client, of_client = client_papers.papers_of(session, client.id)
    found = (
        *of_client,
        *household_packet.packet_of(session, client),
        *event_papers.papers_of(session, event.id),
        *day_sheet.papers_of(session),
    )
    return {paper.title: paper for paper in found}


def test_no_sheet_is_forgotten() -> None:
    assert the_deciders() == set(RESTS_ON_THE_LAW) | set(RESTS_ON_NO_LAW)


def test_every_sheet_of_every_language_says_when_the_law_was_looked_at(session: Session) -> None:
    papers = every_paper(session)

    for decider, title in RESTS_ON_THE_LAW.items():
        if decider in NO_PAPER:
            continue
        for language in papers[title].languages:
            for sheet in papers[title].sheets(language):
                assert says_its_rules(sheet, session), (title, language, sheet.footer)
                lines, _ = set_text(
                    sheet.footer,
                    size=7.5,
                    x=MARGIN,
                    width=NARROWEST,
                    baseline=0.0,
                    is_rtl=sheet.is_rtl,
                )
                assert len(lines) <= 2, (title, language, sheet.footer)


@pytest.mark.parametrize("title", ["Ticket to come back", "Wallet cards"])
def test_what_may_be_lost_in_the_street_does_not_say_which_protection_was_asked_about(
    session: Session, title: str
) -> None:
    paper = every_paper(session)[title]

    for language in paper.languages:
        for sheet in paper.sheets(language):
            assert "TPS" not in repr(sheet), language


def test_the_call_list_says_so_above_the_names(session: Session) -> None:
    (line,) = call_sheet.call_sheet(session, ()).about

    assert session.rules.pack.version in line.own
    assert "August 21, 2026" in line.own


@pytest.mark.parametrize(("days", "is_old"), [(30, False), (31, True)])
def test_a_sheet_from_old_rules_says_that_they_may_have_changed(days: int, *, is_old: bool) -> None:
    pack = replace(shipped_pack(), check_by=None)
    seen = rules_seen(pack, pack.latest_source_seen + timedelta(days=days))

    for words in shipped_paper().words.values():
        assert (words.sheet.rules_old in seen.line(words)) == is_old


def test_a_checklist_from_old_rules_says_so_among_its_days(session: Session) -> None:
    (sheet,) = every_paper(session)["Checklist"].sheets("en")

    old = shipped_paper().source.sheet.rules_old
    said = [block for section in sheet.sections for block in section.blocks]
    assert Text(Words(old)) in said


def says_its_rules(sheet: Sheet, session: Session) -> bool:
    """Whether a sheet names the version of the rules and the day the law was looked at."""
    pack, paper = session.rules.pack, session.rules.paper
    law = pack.country("HT")
    assert law is not None
    days = [day for day in (pack.latest_source_seen, law.known.last_confirmed) if day is not None]
    dates = paper.words.get(sheet.language, paper.source).dates
    return pack.version in sheet.footer and any(dates.written(day) in sheet.footer for day in days)
