"""What a screening comes to rests on what is true now, not on the way by which it was told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app import paths
from clinic_app.clock import DaySource, Today
from clinic_app.interview.answers import UNKNOWN, Answer, Answers, DaySpan, Row
from clinic_app.interview.asking import applicable
from clinic_app.interview.questionnaire import Question, QuestionKind
from clinic_app.records.client import Consent
from clinic_app.records.screening import Screening
from clinic_app.records.stamp import Stamp
from clinic_app.screening.engine import screen
from clinic_app.screening.outcome import Outcome, Track
from clinic_app.screening.outcome_change import change_between
from clinic_app.screening.scenario import parse
from clinic_app.workflows import clients, screenings, sweep
from clinic_app.workflows.deciding import deciding
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.session import Session

PACK = shipped_pack()
QUESTIONNAIRE = shipped_questionnaire()
COUNTRIES = ("HT", "SD", "VE", "UA", "LB", "Guatemala")
SCREENED_ON = (
    date(2021, 9, 1), date(2024, 7, 6), date(2024, 8, 18), date(2025, 4, 7), date(2026, 8, 19),
)  # fmt: skip
DAYS = (date(2010, 1, 5), date(2011, 9, 1), date(2019, 3, 1), date(2022, 6, 1), date(2024, 7, 3))
LINES = {
    law.iso2: tuple(dict.fromkeys(event.line for event in law.events)) for law in PACK.countries
}
RESTED_ON = {
    condition.key for question in QUESTIONNAIRE.questions for condition in question.applies_when
}
STAMP = Stamp(
    at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
    day=date(2026, 11, 2),
    day_source=DaySource.COMPUTER,
    worker_id="",
    site="",
)
_LEADING_ON: dict[str, tuple[Answer, ...]] = {
    "us_citizen": (False, False, False, False, True),
    "prior_tps.granted": (True, True, True, False),
    "prior_tps.current": (True, True, False),
    "prior_tps.has_reregistered": (True, True, False),
}
"""Drawn more often, so that what rests on them is asked."""
ROWS: dict[str, Row] = {
    "absences": {"left": DAYS[3], "returned": DAYS[4]},
    "statuses": {"kind": "parole", "start": DAYS[2], "still": True},
    "pending_applications": {"kind": "asylum", "filed": DAYS[1], "still": True},
    "relatives": {"relation": "spouse", "relative_tps_eligible": True, "still": True},
    "criminal": {"where": "US", "offense": "sale", "disposition": "convicted"},
    "inadmissibility": {"ground": "fraud_212a6C_i"},
}
Give = Callable[[Question], Answer]


def an_answer(question: Question, country: str) -> st.SearchStrategy[Answer]:
    drawn: dict[QuestionKind, tuple[Answer, ...]] = {
        QuestionKind.YES_NO: _LEADING_ON.get(question.id, (False, False, False, True)),
        QuestionKind.CHOICE: tuple(each.value for each in question.choices),
        QuestionKind.DATE: DAYS,
        QuestionKind.WHEN: (*DAYS, DaySpan.year(2022)),
        QuestionKind.ROWS: ((), (ROWS.get(question.id, {}),)),
        QuestionKind.COUNTRIES: ((), ("Haiti",), ("Sudan",), ("Russia",)),
        QuestionKind.COUNTRY: ("Haiti", "Sudan", "Canada"),
        QuestionKind.TEXT: (*LINES.get(country, ()), "Haiti 2011", "2013"),
    }
    return st.sampled_from((*drawn[question.kind], UNKNOWN))


def a_screening(answers: Answers, country: str, as_of: date) -> Screening:
    return Screening(
        id="", client_id="", country=country, as_of=as_of, answers=answers, started=STAMP
    )


def outcome_of(answers: Answers, country: str, as_of: date) -> Outcome:
    return screenings.outcome_so_far(a_screening(answers, country, as_of), PACK)


def told_afresh(told: Answers, country: str, as_of: date) -> Answers:
    """Ask somebody who knows what was *told* all that the window asks, from the beginning."""
    answers = Answers()
    while True:
        waiting = [one for one in applicable(QUESTIONNAIRE, answers)
                   if not answers.is_asked(one.id)]  # fmt: skip
        if not waiting:
            missing = screen(answers, country, as_of, PACK).missing
            waiting = [one for one in QUESTIONNAIRE.questions
                       if one.id in missing and not answers.is_asked(one.id)]  # fmt: skip
        if not waiting:
            return answers
        assert told.is_asked(waiting[0].id)
        answers = answers.with_answer(waiting[0].id, told[waiting[0].id])


def to_the_end(answers: Answers, country: str, as_of: date, give: Give) -> Answers:
    """Ask what is left, as the window does, of an interview in which answers were corrected."""
    while True:
        standing = deciding(a_screening(answers, country, as_of), PACK).answers
        missing = outcome_of(answers, country, as_of).missing
        fitting = {one.id for one in applicable(QUESTIONNAIRE, standing)} | set(missing)
        waiting = [one for one in QUESTIONNAIRE.questions
                   if one.id in fitting and not answers.is_asked(one.id)]  # fmt: skip
        if not waiting:
            return answers
        for one in waiting:
            answers = answers.with_answer(one.id, give(one))


@settings(max_examples=60, deadline=None)
@given(
    st.data(),
    st.sampled_from(COUNTRIES),
    st.sampled_from(SCREENED_ON),
    st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=4), max_size=3),
)
def test_an_interview_with_corrections_comes_to_what_a_fresh_one_comes_to(
    data: st.DataObject, country: str, as_of: date, rounds: list[list[int]]
) -> None:
    def give(question: Question) -> Answer:
        return data.draw(an_answer(question, country), label=question.id)

    by_id = {one.id: one for one in QUESTIONNAIRE.questions}
    answers = to_the_end(Answers(), country, as_of, give)
    for corrected in rounds:
        for number in corrected:
            keys = [key for key in answers if key in RESTED_ON or number > 30]
            key = keys[number % len(keys)]
            answers = answers.with_answer(key, give(by_id[key]))
        answers = to_the_end(answers, country, as_of, give)

    fresh = told_afresh(answers, country, as_of)

    assert outcome_of(answers, country, as_of) == screen(fresh, country, as_of, PACK)


def kept(session: Session, country: str, told: Answers) -> Screening:
    client = clients.register(
        session,
        name="Rosalie Dorvil",
        birth_date=None,
        language="ar",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )
    draft = screenings.begin(session, client.id, country)
    return screenings.answer_many(session, draft.id, {key: told[key] for key in told})


def a_holder(country: str, line: str, **changed: Answer) -> Answers:
    told: dict[str, Answer] = {
        "us_citizen": False,
        "lpr": False,
        "nationalities": (country,),
        "first_entry": date(2010, 1, 5),
        "absences": (),
        "prior_tps.granted": True,
        "prior_tps.designation": line,
        "prior_tps.current": True,
        "prior_tps.has_reregistered": True,
        "prior_tps.last_reregistered": date(2022, 6, 1),
    }
    return Answers({**told, **{f"prior_tps.{key}": value for key, value in changed.items()}})


def swept(session: Session) -> sweep.Swept:
    steps = sweep.sweep(session)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: sweep.Swept = end.value
            return found


@pytest.mark.parametrize("corrected", [False, UNKNOWN])
def test_who_holds_no_tps_after_all_registers_for_the_first_time_whatever_was_renewed(
    session: Session, corrected: Answer
) -> None:
    then = replace(session, today=Today(date(2024, 8, 18)))
    holder = a_holder("Sudan", "Sudan 2022", granted_date=date(2014, 1, 1))
    draft = kept(then, "SD", holder)
    screenings.answer(then, draft.id, "prior_tps.current", corrected)

    finished = screenings.finish(then, draft.id)

    raw = screen(finished.answers, "SD", finished.as_of, PACK)
    assert raw.track is Track.REREGISTRATION
    assert finished.outcome is not None
    assert finished.outcome.track is Track.INITIAL
    assert finished.outcome.deadline == date(2025, 4, 19)
    assert finished.answers["prior_tps.last_reregistered"] == date(2022, 6, 1)
    assert swept(then).clients == 0


def test_what_a_finding_lacks_decides_though_the_holder_is_spared_the_question() -> None:
    as_of = date(2024, 7, 6)
    holder = a_holder("Haiti", "Haiti 2011", last_reregistered=date(2012, 6, 1))
    pending = holder.with_answer("pending_i821", True)

    assert "pending_i821" in outcome_of(holder, "HT", as_of).missing  # so the window asks it
    assert outcome_of(pending, "HT", as_of).track is Track.ALREADY_PENDING


def test_an_application_of_who_renews_after_all_does_not_decide() -> None:
    as_of = date(2024, 7, 6)
    holder = a_holder("Haiti", "Haiti 2021")
    pending = holder.with_answer("pending_i821", True)

    assert not deciding(a_screening(pending, "HT", as_of), PACK).answers.is_asked("pending_i821")
    assert outcome_of(pending, "HT", as_of) == outcome_of(holder, "HT", as_of)
    assert outcome_of(pending, "HT", as_of).track is Track.REREGISTRATION


def test_answers_that_no_interview_gave_come_to_what_they_always_came_to() -> None:
    shipped = paths.resources() / "rule_packs" / "tps" / "scenarios.toml"

    for one in parse(shipped.read_bytes()):
        before = screen(one.answers, one.country, one.screening_date, PACK)
        after = outcome_of(one.answers, one.country, one.screening_date)
        assert change_between(before, after) is None, one.id


def test_every_question_rests_on_those_before_it() -> None:
    order = [question.id for question in QUESTIONNAIRE.questions]

    for question in QUESTIONNAIRE.questions:
        before = order[: order.index(question.id)]
        assert {condition.key for condition in question.applies_when} <= set(before)
