"""The sheet a client takes home: what it says for each outcome, and what it never says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec
import pypdfium2
import pytest

from clinic_app.clock import DaySource
from clinic_app.interview.answers import Answers, Row
from clinic_app.printing import lines, pack_words, shaped_text
from clinic_app.printing.drawing import draw
from clinic_app.printing.errors import CharacterNotPrintableError
from clinic_app.printing.pages import page_count
from clinic_app.printing.plain_text import bare, isolated
from clinic_app.printing.sheet import (
    CheckList,
    Facts,
    Note,
    Points,
    Sheet,
    Text,
    Words,
)
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.screening.engine import screen
from clinic_app.screening.outcome import Code, Finding, Headline, Outcome, Status, Track
from clinic_app.screening.rule_pack import CountryLaw
from clinic_app.workflows import checklist, clients, screenings
from clinic_app.workflows.checklist import checklist_sheet, paper_languages
from clinic_app.workflows.errors import (
    AnswersNotKeptError,
    NotFinishedError,
    RecordWithdrawnError,
)
from clinic_app.workflows.languages import languages
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.session import Session

LANGUAGES = paper_languages(shipped_paper())
DAY = date(2025, 9, 16)
STAMP = Stamp(
    at=datetime(2025, 9, 16, 10, tzinfo=UTC),
    day=DAY,
    day_source=DaySource.COMPUTER,
    worker_id="w",
    site="Church hall",
)
LOOKED_AT_HAITI = date(2026, 8, 19)
"""``last_confirmed`` of the pack's file for Haiti."""

CLIENT = Client(
    id="a" * 32,
    code="7K3F",
    name="Marie-Claire Joseph",
    household_id="a" * 32,
    birth_date=date(1990, 1, 1),
    language="ht",
    needs_interpreter=False,
    consent=Consent.GIVEN,
    registered=STAMP,
)
CLINIC = Clinic(
    name="Pine Street Legal Clinic",
    code="pine",
    site="Church hall",
    phone="(555) 010-7788",
    station_id="0" * 16,
)
TESTS = ("designation", "status", "nationality", "registration", "residence", "presence", "crimes")


def met(test: str) -> Finding:
    return Finding(test=test, status=Status.MET, text="worker's words", citations=())


def found(test: str, status: Status, code: Code | None) -> Finding:
    return Finding(test=test, status=status, code=code, text="worker's words", citations=())


def an_outcome(
    *findings: Finding,
    track: Track = Track.INITIAL,
    deadline: date | None = date(2026, 2, 3),
    deadline_text: str = "Last day of the period (89 FR 54484); receipt counts, not the postmark.",
    designation: str | None = "HT-2024-R",
    country: str = "HT",
) -> Outcome:
    spoken = {finding.test for finding in findings}
    return Outcome(
        country=country,
        as_of=DAY,
        pack_version=shipped_pack().version,
        track=track,
        designation=designation,
        deadline=deadline,
        deadline_text=deadline_text if deadline else "",
        findings=(*findings, *(met(test) for test in TESTS if test not in spoken)),
    )


def a_bar(code: Code = Code.CR_DATE, test: str = "residence") -> Outcome:
    return an_outcome(found(test, Status.NOT_MET, code), track=Track.NONE, deadline=None)


def a_screening(outcome: Outcome | None) -> Screening:
    return Screening(
        id="b" * 32,
        client_id=CLIENT.id,
        country="HT",
        as_of=DAY,
        answers=Answers(),
        state=ScreeningState.FINISHED,
        outcome=outcome,
        started=STAMP,
        finished=STAMP,
    )


def a_sheet(
    outcome: Outcome,
    *,
    language: str = "en",
    client: Client = CLIENT,
    clinic: Clinic = CLINIC,
    today: date = DAY,
) -> Sheet:
    return checklist_sheet(
        client,
        a_screening(outcome),
        clinic,
        shipped_pack(),
        shipped_paper(),
        language=language,
        today=today,
    )


