"""The age of the rules is said in words, and is loud once it must be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.screening.freshness import Freshness
from clinic_app.screening.rule_pack import RulePack
from clinic_app.ui.widgets.rules_label import RulesLabel, RulesLine
from clinic_app.ui.words.rules_words import country_line, pack_line
from clinic_app.workflows.rule_packs import shipped_pack

LOOKED = date(2026, 8, 21)


@pytest.fixture
def pack() -> RulePack:
    return replace(shipped_pack(), check_by=None)


@pytest.mark.parametrize(
    ("days", "words", "freshness"),
    [
        (1, "rules checked 8/21/2026, 1 day ago", Freshness.CURRENT),
        (20, "rules checked 8/21/2026, 20 days ago: ask for newer ones", Freshness.AGEING),
        (96, "rules checked 8/21/2026, 96 days ago: too old to rely on", Freshness.STALE),
    ],
)
def test_the_pack_says_how_old_it_is(
    pack: RulePack, days: int, words: str, freshness: Freshness
) -> None:
    assert pack_line(pack, LOOKED + timedelta(days=days)) == RulesLine(words, freshness)


def test_a_screening_says_which_rules_and_where_to_check(pack: RulePack) -> None:
    line = country_line(pack, "LB", date(2026, 11, 28))

    assert line.freshness is Freshness.STALE
    assert line.words.startswith("rules 2026.11, Lebanon checked ")
    assert "a date that this rests on has passed since" in line.words
    assert line.words.endswith("check uscis.gov/tps")


def test_a_country_outside_the_pack_has_the_age_of_the_pack(pack: RulePack) -> None:
    assert "checked 8/21/2026, 0 days ago" in country_line(pack, "Guatemala", LOOKED).words


def test_the_label_changes_its_look_with_the_age(qtbot: QtBot) -> None:
    label = RulesLabel()
    qtbot.addWidget(label)
    assert label.property("role") == "muted"

    label.show_rules(RulesLine("old", Freshness.STALE))

    assert (label.text(), label.property("role")) == ("old", "stale")
