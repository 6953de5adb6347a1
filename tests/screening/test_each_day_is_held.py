"""A date of a country or of the pack, moved by one day, makes a scenario come out otherwise.

Dates that decide nothing are listed by name in ``samples/dates_that_decide_nothing.toml``, each
with the reason: a date that begins to decide, or stops, must be moved there by hand.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from clinic_app import paths
from clinic_app.screening.rule_pack import CountryLaw, RulePack
from clinic_app.screening.scenario import Scenario, parse, run
from clinic_app.workflows.rule_packs import shipped_pack

_PACK = paths.resources() / "rule_packs" / "tps"
_SAMPLES = Path(__file__).parent / "samples"
_NAMES = ("id", "iso2", "name", "case")
_ONE_DAY = timedelta(days=1)

SILENT = tomllib.loads((_SAMPLES / "dates_that_decide_nothing.toml").read_text(encoding="utf-8"))
NEVER_READ = frozenset(SILENT["never_read"])
OF_ALL = parse((_PACK / "scenarios.toml").read_bytes())
COUNTRIES = tuple(law.iso2 for law in shipped_pack().countries)


def moved(found: Any, name: str = "") -> Iterator[tuple[str, date, Any]]:
    """Yield name, original and a copy with it moved, for every date in *found*, each way."""
    if isinstance(found, date):
        yield f"{name} a day later", found, found + _ONE_DAY
        yield f"{name} a day earlier", found, found - _ONE_DAY
    elif isinstance(found, tuple):
        for number, each in enumerate(found):
            inner = f"{name}[{number}]"
            for told, day, changed in moved(each, inner):
                yield told, day, (*found[:number], changed, *found[number + 1 :])
    elif is_dataclass(found) and not isinstance(found, type):
        for field in fields(found):
            inner = str(next((getattr(found, key) for key in _NAMES if hasattr(found, key)), name))
            for told, day, changed in moved(getattr(found, field.name), f"{inner}.{field.name}"):
                yield told, day, replace(found, **{field.name: changed})


def is_read(told: str) -> bool:
    return told.rpartition(" a day ")[0].rpartition(".")[2] not in NEVER_READ


def scenarios_of(law: CountryLaw) -> list[Scenario]:
    own = parse((_PACK / "scenarios" / f"{law.iso2}.toml").read_bytes())
    return [*own, *(each for each in OF_ALL if each.country in {law.iso2, law.name, *law.aliases})]


def nearest(scenarios: list[Scenario], day: date) -> list[Scenario]:
    return sorted(scenarios, key=lambda scenario: abs(scenario.screening_date - day))


@pytest.mark.no_cover
@pytest.mark.parametrize("iso2", COUNTRIES)
def test_every_date_that_is_read_is_held_by_a_scenario(iso2: str, pack: RulePack) -> None:
    law = pack.country(iso2)
    assert law is not None
    scenarios = scenarios_of(law)

    unheld = []
    for told, day, changed in moved(law, iso2):
        alone = replace(pack, countries=(changed,))
        if is_read(told) and not any(
            run(scenario, alone).differences for scenario in nearest(scenarios, day)
        ):
            unheld.append(told)

    assert unheld == SILENT[iso2]


@pytest.mark.no_cover
def test_every_date_of_the_pack_itself_that_is_read_is_held(pack: RulePack) -> None:
    unheld = []
    for told, day, changed in moved(replace(pack, countries=()), "pack"):
        whole = replace(changed, countries=pack.countries)
        if is_read(told) and not any(
            run(scenario, whole).differences for scenario in nearest(list(OF_ALL), day)
        ):
            unheld.append(told)

    assert unheld == SILENT["pack"]


@pytest.mark.parametrize("iso2", COUNTRIES)
def test_every_notice_has_scenarios_on_its_days_and_the_days_around(
    iso2: str, pack: RulePack
) -> None:
    law = pack.country(iso2)
    assert law is not None
    tested = {scenario.screening_date for scenario in scenarios_of(law)}

    wanted = {
        day + around * _ONE_DAY
        for event in law.events
        for day in (
            event.published,
            event.effective_start,
            event.effective_end,
            event.termination_effective,
        )
        if day is not None
        for around in (-1, 0, 1)
    }

    assert wanted <= tested


@pytest.mark.parametrize("iso2", COUNTRIES)
def test_every_scenario_of_a_country_comes_out(iso2: str, pack: RulePack) -> None:
    scenarios = parse((_PACK / "scenarios" / f"{iso2}.toml").read_bytes())

    assert [
        result for result in (run(each, pack) for each in scenarios) if result.differences
    ] == []
    assert len({scenario.id for scenario in scenarios}) == len(scenarios)
