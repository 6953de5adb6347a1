"""What was shown and what is still open, on the checklist and on the reviewer's sheet."""

from dataclasses import replace
from datetime import date
from itertools import chain

import pytest

from clinic_app.clock import Today
from clinic_app.interview.answers import Answer
from clinic_app.printing.plain_text import ISOLATE, bare
from clinic_app.printing.sheet import CheckList, Facts, Figures, MonthBar, Sheet, Text, Words
from clinic_app.records.client import Client, Consent
from clinic_app.records.shown_paper import PaperForm, PaperSeen
from clinic_app.screening.what_would_change import what_would_change
from clinic_app.ui.words.outcome_words import change_words
from clinic_app.workflows import (
    client_papers,
    clients,
    household_packet,
    screenings,
    shown_papers,
)
from clinic_app.workflows.checklist import paper_languages
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.session import Session

TODAY = date(2025, 3, 9)
LEASE = PaperSeen(kind="rent", first=date(2024, 6, 1), last=date(2024, 9, 30), note="landlord")
STUB = PaperSeen(
    kind="work", first=date(2024, 11, 14), last=date(2024, 11, 14), form=PaperForm.COPY
)
LANGUAGES = paper_languages(shipped_paper())


@pytest.fixture
def desk(session: Session) -> Session:
    return replace(session, today=Today(TODAY))


