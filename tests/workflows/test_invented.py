"""Invented people: nobody's names, answers that the questionnaire knows, the same by seed."""

from datetime import date
from random import Random

import pytest

from clinic_app.interview.answers import UNKNOWN, Answers
from clinic_app.interview.asking import applicable
from clinic_app.interview.questionnaire import QuestionKind
from clinic_app.workflows.answering import answered
from clinic_app.workflows.invented_answers import invented_answers
from clinic_app.workflows.invented_draw import draw_of
from clinic_app.workflows.invented_families import COUNTRIES, InventedPerson, invented_family
from clinic_app.workflows.invented_papers import invented_papers
from clinic_app.workflows.languages import languages
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.rule_packs import shipped_pack

DAY = date(2024, 9, 16)


def people(seed: int, families: int, day: date = DAY) -> list[InventedPerson]:
    chance = Random(seed)  # noqa: S311 - invented
    return [person for _ in range(families) for person in invented_family(chance, day, 9)]


def interviews(seed: int, families: int) -> list[Answers]:
    chance = Random(seed)  # noqa: S311 - invented
    return [invented_answers(chance, person, DAY) for person in people(seed, families)]


def test_the_same_seed_invents_the_same_people_and_answers() -> None:
    assert people(4, 20) == people(4, 20)
    assert people(4, 20) != people(5, 20)
    assert interviews(4, 20) == interviews(4, 20)


def test_a_family_is_never_larger_than_who_is_still_to_be_invented() -> None:
    chance = Random(1)  # noqa: S311 - invented

    assert {len(invented_family(chance, DAY, 1)) for _ in range(50)} == {1}


def test_nobody_enters_before_birth_or_is_born_in_the_future() -> None:
    for person in people(2, 200):
        if person.birth_date is not None:
            assert person.birth_date <= DAY
            assert person.entered is None or person.birth_date <= person.entered


@pytest.mark.parametrize("seed", range(40))
def test_papers_that_people_bring_are_of_kinds_and_days_that_there_are(seed: int) -> None:
    since = date(2024, 6, 3)
    kinds = {kind.id for kind in shipped_paper().evidence.kind}

    papers = invented_papers(Random(seed), since, DAY)  # noqa: S311 - invented

    assert papers == invented_papers(Random(seed), since, DAY)  # noqa: S311 - invented
    assert {paper.kind for paper in papers} <= kinds
    assert all(paper.first <= paper.last <= DAY for paper in papers)


def test_papers_are_invented_on_the_very_day_that_residence_is_asked_since() -> None:
    papers = [invented_papers(Random(seed), DAY, DAY) for seed in range(20)]  # noqa: S311

    assert any(papers)


def test_every_country_and_language_is_one_the_program_knows() -> None:
    tags = {language.tag for language in languages()}

    for country, language, _weight in COUNTRIES:
        assert shipped_pack().country(country) is not None
        assert language in tags


def test_every_question_that_applies_is_answered_with_what_it_knows() -> None:
    questionnaire = shipped_questionnaire()
    for answers in interviews(3, 150):
        for question in applicable(questionnaire, answers):
            assert answers.is_asked(question.id)
            given = answers[question.id]
            if question.kind is QuestionKind.CHOICE and given is not UNKNOWN:
                assert given in {choice.value for choice in question.choices}
            if question.kind is QuestionKind.ROWS and isinstance(given, tuple):
                columns = {column.id for column in question.columns}
                assert all(set(row) <= columns for row in given if not isinstance(row, str))


def test_whoever_has_nothing_to_report_still_answers_every_question() -> None:
    answers = answered(shipped_questionnaire(), {"first_entry": DAY})

    assert answers["first_entry"] == DAY
    assert answers["criminal"] == ()
    assert answers["us_citizen"] is False
    assert answers["date_of_birth"] is UNKNOWN
    assert answers.is_asked("date_of_birth")


def test_an_answer_to_no_question_is_a_slip() -> None:
    with pytest.raises(KeyError):
        answered(shipped_questionnaire(), {"favourite_colour": "blue"})


@pytest.mark.parametrize(
    ("country", "day", "line"),
    [("HT", DAY, True), ("HT", date(2009, 12, 31), False), ("FR", DAY, False)],
)
def test_a_designation_draws_people_while_it_stands(country: str, day: date, line: bool) -> None:
    assert (draw_of(country, day) is not None) is line
