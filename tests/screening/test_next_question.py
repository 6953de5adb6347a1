"""What is asked next is what can still change the headline."""

from datetime import date

import pytest

from clinic_app.interview.answers import Answer, Answers
from clinic_app.interview.questionnaire import Questionnaire
from clinic_app.screening.engine import screen
from clinic_app.screening.next_question import open_questions
from clinic_app.screening.outcome import Code, Headline, Track
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.scenario_format import answers_of
from clinic_app.workflows.questionnaires import shipped_questionnaire

DAY = date(2024, 9, 16)


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return shipped_questionnaire()


def test_the_first_question_is_the_first_that_applies(
    questionnaire: Questionnaire, pack: RulePack
) -> None:
    outcome = screen(Answers(), "HT", DAY, pack)

    asked = open_questions(questionnaire, Answers(), outcome)

    assert asked[0].id == questionnaire.questions[0].id


def test_after_a_clear_bar_nothing_more_is_asked(
    questionnaire: Questionnaire, pack: RulePack
) -> None:
    answers = Answers({"us_citizen": True})
    outcome = screen(answers, "HT", DAY, pack)

    assert outcome.headline is Headline.LIKELY_NOT_ELIGIBLE
    assert open_questions(questionnaire, answers, outcome) == ()


def test_facts_that_no_test_came_to_read_are_not_asked(
    questionnaire: Questionnaire, pack: RulePack
) -> None:
    answers = Answers()
    while waiting := open_questions(questionnaire, answers, screen(answers, "HT", DAY, pack)):
        answers = answers.with_answer(waiting[0].id, _plain(waiting[0].id))

    assert screen(answers, "HT", DAY, pack).headline is Headline.LIKELY_ELIGIBLE
    assert not answers.is_asked("relatives")
    assert len(list(answers)) <= 25


def _plain(question_id: str) -> bool | str | date | tuple[str, ...]:
    given: dict[str, bool | str | date | tuple[str, ...]] = {
        "nationalities": ("Haiti",),
        "birth_country": "Haiti",
        "first_entry": date(2023, 5, 10),
        "last_entry": date(2023, 5, 10),
        "manner_of_entry": "without_inspection",
        "nationality_document": True,
        "residence_evidence": True,
    }
    rows = {"absences", "criminal", "inadmissibility", "statuses", "pending_applications"}
    bars = {"persecutor", "material_support", "foreign_charge", "security_danger"}
    if question_id.removeprefix("mandatory_bars.") in bars:
        return "no"
    return () if question_id in rows else given.get(question_id, False)


def test_who_holds_tps_of_a_replaced_designation_is_asked_as_a_first_time_applicant(
    questionnaire: Questionnaire, pack: RulePack
) -> None:
    facts = {
        "country": "Sudan",
        "first_entry": date(2010, 1, 1),
        "prior_tps": {"granted": True, "current": True, "designation": "Sudan 2013"},
    }
    told = answers_of(facts, "facts").without("country")
    day, answers = date(2025, 3, 1), Answers()

    while waiting := open_questions(questionnaire, answers, screen(answers, "SD", day, pack)):
        answers = answers.with_answer(waiting[0].id, told[waiting[0].id])

    outcome = screen(answers, "SD", day, pack)
    assert (outcome.headline, outcome.track) == (Headline.LIKELY_ELIGIBLE, Track.INITIAL)


@pytest.mark.parametrize(
    "also", [{}, {"pending_applications": [{"kind": "asylum", "filed": date(2022, 1, 1)}]}]
)
@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 12, 1)])
def test_a_bar_under_one_designation_stops_nobody_whom_an_order_may_cover_under_another(
    questionnaire: Questionnaire, pack: RulePack, day: date, also: dict[str, object]
) -> None:
    holder = {"granted": True, "current": True, "designation": "Venezuela 2023"}
    facts = {"country": "Venezuela", "first_entry": date(2023, 6, 1), "prior_tps": holder, **also}
    told = answers_of(facts, "facts").without("country")
    answers = Answers()

    while waiting := open_questions(questionnaire, answers, screen(answers, "VE", day, pack)):
        answers = answers.with_answer(waiting[0].id, told[waiting[0].id])

    outcome = screen(answers, "VE", day, pack)
    assert outcome.headline is Headline.NEEDS_ATTORNEY_REVIEW
    assert Code.LITIGATION in {finding.code for finding in outcome.findings}


@pytest.mark.parametrize(
    ("prior", "missing"),
    [
        ({}, "prior_tps.granted"),
        ({"prior_tps.granted": True}, "prior_tps.current"),
        ({"prior_tps.granted": True, "prior_tps.current": True}, "prior_tps.designation"),
    ],
)
def test_whether_an_order_covers_the_client_waits_for_what_is_held(
    pack: RulePack, prior: dict[str, Answer], missing: str
) -> None:
    answers = Answers({"first_entry": date(2023, 6, 1), **prior})

    outcome = screen(answers, "VE", date(2025, 6, 30), pack)

    assert outcome.headline is Headline.INFORMATION_MISSING
    assert outcome.missing[0] == missing


def test_an_order_for_some_comes_before_no_open_route_of_another_designation(
    pack: RulePack,
) -> None:
    charge = {"where": "US", "disposition": "pending", "category": "traffic"}
    asylum = {"kind": "asylum", "filed": date(2022, 1, 1)}
    facts = {
        "country": "Venezuela",
        "first_entry": date(2020, 1, 1),
        "prior_tps": "unknown",
        "criminal": [charge],
        "pending_applications": [asylum],
    }
    answers = answers_of(facts, "facts").without("country")

    outcome = screen(answers, "VE", date(2025, 6, 30), pack)

    assert outcome.headline is Headline.NEEDS_ATTORNEY_REVIEW
    assert outcome.track is Track.LATE_INITIAL
