"""What is asked next is what can still change the headline."""

from datetime import date

import pytest

from clinic_app.interview.answers import Answers
from clinic_app.interview.questionnaire import Questionnaire
from clinic_app.screening.engine import screen
from clinic_app.screening.next_question import open_questions
from clinic_app.screening.outcome import Headline, Track
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