def all_words(sheet: Sheet) -> Iterator[Words]:
    yield from (sheet.title, sheet.label, *sheet.about)
    for section in sheet.sections:
        yield section.heading
        for block in section.blocks:
            match block:
                case Text() | Note():
                    yield block.words
                case CheckList() | Points():
                    yield from block.items
                case Facts():
                    for row in block.rows:
                        yield from (row.value, row.words)
                case _:
                    pytest.fail(f"{block} does not belong on a client's sheet")


def said(sheet: Sheet) -> str:
    return bare("\n".join(words.own for words in all_words(sheet))).replace("\u00a0", " ")


def section_of(sheet: Sheet, heading: str) -> str:
    for section in sheet.sections:
        if section.heading.own == heading:
            return said(replace(sheet, sections=(section,)))
    return ""


def headings(sheet: Sheet) -> list[str]:
    return [section.heading.own for section in sheet.sections]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


TWICE = replace(CLIENT, name=f"{CLIENT.name} {CLIENT.name}")
ITS_CLINIC = replace(
    CLINIC, name=f"{CLINIC.name} {CLINIC.name}", site=f"{CLINIC.site} {CLINIC.site}"
)
"""With names twice as long."""

PAGES = {"my": 2}
"""Burmese letters stand one on another and need more white between lines; all others need 1."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("today", [DAY, date(2025, 10, 28)])
def test_an_ordinary_case_stands_on_one_page(language: str, today: date) -> None:
    usual = a_sheet(an_outcome(), language=language, today=today)
    long = a_sheet(an_outcome(), language=language, today=today, client=TWICE, clinic=ITS_CLINIC)
    pdf = draw(usual)

    assert page_count(pdf) == page_count(draw(long)) == PAGES.get(language, 1)
    assert len(pdf) <= 60 * 1024
    for words in ("Marie-Claire Joseph", "7K3F", "010-7788", "I-821", "$5"):
        assert words in text_of(pdf).replace("\u00a0", " ")


def test_the_languages_are_those_of_the_pack() -> None:
    assert set(LANGUAGES) == set(shipped_paper().words)
    others = [language.tag for language in languages() if language.tag != "en"]
    assert list(LANGUAGES) == ["en", *others]


def test_a_language_that_no_list_names_is_offered_too() -> None:
    paper = shipped_paper()
    spoken = replace(paper, words={"en": paper.source, "xx": paper.words["es"]})

    assert paper_languages(spoken) == ("en", "xx")


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != "en"])
def test_what_nobody_reviewed_carries_the_english_beside_it(language: str) -> None:
    own, english = a_sheet(an_outcome(), language=language), a_sheet(an_outcome())

    assert own.is_bilingual
    assert own.notice is not None
    assert "not yet reviewed" in own.notice.english
    beside = {words.english for words in all_words(own)}
    same_in_all = {
        isolated(CLIENT.name),
        *(words.own for words in all_words(own) if "$" in words.own),
    }
    assert {words.own for words in all_words(english)} - same_in_all <= beside


def test_english_stands_alone_and_needs_no_notice() -> None:
    sheet = a_sheet(an_outcome())

    assert not sheet.is_bilingual
    assert sheet.notice is None
    assert all(not words.english for words in all_words(sheet))


def test_a_reviewed_translation_stands_alone() -> None:
    paper = shipped_paper()
    data = {key: getattr(paper.words["es"], key) for key in paper.words["es"].__struct_fields__}
    reviewed = type(paper.words["es"])(
        **{**data, "reviewer": "A. Reader", "reviewed_on": date(2026, 11, 1)}
    )
    spoken = replace(paper, words={**paper.words, "es": reviewed})

    sheet = checklist_sheet(
        CLIENT,
        a_screening(an_outcome()),
        CLINIC,
        shipped_pack(),
        spoken,
        language="es",
        today=DAY,
    )

    assert not sheet.is_bilingual
    assert sheet.notice is None
    assert "en inglés" in said(sheet)


@pytest.mark.parametrize(
    ("language", "comma", "semicolon"),
    [("ar", "،", "؛"), ("am", "፣", "፤"), ("my", "၊", "၊"), ("ht", ",", ";")],
)
def test_forms_and_fees_are_told_with_the_stops_of_their_script(
    language: str, comma: str, semicolon: str
) -> None:
    words = shipped_paper().words[language]

    money = section_of(a_sheet(an_outcome(), language=language), words.sheet.fees)

    assert f"I-821{comma} I-765" in money
    assert f"{words.fee_of['i821_initial']}{semicolon} {words.fee.cannot_be_waived}" in money


def test_the_days_of_the_designation_are_put_in() -> None:
    bring = section_of(a_sheet(an_outcome()), "What to bring")

    assert "June 3, 2024" in bring
    assert "August 4, 2024" in bring


def test_without_a_designation_the_day_is_told_in_words() -> None:
    outcome = replace(a_bar(), designation=None, country="Freedonia")

    assert "the day that the government has set" in said(a_sheet(outcome))
    assert "Freedonia" in said(a_sheet(outcome))


def test_a_designation_without_known_days_is_told_in_words_as_well() -> None:
    law = shipped_pack().country("HT")
    assert law is not None
    undated = replace(law, events=tuple(each for each in law.events if each.cr_since is None))
    pack = replace(shipped_pack(), countries=(undated,))

    sheet = checklist_sheet(
        CLIENT,
        a_screening(an_outcome()),
        CLINIC,
        pack,
        shipped_paper(),
        language="en",
        today=DAY,
    )

    assert "lived here by the day that the government has set" in said(sheet)


def test_the_deadline_says_how_it_was_computed_and_that_receipt_counts() -> None:
    dates = section_of(a_sheet(an_outcome()), "Dates that matter")
    plain = section_of(a_sheet(an_outcome(deadline_text="")), "Dates that matter")

    assert "February 3, 2026" in dates
    assert "89 FR 54484" in dates
    assert "postmark" in dates
    assert "postmark is not enough" in plain


def test_a_deadline_that_has_passed_is_called_so() -> None:
    dates = section_of(a_sheet(an_outcome(), today=date(2026, 2, 4)), "Dates that matter")
    last_day = section_of(a_sheet(an_outcome(), today=date(2026, 2, 3)), "Dates that matter")

    assert "This day has passed" in dates
    assert "This day has passed" not in last_day


def test_the_end_of_tps_and_the_next_visit_are_told() -> None:
    client = replace(CLIENT, come_back_on=date(2025, 10, 7), come_back_note="rent receipts {x}")
    dates = section_of(a_sheet(an_outcome(), client=client), "Dates that matter")

    assert "TPS for Haiti lasts until then" in dates
    assert "October 7, 2025" in dates
    assert "Come back to the clinic: rent receipts {x}" in dates


def test_a_visit_without_a_note_is_told_as_well() -> None:
    client = replace(CLIENT, come_back_on=date(2025, 10, 7))

    assert "Come back to the clinic." in said(a_sheet(an_outcome(), client=client))


def test_late_filing_without_a_last_day_says_that_60_days_follow() -> None:
    outcome = an_outcome(track=Track.LATE_INITIAL, deadline=None)

    assert "in most cases 60 days are left" in section_of(a_sheet(outcome), "Dates that matter")


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 7, 21), ["$50", "$30", "$520 / $470"]),
        (date(2025, 7, 22), ["$500", "$30", "$550", "$520 / $470"]),
        (date(2025, 12, 31), ["$500", "$30", "$550", "$520 / $470"]),
        (date(2026, 1, 1), ["$510", "$30", "$560", "$520 / $470"]),
    ],
)
def test_fees_are_those_of_the_day_the_sheet_is_made(today: date, expected: list[str]) -> None:
    sheet = a_sheet(an_outcome(), today=today)
    money = next(section for section in sheet.sections if section.heading.own == "Forms and fees")
    facts = next(block for block in money.blocks if isinstance(block, Facts))

    assert [row.value.own for row in facts.rows] == expected


def test_fees_say_what_can_be_waived_what_is_unsettled_and_where_to_check() -> None:
    money = section_of(a_sheet(an_outcome()), "Forms and fees")

    assert "I-821, registration; cannot be waived" in money
    assert "Fingerprints, from age 14; can be waived" in money
    assert "unclear if due too" in money
    assert "G-1055" in money
    assert "November 23, 2026" in money
    assert "may have changed" not in money


def test_each_fee_is_paid_by_itself_and_since_paper_checks_ended_not_with_one() -> None:
    before = section_of(a_sheet(an_outcome(), today=date(2025, 10, 27)), "Forms and fees")
    since = section_of(a_sheet(an_outcome(), today=date(2025, 10, 28)), "Forms and fees")

    assert "Pay each fee separately." in before
    assert "money order" not in before
    assert "Pay each fee separately. Card or bank account; mostly no checks or money order" in since


def test_a_single_fee_is_not_said_to_be_paid_apart_from_others() -> None:
    outcome = an_outcome(track=Track.ALREADY_GRANTED)
    fees = [fee for fee in shipped_paper().fees.fee if fee.id == "ead_renewal_hr1"]
    only_one = msgspec.structs.replace(shipped_paper().fees, fee=tuple(fees))
    paper = replace(shipped_paper(), fees=only_one)

    sheet = checklist_sheet(
        CLIENT, a_screening(outcome), CLINIC, shipped_pack(), paper,
        language="en", today=date(2026, 11, 27),
    )  # fmt: skip
    money = section_of(sheet, "Forms and fees")

    assert "separately" not in money
    assert "money orders" in money


def test_the_ordinary_fee_was_not_unsettled_before_the_new_fees_came() -> None:
    before = section_of(a_sheet(an_outcome(), today=date(2025, 7, 21)), "Forms and fees")
    since = section_of(a_sheet(an_outcome(), today=date(2025, 7, 22)), "Forms and fees")

    assert "unclear" not in before
    assert "unclear" in since


def test_after_the_yearly_change_the_sheet_says_that_amounts_may_have_changed() -> None:
    old_year = section_of(a_sheet(an_outcome(), today=date(2026, 12, 31)), "Forms and fees")
    new_year = section_of(a_sheet(an_outcome(), today=date(2027, 1, 1)), "Forms and fees")

    assert "may have changed" not in old_year
    assert "may have changed" in new_year


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2011, 9, 16), "from age 14"),
        (date(2011, 9, 17), "only if asked"),
        (None, "from age 14"),
    ],
)
def test_fingerprints_are_told_by_age(born: date | None, words: str) -> None:
    money = section_of(
        a_sheet(an_outcome(), client=replace(CLIENT, birth_date=born)), "Forms and fees"
    )

    assert f"Fingerprints, {words}" in money


def test_registering_again_costs_what_it_costs() -> None:
    outcome = an_outcome(track=Track.REREGISTRATION, deadline=date(2025, 9, 30))
    sheet = a_sheet(outcome)

    assert "$275" in section_of(sheet, "Forms and fees")
    assert "$500" not in said(sheet)
    assert "TPS papers" in section_of(sheet, "What to bring")


def test_a_pending_application_costs_nothing_more() -> None:
    money = section_of(
        a_sheet(an_outcome(track=Track.ALREADY_PENDING, deadline=None)), "Forms and fees"
    )

    assert "do not pay again" in money
    assert "$" not in money


def test_a_waiver_brings_its_form_and_fee() -> None:
    review = an_outcome(found("inadmissibility", Status.NEEDS_REVIEW, Code.WAIVER_I601))

    assert "I-601" in section_of(a_sheet(review), "Forms and fees")
    assert "$1,050" in section_of(a_sheet(review), "Forms and fees")
    assert "I-601" not in said(a_sheet(an_outcome()))


def test_what_to_bring_follows_the_findings() -> None:
    plain = section_of(a_sheet(an_outcome()), "What to bring")
    crimes = an_outcome(found("convictions", Status.NEEDS_REVIEW, Code.PENDING_CHARGE))
    trips = an_outcome(found("absences", Status.UNKNOWN, Code.ABSENCES_UNKNOWN))

    assert "One of: Passport (also expired)" in plain
    assert "court papers of every arrest" not in plain
    assert "court papers of every arrest" in section_of(a_sheet(crimes), "What to bring")
    assert "Each trip since June 3, 2024" not in plain
    assert "Each trip since June 3, 2024" in section_of(a_sheet(trips), "What to bring")
    stateless = an_outcome(found("nationality", Status.UNKNOWN, Code.NATIONALITY_PROOF))
    assert "proof you tried – two of these" in section_of(a_sheet(stateless), "What to bring")


@pytest.mark.parametrize("code", list(Code))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_told_and_printed(code: Code, language: str) -> None:
    outcome = an_outcome(found("residence", Status.NEEDS_REVIEW, code))
    sheet = a_sheet(outcome, language=language)
    words = shipped_paper().words[language].code[code].split("{")[0]

    assert words in said(sheet)
    if language in {"en", "ar"}:  # letters and lines of all: test_client_languages
        assert draw(sheet)


def test_the_same_sentence_is_said_once() -> None:
    outcome = an_outcome(
        found("crimes", Status.NEEDS_REVIEW, Code.CIMT),
        found("convictions", Status.NEEDS_REVIEW, Code.VACATUR),
    )

    assert said(a_sheet(outcome)).count("An answer about arrests") == 1


def test_what_is_open_is_never_among_what_is_without_a_problem() -> None:
    outcome = an_outcome(found("convictions", Status.NEEDS_REVIEW, Code.CIMT))
    listed = next(line for line in said(a_sheet(outcome)).splitlines() if "No problem" in line)

    assert "court cases" not in listed
    assert "nationality" in listed


def test_tests_without_a_code_are_summed_up_by_what_was_found() -> None:
    outcome = an_outcome(
        found("absences", Status.UNKNOWN, None),
        found("removal", Status.NEEDS_REVIEW, None),
        found("something_new", Status.NOT_MET, None),
    )
    told = said(a_sheet(outcome))

    assert "Still to be answered: trips abroad." in told
    assert "The representative looks at: immigration." in told
    assert "A problem was found: other points." in told


def test_the_workers_own_words_about_a_finding_are_not_the_clients() -> None:
    note = replace(met("discretion"), is_advisory=True)

    assert "worker's words" not in said(a_sheet(an_outcome(note)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clear_bar_brings_no_filing_list_and_no_fees_but_other_ways(language: str) -> None:
    words = shipped_paper().words[language]
    sheet = a_sheet(a_bar(), language=language)

    assert words.sheet.fees not in headings(sheet)
    assert words.sheet.bring not in headings(sheet)
    assert words.sheet.other_ways in headings(sheet)
    assert "$" not in said(sheet)
    assert words.other_ways.ask in said(sheet)
    assert words.other_ways.refer in said(sheet)
    assert words.warning.signing not in said(sheet)
    assert words.warning.scam in said(sheet)


def test_a_bar_that_a_paper_could_disprove_asks_for_the_paper() -> None:
    sheet = a_sheet(a_bar())

    bring = section_of(sheet, "Bring this to the representative")
    assert "showing you lived here on or before June 3, 2024" in bring


def test_who_left_because_of_an_order_is_asked_for_the_papers_of_the_order() -> None:
    trip: Row = {
        "left": date(2024, 7, 1),
        "returned": date(2024, 8, 20),
        "result_of_order": True,
    }
    told = Answers({"first_entry": date(2022, 2, 1), "absences": (trip,)})
    outcome = screen(told, "HT", DAY, shipped_pack())
    screening = replace(a_screening(outcome), answers=told)

    sheet = checklist_sheet(
        CLIENT, screening, CLINIC, shipped_pack(), shipped_paper(), language="en", today=DAY
    )

    bring = section_of(sheet, "Bring this to the representative")
    assert "All immigration court papers" in bring


def test_where_nothing_can_be_filed_today_nobody_is_to_be_paid() -> None:
    outcome = an_outcome(
        found("designation", Status.NEEDS_REVIEW, Code.LITIGATION),
        track=Track.NONE,
        deadline=None,
    )
    sheet = a_sheet(outcome)

    assert "Pay nobody" in section_of(sheet, "Forms and fees")
    assert "Other ways" in headings(sheet)


@pytest.mark.parametrize("headline", list(Headline))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_warns_of_scams_travel_and_moving_and_names_the_rules(
    headline: Headline, language: str
) -> None:
    outcomes = {
        Headline.LIKELY_ELIGIBLE: an_outcome(),
        Headline.LIKELY_NOT_ELIGIBLE: a_bar(),
        Headline.NEEDS_ATTORNEY_REVIEW: an_outcome(
            found("absences", Status.NEEDS_REVIEW, Code.ABSENCE)
        ),
        Headline.INFORMATION_MISSING: an_outcome(
            found("residence", Status.UNKNOWN, Code.ENTRY_DATE_UNKNOWN)
        ),
    }
    words = shipped_paper().words[language]
    sheet = a_sheet(outcomes[headline], language=language)

    assert outcomes[headline].headline is headline
    assert words.headline[headline] in said(sheet)
    for warning in (words.warning.travel, words.warning.move, words.warning.scam):
        assert warning in said(sheet)
    assert shipped_pack().version in sheet.footer
    assert words.dates.written(LOOKED_AT_HAITI) in sheet.footer
    assert CLINIC.phone in said(sheet)


def test_a_screening_by_an_older_pack_names_that_pack_without_a_day() -> None:
    sheet = a_sheet(replace(an_outcome(), pack_version="2024.2"))

    assert "2024.2" in sheet.footer
    assert shipped_pack().version not in sheet.footer


def test_a_client_without_a_record_has_no_name_on_paper() -> None:
    client = replace(CLIENT, consent=Consent.REFUSED)

    pdf = draw(a_sheet(an_outcome(), client=client))

    assert "Marie" not in text_of(pdf)
    assert "7K3F" in text_of(pdf)


def test_a_clinic_without_a_phone_prints_none() -> None:
    sheet = a_sheet(an_outcome(), clinic=replace(CLINIC, phone="", site=""))

    assert "Call" not in section_of(sheet, "Where to come back")
    assert bare(sheet.issuer) == "Pine Street Legal Clinic"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["<b>Jean</b> & Co", "W" * 200, "Jean " * 40, "\u202eAnne", "محمد አበበ"]
)
def test_a_hostile_name_is_printed_as_typed(name: str, language: str) -> None:
    pdf = draw(a_sheet(an_outcome(), language=language, client=replace(CLIENT, name=name)))

    shown = "".join(text_of(pdf).split())
    assert "".join(name.replace("\u202e", "").split()) in shown or "محمد" in name


def test_a_name_that_no_font_has_is_refused() -> None:
    with pytest.raises(CharacterNotPrintableError):
        draw(a_sheet(an_outcome(), client=replace(CLIENT, name="\U0001f600")))


def test_a_draft_has_no_checklist() -> None:
    draft = replace(a_screening(None), state=ScreeningState.DRAFT, finished=None)

    with pytest.raises(NotFinishedError):
        checklist_sheet(
            CLIENT, draft, CLINIC, shipped_pack(), shipped_paper(), language="en", today=DAY
        )


def test_a_withdrawn_screening_has_no_checklist() -> None:
    withdrawn = replace(a_screening(an_outcome()), withdrawn=Withdrawal("wrong person", STAMP))

    with pytest.raises(RecordWithdrawnError):
        checklist_sheet(
            CLIENT, withdrawn, CLINIC, shipped_pack(), shipped_paper(), language="en", today=DAY
        )


def test_a_pack_without_a_fee_or_form_for_the_day_sends_the_client_to_the_clinic() -> None:
    paper = shipped_paper()
    empty = replace(
        paper,
        fees=msgspec.structs.replace(paper.fees, fee=()),
        forms=msgspec.structs.replace(paper.forms, form=()),
    )

    sheet = checklist_sheet(
        CLIENT,
        a_screening(an_outcome()),
        CLINIC,
        shipped_pack(),
        empty,
        language="en",
        today=DAY,
    )

    assert section_of(sheet, "Forms and fees").endswith("No amount is known for that day. Ask us.")


@pytest.mark.parametrize("law", shipped_pack().countries, ids=lambda law: law.iso2)
def test_every_country_of_the_pack_makes_a_sheet_in_every_language(law: CountryLaw) -> None:
    for day in (date(2021, 1, 1), DAY, date(2026, 11, 23)):
        outcome = replace(an_outcome(country=law.iso2, designation=None), as_of=day)
        for language in LANGUAGES:
            words = said(a_sheet(outcome, language=language, today=day))

            assert shipped_paper().words[language].country_named(law.iso2) in words
            assert "{" not in words


def test_the_same_screening_gives_the_same_bytes() -> None:
    assert draw(a_sheet(an_outcome(), language="ht")) == draw(a_sheet(an_outcome(), language="ht"))


@pytest.mark.parametrize("language", ["ar", "ps", "ne", "my", "am", "en"])
def test_nothing_of_a_client_is_remembered_when_the_sheet_is_drawn(language: str) -> None:
    client = replace(
        CLIENT, name="زليخة Wideline", come_back_on=date(2031, 5, 9), come_back_note="लिज canary"
    )
    outcome = an_outcome(deadline=date(2032, 6, 8))
    draw(a_sheet(outcome, language=language, client=client))

    kept = "\n".join(
        map(
            str,
            (
                *pack_words._filled,
                *shaped_text._pack_lines,
                *lines._pack_lines,
                *lines._pack_widths,
                *lines._pack_parts,
                *lines._parts,
                *lines._part_widths,
            ),
        )
    )

    assert "$500" in kept
    for word in ("زليخة", "Wideline", "2031", "2032", "लिज", "canary", "7K3F", "7788", "Pine"):
        assert word not in kept


def registered(session: Session, consent: Consent) -> Client:
    return clients.register(
        session,
        name="" if consent is Consent.REFUSED else "Rosalie Dorvil",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=consent,
        phone="",
    )


ANSWERS = Answers().with_answer("first_entry", date(2023, 5, 10))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screening_in_the_vault_becomes_paper(session: Session, language: str) -> None:
    client = registered(session, Consent.GIVEN)
    draft = screenings.begin(session, client.id, "Haiti", date(2024, 9, 16))
    screenings.answer(session, draft.id, "first_entry", date(2023, 5, 10))
    with pytest.raises(NotFinishedError):
        checklist.make_checklist(session, draft.id, language)
    screenings.finish(session, draft.id)

    text = text_of(checklist.make_checklist(session, draft.id, language))

    assert "Rosalie Dorvil" in text
    assert client.code in text
    assert re.search(r"St\. Mark", text)


def test_a_client_without_a_record_gets_paper_once_and_only_from_memory(session: Session) -> None:
    client = registered(session, Consent.REFUSED)
    finished = screenings.finish_without_record(session, client.id, "Haiti", ANSWERS)

    text = text_of(checklist.make_unkept_checklist(session, finished, client, "en"))

    assert client.code in text
    with pytest.raises(AnswersNotKeptError):
        checklist.make_checklist(session, finished.id, "en")
