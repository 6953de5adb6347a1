"""Builders that screen somebody of whom only what matters is said."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from clinic_app.screening.engine import screen
from clinic_app.screening.outcome import Outcome
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.scenario_format import answers_of
from clinic_app.workflows.rule_packs import shipped_pack

HAITI: Mapping[str, object] = {"country": "Haiti", "first_entry": date(2022, 2, 1)}
"""A Haitian who came in time, with nothing else to report."""


@pytest.fixture(scope="session")
def pack() -> RulePack:
    return shipped_pack()


@pytest.fixture
def screened(pack: RulePack) -> Callable[..., Outcome]:
    """Screen a Haitian in the open window of 2024, changed by facts of the scenario format."""

    def screen_with(day: date = date(2024, 9, 16), **facts: object) -> Outcome:
        told = {**HAITI, **facts}
        answers = answers_of(told, "facts")
        return screen(answers.without("country"), str(told["country"]), day, pack)

    return screen_with
