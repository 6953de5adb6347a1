"""The days that the law asks about are those of the designation that was tested."""

from dataclasses import replace
from datetime import date

from clinic_app.interview.answers import Answers
from clinic_app.screening.asked_days import AskedDays, asked_days, standing_of
from clinic_app.screening.engine import screen
from clinic_app.screening.rule_pack import RulePack

DAY = date(2024, 9, 16)


def test_a_designation_that_was_tested_says_both_days(pack: RulePack) -> None:
    outcome = screen(Answers(), "HT", DAY, pack)

    assert asked_days(outcome, pack) == AskedDays(date(2024, 6, 3), date(2024, 8, 4))


def test_where_none_was_tested_the_best_one_says_them(pack: RulePack) -> None:
    outcome = replace(screen(Answers(), "HT", DAY, pack), designation=None)

    assert asked_days(outcome, pack) == AskedDays(date(2024, 6, 3), date(2024, 8, 4))


def test_a_country_without_tps_asks_for_nothing(pack: RulePack) -> None:
    outcome = screen(Answers(), "CA", DAY, pack)

    assert standing_of(outcome, pack) is None
    assert asked_days(outcome, pack) == AskedDays()


def test_a_designation_that_is_still_to_come_asks_for_nothing(pack: RulePack) -> None:
    outcome = screen(Answers(), "LB", date(2024, 7, 15), pack)

    assert asked_days(outcome, pack) == AskedDays()
