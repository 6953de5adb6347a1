"""In force, contested, unconfirmed or ended: four answers, each with what it rests on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.screening.designation import (
    Standing,
    StandingKind,
    best_standing,
    line_named,
    standing_on,
    standings,
)
from clinic_app.screening.rule_pack import (
    CountryLaw,
    CourtOrder,
    CurrentState,
    DesignationEvent,
    EventType,
    OrderEffect,
)
from clinic_app.workflows.rule_packs import shipped_pack

IN_FORCE, ENDED = StandingKind.IN_FORCE, StandingKind.ENDED
CONTESTED, UNCONFIRMED = StandingKind.CONTESTED, StandingKind.UNCONFIRMED
TODAY = date(2026, 11, 23)


def law_of(country: str) -> CountryLaw:
    law = shipped_pack().country(country)
    assert law is not None
    return law


def stands(law: CountryLaw, line: str, day: date) -> Standing:
    standing = standing_on(law, line, day)
    assert standing is not None
    return standing


def changed(
    law: CountryLaw, event_id: str, change: Callable[[DesignationEvent], DesignationEvent]
) -> CountryLaw:
    events = tuple(change(e) if e.id == event_id else e for e in law.events)
    return replace(law, events=events)


def without(law: CountryLaw, *event_ids: str) -> CountryLaw:
    return replace(law, events=tuple(e for e in law.events if e.id not in event_ids), orders=())


def an_order(
    *acts_on: str,
    effect: OrderEffect = OrderEffect.STAYS,
    first: date | None = None,
    is_honoured: bool = False,
) -> CourtOrder:
    return CourtOrder(
        case="Invented v. Example",
        court="D. Test",
        dated=first,
        text="Invented.",
        acts_on=acts_on,
        effect=effect,
        first=first,
        until=None,
        covers="",
        is_honoured=is_honoured,
        is_confirmed=False,
        confidence="high",
        source="invented",
    )


def test_today_each_country_stands_as_the_pack_knows_it() -> None:
    kinds = {
        law.iso2: standing.kind
        for law in shipped_pack().countries
        if (standing := best_standing(law, TODAY)) is not None
    }

    assert kinds == {
        "AF": ENDED,
        "CM": ENDED,
        "ET": ENDED,
        "HN": CONTESTED,
        "HT": ENDED,
        "LB": IN_FORCE,
        "MM": ENDED,
        "NI": CONTESTED,
        "NP": CONTESTED,
        "SD": UNCONFIRMED,
        "SO": ENDED,
        "SS": ENDED,
        "SV": UNCONFIRMED,
        "SY": ENDED,
        "UA": UNCONFIRMED,
        "VE": ENDED,
        "YE": ENDED,
    }


def test_a_country_has_no_standing_before_its_first_designation() -> None:
    assert best_standing(law_of("Lebanon"), date(2024, 11, 26)) is None
    assert standing_on(law_of("Haiti"), "Haiti 2021", date(2021, 8, 2)) is None


def test_a_line_older_than_the_pack_is_unconfirmed_before_and_never_undesignated() -> None:
    standing = stands(law_of("Somalia"), "Somalia 1991", date(2015, 6, 1))

    assert (standing.kind, standing.through, standing.notices) == (UNCONFIRMED, None, ())
    assert standing.confidence is None


def test_a_designation_that_is_published_but_not_yet_effective_does_not_exist_yet() -> None:
    late = changed(
        law_of("Lebanon"), "LB-2024-D", lambda e: replace(e, effective_start=date(2024, 12, 24))
    )

    assert standing_on(late, "Lebanon 2024", date(2024, 12, 23)) is None
    assert stands(late, "Lebanon 2024", date(2024, 12, 24)).kind is IN_FORCE


def test_the_last_day_of_status_is_in_force_and_the_next_is_not() -> None:
    cameroon = law_of("Cameroon")

    last = stands(cameroon, "Cameroon 2022", date(2025, 8, 4))
    after = stands(cameroon, "Cameroon 2022", date(2025, 8, 5))

    assert (last.kind, last.through) == (IN_FORCE, date(2025, 8, 4))
    assert (after.kind, after.through) == (ENDED, date(2025, 8, 4))
    assert after.citations == ("90 FR 23697",)
    assert after.cases == ()


def test_a_later_termination_is_never_applied_backwards() -> None:
    standing = stands(law_of("Haiti"), "Haiti 2021", date(2024, 9, 16))

    assert (standing.kind, standing.through) == (IN_FORCE, date(2026, 2, 3))
    assert standing.citations == ("89 FR 54484",)
    assert standing.orders == ()


def test_the_partial_vacatur_shortens_haiti_until_a_court_finds_it_unlawful() -> None:
    haiti = law_of("Haiti")

    before = stands(haiti, "Haiti 2021", date(2025, 6, 30))
    after = stands(haiti, "Haiti 2021", date(2025, 7, 1))

    assert before.through == date(2025, 8, 3)
    assert after.through == date(2026, 2, 3)
    assert after.cases == ("Haitian Evangelical Clergy Ass'n v. Trump",)
    assert "90 FR 10511" in after.citations


def test_a_termination_that_was_void_never_ends_haiti() -> None:
    """HT-2025-T1 named 2025-09-02; the government kept to 2026-02-03."""
    standing = stands(law_of("Haiti"), "Haiti 2021", date(2025, 9, 3))

    assert (standing.kind, standing.through) == (IN_FORCE, date(2026, 2, 3))


def test_a_court_that_holds_off_a_termination_in_effect_makes_it_contested() -> None:
    haiti = law_of("Haiti")

    on_the_last_day = stands(haiti, "Haiti 2021", date(2026, 2, 3))
    the_day_after = stands(haiti, "Haiti 2021", date(2026, 2, 4))

    assert on_the_last_day.kind is IN_FORCE
    assert (the_day_after.kind, the_day_after.through) == (CONTESTED, date(2026, 2, 3))
    assert "Miot v. Trump, No. 25-cv-02471" in the_day_after.cases


def test_between_the_reversal_and_the_last_day_of_status_haiti_is_still_contested() -> None:
    """The notice says over since 2026-02-03, the pack says in effect through 2026-07-27."""
    haiti = law_of("Haiti")

    standing = stands(haiti, "Haiti 2021", date(2026, 7, 27))

    assert (standing.kind, standing.through) == (CONTESTED, date(2026, 7, 27))
    assert standing.known == haiti.known
    assert stands(haiti, "Haiti 2021", date(2026, 7, 28)).kind is ENDED


def test_a_notice_and_a_pack_that_disagree_with_no_court_between_them_confirm_nothing() -> None:
    cameroon = law_of("Cameroon")
    known = replace(cameroon.known, in_effect_through=date(2025, 9, 1))
    standing = stands(replace(cameroon, known=known), "Cameroon 2022", date(2025, 8, 20))

    assert standing.kind is UNCONFIRMED


@pytest.mark.parametrize(
    ("country", "line", "ended"),
    [
        ("Burma", "Burma 2021", date(2026, 8, 7)),
        ("Ethiopia", "Ethiopia 2022", date(2026, 8, 18)),
        ("Haiti", "Haiti 2021", date(2026, 7, 27)),
        ("Somalia", "Somalia 1991", date(2026, 8, 14)),
        ("South Sudan", "South Sudan 2011", date(2026, 8, 7)),
        ("Syria", "Syria 2012", date(2026, 7, 27)),
        ("Yemen", "Yemen 2015", date(2026, 7, 20)),
    ],
)
def test_a_stay_that_was_left_behind_ends_on_the_day_that_the_pack_knows(
    country: str, line: str, ended: date
) -> None:
    law = law_of(country)

    assert stands(law, line, ended).kind is CONTESTED
    after = stands(law, line, ended + timedelta(days=1))
    assert (after.kind, after.through) == (ENDED, ended)
    assert after.known == law.known
    assert after.confidence in {"low", "medium"}


def test_an_order_of_unknown_day_holds_yemens_termination_off_and_is_never_not_yet_known() -> None:
    yemen = law_of("Yemen")

    assert stands(yemen, "Yemen 2015", date(2026, 5, 4)).kind is IN_FORCE
    after = stands(yemen, "Yemen 2015", date(2026, 5, 5))
    assert after.kind is CONTESTED
    assert after.cases == ("Doe v. Noem, 26-cv-02103 / 26-cv-02280 (S.D.N.Y.)",)
    assert after.confidence == "low"


@pytest.mark.parametrize(
    ("country", "line", "last"),
    [
        ("Honduras", "Honduras 1999", date(2025, 9, 8)),
        ("Nepal", "Nepal 2015", date(2025, 8, 5)),
        ("Nicaragua", "Nicaragua 1999", date(2025, 9, 8)),
    ],
)
def test_terminations_set_aside_and_let_go_again_stay_contested(
    country: str, line: str, last: date
) -> None:
    for day in (last + timedelta(days=1), date(2026, 1, 15), date(2026, 3, 1), TODAY):
        standing = stands(law_of(country), line, day)
        assert (standing.kind, standing.through) == (CONTESTED, last)
        assert standing.cases


@pytest.mark.parametrize(
    ("country", "line", "last"),
    [
        ("El Salvador", "El Salvador 2001", date(2026, 9, 9)),
        ("Sudan", "Sudan 2022", date(2026, 10, 19)),
        ("Ukraine", "Ukraine 2022", date(2026, 10, 19)),
        ("Lebanon", "Lebanon 2024", date(2026, 11, 27)),
    ],
)
def test_a_period_that_ended_with_nothing_published_is_unconfirmed_never_extended(
    country: str, line: str, last: date
) -> None:
    assert stands(law_of(country), line, last).kind is IN_FORCE
    after = stands(law_of(country), line, last + timedelta(days=1))
    assert (after.kind, after.through) == (UNCONFIRMED, last)


@pytest.mark.parametrize(
    ("country", "line", "last", "published", "through"),
    [
        ("Lebanon", "Lebanon 2024", date(2026, 5, 27), date(2026, 5, 29), date(2026, 11, 27)),
        ("South Sudan", "South Sudan 2011", date(2025, 5, 3), date(2025, 5, 6), date(2025, 11, 3)),
        ("South Sudan", "South Sudan 2011", date(2025, 11, 3), date(2025, 11, 6), date(2026, 1, 5)),
        ("Ethiopia", "Ethiopia 2022", date(2025, 12, 12), date(2025, 12, 15), date(2026, 2, 13)),
        ("Honduras", "Honduras 1999", date(2025, 7, 5), date(2025, 7, 8), date(2025, 9, 8)),
    ],
)
def test_a_notice_that_came_late_counts_from_its_publication(
    country: str, line: str, last: date, published: date, through: date
) -> None:
    """The 60 days of 8 U.S.C. 1254a(b)(3)(B) are on the decision, not on its notice."""
    law = law_of(country)

    assert stands(law, line, last).kind is IN_FORCE
    assert stands(law, line, last + timedelta(days=1)).kind is UNCONFIRMED
    assert stands(law, line, published - timedelta(days=1)).kind is UNCONFIRMED
    standing = stands(law, line, published)
    assert (standing.kind, standing.through) == (IN_FORCE, through)


def test_an_administrative_stay_holds_afghanistan_for_a_week() -> None:
    afghanistan = law_of("Afghanistan")

    assert stands(afghanistan, "Afghanistan 2022", date(2025, 7, 14)).kind is IN_FORCE
    assert stands(afghanistan, "Afghanistan 2022", date(2025, 7, 21)).kind is CONTESTED
    assert stands(afghanistan, "Afghanistan 2022", date(2025, 7, 22)).kind is ENDED


def test_venezuela_is_two_designations_that_never_mix() -> None:
    venezuela = law_of("Venezuela")

    found = {each.line: each.kind for each in standings(venezuela, date(2025, 6, 1))}

    assert found == {"Venezuela 2023": ENDED, "Venezuela 2021": IN_FORCE}
    best = best_standing(venezuela, date(2025, 6, 1))
    assert best is not None
    assert best.line == "Venezuela 2021"


@pytest.mark.parametrize(
    ("day", "through"),
    [
        (date(2025, 1, 16), date(2025, 4, 2)),
        (date(2025, 1, 17), date(2026, 10, 2)),
        (date(2025, 2, 2), date(2026, 10, 2)),
        (date(2025, 2, 3), date(2025, 4, 2)),
        (date(2025, 2, 5), date(2025, 4, 7)),
    ],
)
def test_the_vacatur_removes_the_extension_of_venezuela_2023(day: date, through: date) -> None:
    standing = stands(law_of("Venezuela"), "Venezuela 2023", day)

    assert (standing.kind, standing.through) == (IN_FORCE, through)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2025, 4, 7), IN_FORCE),
        (date(2025, 4, 8), CONTESTED),
        (date(2025, 5, 18), CONTESTED),
        (date(2025, 5, 19), ENDED),
        (date(2025, 9, 4), ENDED),
        (date(2025, 9, 5), CONTESTED),
        (date(2025, 10, 2), CONTESTED),
        (date(2025, 10, 3), ENDED),
        (date(2026, 1, 28), ENDED),
    ],
)
def test_venezuela_2023_follows_stay_and_stay_of_the_stay(day: date, kind: StandingKind) -> None:
    assert stands(law_of("Venezuela"), "Venezuela 2023", day).kind is kind


def test_an_end_that_courts_held_off_for_a_while_has_no_certain_last_day() -> None:
    venezuela = law_of("Venezuela")

    in_court = stands(venezuela, "Venezuela 2023", date(2025, 5, 19))
    never = stands(replace(venezuela, orders=()), "Venezuela 2023", date(2025, 5, 19))

    assert (in_court.kind, in_court.through) == (ENDED, None)
    assert (never.kind, never.through) == (ENDED, date(2025, 4, 7))


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2025, 5, 29), 0),
        (date(2025, 5, 30), 1),
        (date(2026, 10, 2), 1),
        (date(2026, 10, 3), 0),
    ],
)
def test_an_order_for_some_people_does_not_speak_for_all_and_is_named(
    day: date, number: int
) -> None:
    standing = stands(law_of("Venezuela"), "Venezuela 2023", day)

    assert len(standing.for_some) == number
    assert all("5,000" in order.covers for order in standing.for_some)


@pytest.mark.parametrize(
    ("country", "old", "new", "day"),
    [
        ("Haiti", "Haiti 2010", "Haiti 2021", date(2021, 8, 3)),
        ("Sudan", "Sudan 2013", "Sudan 2022", date(2022, 4, 19)),
    ],
)
def test_an_old_designation_ends_when_a_new_one_takes_its_place(
    country: str, old: str, new: str, day: date
) -> None:
    law = law_of(country)

    assert stands(law, old, day - timedelta(days=1)).kind in {CONTESTED, UNCONFIRMED}
    ended = stands(law, old, day)
    assert (ended.kind, ended.through, ended.notices[0].line) == (ENDED, None, new)
    assert [each.line for each in standings(law, day)] == [new, old]


def test_a_termination_held_off_in_years_without_notices_is_contested_and_unconfirmed() -> None:
    standing = stands(law_of("Haiti"), "Haiti 2010", date(2020, 1, 1))

    assert (standing.kind, standing.through) == (CONTESTED, None)
    assert standing.cases == ("Ramos v. Nielsen, No. 18-cv-01554",)


def test_a_termination_in_years_without_notices_proves_nothing() -> None:
    """Honduras: no order is known to the pack, yet HN-2018-T never took effect."""
    standing = stands(law_of("Honduras"), "Honduras 1999", date(2021, 1, 1))

    assert (standing.kind, standing.notices[0].id) == (UNCONFIRMED, "HN-2018-T")


@pytest.mark.parametrize("law", shipped_pack().countries, ids=lambda law: law.iso2)
def test_a_notice_without_publication_day_makes_its_line_unconfirmed(law: CountryLaw) -> None:
    for event in law.events:
        undated = changed(law, event.id, lambda e: replace(e, published=None))
        is_replaced = any(
            line.name == event.line and line.replaced_by is not None for line in law.lines
        )
        day = (event.published or TODAY) + timedelta(days=30)
        standing = stands(undated, event.line, day)
        assert standing.kind is UNCONFIRMED
        assert [each.id for each in standing.notices] == [event.id]
        assert is_replaced or stands(undated, event.line, TODAY).kind is UNCONFIRMED


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (CurrentState.TERMINATED, ENDED),
        (CurrentState.COURT_CONTESTED, CONTESTED),
        (CurrentState.UNCONFIRMED, UNCONFIRMED),
        (CurrentState.IN_EFFECT, UNCONFIRMED),
    ],
)
def test_after_the_last_known_period_the_packs_word_on_today_is_read(
    state: CurrentState, kind: StandingKind
) -> None:
    ukraine = law_of("Ukraine")
    law = replace(ukraine, known=replace(ukraine.known, state=state))

    assert stands(law, "Ukraine 2022", date(2026, 10, 19)).kind is IN_FORCE
    after = stands(law, "Ukraine 2022", date(2026, 10, 20))
    assert (after.kind, after.through, after.known) == (kind, date(2026, 10, 19), law.known)


def test_a_contested_state_without_a_certain_last_day_has_none() -> None:
    ukraine = law_of("Ukraine")
    known = replace(ukraine.known, state=CurrentState.COURT_CONTESTED, in_effect_through=None)
    standing = stands(replace(ukraine, known=known), "Ukraine 2022", TODAY)

    assert (standing.kind, standing.through) == (CONTESTED, None)


def test_the_packs_word_on_today_says_nothing_about_another_line() -> None:
    venezuela = without(law_of("Venezuela"), "VE23-2025-V", "VE23-2025-T")
    standing = stands(venezuela, "Venezuela 2023", TODAY)

    assert (standing.kind, standing.known) == (UNCONFIRMED, None)


def test_in_force_lasts_only_as_long_as_known_periods_follow_without_a_hole() -> None:
    holed = changed(
        law_of("Ukraine"), "UA-2025-E", lambda e: replace(e, effective_start=date(2025, 4, 21))
    )

    assert stands(holed, "Ukraine 2022", date(2025, 2, 1)).through == date(2025, 4, 19)
    assert stands(holed, "Ukraine 2022", date(2025, 4, 20)).kind is UNCONFIRMED


def test_a_court_that_holds_off_the_designation_itself_makes_it_contested() -> None:
    lebanon = law_of("Lebanon")
    held = replace(lebanon, orders=(an_order("LB-2024-D", first=date(2025, 3, 3)),))

    assert stands(held, "Lebanon 2024", date(2025, 3, 2)).kind is IN_FORCE
    standing = stands(held, "Lebanon 2024", date(2025, 3, 3))
    assert (standing.kind, standing.through) == (CONTESTED, None)
    assert standing.cases == ("Invented v. Example",)


def test_one_notice_left_standing_keeps_a_designation_in_force() -> None:
    haiti = law_of("Haiti")
    held = replace(haiti, orders=(an_order("HT-2024-R", first=date(2024, 9, 1)),))

    assert stands(held, "Haiti 2021", date(2024, 9, 16)).kind is IN_FORCE


def test_confidence_is_the_weakest_of_all_that_it_rests_on() -> None:
    standing = stands(law_of("South Sudan"), "South Sudan 2011", date(2026, 2, 12))

    assert {order.confidence for order in standing.orders} == {"high", "low"}
    assert standing.confidence == "low"


@pytest.mark.parametrize(
    ("country", "text", "line"),
    [
        ("Haiti", "Haiti 2021", "Haiti 2021"),
        ("Haiti", " haiti 2010 ", "Haiti 2010"),
        ("Haiti", "HT-2024-R", "Haiti 2021"),
        ("Haiti", "ht-2018-t", "Haiti 2010"),
        ("Venezuela", "2023", "Venezuela 2023"),
        ("Venezuela", "the 2021 designation", "Venezuela 2021"),
        ("Venezuela", "2021 or 2023", None),
        ("Venezuela", "Venezuela", None),
        ("Venezuela", "", None),
    ],
)
def test_a_line_is_found_by_name_event_or_year(country: str, text: str, line: str | None) -> None:
    assert line_named(law_of(country), text) == line


DAYS = st.dates(date(1998, 1, 1), date(2027, 12, 31))
LAWS = st.sampled_from(shipped_pack().countries)


@given(law=LAWS, day=DAYS, later=st.integers(1, 4000), at=st.integers(0, 98), into=st.data())
def test_a_notice_published_after_a_day_never_changes_that_day(
    law: CountryLaw, day: date, later: int, at: int, into: st.DataObject
) -> None:
    """Whatever it says, and whatever it takes back."""
    model = law.events[at % len(law.events)]
    line = into.draw(st.sampled_from([each.name for each in law.lines]))
    ids = [event.id for event in law.events]
    added = replace(
        model,
        id="XX-NEW",
        line=line,
        type=into.draw(st.sampled_from(EventType)),
        published=day + timedelta(days=later),
        vacates=into.draw(st.none() | st.sampled_from(ids)),
        partly_vacates=tuple(into.draw(st.lists(st.sampled_from(ids), max_size=2))),
        termination_effective=into.draw(st.none() | DAYS),
        effective_start=into.draw(st.none() | DAYS),
        effective_end=into.draw(st.none() | DAYS),
    )
    more = replace(law, events=(added, *law.events))

    assert standings(more, day) == standings(law, day)


@given(
    law=LAWS,
    day=DAYS,
    later=st.integers(1, 4000),
    effect=st.sampled_from(OrderEffect),
    is_honoured=st.booleans(),
)
def test_a_court_order_made_after_a_day_never_changes_that_day(
    law: CountryLaw, day: date, later: int, effect: OrderEffect, is_honoured: bool
) -> None:
    ids = tuple(event.id for event in law.events)
    made = day + timedelta(days=later)
    order = an_order(*ids, effect=effect, first=made, is_honoured=is_honoured)
    more = replace(law, orders=(order, *law.orders))

    assert standings(more, day) == standings(law, day)


@given(law=LAWS, day=DAYS)
def test_a_day_is_judged_by_what_was_published_by_then(law: CountryLaw, day: date) -> None:
    known = tuple(e for e in law.events if e.published is not None and e.published <= day)

    assert standings(replace(law, events=known), day) == standings(law, day)


@given(law=LAWS, day=DAYS)
def test_what_is_in_force_lasts_through_the_day_and_what_ended_does_not(
    law: CountryLaw, day: date
) -> None:
    for standing in standings(law, day):
        if standing.kind is IN_FORCE:
            assert standing.through is not None
            assert standing.through >= day
        if standing.kind in {ENDED, UNCONFIRMED} and standing.through is not None:
            assert standing.through < day


def test_an_end_that_a_published_extension_gives_rests_on_that_extension_too() -> None:
    standing = stands(law_of("SD"), "Sudan 2022", date(2025, 4, 19))

    assert standing.through == date(2026, 10, 19)
    assert standing.citations == ("90 FR 5944", "88 FR 56864")
