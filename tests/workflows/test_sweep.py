"""Newer rules are run over every saved screening; nothing is rewritten, all can be undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_app.clock import Today
from clinic_app.interview.answers import Answers
from clinic_app.printing.sheet import Facts, Sheet
from clinic_app.records.answers_json import outcome_to_bytes
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Screening
from clinic_app.screening.outcome import Headline
from clinic_app.screening.outcome_change import OutcomeChange
from clinic_app.screening.scenario import parse
from clinic_app.workflows import (
    call_sheet,
    checklist,
    client_papers,
    clients,
    installing,
    screenings,
    sweep,
    today,
)
from clinic_app.workflows.session import Session
from clinic_app.workflows.sweep import Call, Swept
from clinic_app.workflows.sweep_words import call_words, swept_words

Signed = Callable[..., bytes]
LATER = date(2026, 12, 1)
CASE = """
[[case]]
id = "somebody"
screening_date = 2026-11-02
[case.facts]
country = "Lebanon"
first_entry = {first_entry}
"""
GRANTED = """
[case.facts.prior_tps]
granted = true
granted_date = 2025-03-01
designation = "LB-2024-D"
current = true
"""
ENDED = """
[[events]]
id = "LB-2026-T"
line = "Lebanon 2024"
type = "termination"
published = 2026-11-10
fr_citation = "91 FR 99998"
effective_start = 2026-11-10
termination_effective = 2026-11-27
confidence = "high"
source = "invented for a test"
"""
HOLDER = parse((CASE.format(first_entry="2024-10-01") + GRANTED).encode())[0].answers
LATE = HOLDER.with_answer("prior_tps.granted", False).without("prior_tps.current")
NEWCOMER = parse(CASE.format(first_entry="2026-10-01").encode())[0].answers


def to_the_end(session: Session) -> Swept:
    steps = sweep.sweep(session)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            swept: Swept = end.value
            return swept


def somebody(session: Session, name: str, *, consent: Consent = Consent.GIVEN) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=None,
        language="ar",
        needs_interpreter=False,
        consent=consent,
        phone="305 555 0100",
    )


def screened(session: Session, client: Client, answers: Answers) -> Screening:
    draft = screenings.begin(session, client.id, "LB")
    screenings.answer_many(session, draft.id, {key: answers[key] for key in answers})
    return screenings.finish(session, draft.id)


def with_newer_rules(session: Session, signed_file: bytes) -> Session:
    file = session.vault.folder / "brought.rulepack"
    file.write_bytes(signed_file)
    looking = installing.look_at(session, file)
    while True:
        try:
            next(looking)
        except StopIteration as end:
            return installing.install(session, end.value)


@pytest.fixture
def later(enrolled: Session) -> Session:
    """The clinic of these tests four days after Lebanon's last known day."""
    return replace(enrolled, today=Today(LATER))


def results(session: Session) -> dict[str, tuple[bytes, bytes]]:
    """Return what every screening comes to as of now, as bytes."""
    with session.reading() as opened:
        return {
            standing.screening.id: outcome_to_bytes(standing.outcome)
            for _number, standing in opened.rescreenings.standing(0, 10_000)
            if standing.outcome is not None
        }


def test_what_newer_rules_change_is_counted_listed_and_taken_back(
    enrolled: Session, later: Session, signed: Signed
) -> None:
    holder = screened(enrolled, somebody(enrolled, "Holder"), HOLDER)
    screened(enrolled, somebody(enrolled, "Newcomer"), NEWCOMER)
    swept = to_the_end(later)  # nobody knows yet what follows the last known day
    assert swept.clients == 2
    assert swept.headlines == {Headline.NEEDS_ATTORNEY_REVIEW: 1}
    assert swept.others == {OutcomeChange.FINDINGS: 1}
    before, listed = results(later), sweep.call_list(later)
    assert [(call.name, call.now) for call in listed if call.told is not call.now] == [
        ("Holder", Headline.NEEDS_ATTORNEY_REVIEW)
    ]

    newer = with_newer_rules(later, signed())
    swept = to_the_end(newer)

    assert swept.clients == 2
    assert swept.headlines == {Headline.LIKELY_ELIGIBLE: 1}
    assert sweep.call_list(newer) == ()  # the result is again what the client was told
    assert screenings.get(newer, holder.id) == holder

    back = installing.roll_back(newer)
    assert results(back) == before
    assert sweep.call_list(back) == listed
    assert to_the_end(back).clients == 0


