"""Rules grow old from the day on which somebody last looked, whatever the file's own day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinic_app.screening.freshness import Freshness, rule_age
from clinic_app.screening.rule_pack import CountryLaw, RulePack

LOOKED = date(2026, 8, 21)


def haiti(pack: RulePack) -> CountryLaw:
    law = pack.country("HT")
    assert law is not None
    return law


def test_what_we_ship_opens_as_too_old_to_rely_on(pack: RulePack) -> None:
    age = rule_age(pack, date(2026, 11, 25))

    assert (age.looked_at, age.days, age.freshness) == (LOOKED, 96, Freshness.STALE)


@pytest.mark.parametrize(
    ("days", "freshness"),
    [
        (-3, Freshness.CURRENT),
        (0, Freshness.CURRENT),
        (14, Freshness.CURRENT),
        (15, Freshness.AGEING),
        (30, Freshness.AGEING),
        (31, Freshness.STALE),
    ],
)
def test_rules_age_day_by_day(pack: RulePack, days: int, freshness: Freshness) -> None:
    age = rule_age(replace(pack, check_by=None), LOOKED + timedelta(days=days))

    assert age.freshness is freshness
    assert age.days == max(0, days)


def test_the_packs_own_day_can_ask_for_a_look_earlier(pack: RulePack) -> None:
    due = replace(pack, as_of=LOOKED, check_by=LOOKED + timedelta(days=3))

    assert rule_age(due, LOOKED + timedelta(days=3)).freshness is Freshness.CURRENT
    assert rule_age(due, LOOKED + timedelta(days=4)).freshness is Freshness.AGEING


def test_a_country_counts_from_the_day_its_own_law_was_looked_at(pack: RulePack) -> None:
    law = haiti(pack)
    unconfirmed = replace(law, known=replace(law.known, last_confirmed=None))

    assert rule_age(pack, LOOKED, law).looked_at == law.known.last_confirmed
    assert rule_age(pack, LOOKED, unconfirmed).looked_at == LOOKED


@pytest.mark.parametrize(("after", "is_overtaken"), [(0, False), (1, True)])
def test_a_deadline_that_passed_since_the_pack_was_made_makes_it_stale(
    pack: RulePack, after: int, is_overtaken: bool
) -> None:
    fresh = replace(pack, as_of=LOOKED, check_by=None)
    deadline = LOOKED + timedelta(days=5)

    age = rule_age(fresh, deadline + timedelta(days=after), rests_on=(None, deadline))

    assert age.is_overtaken is is_overtaken
    assert (age.freshness is Freshness.STALE) is is_overtaken


def test_a_date_that_had_passed_when_the_pack_was_made_was_known(pack: RulePack) -> None:
    fresh = replace(pack, as_of=LOOKED, check_by=None)

    age = rule_age(fresh, LOOKED, rests_on=(LOOKED - timedelta(days=1),))

    assert age.freshness is Freshness.CURRENT
