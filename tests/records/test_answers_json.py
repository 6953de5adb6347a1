"""Answers and outcomes come back exactly, whatever was answered."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.interview.answers import UNKNOWN, Answers, DaySpan
from clinic_app.records.answers_json import (
    answers_from_bytes,
    answers_to_bytes,
    outcome_from_bytes,
    outcome_to_bytes,
)
from clinic_app.screening.outcome import Code, Finding, Outcome, Status, Track

SPANS = st.dates().map(lambda day: DaySpan.month(day.year, day.month)) | st.dates().map(
    lambda day: DaySpan.year(day.year)
)
SIMPLE = st.booleans() | st.integers() | st.text() | st.dates() | SPANS | st.just(UNKNOWN)
ROWS = st.dictionaries(st.text(), SIMPLE)
ANSWERS = st.dictionaries(
    st.text(),
    SIMPLE | st.lists(st.text()).map(tuple) | st.lists(ROWS).map(tuple) | ROWS,
)
TEXT = st.text(st.characters(codec="utf-8"))
FINDINGS = st.builds(
    Finding,
    test=TEXT,
    status=st.sampled_from(Status),
    text=TEXT,
    citations=st.lists(TEXT).map(tuple),
    code=st.none() | st.sampled_from(Code),
    is_confirmed=st.booleans(),
    confidence=st.none() | TEXT,
    missing=st.lists(TEXT).map(tuple),
    is_advisory=st.booleans(),
)
OUTCOMES = st.builds(
    Outcome,
    country=TEXT,
    as_of=st.dates(),
    pack_version=TEXT,
    track=st.sampled_from(Track),
    designation=st.none() | TEXT,
    deadline=st.none() | st.dates(),
    deadline_text=TEXT,
    findings=st.lists(FINDINGS, max_size=4).map(tuple),
)


def spelled(answer: Any) -> str:
    """Return an answer with its types, so that True is not 1."""
    if isinstance(answer, tuple):
        return repr(tuple(map(spelled, answer)))
    return repr(dict(answer)) if isinstance(answer, Mapping) else repr(answer)


@given(ANSWERS)
def test_answers_come_back_exactly_and_in_order(given_answers: dict[str, Any]) -> None:
    answers = Answers(MappingProxyType(given_answers))

    back = answers_from_bytes(answers_to_bytes(answers))

    assert back == answers
    assert list(back) == list(given_answers)
    assert [spelled(back[key]) for key in back] == [spelled(one) for one in given_answers.values()]


def test_nothing_answered_is_nothing_kept() -> None:
    assert answers_to_bytes(Answers()) is None
    assert answers_from_bytes(None) == Answers()


def test_unknown_was_asked_and_a_missing_key_was_not() -> None:
    back = answers_from_bytes(answers_to_bytes(Answers().with_answer("stateless", UNKNOWN)))

    assert back.is_asked("stateless")
    assert not back.is_asked("us_citizen")


def test_text_that_looks_like_a_date_stays_text() -> None:
    asked = Answers().with_answer("place", "2024-06-03").with_answer("entry", date(2024, 6, 3))

    back = answers_from_bytes(answers_to_bytes(asked))

    assert (back["place"], back["entry"]) == ("2024-06-03", date(2024, 6, 3))


def test_some_day_of_a_month_is_kept_as_its_first_and_last_day() -> None:
    asked = Answers().with_answer("first_entry", DaySpan.month(2023, 5))

    kept = answers_to_bytes(asked)

    assert kept == b'{"first_entry":{"span":["2023-05-01","2023-05-31"]}}'
    assert answers_from_bytes(kept) == asked


@pytest.mark.parametrize("wrong", [1.5, datetime(2024, 6, 3, 12)], ids=["float", "moment"])  # noqa: DTZ001 - the point
def test_what_would_not_come_back_exactly_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError):
        answers_to_bytes(Answers().with_answer("grams", wrong))


@given(OUTCOMES)
def test_an_outcome_comes_back_exactly_with_all_its_findings(outcome: Outcome) -> None:
    back = outcome_from_bytes(*outcome_to_bytes(outcome))

    assert back == outcome
    assert back.headline is outcome.headline
