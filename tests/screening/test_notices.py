"""What notices say on one day: known ones only, and as far as courts let them work."""

from dataclasses import replace
from datetime import date

import pytest

from clinic_app.screening.notices import (
    blocking_order,
    governing_termination,
    known_events,
    orders_on,
    periods,
    qualifying_events,
    undated_events,
    window_end,
    working_events,
)
from clinic_app.screening.rule_pack import (
    CountryLaw,
    CourtOrder,
    DesignationEvent,
    EventType,
    OrderEffect,
)
from clinic_app.workflows.rule_packs import shipped_pack


def law_of(country: str) -> CountryLaw:
    law = shipped_pack().country(country)
    assert law is not None
    return law


def event_of(law: CountryLaw, event_id: str) -> DesignationEvent:
    return next(event for event in law.events if event.id == event_id)


def ids(events: tuple[DesignationEvent, ...]) -> list[str]:
    return [event.id for event in events]


def with_effect(law: CountryLaw, effect: OrderEffect) -> CountryLaw:
    """Give the newest order of *law* another effect."""
    *before, newest = law.orders
    return replace(law, orders=(*before, replace(newest, effect=effect)))


def test_a_notice_is_known_from_the_day_of_its_publication() -> None:
    lebanon = law_of("Lebanon")

    assert ids(known_events(lebanon, "Lebanon 2024", date(2026, 5, 28))) == ["LB-2024-D"]
    assert ids(known_events(lebanon, "Lebanon 2024", date(2026, 5, 29))) == [
        "LB-2024-D",
        "LB-2026-A",
    ]


def test_notices_are_known_in_the_order_of_publication_whatever_the_order_of_the_file() -> None:
    haiti = law_of("Haiti")
    turned = replace(haiti, events=tuple(reversed(haiti.events)))
    found = known_events(turned, "Haiti 2021", date(2026, 1, 1))
    days = [event.published for event in found if event.published is not None]

    assert len(found) == 8
    assert days == sorted(days)


def test_a_notice_without_publication_day_is_undated_and_not_known() -> None:
    lebanon = law_of("Lebanon")
    undated = replace(
        lebanon, events=(*lebanon.events[:1], replace(lebanon.events[1], published=None))
    )

    assert ids(known_events(undated, "Lebanon 2024", date(2030, 1, 1))) == ["LB-2024-D"]
    assert ids(undated_events(undated, "Lebanon 2024")) == ["LB-2026-A"]
    assert undated_events(lebanon, "Lebanon 2024") == ()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 1, 16), False),
        (date(2025, 1, 17), True),
        (date(2025, 2, 3), False),
        (date(2025, 3, 31), True),
        (date(2025, 5, 19), False),
        (date(2025, 5, 30), False),
        (date(2025, 9, 5), True),
        (date(2025, 10, 3), False),
    ],
)
def test_a_vacated_extension_works_only_while_a_court_holds_the_vacatur_off(
    day: date, works: bool
) -> None:
    events = working_events(law_of("Venezuela"), "Venezuela 2023", day)

    assert ("VE23-2025-E" in ids(events)) is works


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2024, 7, 1), date(2026, 2, 3)),
        (date(2025, 2, 23), date(2026, 2, 3)),
        (date(2025, 2, 24), date(2025, 8, 3)),
        (date(2025, 6, 30), date(2025, 8, 3)),
        (date(2025, 7, 1), date(2026, 2, 3)),
    ],
)
def test_the_partial_vacatur_moves_the_end_of_period_and_window(day: date, end: date) -> None:
    haiti = law_of("Haiti")
    found = {period.event.id: period.last for period in periods(haiti, "Haiti 2021", day)}

    assert found["HT-2024-E"] == found["HT-2024-R"] == end
    assert window_end(haiti, event_of(haiti, "HT-2024-R"), day) == end
    assert found["HT-2023-E"] == date(2024, 8, 3)
    assert window_end(haiti, event_of(haiti, "HT-2023-R"), day) == date(2024, 8, 3)


def test_a_partial_vacatur_without_a_window_of_its_own_leaves_the_window_alone() -> None:
    haiti = law_of("Haiti")
    events = tuple(
        replace(event, initial_registration=None, effective_end=None)
        if event.id == "HT-2025-V"
        else event
        for event in haiti.events
    )
    law = replace(haiti, events=events)
    found = {
        period.event.id: period.last for period in periods(law, "Haiti 2021", date(2025, 3, 3))
    }

    assert found["HT-2024-R"] == date(2026, 2, 3)
    assert window_end(law, event_of(law, "HT-2024-R"), date(2025, 3, 3)) == date(2026, 2, 3)


