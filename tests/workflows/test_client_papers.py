"""What each sheet of a client carries, and what it can never carry."""

from dataclasses import replace as replace_pack
from datetime import date

import pypdfium2
import pytest
from msgspec import structs

from clinic_app.interview.answers import UNKNOWN, DaySpan, Row
from clinic_app.printing.drawing import draw_all
from clinic_app.printing.pages import page_count
from clinic_app.printing.sheet import Blanks, Figures, Sheet, SheetKind
from clinic_app.records.client import Client, Consent
from clinic_app.records.service import ServiceKind
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.records.worker import Role
from clinic_app.screening.outcome import Track
from clinic_app.screening.paper_pack import PaperPack
from clinic_app.workflows import (
    client_papers,
    clients,
    screenings,
    services,
    shown_papers,
    unlocking,
    workers,
)
from clinic_app.workflows.languages import languages
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.rules_line import rules_seen
from clinic_app.workflows.session import Session
from clinic_app.workflows.voice import Voice
from clinic_app.workflows.volunteer_sheet import volunteer_sheet

DAY = date(2025, 9, 16)
"""On which Haitians could register."""

SEEN = rules_seen(shipped_pack(), DAY)
WORDS = "another passphrase of many words"
SECRETS = {
    "name": "Canary Desir",
    "born": "1971",
    "own phone": "305 555 0199",
    "note": "bring the lease",
    "whom": "Elm Street Law",
    "clinic phone": "555 0100",
    "code": "",
    "citation": "244.9",
    "entry": "2023",
    "paper's note": "seen in the hall",
}
"""What the clinic knows of one client; the code is filled in."""

CARRIES = {
    "Checklist": {"name", "note", "clinic phone", "code"},
    "Ticket to come back": {"note", "clinic phone", "code"},
    "Referral letter to Elm Street Law": {"whom", "clinic phone", "code"},
    "Months and papers": {"name", "clinic phone", "code"},
    "Certificate of translation": set(),
    "Volunteer's sheet": {"name", "code"},
    "Data for Form I-821": {"name", "born", "own phone", "code", "entry"},
    "Data for Form I-765": {"name", "born", "own phone", "code"},
    "Data for Form I-912": {"name", "born", "own phone", "code"},
    "Reviewer's sheet": {"name", "code", "citation", "entry", "paper's note"},
}
"""The fixed content of each sheet; all that is not named here must not be on it."""

TAKEN_HOME = {
    "Checklist",
    "Ticket to come back",
    "Referral letter to Elm Street Law",
    "Months and papers",
    "Certificate of translation",
}


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        said = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(said.replace("\u00a0", " ").split())


@pytest.fixture
def client(session: Session) -> Client:
    """A client about whom everything is known."""
    registered = clients.register(
        session,
        name=SECRETS["name"],
        birth_date=date(1971, 4, 2),
        language="ht",
        needs_interpreter=True,
        consent=Consent.GIVEN,
        phone=SECRETS["own phone"],
    )
    draft = screenings.begin(session, registered.id, "HT", DAY)
    screenings.answer(session, draft.id, "first_entry", date(2023, 5, 10))
    screenings.answer(session, draft.id, "nationalities", ("HT",))
    screenings.finish(session, draft.id)
    services.record(
        session,
        registered.id,
        kind=ServiceKind.REFERRAL,
        referred_to=SECRETS["whom"],
        at_no_cost=True,
    )
    lease = PaperSeen(
        kind="rent",
        first=date(2024, 5, 1),
        last=date(2024, 9, 30),
        note=SECRETS["paper's note"],
    )
    shown_papers.add(session, registered.id, lease)
    return clients.set_come_back(session, registered.id, date(2026, 12, 3), SECRETS["note"])


def papers_of(session: Session, client: Client) -> dict[str, Paper]:
    _client, found = client_papers.papers_of(session, client.id)
    return {paper.title: paper for paper in found}


def carried(text: str, client: Client) -> set[str]:
    known = {**SECRETS, "code": client.code}
    return {what for what, words in known.items() if words.casefold() in text.casefold()}


def test_each_sheet_carries_what_is_fixed_for_it_and_nothing_else(
    session: Session, client: Client
) -> None:
    found = papers_of(session, client)

    on_paper = {
        title: carried(text_of(draw_all(paper.sheets("en"))), client)
        for title, paper in found.items()
    }

    assert on_paper == CARRIES


def test_every_sheet_says_whether_it_may_leave(session: Session, client: Client) -> None:
    for title, paper in papers_of(session, client).items():
        kinds = {sheet.kind for sheet in paper.sheets("en")}

        assert kinds == {paper.kind}
        assert (paper.kind is SheetKind.TAKE_HOME) == (title in TAKEN_HOME)