@pytest.fixture
def client(desk: Session) -> Client:
    """Somebody whose first registration is open, so that months are asked for."""
    found = clients.register(
        desk,
        name="Rosalie Dorvil",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    draft = screenings.begin(desk, found.id, "HT", date(2024, 9, 16))
    screenings.finish(desk, draft.id)
    return found


def sheet(desk: Session, client: Client, title: str, language: str = "en") -> Sheet:
    _client, papers = client_papers.papers_of(desk, client.id)
    (paper,) = (one for one in papers if one.title == title)
    (made,) = paper.sheets(language)
    return made


def to_bring(desk: Session, client: Client, language: str = "en") -> list[Words]:
    blocks = chain.from_iterable(
        section.blocks for section in sheet(desk, client, "Checklist", language).sections
    )
    return [item for block in blocks if isinstance(block, CheckList) for item in block.items]


def titles(desk: Session, client: Client) -> list[str]:
    _client, papers = client_papers.papers_of(desk, client.id)
    return [paper.title for paper in papers]


def said(made: Sheet) -> str:
    """Return all that a sheet says in its own language, the bar told in words."""
    told = []
    for section in made.sections:
        told.append(section.heading.own)
        for block in section.blocks:
            match block:
                case Text():
                    told.append(block.words.own)
                case Facts():
                    told += [f"{row.value.own} {row.words.own}" for row in block.rows]
                case MonthBar():
                    told += [year.told for year in block.years]
                    told += [words.own for _state, words in block.legend]
                case _:
                    pass
    return bare("\n".join(told))


def evidence(desk: Session, client: Client) -> tuple[dict[str, str], list[str]]:
    """Return the rows and the sentences about papers on the reviewer's sheet."""
    sections = sheet(desk, client, "Reviewer's sheet").sections
    blocks = [
        block
        for section in sections
        if section.heading.own == "Papers shown"
        for block in section.blocks
    ]
    rows = [row for block in blocks if isinstance(block, Figures) for row in block.rows]
    return dict(rows), [block.words.own for block in blocks if isinstance(block, Text)]


def test_the_checklist_names_months_without_a_paper_behind_the_proof_of_residence(
    desk: Session, client: Client
) -> None:
    for seen in (LEASE, STUB):
        shown_papers.add(desk, client.id, seen)

    items = [bare(item.own) for item in to_bring(desk, client)]

    number = items.index("Months without a paper yet: 10/2024, 12/2024–02/2025")
    assert items[number - 1].startswith("Proof you lived here by June 3, 2024")


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_stand_in_digits_in_every_language_and_keep_their_direction(
    desk: Session, client: Client, language: str
) -> None:
    shown_papers.add(desk, client.id, LEASE)

    (told,) = (
        item.own for item in to_bring(desk, client, language) if "10/2024–02/2025" in item.own
    )

    assert f"{ISOLATE}10/2024–02/2025" in told


def test_before_a_paper_is_written_down_the_checklist_is_as_it_was(
    desk: Session, client: Client
) -> None:
    wrong = shown_papers.add(desk, client.id, LEASE)
    shown_papers.take_back(desk, wrong.id)

    assert not any("Months without" in item.own for item in to_bring(desk, client))


def test_where_no_month_is_open_nothing_says_that_it_is_enough(
    desk: Session, client: Client
) -> None:
    shown_papers.add(desk, client.id, replace(LEASE, last=date(2025, 2, 28)))

    said = [item.own for item in to_bring(desk, client)]

    assert not any("Months without" in words for words in said)
    assert any(words.startswith("Proof you lived here") for words in said)


def test_very_many_gaps_are_cut_short_on_the_checklist(desk: Session, client: Client) -> None:
    later = replace(desk, today=Today(date(2028, 1, 9)))
    for year in (2024, 2025, 2026, 2027):
        for month in range(1 if year > 2024 else 6, 13, 2):
            day = date(year, month, 5)
            shown_papers.add(later, client.id, replace(STUB, first=day, last=day))

    (told,) = (bare(item.own) for item in to_bring(later, client) if "07/2024" in item.own)

    assert told.count("/20") == 12
    assert told.endswith(", …")


def test_the_reviewer_reads_each_paper_and_what_is_open(desk: Session, client: Client) -> None:
    for seen in (LEASE, STUB):
        shown_papers.add(desk, client.id, seen)

    rows, told = evidence(desk, client)

    assert {bare(words): days for words, days in rows.items()} == {
        "Lease or rent receipt · original · landlord": "06/2024–09/2024",
        "Work paper: pay stub, W-2, tax, employer's letter · copy": "November 14, 2024",
    }
    assert told == [
        "Months without a paper yet: 10/2024, 12/2024–02/2025. A paper shows June 3, 2024 or a "
        "day before it. A paper shows the month of August 4, 2024 (physical presence). Whether "
        "that suffices is for the representative to say (8 CFR 244.9(a)(2))."
    ]


def test_the_reviewer_is_shown_long_gaps(desk: Session, client: Client) -> None:
    shown_papers.add(desk, client.id, LEASE)

    _rows, told = evidence(desk, client)

    assert told[1:] == ["Gaps of more than three months (no rule sets a number): 10/2024–02/2025."]


def test_the_reviewer_is_told_that_nothing_was_written_down(desk: Session, client: Client) -> None:
    rows, told = evidence(desk, client)

    assert rows == {}
    assert told[0] == "No paper that the client has shown was written down."
    assert "No paper yet shows June 3, 2024 or a day before it." in told[1]


def test_where_no_month_is_asked_for_papers_alone_are_listed(
    session: Session, client: Client
) -> None:
    draft = screenings.begin(session, client.id, "HT")
    screenings.finish(session, draft.id)
    assert evidence(session, client) == ({}, [])

    shown_papers.add(session, client.id, replace(LEASE, first=date(2024, 6, 15)))

    rows, told = evidence(session, client)
    assert [*rows.values(), *told] == ["June 15, 2024 – September 30, 2024"]


def test_the_sheet_of_months_comes_with_the_first_paper(desk: Session, client: Client) -> None:
    assert "Months and papers" not in titles(desk, client)

    paper = shown_papers.add(desk, client.id, LEASE)
    assert "Months and papers" in titles(desk, client)

    shown_papers.take_back(desk, paper.id)
    assert "Months and papers" not in titles(desk, client)


def test_a_paper_that_shows_no_month_brings_no_sheet(desk: Session, client: Client) -> None:
    shown_papers.add(desk, client.id, replace(LEASE, kind="court"))

    assert "Months and papers" not in titles(desk, client)


def test_the_sheet_of_months_tells_bar_gaps_and_papers_and_no_note(
    desk: Session, client: Client
) -> None:
    for seen in (STUB, LEASE):
        shown_papers.add(desk, client.id, seen)

    assert said(sheet(desk, client, "Months and papers")).splitlines() == [
        "Months since June 3, 2024",
        "Each box is a month. It is filled once a paper shows you here on a day of that month.",
        "2024. a paper shows this month: 06/2024–09/2024, 11/2024. no paper yet: 10/2024, 12/2024",
        "2025. no paper yet: 01/2025–02/2025",
        "a paper shows this month",
        "no paper yet",
        "this month is not over",
        "Still without a paper",
        "10/2024, 12/2024–02/2025",
        "No law fixes a number of papers. The representative looks at every gap with you.",
        "Papers that we have seen",
        "06/2024–09/2024 Lease or rent receipt",
        "11/2024 Work paper: pay stub, W-2, tax, employer's letter",
    ]


def test_a_sheet_without_gaps_says_neither_that_it_is_enough_nor_that_something_is_open(
    desk: Session, client: Client
) -> None:
    shown_papers.add(desk, client.id, replace(LEASE, last=TODAY))

    told = said(sheet(desk, client, "Months and papers"))

    assert "Still without" not in told
    assert "not over" not in told
    assert "No law fixes a number of papers." in told


def test_a_sheet_says_that_no_paper_reaches_back(desk: Session, client: Client) -> None:
    shown_papers.add(desk, client.id, replace(LEASE, first=date(2024, 6, 4), last=TODAY))

    told = said(sheet(desk, client, "Months and papers"))

    assert "No paper yet shows you here by June 3, 2024." in told
    assert "in the month of" not in told


def test_a_sheet_says_that_no_paper_shows_the_day_of_presence(
    desk: Session, client: Client
) -> None:
    shown_papers.add(desk, client.id, replace(LEASE, last=date(2024, 7, 31)))

    told = said(sheet(desk, client, "Months and papers"))

    assert "No paper yet shows you here in the month of August 4, 2024." in told
    _rows, sentences = evidence(desk, client)
    assert "No paper yet shows the month of August 4, 2024 (physical presence)." in sentences[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_of_months_speaks_every_language_with_months_in_digits(
    desk: Session, client: Client, language: str
) -> None:
    shown_papers.add(desk, client.id, LEASE)
    words = shipped_paper().words[language]

    told = said(sheet(desk, client, "Months and papers", language))

    assert f"{words.months.uncovered}: 10/2024–12/2024" in told
    assert f"06/2024–09/2024 {words.kind['rent']}" in told


def test_the_sheet_of_months_goes_into_the_packet_of_the_household(
    desk: Session, client: Client
) -> None:
    clients.register(
        desk,
        name="Junior Dorvil",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
        member_of=client,
    )
    shown_papers.add(desk, client.id, LEASE)

    (packet,) = household_packet.packet_of(desk, client)

    found = [made.subject for made in packet.sheets("en")]
    assert found.count(shipped_paper().words["ht"].months.title) == 1


def test_an_unkept_client_has_no_sheet_of_months(desk: Session) -> None:
    refusing = clients.register(
        desk,
        name="",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.REFUSED,
        phone="",
    )

    assert "Months and papers" not in titles(desk, refusing)


def late_arrival(desk: Session) -> tuple[Client, str]:
    found = clients.register(
        desk,
        name="Wilner Dorvil",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    draft = screenings.begin(desk, found.id, "HT", date(2024, 9, 16))
    screenings.answer(desk, draft.id, "first_entry", date(2024, 6, 20))
    return found, screenings.finish(desk, draft.id).id


def test_a_paper_that_was_shown_is_not_asked_for_again(desk: Session) -> None:
    found, _screening_id = late_arrival(desk)
    asked = "Any dated paper showing you lived here on or before June 3, 2024"
    assert any(item.own.startswith(asked) for item in to_bring(desk, found))

    shown_papers.add(desk, found.id, replace(LEASE, first=date(2024, 5, 1)))

    items = [item.own for item in to_bring(desk, found)]
    assert not any(item.startswith(asked) for item in items)
    assert "Any paper of the day you first came to live here" not in items


def test_the_worker_is_told_to_look_at_the_answer_instead(desk: Session) -> None:
    found, screening_id = late_arrival(desk)
    screening = screenings.get(desk, screening_id)
    assert screening.outcome is not None
    pack, questions = desk.rules.pack, desk.rules.questionnaire

    def suggested() -> tuple[str, ...]:
        assert screening.outcome is not None
        shown = shown_papers.days_of(desk, found.id)
        changes = what_would_change(screening.answers, screening.outcome, pack, shown)
        return change_words(changes, questions)

    assert suggested()[0].startswith("Residence since the date set: look for any dated paper")

    shown_papers.add(desk, found.id, replace(LEASE, first=date(2024, 5, 1)))

    assert suggested()[0] == (
        "Residence since the date set: a paper was shown that may tell otherwise. Look at the "
        "answer."
    )


def test_a_reason_for_being_late_is_asked_for_once_for_each_window(desk: Session) -> None:
    found, _screening_id = late_arrival(desk)
    draft = screenings.begin(desk, found.id, "SS", date(2025, 8, 1))
    never: dict[str, Answer] = {
        "us_citizen": False,
        "prior_tps.granted": False,
        "pending_i821": False,
        "statuses": (),
        "pending_applications": (),
        "relatives": (),
    }
    for key, answer in never.items():
        screenings.answer(desk, draft.id, key, answer)
    screenings.finish(desk, draft.id)

    asked = [item.own for item in to_bring(desk, found) if "on any day from" in item.own]

    assert [words.rpartition("from ")[2] for words in asked] == [
        "January 25, 2016 to July 25, 2016",
        "March 3, 2022 to May 3, 2025",
    ]
