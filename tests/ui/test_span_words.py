"""A month or a year that was typed is said back to the worker, and to clients in their language."""

import pytest

from clinic_app.interview.answers import DaySpan
from clinic_app.interview.typed_month import parse_when
from clinic_app.ui.words.span_words import meant_by, said_to_both, span_said, typed_span
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.questionnaires import shipped_questionnaire

QUESTIONNAIRE, PAPER = shipped_questionnaire(), shipped_paper()
MAY, YEAR = DaySpan.month(2023, 5), DaySpan.year(2023)


@pytest.mark.parametrize("span", [MAY, YEAR, DaySpan.month(1999, 12)])
def test_what_the_field_shows_is_read_again_as_the_same(span: DaySpan) -> None:
    assert parse_when(typed_span(span)) == span


@pytest.mark.parametrize("tag", [each for each in PAPER.words if each != "en"])
def test_a_month_is_said_in_every_language_of_the_pack(tag: str) -> None:
    words = PAPER.words[tag]
    said = said_to_both(QUESTIONNAIRE, words)

    english, own = said(MAY).split("\n")
    assert english == "some day in May 2023"
    assert words.dates.months[4] in own
    assert "2023" in own
    english, own = said(YEAR).split("\n")
    assert english == "some day in 2023"
    assert "2023" in own


def test_fifteen_languages_have_the_words() -> None:
    assert QUESTIONNAIRE.some_day is not None
    assert len(PAPER.words) == 15
    assert set(QUESTIONNAIRE.some_day.month) == set(QUESTIONNAIRE.some_day.year) == set(PAPER.words)


def test_where_the_client_reads_what_the_worker_reads_it_is_said_once() -> None:
    assert said_to_both(QUESTIONNAIRE, None)(MAY) == "some day in May 2023"


def test_nothing_is_said_of_a_whole_day_or_of_what_is_no_day() -> None:
    meant = meant_by(span_said)

    assert [meant(typed) for typed in ("5/10/2023", "may", "", "6/24")] == [""] * 4
    assert meant("5/2023") == "some day in May 2023"