def test_no_title_or_file_name_tells_whose_sheet_it_is(session: Session, client: Client) -> None:
    for paper in papers_of(session, client).values():
        told = (paper.title, paper.file_name, *(one.subject for one in paper.sheets("en")))

        assert SECRETS["name"] not in " ".join(told)


@pytest.mark.parametrize("language", [language.tag for language in languages()])
def test_a_ticket_and_a_letter_stand_on_one_page_each_in_every_language(
    session: Session, client: Client, language: str
) -> None:
    found = papers_of(session, client)
    for title in ("Ticket to come back", "Referral letter to Elm Street Law"):
        pdf = draw_all(found[title].sheets(language))

        assert page_count(pdf) == 1
        assert len(pdf) <= 60 * 1024
        assert client.code in text_of(pdf)


def test_a_language_that_is_not_written_yet_is_printed_in_english_and_says_so() -> None:
    whole = shipped_paper()
    without = {tag: sheets for tag, sheets in whole.sheets.items() if tag != "so"}
    voice = Voice(replace_pack(whole, sheets=without), "so", SEEN)

    said = voice.say(lambda words: words.ticket.title)

    assert (said.own, said.english) == ("Your ticket to come back", "")
    assert voice.notice is not None
    assert voice.notice.own.startswith("This sheet is not yet written in Somali.")


def test_what_nobody_reviewed_has_the_english_beside_it_and_says_so() -> None:
    voice = Voice(shipped_paper(), "ht", SEEN)

    said = voice.say(lambda words: words.letter.day, day=date(2026, 11, 2))

    assert (said.own, said.english) == ("Ekri 2 novanm 2026", "Written on November 2, 2026")
    assert voice.notice is not None
    assert voice.notice.english == "Translation not yet reviewed."


def test_what_was_reviewed_stands_alone() -> None:
    paper = shipped_paper()
    sheets = {**paper.sheets}
    from msgspec.structs import replace  # noqa: PLC0415 - beside the dataclass's own replace

    sheets["ht"] = replace(sheets["ht"], reviewer="M. Desir", reviewed_on=date(2026, 11, 1))
    voice = Voice(
        PaperPack(
            fees=paper.fees,
            forms=paper.forms,
            evidence=paper.evidence,
            words=paper.words,
            sheets=sheets,
        ),
        "ht",
        SEEN,
    )

    assert voice.notice is None
    assert voice.say(lambda words: words.ticket.when).english == ""


def test_a_withdrawn_screening_or_referral_gives_no_sheet(session: Session, client: Client) -> None:
    for screening in screenings.of_client(session, client.id):
        screenings.withdraw(session, screening.id, "wrong person")
    for service in services.of_client(session, client.id):
        services.withdraw(session, service.id, "wrong person")

    assert list(papers_of(session, client)) == [
        "Ticket to come back",
        "Certificate of translation",
    ]


def test_a_client_without_a_day_gets_a_ticket_that_says_so(
    session: Session, client: Client
) -> None:
    clients.set_come_back(session, client.id, None, "")

    text = text_of(draw_all(papers_of(session, client)["Ticket to come back"].sheets("en")))

    assert "No day is set yet." in text
    assert "What for" not in text


def test_a_volunteers_sheet_is_the_same_whatever_was_found(session: Session) -> None:
    outcomes = []
    for was_arrested in (False, True):
        person = clients.register(
            session,
            name="Same Name",
            birth_date=None,
            language="ht",
            needs_interpreter=False,
            consent=Consent.GIVEN,
            phone="",
        )
        draft = screenings.begin(session, person.id, "HT", DAY)
        screenings.answer(session, draft.id, "first_entry", date(2023, 5, 10))
        row = {"offense": "theft", "where": "us"}
        screenings.answer(session, draft.id, "criminal", (row,) if was_arrested else ())
        screenings.answer(session, draft.id, "mandatory_bars.persecutor", was_arrested)
        finished = screenings.finish(session, draft.id)
        assert finished.outcome is not None
        text = text_of(draw_all(papers_of(session, person)["Volunteer's sheet"].sheets("en")))
        outcomes.append((finished.outcome.headline, text.replace(person.code, "CODE")))

    (first, quiet), (second, flagged) = outcomes
    assert first is not second
    assert quiet == flagged


def with_editions(paper: PaperPack, *ids: str) -> PaperPack:
    forms = tuple(
        structs.replace(form, edition=date(2026, 1, 20), edition_seen=date(2026, 11, 20))
        if form.id in ids
        else form
        for form in paper.forms.form
    )
    return replace_pack(paper, forms=structs.replace(paper.forms, form=forms))