def test_running_twice_lists_nothing_new(enrolled: Session, later: Session, signed: Signed) -> None:
    client = somebody(enrolled, "Holder")
    screened(enrolled, client, HOLDER)
    newer = with_newer_rules(later, signed(country=ENDED, outcome="needs_attorney_review"))
    first = to_the_end(newer)
    listed, kept = sweep.call_list(newer), results(newer)
    assert first.headlines == {Headline.NEEDS_ATTORNEY_REVIEW: 1}
    assert [(call.client_id, call.phone) for call in listed] == [(client.id, "305 555 0100")]

    second = to_the_end(newer)

    assert second == Swept(clients=0, headlines={}, others={})
    assert sweep.call_list(newer) == listed
    assert results(newer) == kept


def test_a_sweep_counts_nobody(enrolled: Session, later: Session, signed: Signed) -> None:
    screened(enrolled, somebody(enrolled, "Holder"), HOLDER)
    with enrolled.reading() as opened:
        before = opened.countable()

    to_the_end(with_newer_rules(later, signed(country=ENDED, outcome="needs_attorney_review")))

    with enrolled.reading() as opened:
        assert opened.countable() == before


def test_whoever_was_screened_again_since_is_called_no_more(
    enrolled: Session, later: Session
) -> None:
    client = somebody(enrolled, "Holder")
    screened(enrolled, client, HOLDER)
    to_the_end(later)
    assert len(sweep.call_list(later)) == 1

    again = screened(later, client, HOLDER)

    assert sweep.call_list(later) == ()
    screenings.withdraw(later, again.id, "the wrong client")
    assert len(sweep.call_list(later)) == 1


def test_drafts_withdrawn_records_and_unkept_ones_are_left_alone(
    enrolled: Session, later: Session
) -> None:
    held = somebody(enrolled, "Holder")
    wrong = screened(enrolled, held, HOLDER)
    screenings.withdraw(enrolled, wrong.id, "the wrong country")
    screenings.begin(enrolled, held.id, "LB")
    gone = somebody(enrolled, "Gone")
    screened(enrolled, gone, HOLDER)
    clients.withdraw(enrolled, gone.id, "registered twice")
    unnamed = somebody(enrolled, "", consent=Consent.REFUSED)
    screenings.finish_without_record(enrolled, unnamed.id, "LB", HOLDER)

    assert to_the_end(later).clients == 0
    assert results(later) == {}


