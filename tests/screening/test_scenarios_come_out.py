"""Every named case comes out as the regulation leads to."""

from pathlib import Path

import pytest

from clinic_app import paths
from clinic_app.screening.outcome import Code
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.scenario import Scenario, parse, run

_FOLDER = Path(__file__).parent / "samples"
_SHIPPED = paths.resources() / "rule_packs" / "tps" / "scenarios.toml"

EXAMPLES = parse((_FOLDER / "example_cases.toml").read_bytes())
COMBINATIONS = parse((_FOLDER / "combinations.toml").read_bytes())
FROM_THE_RULES = parse((_FOLDER / "written_from_the_rules.toml").read_bytes())
ONE_BY_ONE = parse((_FOLDER / "one_by_one.toml").read_bytes())
FROM_THE_DOCUMENTS = parse((_FOLDER / "from_the_documents.toml").read_bytes())
SHIPPED = parse(_SHIPPED.read_bytes())


@pytest.mark.parametrize("scenario", [*EXAMPLES, *COMBINATIONS], ids=lambda scenario: scenario.id)
def test_an_example_comes_out_with_its_own_headline_track_and_codes(
    scenario: Scenario, pack: RulePack
) -> None:
    result = run(scenario, pack)

    assert result.differences == ()
    assert scenario.expected is not None
    assert result.outcome.headline is scenario.expected.headline
    assert result.outcome.track is scenario.expected.track


@pytest.mark.parametrize(
    "scenarios",
    [SHIPPED, FROM_THE_RULES, ONE_BY_ONE, FROM_THE_DOCUMENTS],
    ids=["pack", "from the rules", "one by one", "from the documents"],
)
def test_every_scenario_of_a_set_comes_out(scenarios: tuple[Scenario, ...], pack: RulePack) -> None:
    different = {
        result.scenario.id: result.differences
        for result in (run(scenario, pack) for scenario in scenarios)
        if result.differences
    }

    assert different == {}


def test_scenario_ids_are_unique() -> None:
    for scenarios in (SHIPPED, FROM_THE_RULES, ONE_BY_ONE, FROM_THE_DOCUMENTS):
        ids = [scenario.id for scenario in scenarios]

        assert len(ids) == len(set(ids))


def test_every_code_of_the_public_list_comes_out_somewhere(pack: RulePack) -> None:
    found = {
        finding.code
        for scenario in (*EXAMPLES, *SHIPPED)
        for finding in run(scenario, pack).outcome.findings
    }

    assert set(Code) - found == set()