@pytest.mark.parametrize(
    ("ids", "says"),
    [
        ((), "Look up the edition of each on its page at uscis.gov; these rules name none."),
        (("I-821",), "Look up the edition of those for which none stands here."),
        (("I-821", "I-765", "I-912", "G-28"), ""),
    ],
)
def test_a_volunteers_sheet_says_which_editions_are_accepted_or_that_one_must_look(
    session: Session, client: Client, ids: tuple[str, ...], says: str
) -> None:
    paper = with_editions(shipped_paper(), *ids)

    made = volunteer_sheet(
        session.clinic, client, Track.INITIAL, None, paper, rules_line="Rules of today."
    )

    text = " ".join(text_of(draw_all((made,))).split())
    known = "Edition of January 20, 2026, as read on its page on November 20, 2026."
    assert text.count(known) == len(ids)
    assert text.count("Look up the edition") == bool(says)
    assert says in text


def test_the_reviewers_sheet_says_what_the_rules_say_of_fees_and_filing(
    session: Session, client: Client
) -> None:
    text = text_of(draw_all(papers_of(session, client)["Reviewer's sheet"].sheets("en")))
    said = " ".join(text.split())

    assert "a separate payment for each fee. [Form G-1450; Form G-1650 · wording to be" in said
    assert "HR-1 fees are separate payments" in said
    assert "Who misses fingerprints or an interview without good cause" in said
    assert shipped_paper().notes_for(Track.NONE) == ()


def test_only_whoever_may_sign_gets_the_reviewers_sheet(session: Session, client: Client) -> None:
    assert "Reviewer's sheet" in papers_of(session, client)
    sign_in = workers.SignIn(name="tomas", passphrase=WORDS, role=Role.VOLUNTEER)
    workers.add(session, "Tomas Vale", None, sign_in)
    session.lock()
    volunteer = unlocking.unlock(session.vault.folder, WORDS, "tomas", session.today)

    found = papers_of(volunteer, client)

    assert "Volunteer's sheet" in found
    assert "Reviewer's sheet" not in found
    volunteer.lock()


def test_the_reviewers_sheet_says_every_finding_and_every_answer(
    session: Session, client: Client
) -> None:
    (screening,) = screenings.of_client(session, client.id)
    text = text_of(draw_all(papers_of(session, client)["Reviewer's sheet"].sheets("en")))

    assert screening.outcome is not None
    for finding in screening.outcome.findings:
        assert " ".join(finding.text.split()) in text
        assert all(citation in text for citation in finding.citations)
    assert "May 10, 2023" in text
    assert "Haiti" in text
    assert "was last looked at on August 19, 2026" in text


def test_what_a_corrected_answer_has_made_void_is_copied_nowhere(
    session: Session, client: Client
) -> None:
    draft = screenings.begin(session, client.id, "HT", DAY)
    screenings.answer(session, draft.id, "prior_tps.granted", given=True)
    screenings.answer(session, draft.id, "prior_tps.granted_date", date(2022, 1, 3))
    screenings.answer(session, draft.id, "prior_tps.granted", given=False)
    screenings.finish(session, draft.id)
    papers = papers_of(session, client)

    (data,) = papers["Data for Form I-821"].sheets("en")

    assert dict(figures(data))["Granted on"] == ""
    assert "2022" not in text_of(draw_all(papers["Reviewer's sheet"].sheets("en")))


def test_trips_that_the_form_has_no_room_for_stand_on_a_continuation_sheet(
    session: Session, client: Client
) -> None:
    trips: tuple[Row, ...] = tuple(
        {"left": date(2024, 1, day), "returned": date(2024, 1, day + 1), "purpose": f"visit {day}"}
        for day in range(1, 8)
    )
    draft = screenings.begin(session, client.id, "HT", DAY)
    screenings.answer(session, draft.id, "absences", trips)
    screenings.finish(session, draft.id)

    first, more = papers_of(session, client)["Data for Form I-821"].sheets("en")

    assert "continuation" in str(first.sections)
    assert "visit 4" in str(first.sections)
    assert "visit 5" not in str(first.sections)
    assert all(f"visit {day}" in str(more.sections) for day in (5, 6, 7))


def test_what_the_client_does_not_know_is_a_line_to_write_on(
    session: Session, client: Client
) -> None:
    draft = screenings.begin(session, client.id, "HT", DAY)
    screenings.answer(session, draft.id, "last_entry", UNKNOWN)
    screenings.finish(session, draft.id)

    (sheet,) = papers_of(session, client)["Data for Form I-765"].sheets("en")

    lines = dict(figures(sheet))
    assert lines["Date of last entry"] == ""
    assert lines["Date of birth"] == "April 2, 1971"