def test_a_vacatur_that_a_court_found_void_still_explains_how_long_tps_lasts() -> None:
    haiti = law_of("Haiti")

    found = qualifying_events(haiti, "Haiti 2021", date(2025, 8, 1))

    assert ids(found) == ["HT-2025-V", "HT-2025-T1"]
    assert qualifying_events(haiti, "Haiti 2021", date(2025, 2, 23)) == ()


@pytest.mark.parametrize(
    ("country", "event_id", "first_end", "end"),
    [
        ("Burma", "MM-2021-D", date(2021, 11, 22), date(2022, 11, 25)),
        ("Syria", "SY-2021-R", date(2021, 9, 15), date(2022, 9, 30)),
        ("Venezuela", "VE21-2021-D", date(2021, 9, 5), date(2022, 9, 9)),
    ],
)
def test_a_window_of_180_days_is_longer_only_from_the_notice_that_lengthened_it(
    country: str, event_id: str, first_end: date, end: date
) -> None:
    law = law_of(country)
    event = event_of(law, event_id)

    assert window_end(law, event, date(2021, 8, 3)) == first_end
    assert window_end(law, event, date(2021, 8, 4)) == end


def test_an_extension_opens_no_initial_window() -> None:
    haiti = law_of("Haiti")

    assert window_end(haiti, event_of(haiti, "HT-2024-E"), date(2024, 9, 1)) is None


@pytest.mark.parametrize(
    ("country", "line", "day", "event_id"),
    [
        ("Haiti", "Haiti 2021", date(2025, 6, 30), None),
        ("Haiti", "Haiti 2021", date(2025, 7, 1), None),
        ("Haiti", "Haiti 2021", date(2025, 11, 28), "HT-2025-T2"),
        ("El Salvador", "El Salvador 2001", date(2023, 6, 20), "SV-2018-T"),
        ("El Salvador", "El Salvador 2001", date(2023, 6, 21), None),
        ("Venezuela", "Venezuela 2023", date(2025, 4, 1), "VE23-2025-T"),
    ],
)
def test_the_newest_termination_that_is_neither_void_nor_rescinded_governs(
    country: str, line: str, day: date, event_id: str | None
) -> None:
    found = governing_termination(law_of(country), line, day)

    assert (found and found.id) == event_id


def test_a_rescission_alone_takes_a_termination_back() -> None:
    nepal = law_of("Nepal")
    alone = replace(nepal, events=tuple(e for e in nepal.events if e.id != "NP-2023-E"))

    assert governing_termination(alone, "Nepal 2015", date(2023, 6, 20)) is not None
    assert governing_termination(alone, "Nepal 2015", date(2023, 6, 21)) is None


def test_an_extension_published_after_a_termination_takes_its_place() -> None:
    nepal = law_of("Nepal")
    alone = replace(
        nepal,
        events=tuple(e for e in nepal.events if e.type is not EventType.TERMINATION_RESCINDED),
    )

    assert governing_termination(alone, "Nepal 2015", date(2023, 6, 21)) is None


@pytest.mark.parametrize(
    ("effect", "is_blocked"),
    [
        (OrderEffect.STAYS, True),
        (OrderEffect.VACATES, True),
        (OrderEffect.PARTLY_VACATES, True),
        (OrderEffect.REVERSES, False),
        (OrderEffect.REINSTATES, False),
        (OrderEffect.NONE, True),
    ],
)
def test_the_newest_order_that_decides_anything_decides(
    effect: OrderEffect, is_blocked: bool
) -> None:
    """Haiti's newest order; before it, Miot holds the termination off."""
    law = with_effect(law_of("Haiti"), effect)
    order = blocking_order(law, event_of(law, "HT-2025-T2"), date(2026, 7, 1))

    assert (order is not None) is is_blocked


def test_an_order_is_known_from_its_date_and_works_from_its_first_day() -> None:
    haiti = law_of("Haiti")
    *before, miot, _reversal = haiti.orders
    later: CourtOrder = replace(miot, first=date(2026, 3, 1))
    law = replace(haiti, orders=(*before, later))
    termination = event_of(law, "HT-2025-T2")

    assert orders_on(law, (termination,), date(2026, 2, 1)) == ()
    assert orders_on(law, (termination,), date(2026, 2, 2)) == (later,)
    assert blocking_order(law, termination, date(2026, 2, 28)) is None
    assert blocking_order(law, termination, date(2026, 3, 1)) == later
