"""Bars taken over from asylum, orders to leave and notes: both sides of each rule."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from clinic_app.interview.answers import UNKNOWN, Answer, Answers
from clinic_app.screening.engine import screen
from clinic_app.screening.outcome import Code, Finding, Headline, Outcome, Status
from clinic_app.screening.rule_pack import RulePack

Screened = Callable[..., Outcome]
DAY = date(2024, 9, 16)


def codes(outcome: Outcome) -> set[Code]:
    return {finding.code for finding in outcome.findings if finding.code is not None}


def of(outcome: Outcome, test: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in outcome.findings if finding.test == test)


def bars(pack: RulePack, **answers: Answer) -> tuple[Finding, ...]:
    """Screen answers of the window, with ``__`` for the dot of a key."""
    keyed = {f"mandatory_bars.{key.replace('__', '.')}": value for key, value in answers.items()}
    return of(screen(Answers(keyed), "HT", DAY, pack), "mandatory_bars")


ALL_NO: Mapping[str, Answer] = {
    "persecutor": False,
    "foreign_charge": False,
    "security_danger": False,
    "material_support": False,
    "third_country__lived": False,
}


def test_nothing_asked_is_five_open_questions(pack: RulePack) -> None:
    assert [finding.missing[0].split(".", 1)[1] for finding in bars(pack)] == [
        "persecutor",
        "foreign_charge",
        "security_danger",
        "material_support",
        "third_country.lived",
    ]


def test_no_to_all_is_met(pack: RulePack) -> None:
    (finding,) = bars(pack, **ALL_NO)

    assert finding.code is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"persecutor": True}, Code.PERSECUTOR_REVIEW),
        ({"persecutor": True, "persecutor_admitted": False}, Code.PERSECUTOR_REVIEW),
        ({"persecutor": True, "persecutor_admitted": True}, Code.PERSECUTOR),
        ({"foreign_charge": True}, Code.FOREIGN_CRIME),
        ({"security_danger": True}, Code.SECURITY_DANGER),
        ({"material_support": True}, Code.TRIG),
        (
            {"third_country__lived": True, "third_country__status": "permanent_resident"},
            Code.FIRM_RESETTLEMENT,
        ),
        (
            {"third_country__lived": True, "third_country__status": UNKNOWN},
            Code.FIRM_RESETTLEMENT,
        ),
    ],
)
def test_a_yes_in_the_window_is_a_bar_or_a_question(
    answers: dict[str, Answer], expected: Code, pack: RulePack
) -> None:
    (finding,) = bars(pack, **{**ALL_NO, **answers})

    assert finding.code is expected


def test_passing_through_is_no_firm_resettlement(pack: RulePack) -> None:
    lived: Mapping[str, Answer] = {
        "third_country__lived": True,
        "third_country__status": "temporary_transit",
    }
    (finding,) = bars(pack, **{**ALL_NO, **lived})

    assert finding.code is None


def test_a_status_abroad_that_nobody_asked_about_is_missing(pack: RulePack) -> None:
    (finding,) = bars(pack, **{**ALL_NO, "third_country__lived": True})

    assert finding.missing == ("mandatory_bars.third_country.status",)


@pytest.mark.parametrize(
    ("removal", "expected"),
    [
        ({"in_proceedings": True}, set()),
        ({"order_date": date(2019, 6, 1)}, {Code.REMOVAL_ORDER}),
        ({"executed": True}, {Code.REMOVAL_ORDER, Code.WAIVER_I601}),
        ({"executed": date(2022, 2, 1)}, {Code.REMOVAL_ORDER, Code.WAIVER_I601}),
        ({"executed": date(2022, 2, 2)}, {Code.REMOVAL_ORDER}),
        ({"order_date": date(2019, 6, 1), "executed": False}, {Code.REMOVAL_ORDER}),
    ],
)
def test_an_order_is_a_question_and_a_return_needs_a_waiver(
    removal: dict[str, object], expected: set[Code], screened: Screened
) -> None:
    outcome = screened(removal=removal)

    assert codes(outcome) == expected
    assert outcome.headline is not Headline.LIKELY_NOT_ELIGIBLE


@pytest.mark.parametrize(
    ("trip", "code"),
    [
        ({"left": date(2024, 7, 1), "returned": date(2024, 7, 9)}, Code.ABSENCE),
        (
            {"left": date(2024, 7, 1), "returned": date(2024, 7, 9), "result_of_order": True},
            Code.CR_BREAK,
        ),
        ({"left": date(2024, 5, 1), "returned": date(2024, 5, 9)}, None),
    ],
)
def test_a_trip_is_weighed_by_the_dates_of_a_notice_that_is_cited(
    trip: dict[str, object], code: Code | None, screened: Screened
) -> None:
    outcome = screened(date(2024, 9, 16), last_entry=trip["returned"], absences=[trip])

    (finding,) = of(outcome, "absences")
    assert (finding.code, finding.confidence) == (code, "high")
    assert finding.citations[-1] == "89 FR 54484"


def notes(outcome: Outcome) -> list[str]:
    return [finding.test for finding in outcome.findings if finding.is_advisory]


def test_notes_never_move_the_headline(screened: Screened) -> None:
    outcome = screened()

    assert notes(outcome) == ["discretion", "risk_of_filing"]
    assert outcome.headline is Headline.LIKELY_ELIGIBLE


def test_the_risk_of_filing_is_told_where_something_would_be_filed(screened: Screened) -> None:
    assert "risk_of_filing" not in notes(screened(pending_i821=True))


def test_other_relief_is_told_half_a_year_before_the_end(screened: Screened) -> None:
    end = date(2026, 2, 3)

    assert "other_relief" not in notes(screened(date(2025, 8, 6)))
    assert "other_relief" in notes(screened(date(2025, 8, 7)))
    assert (end - date(2025, 8, 7)).days == 180


@pytest.mark.parametrize(
    ("facts", "is_told"),
    [
        ({}, False),
        ({"first_entry": date(2024, 6, 4)}, True),
        ({"first_entry": date(2024, 6, 4), "country": "Guatemala"}, True),
        ({"us_citizen": True}, False),
    ],
)
def test_a_bar_carries_that_other_relief_is_to_be_asked_about(
    facts: dict[str, object], is_told: bool, screened: Screened
) -> None:
    outcome = screened(date(2024, 9, 16), **facts)

    assert notes(outcome).count("other_relief") == is_told


def test_a_bar_of_an_ended_designation_carries_it_once(screened: Screened) -> None:
    outcome = screened(date(2026, 9, 1))

    assert notes(outcome).count("other_relief") == 1


def test_the_hold_on_decisions_is_told_from_its_day_and_for_its_countries(
    screened: Screened,
) -> None:
    assert "adjudication_hold" not in notes(screened(date(2025, 12, 31)))
    assert "adjudication_hold" in notes(screened(date(2026, 1, 1)))
    assert "adjudication_hold" not in notes(screened(date(2026, 1, 1), country="Ukraine"))


def test_a_designation_about_to_end_says_so(screened: Screened) -> None:
    def words(day: date) -> str:
        return of(screened(day), "designation")[0].text

    assert "it ends then" not in words(date(2025, 11, 4))
    assert "it ends then" in words(date(2025, 11, 5))


def test_a_trip_by_order_waits_for_the_day_of_the_grant(screened: Screened) -> None:
    trip = {"left": date(2022, 1, 1), "returned": date(2022, 6, 1), "result_of_order": True}
    holder = {"granted": True, "current": True, "granted_date": "unknown"}

    outcome = screened(first_entry=date(2020, 2, 1), absences=[trip], prior_tps=holder)

    (finding,) = of(outcome, "absences")
    assert finding.status is Status.UNKNOWN
    assert finding.missing == ("prior_tps.granted_date",)


def test_whether_tps_was_granted_need_not_be_known_to_question_a_trip(screened: Screened) -> None:
    trip = {"left": date(2024, 8, 10), "returned": date(2024, 8, 20)}

    outcome = screened(absences=[trip], prior_tps="unknown")

    (finding,) = of(outcome, "absences")
    assert finding.code is Code.ABSENCE
    assert finding.status is Status.NEEDS_REVIEW