def test_a_day_of_which_the_month_is_known_is_no_day_on_any_sheet(
    session: Session, client: Client
) -> None:
    trip: Row = {"left": DaySpan.year(2024), "returned": DaySpan.month(2025, 2)}
    draft = screenings.begin(session, client.id, "HT", DAY)
    screenings.answer(session, draft.id, "first_entry", DaySpan.month(2023, 5))
    screenings.answer(session, draft.id, "last_entry", DaySpan.month(2025, 2))
    screenings.answer(session, draft.id, "absences", (trip,))
    screenings.finish(session, draft.id)

    papers = papers_of(session, client)
    form = dict(figures(papers["Data for Form I-821"].sheets("en")[0]))
    review = dict(figures(papers["Reviewer's sheet"].sheets("en")[0]))

    assert form["First came to live here"] == "May 2023 (exact day not known)"
    assert form["Date of last entry"] == "February 2025 (exact day not known)"
    assert form["Trip 1"] == (
        "Left on: 2024 (exact day not known), Came back on: February 2025 (exact day not known)"
    )
    first_came = review["When did you first come to live in the United States?"]
    assert first_came == "May 2023 (exact day not known)"


def corrected(
    session: Session, client: Client, *, language: str = "ht", needs_interpreter: bool = True
) -> Client:
    return clients.correct(
        session,
        client.id,
        name=client.name,
        birth_date=client.birth_date,
        language=language,
        needs_interpreter=needs_interpreter,
        consent=client.consent,
        phone=client.phone,
        gender=client.gender,
        county=client.county,
    )


def figures(sheet: Sheet) -> list[tuple[str, str]]:
    blocks = [block for section in sheet.sections for block in section.blocks]
    return [row for block in blocks if isinstance(block, Figures) for row in block.rows]


@pytest.mark.parametrize(
    ("language", "read_in"), [("ht", "Haitian Creole"), ("en", ""), ("fa-AF", "Dari")]
)
@pytest.mark.parametrize("form", ["I-821", "I-765", "I-912"])
def test_a_form_is_given_the_language_it_was_read_in_and_room_for_who_read_it(
    session: Session, client: Client, language: str, read_in: str, form: str
) -> None:
    spoken = corrected(session, client, language=language)

    first, *_more = papers_of(session, spoken)[f"Data for Form {form}"].sheets("en")

    asked = [row for row in figures(first) if "nterpreter" in row[0]]
    assert asked == [
        ("Interpreter: name, organization, telephone", ""),
        ("Language that the interpreter reads it in", read_in),
    ]


def test_a_form_that_nobody_interpreted_has_one_line_for_who_might(
    session: Session, client: Client
) -> None:
    alone = corrected(session, client, needs_interpreter=False)

    (sheet,) = papers_of(session, alone)["Data for Form I-765"].sheets("en")

    asked = [row for row in figures(sheet) if "nterpreter" in row[0]]
    assert asked == [("Interpreter, if one helps: name, organization, language", "")]


@pytest.mark.parametrize("language", ["en", "ht"])
def test_the_translator_writes_which_language_a_document_is_in(
    session: Session, client: Client, language: str
) -> None:
    (sheet,) = papers_of(session, client)["Certificate of translation"].sheets(language)

    document, certificate, *_others = sheet.sections
    lines = [
        one.own for block in document.blocks if isinstance(block, Blanks) for one in block.lines
    ]
    assert lines == ["Title of the document, and whose it is", "Language of the document"]
    assert "from the language named above into English" in str(certificate)
    assert "Creole into" not in str(certificate)


def test_each_trip_has_a_line_of_its_own_on_the_reviewers_sheet(
    session: Session, client: Client
) -> None:
    trips: tuple[Row, ...] = tuple(
        {"left": date(2024, 1, day), "returned": date(2024, 1, day + 1), "purpose": f"visit {day}"}
        for day in (2, 4, 6)
    )
    draft = screenings.begin(session, client.id, "HT", DAY)
    screenings.answer(session, draft.id, "absences", trips)
    screenings.finish(session, draft.id)

    (sheet,) = papers_of(session, client)["Reviewer's sheet"].sheets("en")

    told = [(asked, said) for asked, said in figures(sheet) if "visit" in said]
    assert ["visit 2" in told[0][1], "visit 4" in told[1][1], "visit 6" in told[2][1]] == [True] * 3
    assert [bool(asked) for asked, _said in told] == [True, False, False]
    assert [said[:3] for _asked, said in told] == ["1. ", "2. ", "3. "]
