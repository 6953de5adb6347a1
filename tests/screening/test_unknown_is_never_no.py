"""A fact that nobody knows neither bars nor clears anybody whom the fact itself would not."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from clinic_app import paths
from clinic_app.interview.answers import UNKNOWN, Answer, Answers, Row
from clinic_app.screening.engine import screen
from clinic_app.screening.outcome import Headline
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.scenario import Scenario, parse

_SAMPLES = Path(__file__).parent / "samples"
_FILES = (
    _SAMPLES / "one_by_one.toml",
    _SAMPLES / "from_the_documents.toml",
    paths.resources() / "rule_packs" / "tps" / "scenarios.toml",
)

SURE = {Headline.LIKELY_ELIGIBLE, Headline.LIKELY_NOT_ELIGIBLE}

NOT_ASKED_OF = {
    # "> 5 days and <= 1 year | any label | misdemeanor": whatever the State calls it, it counts.
    "criminal.state_label",
    # An end before the start is a slip, and nothing rests on it; the end alone is none.
    "statuses.start",
}


def made_unknown(answers: Answers) -> Iterator[tuple[str, Answers]]:
    """Yield the answers with one fact after the other not known."""
    for key in answers:
        given = answers[key]
        yield key, answers.with_answer(key, UNKNOWN)
        for number, row in enumerate(given if isinstance(given, tuple) else ()):
            for column in row if isinstance(row, Mapping) else ():
                rows = _with_unknown(given, number, column)
                yield f"{key}.{column}", answers.with_answer(key, rows)


def _with_unknown(given: Answer, number: int, column: str) -> tuple[Row, ...]:
    assert isinstance(given, tuple)
    rows = [row for row in given if isinstance(row, Mapping)]
    return tuple({**row, column: UNKNOWN} if n == number else row for n, row in enumerate(rows))


@pytest.mark.parametrize("scenario_file", _FILES, ids=lambda path: path.stem)
def test_a_fact_made_unknown_makes_no_sure_headline(scenario_file: Path, pack: RulePack) -> None:
    surer = [
        (scenario.id, fact, headline.value)
        for scenario in parse(scenario_file.read_bytes())
        for fact, headline in _made_surer(scenario, pack)
    ]

    assert surer == []


def _made_surer(scenario: Scenario, pack: RulePack) -> Iterator[tuple[str, Headline]]:
    country, day = scenario.country, scenario.screening_date
    known = screen(scenario.answers, country, day, pack).headline
    for fact, answers in made_unknown(scenario.answers):
        if fact not in NOT_ASKED_OF:
            headline = screen(answers, country, day, pack).headline
            if headline in SURE and headline is not known:
                yield fact, headline
