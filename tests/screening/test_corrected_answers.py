"""A yes that is corrected takes what rested on it out of the findings, and back in."""

from datetime import date

import pytest

from clinic_app.interview.answers import UNKNOWN, Answer, Answers
from clinic_app.screening.engine import screen
from clinic_app.screening.facts import facts_of
from clinic_app.screening.outcome import Code, Outcome, Track
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.scenario_format import answers_of

IN_THE_WINDOW = date(2024, 7, 15)


def holder(reregistered: date) -> Answers:
    prior = {
        "designation": "HT-2021-D",
        "granted_date": date(2022, 1, 3),
        "last_reregistered": reregistered,
    }
    facts = {"country": "Haiti", "first_entry": date(2020, 5, 1), "prior_tps": prior}
    return answers_of(facts, "facts")


def screened(answers: Answers, pack: RulePack) -> Outcome:
    return screen(answers, "HT", IN_THE_WINDOW, pack)


@pytest.mark.parametrize("corrected", [False, UNKNOWN])
def test_who_did_not_register_again_after_all_is_not_told_that_nothing_is_due(
    corrected: Answer, pack: RulePack
) -> None:
    answers = holder(date(2024, 7, 3))
    assert screened(answers, pack).track is Track.ALREADY_GRANTED

    outcome = screened(answers.with_answer("prior_tps.has_reregistered", corrected), pack)

    assert (outcome.track, outcome.deadline) == (Track.REREGISTRATION, date(2024, 8, 30))


def test_a_day_comes_back_with_the_yes_that_it_rests_on() -> None:
    answers = holder(date(2024, 7, 3)).with_answer("prior_tps.has_reregistered", False)

    again = facts_of(answers.with_answer("prior_tps.has_reregistered", True))

    assert facts_of(answers).prior.last_reregistered is UNKNOWN
    assert again.prior.last_reregistered == date(2024, 7, 3)


@pytest.mark.parametrize("corrected", [False, UNKNOWN])
def test_an_order_that_was_not_carried_out_after_all_asks_for_no_waiver(
    corrected: Answer, pack: RulePack
) -> None:
    facts = {
        "country": "Haiti",
        "first_entry": date(2020, 5, 1),
        "removal": {"executed": date(2019, 3, 1)},
    }
    answers = answers_of(facts, "facts")
    assert Code.WAIVER_I601 in codes(screened(answers, pack))

    outcome = screened(answers.with_answer("removal.was_executed", corrected), pack)

    assert codes(outcome) == {Code.REMOVAL_ORDER}


def test_of_tps_that_may_never_have_been_granted_nothing_more_is_known() -> None:
    answers = holder(date(2024, 7, 3)).with_answer("prior_tps.current", False)

    prior = facts_of(answers.with_answer("prior_tps.granted", UNKNOWN)).prior

    assert {prior.is_current, prior.designation, prior.granted_date} == {UNKNOWN}


def codes(outcome: Outcome) -> set[Code]:
    return {finding.code for finding in outcome.findings if finding.code is not None}
