"""A day of which only the month or the year is known is never read as one of its days.

Whatever is found with some day of a month is found with every day of that month, or it is left
open: this is tried with the days themselves, one after the other.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.interview.answers import UNKNOWN, Answers, DaySpan
from clinic_app.screening import saying
from clinic_app.screening.asked_days import asked_days
from clinic_app.screening.corrections import PaperKind
from clinic_app.screening.engine import screen
from clinic_app.screening.facts import facts_of
from clinic_app.screening.next_question import open_questions
from clinic_app.screening.outcome import Finding, Headline, Outcome, Status
from clinic_app.screening.rule_pack import CountryLaw, RulePack
from clinic_app.screening.scenario_format import answers_of
from clinic_app.screening.scenario_values import ScenarioError
from clinic_app.screening.what_would_change import what_would_change
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.rule_packs import shipped_pack

PACK: RulePack = shipped_pack()
ONE_DAY = timedelta(days=1)

Facts = dict[str, Any]
Place = tuple[str | int, ...]
"""Where a fact stands: its key, or ``absences``, the number of the trip and its part."""


def law_days(law: CountryLaw) -> list[date]:
    """The days since which residence and presence are asked for, under any notice."""
    found = {day for each in law.events for day in (each.cr_since, each.cpp_since)}
    return sorted(day for day in found if day is not None)


def span_of(text: str) -> DaySpan:
    year, _, month = text.partition("-")
    return DaySpan.month(int(year), int(month)) if month else DaySpan.year(int(year))


@st.composite
def near(draw: st.DrawFn, days: list[date]) -> date:
    """A day near one of *days*: on it, some days off, or some months."""
    off = draw(st.one_of(st.sampled_from([0, -1, 1]), st.integers(-70, 70), st.integers(-900, 900)))
    return draw(st.sampled_from(days)) + timedelta(days=off)


@st.composite
def told(draw: st.DrawFn) -> tuple[Facts, str, date]:
    """Somebody whose days lie near those of the law, and who knows of one or two only the month.

    Returns:
        The facts of a scenario, the country and the day of the screening.
    """
    law = draw(st.sampled_from([each for each in PACK.countries if law_days(each)]))
    days = law_days(law)
    flag = st.sampled_from([True, False, "unknown"])
    day = near(days)
    trip = st.fixed_dictionaries(
        {"returned": day},
        optional={"left": day, "result_of_order": flag, "unlawful": flag, "permission": flag,
                  "emergency": flag},
    )  # fmt: skip
    facts: Facts = draw(
        st.fixed_dictionaries(
            {"first_entry": day},
            optional={
                "last_entry": day,
                "absences": st.lists(trip, min_size=1, max_size=2),
                "removal": st.fixed_dictionaries({"executed": day}),
                "residence_evidence": flag,
                "pending_applications": st.just([{"kind": "asylum", "filed": date(1996, 1, 1)}]),
                "prior_tps": st.fixed_dictionaries(
                    {},
                    optional={
                        "granted_date": day,
                        "current": flag,
                        "designation": st.sampled_from([line.name for line in law.lines]),
                    },
                ),
            },
        )
    )  # fmt: skip
    for place in draw(
        st.lists(st.sampled_from(places(facts)), min_size=1, max_size=2, unique=True)
    ):
        known = value_at(facts, place)
        length = 4 if draw(st.integers(0, 4)) == 0 else 7
        facts = with_value(facts, place, known.isoformat()[:length])
    as_of = draw(st.one_of(near(days), st.dates(date(2020, 1, 1), date(2026, 12, 31))))
    return {"country": law.name, **facts}, law.name, max(as_of, date(2015, 1, 1))


def places(facts: Facts) -> list[Place]:
    """Where one of the four facts is told as a day, or as a month."""
    plain: list[Place] = [(key,) for key in ("first_entry", "last_entry") if key in facts]
    return plain + [
        ("absences", number, part)
        for number, trip in enumerate(facts.get("absences", []))
        for part in ("left", "returned")
        if part in trip
    ]


def value_at(facts: Facts, place: Place) -> Any:
    found: Any = facts
    for key in place:
        found = found[key]
    return found


def with_value(facts: Facts, place: Place, value: object) -> Facts:
    key = place[0]
    if len(place) == 1:
        return {**facts, str(key): value}
    trips = [dict(trip) for trip in facts["absences"]]
    trips[int(place[1])][str(place[2])] = value
    return {**facts, "absences": trips}


def days_of(text: str, bounds: set[date], *, is_alone: bool) -> list[date]:
    """Every day of a month where it is *is_alone*; else its ends, and what lies at a bound."""
    span = span_of(text)
    every = [span.first + n * ONE_DAY for n in range((span.last - span.first).days + 1)]
    if is_alone and not span.is_year:
        return every
    near_bounds = {bound + n * ONE_DAY for bound in bounds for n in (-1, 0, 1)}
    return sorted({*near_bounds & set(every), every[0], every[len(every) // 3], every[-1]})


def bounds_of(facts: Facts, law: CountryLaw) -> set[date]:
    known = {value_at(facts, place) for place in places(facts)}
    told_days = {facts.get("removal", {}).get("executed"),
                 facts.get("prior_tps", {}).get("granted_date")}  # fmt: skip
    ends = {day for each in known if isinstance(each, str)
            for day in (span_of(each).first, span_of(each).last)}  # fmt: skip
    return {*law_days(law), *ends, *(day for day in known | told_days if isinstance(day, date))}


def readings(facts: Facts, law: CountryLaw) -> Iterator[Facts]:
    """Yield the facts with days for the months, those left out that cannot all be true.

    Nobody returns before leaving, and the last entry is not before the first. Where the days
    would show a trip that the months did not show, it is told: the client would be asked for it.
    """
    vague = [place for place in places(facts) if isinstance(value_at(facts, place), str)]
    bounds = bounds_of(facts, law)
    choices = [days_of(value_at(facts, at), bounds, is_alone=len(vague) == 1) for at in vague]
    for days in product(*choices):
        reading = facts
        for place, day in zip(vague, days, strict=True):
            reading = with_value(reading, place, day)
        if fits(reading, facts):
            yield as_asked(reading, facts)


def fits(reading: Facts, facts: Facts) -> bool:
    pairs: list[tuple[Place, Place]] = [(("first_entry",), ("last_entry",))]
    pairs += [(("absences", n, "left"), ("absences", n, "returned"))
              for n in range(len(facts.get("absences", [])))]  # fmt: skip
    told_places = places(facts)
    return all(
        value_at(reading, one) <= value_at(reading, other)
        for one, other in pairs
        if one in told_places and other in told_places
        and first(value_at(facts, one)) <= last(value_at(facts, other))
    )  # fmt: skip


def first(when: object) -> date:
    return when if isinstance(when, date) else span_of(str(when)).first


def last(when: object) -> date:
    return when if isinstance(when, date) else span_of(str(when)).last


def as_asked(reading: Facts, facts: Facts) -> Facts:
    """Add the trip that the days show and the months did not."""
    trips = reading.get("absences", [])
    again = reading.get("last_entry", reading["first_entry"])
    ended = max([reading["first_entry"], *returns(trips)])
    entries = [facts["first_entry"], *returns(facts.get("absences", []))]
    is_shown = first(facts.get("last_entry", again)) > max(map(last, entries))
    if again <= ended or is_shown:
        return reading
    return {**reading, "absences": [*trips, {"left": ended, "returned": again}]}


def returns(trips: list[Mapping[str, Any]]) -> list[Any]:
    return [trip["returned"] for trip in trips
            if "left" not in trip or first(trip["left"]) <= last(trip["returned"])]  # fmt: skip


def outcome_of(facts: Facts, country: str, day: date) -> Outcome | None:
    """Screen somebody; None where a scenario file may not say so, such as an entry before birth."""
    try:
        answers = answers_of(facts, "facts")
    except ScenarioError:
        return None
    return screen(answers.without("country"), country, day, PACK)


Stand = tuple[Status, str | None]


def stands(outcome: Outcome) -> dict[str, set[Stand]]:
    found: dict[str, set[Stand]] = {}
    for finding in outcome.findings:
        if not finding.is_advisory:
            found.setdefault(finding.test, set()).add((finding.status, finding.code))
    return found


def tried(somebody: tuple[Facts, str, date]) -> tuple[Outcome, list[Outcome]] | None:
    facts, country, day = somebody
    law = PACK.country(country)
    assert law is not None
    outcome = outcome_of(facts, country, day)
    if outcome is None:
        return None
    found = [outcome_of(each, country, day) for each in readings(facts, law)]
    return outcome, [each for each in found if each is not None]


@given(told())
def test_what_is_found_with_a_month_is_found_with_each_of_its_days_or_is_left_open(
    somebody: tuple[Facts, str, date],
) -> None:
    found = tried(somebody)
    if found is None:
        return
    outcome, with_days = found

    for other in with_days:
        if other.designation == outcome.designation:
            one, exact = stands(outcome), stands(other)
            assert one.keys() == exact.keys()
            for test in one:
                sure = {each for each in one[test]
                        if each[0] in {Status.NOT_MET, Status.NEEDS_REVIEW}}  # fmt: skip
                assert sure <= exact[test], test
                said = {status for status, _code in one[test]}
                if exact[test] - one[test] and not said & {Status.NOT_MET, Status.UNKNOWN}:
                    less = {status for status, _code in exact[test] - one[test]}
                    assert less <= {Status.MET, Status.UNKNOWN}, test
                if said == {Status.MET}:
                    assert {status for status, _code in exact[test]} == {Status.MET}, test


@given(told())
def test_the_headline_of_a_month_is_that_of_each_of_its_days_or_says_what_is_missing(
    somebody: tuple[Facts, str, date],
) -> None:
    found = tried(somebody)
    if found is None:
        return
    outcome, with_days = found

    headlines = {each.headline for each in with_days}
    match outcome.headline:
        case Headline.LIKELY_ELIGIBLE | Headline.LIKELY_NOT_ELIGIBLE:
            assert headlines <= {outcome.headline}
        case Headline.NEEDS_ATTORNEY_REVIEW:
            assert headlines <= {outcome.headline, Headline.LIKELY_NOT_ELIGIBLE}
        case _:
            pass


@given(told())
def test_where_all_days_of_a_month_agree_so_does_the_month(
    somebody: tuple[Facts, str, date],
) -> None:
    found = tried(somebody)
    if found is None:
        return
    outcome, with_days = found

    one = stands(outcome)
    for test in ("residence", "presence"):
        exact = [stands(each).get(test) for each in with_days
                 if each.designation == outcome.designation]  # fmt: skip
        if len(exact) == len(with_days) and exact and all(each == exact[0] for each in exact):
            assert one.get(test) == exact[0], test


def of(outcome: Outcome, test: str) -> Finding:
    """The first finding of a test."""
    return next(finding for finding in outcome.findings if finding.test == test)


def month_written(day: date) -> str:
    return day.isoformat()[:7]


def first_of_next(day: date) -> date:
    return (day.replace(day=1) + 32 * ONE_DAY).replace(day=1)


@pytest.mark.parametrize("law", PACK.countries, ids=lambda law: law.iso2)
def test_months_around_the_days_of_every_designation(law: CountryLaw) -> None:
    for event in law.events:
        if event.cr_since is None or event.published is None:
            continue
        for day, test in ((event.cr_since, "residence"), (event.cpp_since, "presence")):
            if day is None:
                continue
            screened_on = max(event.published, first_of_next(first_of_next(day)))
            before = month_written(day.replace(day=1) - ONE_DAY)
            tried = [
                outcome_of({"country": law.name, "first_entry": told}, law.name, screened_on)
                for told in (before, month_written(day), month_written(first_of_next(day)),
                             str(day.year - 1), str(day.year + 1))
            ]  # fmt: skip
            found = [each for each in tried if each is not None]
            asked = {asked_for(outcome).get(test) for outcome in found}
            assert asked == {day}, event.id
            is_last_day = day + ONE_DAY == first_of_next(day)
            assert [of(each, test).status for each in found] == [
                Status.MET,
                Status.MET if is_last_day else Status.UNKNOWN,
                Status.NOT_MET,
                Status.MET,
                Status.NOT_MET,
            ], (event.id, test)


def asked_for(outcome: Outcome) -> dict[str, date | None]:
    found = asked_days(outcome, PACK)
    return {"residence": found.cr_since, "presence": found.cpp_since}


HAITI_DAY = date(2024, 9, 16)
"""Residence is asked for since June 3, 2024, presence since August 4, 2024."""


def haitian(**facts: Any) -> Outcome:
    outcome = outcome_of({"country": "Haiti", **facts}, "Haiti", HAITI_DAY)
    assert outcome is not None
    return outcome


def test_came_in_a_month_before_the_dates_and_never_left_is_nothing_found_against() -> None:
    outcome = haitian(first_entry="2023-05")

    assert outcome.headline is Headline.LIKELY_ELIGIBLE
    assert of(outcome, "absences").text == "No trip since the dates that count."


def test_a_month_with_the_date_in_it_is_open_and_says_that_the_day_decides() -> None:
    outcome = haitian(first_entry="2024-06", last_entry=date(2024, 7, 1))

    finding = of(outcome, "residence")
    assert (finding.status, finding.code) == (Status.UNKNOWN, "ENTRY_DATE_UNKNOWN")
    assert finding.missing == ("first_entry",)
    assert finding.text.startswith("First entry in June 2024; the day decides: on or before 3 June")
    assert of(outcome, "presence").status is Status.MET


def test_a_month_after_the_date_is_a_bar_and_no_day_of_it_is_named() -> None:
    outcome = haitian(first_entry="2024-07")

    finding = of(outcome, "residence")
    assert (finding.status, finding.code) == (Status.NOT_MET, "CR_DATE")
    assert finding.text.startswith("First entry in July 2024, after 3 June 2024.")
    late = of(haitian(first_entry="2025"), "presence")
    assert late.text.startswith("First entry in 2025, after 4 August 2024")


def test_a_month_over_the_day_of_presence_is_open() -> None:
    finding = of(haitian(first_entry="2024-08"), "presence")

    assert finding.status is Status.UNKNOWN
    assert finding.text.startswith("First entry in August 2024; the day decides")


def test_a_last_entry_by_the_date_tells_of_a_first_one_in_a_year_over_it() -> None:
    told = {"first_entry": "2024", "absences": [{"left": "2024-02", "returned": "2024-03"}]}

    assert of(haitian(**told, last_entry="2024-03"), "residence").status is Status.MET
    assert of(haitian(**told, last_entry="2024-06"), "residence").status is Status.UNKNOWN
    # The last entry before the first: one is a slip, and nothing rests on it.
    contradictory = haitian(first_entry="2024-06", last_entry=date(2024, 5, 31))
    assert of(contradictory, "residence").status is Status.UNKNOWN


TRIP = {"result_of_order": False, "unlawful": False}


@pytest.mark.parametrize(
    ("left", "returned", "status", "words"),
    [
        ("2024-04", "2024-05", Status.MET, "No trip since"),
        ("2024-05", "2024-06", Status.UNKNOWN, "left in May 2024 and returned in June 2024"),
        ("2024-06", "2024-07", Status.NEEDS_REVIEW, "A trip since the date for residence"),
        ("2024-06", "2024-08", Status.NEEDS_REVIEW, "left in June 2024 and returned in August"),
        ("2024", "2024-09", Status.NEEDS_REVIEW, "A trip since the date for physical presence"),
        ("2024-08", "2024-07", Status.UNKNOWN, "without a day of return that fits"),
    ],
)
def test_a_trip_of_which_the_months_are_known(
    left: str, returned: str, status: Status, words: str
) -> None:
    trip = {**TRIP, "left": left, "returned": returned}

    finding = of(haitian(first_entry=date(2022, 1, 1), absences=[trip]), "absences")

    assert finding.status is status
    assert words in finding.text


def test_one_day_of_a_trip_cuts_the_span_of_the_other_short() -> None:
    trip = {**TRIP, "left": date(2024, 7, 10), "returned": "2024"}

    finding = of(haitian(first_entry=date(2022, 1, 1), absences=[trip]), "absences")

    assert finding.status is Status.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("left", "returned", "status"),
    [
        ("2024-05", date(2024, 6, 10), Status.NEEDS_REVIEW),  # before the grant
        ("2024", date(2024, 6, 10), Status.NEEDS_REVIEW),  # nobody leaves after returning
        ("2024-06", date(2024, 7, 10), Status.UNKNOWN),
        ("2024-07", date(2024, 7, 10), Status.MET),  # with permission, after the grant
    ],
)
def test_a_trip_with_permission_must_have_begun_after_the_grant(
    left: str, returned: date, status: Status
) -> None:
    held = {"granted": True, "granted_date": date(2024, 6, 15), "designation": "Haiti 2021"}
    trip = {**TRIP, "left": left, "returned": returned, "permission": True}

    outcome = haitian(first_entry=date(2022, 1, 1), prior_tps=held, absences=[trip])

    assert of(outcome, "absences").status is status


def test_a_trip_under_an_order_is_a_bar_only_where_every_day_of_the_month_is_late() -> None:
    trip = {**TRIP, "result_of_order": True}
    told = {"first_entry": date(2022, 1, 1)}

    open_one = haitian(**told, absences=[{**trip, "returned": "2024-06"}])
    late = haitian(**told, absences=[{**trip, "returned": "2024-08"}])
    codes = [(each.status, each.code) for each in late.findings if each.test == "absences"]

    assert of(open_one, "absences").status is Status.UNKNOWN
    assert of(open_one, "absences").missing == ("absences",)
    assert "left on a day that is not known and returned in June" in of(open_one, "absences").text
    assert codes == [(Status.NOT_MET, "CR_BREAK")]  # of presence not every day tells


def test_a_last_entry_in_a_month_may_follow_a_trip_that_nobody_told() -> None:
    outcome = haitian(first_entry=date(2024, 5, 10), last_entry="2024-07")
    may_be = haitian(first_entry="2024-06", last_entry=date(2024, 6, 28))
    with_trip = haitian(
        first_entry=date(2022, 1, 1),
        last_entry="2024-06",
        absences=[{**TRIP, "returned": "2024-06", "left": date(2024, 1, 1)}],
    )

    assert of(outcome, "absences").text.startswith("The last entry is later than the first")
    assert of(may_be, "absences").missing == ("first_entry",)
    assert "Last entry on 28 June 2024" in of(may_be, "absences").text
    missing = [each.missing for each in with_trip.findings if each.test == "absences"]
    assert missing == [("absences",), ("last_entry", "absences")]


def test_a_return_in_the_month_of_the_last_entry_is_not_asked_for_twice() -> None:
    outcome = haitian(
        first_entry=date(2022, 1, 1),
        last_entry="2024-07",
        absences=[{**TRIP, "left": "2024-06", "returned": "2024-07"}],
    )

    assert [each.code for each in outcome.findings if each.test == "absences"] == ["ABSENCE"]


def test_an_entry_in_the_month_of_a_removal_may_be_a_return() -> None:
    told = {"first_entry": date(2015, 1, 1), "absences": "unknown"}
    removed = {"removal": {"executed": date(2016, 5, 10)}}

    def of_removal(**entry: Any) -> list[tuple[Status, str | None, tuple[str, ...]]]:
        outcome = haitian(**{**told, **removed, **entry})
        found = [each for each in outcome.findings if each.test == "removal"]
        return [(each.status, each.code, each.missing) for each in found[1:]]

    open_one = [(Status.UNKNOWN, "ENTRY_DATE_UNKNOWN", ("last_entry",))]
    assert of_removal(last_entry="2016-05") == open_one
    assert of_removal(last_entry="2016-06") == [(Status.NEEDS_REVIEW, "WAIVER_I601", ())]
    assert of_removal(last_entry="2016-04") == []
    assert of_removal(first_entry="2016-05", last_entry="2016-05") == [
        (Status.UNKNOWN, "ENTRY_DATE_UNKNOWN", ("last_entry", "first_entry"))
    ]


def test_the_day_would_change_it_and_nothing_is_asked_again() -> None:
    facts = {"country": "Haiti", "first_entry": "2024-06", "last_entry": date(2024, 7, 1)}
    answers = answers_of(facts, "facts").without("country")
    outcome = screen(answers, "Haiti", HAITI_DAY, PACK)

    change = next(each for each in what_would_change(answers, outcome, PACK)
                  if each.test == "residence")  # fmt: skip

    assert (change.fact, change.is_vague, change.paper) == ("first_entry", True, None)
    assert "first_entry" in outcome.missing
    waiting = open_questions(shipped_questionnaire(), answers, outcome)
    assert "first_entry" not in {question.id for question in waiting}


def test_a_paper_of_return_must_be_later_than_every_day_on_which_the_client_may_have_left() -> None:
    trip = {**TRIP, "left": "2024-05", "returned": "2024-07", "unlawful": True}
    facts = {"country": "Haiti", "first_entry": date(2022, 1, 1), "absences": [trip]}
    answers = answers_of(facts, "facts").without("country")
    outcome = screen(answers, "Haiti", HAITI_DAY, PACK)

    papers = [each.paper for each in what_would_change(answers, outcome, PACK) if each.paper]

    assert [(each.kind, each.days, each.after) for each in papers] == [
        (PaperKind.RETURN, (date(2024, 6, 3),), date(2024, 5, 31))
    ]


def test_a_month_outside_the_years_that_are_read_is_not_known() -> None:
    answers = Answers({"first_entry": DaySpan.year(1899), "last_entry": DaySpan.year(2200)})

    facts = facts_of(answers)

    assert (facts.first_entry, facts.last_entry) == (UNKNOWN, UNKNOWN)


@pytest.mark.parametrize("key", ["first_entry", "last_entry"])
@pytest.mark.parametrize(
    ("told", "span"), [("2023-05", DaySpan.month(2023, 5)), ("2023", DaySpan.year(2023))]
)
def test_a_scenario_file_may_know_no_more_than_a_month(key: str, told: str, span: DaySpan) -> None:
    answers = answers_of({"country": "Haiti", key: told}, "facts")
    trip = answers_of({"country": "Haiti", "absences": [{"left": told, "returned": told}]}, "facts")

    assert answers[key] == span
    assert isinstance(trip["absences"], tuple)
    assert [
        (row["left"], row["returned"]) for row in trip["absences"] if isinstance(row, Mapping)
    ] == [(span, span)]


@pytest.mark.parametrize("wrong", ["may 2023", "5/2023", "2023-5", "23", "1899", "2023-13", 2023])
def test_no_other_way_of_writing_a_month_is_read_in_a_scenario_file(wrong: object) -> None:
    with pytest.raises(ScenarioError) as refused:
        answers_of({"country": "Haiti", "first_entry": wrong}, "case[0].facts")

    assert refused.value.key == "case[0].facts.first_entry"


@pytest.mark.parametrize("key", ["date_of_birth", "prior_tps.granted_date", "statuses.start"])
def test_every_other_day_of_a_scenario_file_is_whole(key: str) -> None:
    table, _, part = key.partition(".")
    value: object = {part: "2023-05"} if part else "2023-05"
    told = [value] if table == "statuses" else value

    with pytest.raises(ScenarioError):
        answers_of({"country": "Haiti", table: told}, "facts")


def test_an_entry_in_the_month_of_birth_is_possible_and_before_it_is_not() -> None:
    born = {"country": "Haiti", "date_of_birth": date(2010, 5, 20)}

    assert answers_of({**born, "first_entry": "2010-05"}, "facts").is_asked("first_entry")
    with pytest.raises(ScenarioError):
        answers_of({**born, "first_entry": "2010-04"}, "facts")


def test_what_is_known_of_a_day_is_said_and_no_more() -> None:
    assert saying.told(date(2024, 6, 3)) == "on 3 June 2024"
    assert saying.told(DaySpan.month(2024, 6)) == "in June 2024"
    assert saying.told(DaySpan.year(2024)) == "in 2024"
    assert saying.told(UNKNOWN) == "on a day that is not known"
