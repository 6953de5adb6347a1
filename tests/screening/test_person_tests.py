"""Citizenship, nationality, residence, presence and trips: both sides of each rule."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from clinic_app.interview.answers import UNKNOWN, Answers
from clinic_app.screening.engine import screen
from clinic_app.screening.outcome import Code, Finding, Headline, Outcome, Status, Track
from clinic_app.screening.rule_pack import RulePack

Screened = Callable[..., Outcome]
ONE_DAY = timedelta(days=1)


def of(outcome: Outcome, test: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in outcome.findings if finding.test == test)


def codes(outcome: Outcome) -> set[Code]:
    return {finding.code for finding in outcome.findings if finding.code is not None}


def test_a_citizen_gets_one_finding_only(screened: Screened) -> None:
    outcome = screened(us_citizen=True, criminal="unknown")

    assert [finding.code for finding in outcome.findings] == [Code.NOT_ALIEN]


def test_birth_in_puerto_rico_is_birth_here(screened: Screened) -> None:
    assert codes(screened(birth_country="Puerto Rico")) == {Code.NOT_ALIEN}


def test_a_permanent_resident_is_a_question_without_a_track(screened: Screened) -> None:
    outcome = screened(lpr=True)

    assert outcome.headline is Headline.NEEDS_ATTORNEY_REVIEW
    assert (outcome.track, outcome.deadline) == (Track.NONE, None)


def test_nothing_asked_about_status_names_both_questions(pack: RulePack) -> None:
    outcome = screen(Answers(), "HT", date(2024, 9, 16), pack)

    assert of(outcome, "status")[0].missing == ("us_citizen", "lpr")


def test_no_nationality_named_asks_whether_there_is_none(screened: Screened) -> None:
    named_none = screened(nationalities=[], stateless="unknown")
    not_stateless = screened(nationalities=[], stateless=False)

    assert of(named_none, "nationality")[0].missing == ("stateless",)
    assert of(not_stateless, "nationality")[0].missing == ("nationalities",)


def test_a_national_whose_birth_country_nobody_asked_is_not_settled(screened: Screened) -> None:
    finding = of(screened(birth_country="unknown"), "nationality")[0]

    assert (finding.status, finding.missing) == (Status.UNKNOWN, ("birth_country",))


def test_papers_of_the_other_state_are_no_bar_before_the_place_is_asked(
    screened: Screened,
) -> None:
    russian = {"country": "Ukraine", "nationalities": ["Russia"], "birth_country": "Russia"}

    unasked = screened(**russian, place_of_origin="unknown")
    from_moscow = screened(**russian, place_of_origin="Moscow")
    from_crimea = screened(**russian, place_of_origin="Sevastopol, Crimea")

    assert of(unasked, "nationality")[0].missing == ("place_of_origin",)
    assert Code.NATIONALITY in codes(from_moscow)
    assert Code.DISPUTED_TERRITORY in codes(from_crimea)


def test_where_nothing_is_disputed_another_nationality_is_a_bar_at_once(
    screened: Screened,
) -> None:
    outcome = screened(nationalities=["Bahamas"], place_of_origin="unknown")

    assert Code.NATIONALITY in codes(outcome)


def test_a_last_entry_in_time_shows_a_first_entry_in_time(screened: Screened) -> None:
    outcome = screened(first_entry="unknown", last_entry=date(2024, 6, 3))

    assert of(outcome, "residence")[0].status is Status.MET
    assert of(outcome, "presence")[0].status is Status.MET


def test_a_last_entry_after_the_date_shows_nothing(screened: Screened) -> None:
    outcome = screened(first_entry="unknown", last_entry=date(2024, 6, 4))

    assert of(outcome, "residence")[0].code is Code.ENTRY_DATE_UNKNOWN


def test_entry_after_the_presence_date_fails_both(screened: Screened) -> None:
    on_the_day = screened(first_entry=date(2024, 8, 4))
    after = screened(first_entry=date(2024, 8, 5))

    assert codes(on_the_day) == {Code.CR_DATE}
    assert codes(after) == {Code.CR_DATE, Code.CPP}


def test_a_trip_by_order_breaks_each_date_it_touches(screened: Screened) -> None:
    def left_by_order(returned: date) -> set[Code]:
        trip = {"left": date(2024, 5, 1), "returned": returned, "result_of_order": True}
        return codes(screened(last_entry=returned, absences=[trip]))

    assert left_by_order(date(2024, 6, 3)) == set()
    assert left_by_order(date(2024, 6, 4)) == {Code.CR_BREAK}
    assert left_by_order(date(2024, 8, 4)) == {Code.CR_BREAK}
    assert left_by_order(date(2024, 8, 5)) == {Code.CR_BREAK, Code.CPP}


def test_no_number_of_days_makes_a_trip_brief(screened: Screened) -> None:
    for days in (1, 400):
        returned = date(2024, 6, 4)
        trip = {"left": returned - timedelta(days=days), "returned": returned}
        assert codes(screened(last_entry=returned, absences=[trip])) == {Code.ABSENCE}


def test_an_emergency_is_told_for_residence_and_not_for_presence(screened: Screened) -> None:
    def text(returned: date) -> str:
        trip = {"left": date(2024, 6, 10), "returned": returned, "emergency": True}
        return of(screened(last_entry=returned, absences=[trip]), "absences")[0].text

    assert "second way to keep residence" in text(date(2024, 8, 4))
    assert "an emergency alone does not" in text(date(2024, 8, 5))


def test_a_holder_travels_with_permission_from_the_day_of_the_grant(screened: Screened) -> None:
    granted = date(2022, 3, 1)

    def travelled(left: date, *, permission: bool) -> set[Code]:
        trip = {"left": left, "returned": date(2024, 8, 20), "permission": permission}
        prior = {"granted_date": granted, "last_reregistered": date(2024, 7, 1)}
        return codes(screened(last_entry=date(2024, 8, 20), absences=[trip], prior_tps=prior))

    assert travelled(granted, permission=True) == set()
    assert travelled(granted, permission=False) == {Code.ABSENCE}
    assert travelled(granted - ONE_DAY, permission=True) == {Code.ABSENCE}


def test_a_trip_by_order_waits_for_the_day_of_the_grant_where_it_decides(
    screened: Screened,
) -> None:
    trip = {"left": date(2022, 6, 1), "returned": date(2022, 7, 1), "result_of_order": True}

    def holder(**prior: object) -> Finding:
        told = {"current": True, "last_reregistered": date(2024, 7, 1), **prior}
        outcome = screened(last_entry=date(2022, 7, 1), absences=[trip], prior_tps=told)
        return of(outcome, "absences")[0]

    assert holder().missing == ("prior_tps.granted_date",)
    assert holder(granted_date=date(2022, 6, 1)).code is Code.CPP
    assert holder(granted_date=date(2022, 7, 2)).status is Status.MET


def test_a_trip_by_order_that_breaks_residence_either_way_waits_for_no_day_of_a_grant(
    screened: Screened,
) -> None:
    trip = {"left": date(2024, 6, 10), "returned": date(2024, 7, 1), "result_of_order": True}
    held = {"current": True, "granted_date": "unknown", "last_reregistered": date(2024, 7, 1)}

    outcome = screened(last_entry=date(2024, 7, 1), absences=[trip], prior_tps=held)

    (finding,) = of(outcome, "absences")
    assert (finding.status, finding.code) == (Status.NOT_MET, Code.CR_BREAK)


@pytest.mark.parametrize("value", ["yes", 3, date(1850, 1, 1), (), UNKNOWN])
def test_what_is_no_such_answer_is_unknown(value: object, pack: RulePack) -> None:
    answers = Answers({"us_citizen": value, "first_entry": value, "criminal": UNKNOWN})  # type: ignore[dict-item] # what a damaged record may hold

    outcome = screen(answers, "HT", date(2024, 9, 16), pack)

    assert {"us_citizen", "first_entry", "criminal"} <= set(outcome.missing)


def test_a_country_outside_the_pack_is_kept_as_typed(pack: RulePack) -> None:
    outcome = screen(
        Answers({"us_citizen": False, "lpr": False}), "Ecuador", date(2024, 9, 16), pack
    )

    assert outcome.country == "Ecuador"
    assert codes(outcome) >= {Code.NO_DESIGNATION}
    assert (outcome.track, outcome.designation) == (Track.NONE, None)


def test_a_country_is_found_by_code_name_and_alias(pack: RulePack) -> None:
    day = date(2024, 9, 16)

    assert screen(Answers(), "haiti", day, pack).country == "HT"
    assert screen(Answers(), "Myanmar", day, pack).country == "MM"


def test_before_the_first_designation_there_is_none(screened: Screened) -> None:
    outcome = screened(date(2022, 4, 18), country="Ukraine")

    assert Code.NO_DESIGNATION in codes(outcome)
    assert of(outcome, "residence") == ()


@pytest.mark.parametrize(
    "written",
    ["Haití", " haiti ", "Ayiti", "HAITIANO", "Haïti", "ht", "Republic of  Haiti"],
)
def test_a_nationality_is_understood_as_people_write_it(written: str, screened: Screened) -> None:
    outcome = screened(nationalities=[written], birth_country=written)

    assert codes(outcome) == set()
    assert screened(country=written).track is Track.INITIAL


@pytest.mark.parametrize("written", ["Estados Unidos", "EE. UU.", "Etazini"])
def test_birth_in_the_united_states_is_understood_in_other_languages(
    written: str, screened: Screened
) -> None:
    assert codes(screened(birth_country=written)) == {Code.NOT_ALIEN}


@pytest.mark.parametrize("country", ["unknown", ""])
def test_no_country_named_is_not_a_country_without_tps(country: str, pack: RulePack) -> None:
    outcome = screen(Answers(), country, date(2024, 9, 16), pack)

    assert Code.NO_DESIGNATION not in codes(outcome)
    assert of(outcome, "designation")[0].missing == ("country",)


def test_a_nationality_that_nobody_knows_is_not_another_one(screened: Screened) -> None:
    assert codes(screened(nationalities=["unknown"])) == {Code.NATIONALITY_PROOF}


def test_a_ground_that_nobody_named_is_not_called_one_to_waive(screened: Screened) -> None:
    outcome = screened(inadmissibility=["unknown"])

    assert outcome.headline is Headline.INFORMATION_MISSING
    assert of(outcome, "inadmissibility")[0].missing == ("inadmissibility",)


def test_dealing_in_marijuana_is_no_simple_possession(screened: Screened) -> None:
    assert codes(screened(inadmissibility=["marijuana_dealing_212a2C"])) == {
        Code.DRUG_INADMISSIBILITY
    }
    assert codes(screened(inadmissibility=["marijuana_212a2A"])) == {Code.WAIVER_I601}


def test_a_trip_that_ends_before_it_begins_decides_nothing(screened: Screened) -> None:
    trip = {"left": date(2024, 8, 20), "returned": date(2024, 7, 1), "result_of_order": True}

    assert codes(screened(absences=[trip])) == {Code.ABSENCES_UNKNOWN}


def test_an_order_that_was_never_made_is_none(screened: Screened) -> None:
    proceedings = {"executed": False, "in_proceedings": True}

    assert codes(screened(removal=proceedings)) == set()


def test_bars_that_nobody_asked_about_are_missing_one_by_one(screened: Screened) -> None:
    outcome = screened(mandatory_bars="unknown")

    assert outcome.headline is Headline.INFORMATION_MISSING
    assert "mandatory_bars.persecutor" in outcome.missing
    assert "mandatory_bars.third_country.lived" in outcome.missing


def test_who_may_still_name_a_state_is_not_known_to_be_stateless_elsewhere(
    screened: Callable[..., Outcome],
) -> None:
    """Found by a long search: naming Haiti afterwards turned the bar into missing answers."""
    told = {"stateless": True, "last_habitual_residence": "Chile"}

    unasked = screened(nationalities="unknown", **told)
    none = screened(nationalities=[], **told)

    assert Code.NATIONALITY not in {finding.code for finding in unasked.findings}
    assert "nationalities" in unasked.missing
    assert Code.NATIONALITY in {finding.code for finding in none.findings}