def test_a_sweep_that_was_stopped_is_taken_up_by_the_next(
    enrolled: Session, later: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        screened(enrolled, somebody(enrolled, f"Holder {number}"), HOLDER)
    monkeypatch.setattr(sweep, "_AT_A_TIME", 2)
    steps = sweep.sweep(later)
    assert next(steps) == (0, 5)
    assert next(steps) == (2, 5)
    steps.close()
    assert len(sweep.call_list(later)) == 2

    assert to_the_end(later).clients == 3

    assert len(sweep.call_list(later)) == 5


def test_the_earliest_deadline_is_called_first(enrolled: Session) -> None:
    with_deadline = screened(enrolled, somebody(enrolled, "Late"), LATE)
    later = replace(enrolled, today=Today(date(2026, 11, 20)))
    screened(enrolled, somebody(enrolled, "Holder"), HOLDER)

    to_the_end(replace(later, today=Today(LATER)))

    calls = sweep.call_list(later)
    deadlines = [call.deadline or date.max for call in calls]
    assert deadlines == sorted(deadlines)
    assert with_deadline.outcome is not None


def test_the_file_shows_what_a_screening_comes_to_now(enrolled: Session, later: Session) -> None:
    holder = screened(enrolled, somebody(enrolled, "Holder"), HOLDER)
    with later.reading() as opened:
        assert sweep.as_it_stands(opened, holder) == holder

    to_the_end(later)

    with later.reading() as opened:
        now = sweep.as_it_stands(opened, holder)
    assert (now.id, now.answers, now.as_of) == (holder.id, holder.answers, LATER)
    assert now.outcome is not None
    assert now.outcome.headline is Headline.NEEDS_ATTORNEY_REVIEW


def test_every_sheet_says_what_the_answers_come_to_now(
    enrolled: Session, later: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = somebody(enrolled, "Holder")
    holder = screened(enrolled, client, HOLDER)
    to_the_end(later)
    given: list[Screening] = []
    for module in (checklist, client_papers):
        monkeypatch.setattr(module, "checklist_sheet", keeping(given, module.checklist_sheet))

    checklist.make_checklist(later, holder.id, "en")
    _client, papers = client_papers.papers_of(later, client.id)
    papers[0].sheets("en")

    assert [one.as_of for one in given] == [LATER, LATER]
    assert {one.outcome.headline for one in given if one.outcome} == {
        Headline.NEEDS_ATTORNEY_REVIEW
    }


def keeping(given: list[Screening], make: Callable[..., Sheet]) -> Callable[..., Sheet]:
    def kept(client: Client, screening: Screening, *others: object, **named: object) -> Sheet:
        given.append(screening)
        return make(client, screening, *others, **named)

    return kept


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    entries=st.lists(st.dates(date(2023, 1, 1), date(2026, 10, 1)), min_size=1, max_size=4),
    day=st.dates(date(2026, 11, 2), date(2027, 3, 1)),
)
def test_on_any_day_a_second_run_adds_nothing_and_rolling_back_restores_every_byte(
    enrolled: Session, signed: Signed, entries: list[date], day: date
) -> None:
    for number, entry in enumerate(entries):
        answers = HOLDER.with_answer("first_entry", entry)
        screened(enrolled, somebody(enrolled, f"Invented {number}"), answers)
    on_day = replace(enrolled, today=Today(day))
    to_the_end(on_day)
    before = results(on_day)

    newer = with_newer_rules(on_day, signed())
    to_the_end(newer)
    after = results(newer)
    again = to_the_end(newer)

    assert again.clients == 0
    assert results(newer) == after
    assert results(installing.roll_back(newer)) == before


def test_today_counts_whom_to_call_and_counts_no_further_than_a_line_needs(
    enrolled: Session, later: Session
) -> None:
    for name in ("Holder", "Other holder"):
        screened(enrolled, somebody(enrolled, name), HOLDER)
    assert today.waiting(later).to_call == 0

    to_the_end(later)

    assert today.waiting(later).to_call == len(sweep.call_list(later)) == 2
    with later.reading() as opened:
        assert sweep.people_to_call(opened, 1) == 1


def test_the_call_list_is_on_paper_too(enrolled: Session, later: Session) -> None:
    client = somebody(enrolled, "Wideline Joseph")
    screened(enrolled, client, HOLDER)
    to_the_end(later)

    sheet = call_sheet.call_sheet(later, sweep.call_list(later))

    facts = [block for section in sheet.sections for block in section.blocks]
    (rows,) = [block.rows for block in facts if isinstance(block, Facts)]
    (line,) = [row.words.own for row in rows]
    assert client.code in line
    assert "Wideline Joseph" in line
    assert "TPS Lebanon" in line
    assert line.endswith("needs a lawyer (told: nothing found against)")
    assert rows[0].value.own == "no date"
    assert "Wideline" not in sheet.subject
    looked_at = session_rules_seen(later)
    assert f"last checked {looked_at}. " in sheet.about[0].own
    assert call_sheet.make(later).startswith(b"%PDF")
    with_day = replace(sweep.call_list(later)[0], deadline=date(2027, 1, 4))
    dated = call_sheet.call_sheet(later, (with_day,)).sections[1].blocks[0]
    assert isinstance(dated, Facts)
    assert "2027" in dated.rows[0].value.own


def session_rules_seen(session: Session) -> str:
    """Return the day of the newest source of the rules in force, as it is written."""
    rules = session.rules
    return rules.paper.source.dates.written(rules.pack.latest_source_seen)


@pytest.mark.parametrize("change", list(OutcomeChange))
@pytest.mark.parametrize("headline", list(Headline))
def test_every_change_has_words(change: OutcomeChange, headline: Headline) -> None:
    call = Call(
        client_id="a",
        code="7K3F",
        name="",
        phone="",
        language="ht",
        country="HT",
        told=Headline.INFORMATION_MISSING,
        now=headline,
        change=change,
        deadline=None,
    )

    assert call_words(call)
    counted = swept_words(Swept(clients=3, headlines={headline: 2}, others={change: 1}))
    assert counted.startswith("3 clients change: 2 ")
    assert ", 1 " in counted
