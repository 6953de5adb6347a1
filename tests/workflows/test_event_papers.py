"""Paper around Know Your Rights and the day: the same for everybody, and never a name."""

from datetime import date

import pypdfium2
import pytest

from clinic_app.printing.drawing import draw_all
from clinic_app.printing.pages import page_count
from clinic_app.printing.sheet import FoldCards, SheetKind, StrikeGrid
from clinic_app.records.client import Client, Consent
from clinic_app.records.service import FilingKind, Form, ServiceKind
from clinic_app.workflows import clients, day_sheet, event_papers, kyr, screenings, services
from clinic_app.workflows.languages import languages
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.session import Session

EVERYWHERE = ["Rights on one page", "Wallet cards", "Family plan"]
OF_AN_EVENT = ["Counting sheet", "Poster"]
NAME, PHONE, NOTE = "Canary Desir", "305 555 0199", "bring the lease"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        said = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(said.replace("\u00a0", " ").split())


def of_event(session: Session, event_id: str) -> dict[str, Paper]:
    return {paper.title: paper for paper in event_papers.papers_of(session, event_id)}


def an_event(session: Session) -> str:
    return kyr.begin(session, "Elm Street library", ("ht", "es")).id


def a_client(session: Session) -> Client:
    registered = clients.register(
        session,
        name=NAME,
        birth_date=date(1971, 4, 2),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone=PHONE,
    )
    return clients.set_come_back(session, registered.id, session.today.day, NOTE)


def test_without_an_event_there_are_the_sheets_for_everybody(session: Session) -> None:
    assert list(of_event(session, "")) == EVERYWHERE
    assert list(of_event(session, an_event(session))) == OF_AN_EVENT + EVERYWHERE


@pytest.mark.parametrize("language", [language.tag for language in languages()])
def test_the_sheets_keep_to_their_pages_in_every_language(session: Session, language: str) -> None:
    found = of_event(session, an_event(session))

    pages = {
        title: page_count(draw_all(found[title].sheets(language)))
        for title in ["Poster", *EVERYWHERE]
    }

    cards = pages.pop("Wallet cards")
    assert set(pages.values()) == {1}
    assert cards <= 2


def test_no_sheet_of_an_event_knows_a_client(session: Session) -> None:
    client = a_client(session)

    for paper in of_event(session, an_event(session)).values():
        text = text_of(draw_all(paper.sheets("en")))

        assert not [word for word in (NAME, PHONE, NOTE, client.code) if word in text]


def test_the_half_of_a_card_that_is_shown_is_english_in_every_language(session: Session) -> None:
    cards = of_event(session, "")["Wallet cards"]

    for language in ("es", "ht", "en"):
        (sheet,) = cards.sheets(language)
        (block,) = (block for block in sheet.sections[0].blocks if isinstance(block, FoldCards))

        assert block.count == 4
        assert block.english.title == "To the officer"
        assert "555 0100" in block.own.lines[-1].replace("\u00a0", " ")


def test_the_counting_sheet_has_a_row_for_each_language_and_asks_no_name(session: Session) -> None:
    sheets = of_event(session, an_event(session))["Counting sheet"].sheets("en")
    (grid,) = (
        block
        for section in sheets[0].sections
        for block in section.blocks
        if isinstance(block, StrikeGrid)
    )

    assert sheets[0].kind is SheetKind.FILE
    assert grid.rows[:2] == ("Haitian Creole", "Spanish")
    assert not [column for column in grid.columns if "name" in column.casefold()]


def test_the_day_sheet_tells_what_was_done_and_who_comes_back_by_code(session: Session) -> None:
    client = a_client(session)
    draft = screenings.begin(session, client.id, "HT")
    screenings.answer(session, draft.id, "nationalities", ("HT",))
    services.record(
        session,
        client.id,
        kind=ServiceKind.APPLICATION_PREPARED,
        form=Form.I_821,
        filing=FilingKind.INITIAL,
        at_no_cost=True,
    )
    an_event(session)

    paper, _test_page = day_sheet.papers_of(session)
    text = text_of(draw_all(paper.sheets("en")))

    assert paper.kind is SheetKind.FILE
    for words in ("Applications prepared 1", "Elm Street library 0", f"half-way 1: {client.code}"):
        assert words in text
    assert f"{client.code} due November 2, 2026: {NOTE}" in text
    assert not [word for word in (NAME, PHONE, "1971") if word in text]


def test_a_day_on_which_nothing_happened_says_so(session: Session) -> None:
    paper, _test_page = day_sheet.papers_of(session)

    text = text_of(draw_all(paper.sheets("en")))

    assert "No session today." in text
    assert "Nobody is due." in text


def test_the_test_page_shows_every_script_and_a_code_without_a_client(session: Session) -> None:
    client = a_client(session)
    _day, paper = day_sheet.papers_of(session)

    pdf = draw_all(paper.sheets("en"))
    text = text_of(pdf)

    assert page_count(pdf) == 1
    assert "TEST" in text
    assert not [word for word in (NAME, PHONE, client.code) if word in text]
