"""The days that the law asks about are those of the designation that was tested."""

from dataclasses import replace
from datetime import date

from clinic_app.interview.answers import Answers
from clinic_app.screening.asked_days import AskedDays, asked_days, standing_of
from clinic_app.screening.engine import screen
from clinic_app.screening.rule_pack import RulePack, Window

DAY = date(2024, 9, 16)


HAITI = AskedDays(
    date(2024, 6, 3), date(2024, 8, 4), windows=(Window(date(2021, 8, 3), date(2026, 2, 3)),)
)


def test_a_designation_that_was_tested_says_its_days(pack: RulePack) -> None:
    outcome = screen(Answers(), "HT", DAY, pack)

    assert asked_days(outcome, pack) == HAITI


def test_windows_are_joined_as_far_back_as_no_day_lies_between(pack: RulePack) -> None:
    """Somalia's of 2012 had been closed for years when the next one opened."""
    outcome = screen(Answers(), "SO", DAY, pack)

    assert asked_days(outcome, pack).windows == (
        Window(date(2012, 5, 1), date(2012, 10, 29)),
        Window(date(2021, 7, 22), date(2026, 3, 17)),
    )


def test_where_none_was_tested_the_best_one_says_them(pack: RulePack) -> None:
    outcome = replace(screen(Answers(), "HT", DAY, pack), designation=None)

    assert asked_days(outcome, pack) == HAITI


def test_a_country_without_tps_asks_for_nothing(pack: RulePack) -> None:
    outcome = screen(Answers(), "CA", DAY, pack)

    assert standing_of(outcome, pack) is None
    assert asked_days(outcome, pack) == AskedDays()


def test_a_designation_that_is_still_to_come_asks_for_nothing(pack: RulePack) -> None:
    outcome = screen(Answers(), "LB", date(2024, 7, 15), pack)

    assert asked_days(outcome, pack) == AskedDays()


def test_a_line_older_than_the_pack_asks_for_no_day_but_its_window_counts(pack: RulePack) -> None:
    outcome = screen(Answers(), "SO", date(2019, 1, 1), pack)

    assert asked_days(outcome, pack) == AskedDays(
        windows=(Window(date(2012, 5, 1), date(2012, 10, 29)),)
    )
