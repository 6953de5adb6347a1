"""The shipped rule pack says what its source says: every field of every entry, nothing dropped."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # its stubs are not among what we lock

from clinic_app.screening.rule_pack import (
    CountryLaw,
    CourtOrder,
    DesignationEvent,
    Lengthened,
    RulePack,
    Window,
)
from clinic_app.workflows.rule_packs import shipped_pack

SAMPLE = Path(__file__).parent / "samples" / "designations.yaml"
SOURCE: dict[str, Any] = yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))
COUNTRIES: list[dict[str, Any]] = SOURCE["countries"]
COUNTRY_KEYS = {"country", "iso2", "aliases", "current_state", "events", "litigation"}
ORDER_KEYS = {"case", "court", "date", "effect", "confidence", "source"}
NOT_IN_THE_SOURCE = {
    "AF": "Afghanistan 2022",
    "CM": "Cameroon 2022",
    "ET": "Ethiopia 2022",
    "HN": "Honduras 1999",
    "HT": "Haiti 2021",
    "LB": "Lebanon 2024",
    "MM": "Burma 2021",
    "NI": "Nicaragua 1999",
    "NP": "Nepal 2015",
    "SD": "Sudan 2022",
    "SO": "Somalia 1991",
    "SS": "South Sudan 2011",
    "SV": "El Salvador 2001",
    "SY": "Syria 2012",
    "UA": "Ukraine 2022",
    "VE": "Venezuela 2021",
    "YE": "Yemen 2015",
}
"""The designation that each ``current_state`` speaks of, read from its note."""


@pytest.fixture(scope="module")
def pack() -> RulePack:
    return shipped_pack()


def law_of(pack: RulePack, iso2: str) -> CountryLaw:
    law = pack.country(iso2)
    assert law is not None
    return law


def as_source_window(window: Window | None) -> dict[str, date] | None:
    return None if window is None else {"start": window.first, "end": window.last}


def as_source_lengthening(longer: Lengthened | None) -> dict[str, Any] | None:
    if longer is None:
        return None
    return {"end": longer.last, "published": longer.published, "fr_citation": longer.citation}


def as_source_event(event: DesignationEvent) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type.value,
        "published": event.published,
        "fr_citation": event.citation,
        "effective_start": event.effective_start,
        "effective_end": event.effective_end,
        "cr_since": event.cr_since,
        "cpp_since": event.cpp_since,
        "initial_registration": as_source_window(event.initial_registration),
        "initial_registration_first_end": event.initial_registration_first_end,
        "reregistration": as_source_window(event.reregistration),
        "reregistration_lengthened": as_source_lengthening(event.reregistration_lengthened),
        "ead_auto_extension_through": event.ead_auto_extension_through,
        "termination_effective": event.termination_effective,
        "vacates": event.vacates,
        "confidence": event.confidence,
        "source": event.source,
        "note": event.note or None,
        "line": event.line,
    }


def as_source_order(order: CourtOrder) -> dict[str, Any]:
    return {
        "case": order.case,
        "court": order.court,
        "date": order.dated,
        "effect": order.text,
        "confidence": order.confidence,
        "source": order.source,
    }


def with_case_names(orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write out the source's "same": the case named last."""
    named: list[dict[str, Any]] = []
    for order in orders:
        case = named[-1]["case"] if order["case"] == "same" else order["case"]
        named.append({**order, "case": case})
    return named


def test_seventeen_countries_ninety_nine_events_forty_seven_orders_and_nine_notes(
    pack: RulePack,
) -> None:
    assert len(pack.countries) == len(COUNTRIES) == 17
    assert sum(len(law.events) for law in pack.countries) == 99
    assert sum(len(law.orders) for law in pack.countries) == 47
    assert len(pack.global_notes) == 9 + 1  # ours: of notices to appear


def test_the_source_has_no_key_that_the_comparison_below_does_not_read() -> None:
    event_keys = set(as_source_event(law_of(shipped_pack(), "HT").events[0]))

    assert set(SOURCE) == {
        "schema_version",
        "as_of",
        "latest_source_seen",
        "global_notes",
        "could_not_confirm",
        "countries",
    }
    for country in COUNTRIES:
        assert set(country) == COUNTRY_KEYS
        assert all(set(event) <= event_keys for event in country["events"])
        assert all(set(order) == ORDER_KEYS for order in country["litigation"])


def test_the_head_of_the_pack_is_the_head_of_the_source(pack: RulePack) -> None:
    assert pack.as_of == SOURCE["as_of"]
    assert pack.latest_source_seen == SOURCE["latest_source_seen"]
    assert list(pack.could_not_confirm) == SOURCE["could_not_confirm"]
    assert [
        {
            "id": note.id,
            "date": note.dated,
            "text": note.text,
            "confidence": note.confidence,
            "source": note.source,
        }
        for note in pack.global_notes
        if note.id != "notices_to_appear"
    ] == SOURCE["global_notes"]


@pytest.mark.parametrize("source", COUNTRIES, ids=lambda country: country["iso2"])
def test_a_country_has_every_event_of_the_source_field_by_field(
    source: dict[str, Any], pack: RulePack
) -> None:
    law = law_of(pack, source["iso2"])
    every_key = set(as_source_event(law.events[0]))

    assert law.name == source["country"]
    assert list(law.aliases) == source["aliases"]
    assert [as_source_event(event) for event in law.events] == [
        {key: event.get(key) for key in every_key} for event in source["events"]
    ]


@pytest.mark.parametrize("source", COUNTRIES, ids=lambda country: country["iso2"])
def test_a_country_has_every_court_order_of_the_source_with_its_text(
    source: dict[str, Any], pack: RulePack
) -> None:
    law = law_of(pack, source["iso2"])

    assert [as_source_order(order) for order in law.orders] == with_case_names(source["litigation"])


@pytest.mark.parametrize("source", COUNTRIES, ids=lambda country: country["iso2"])
def test_a_country_has_the_current_state_of_the_source(
    source: dict[str, Any], pack: RulePack
) -> None:
    known = law_of(pack, source["iso2"]).known

    assert known.line == NOT_IN_THE_SOURCE[source["iso2"]]
    assert {
        "as_of": known.as_of,
        "state": known.state.value,
        "in_effect_through": known.in_effect_through,
        "last_confirmed": known.last_confirmed,
        "confidence": known.confidence,
        "note": known.note,
    } == source["current_state"]


def test_what_was_derived_from_an_order_by_hand_is_never_tagged_confirmed(pack: RulePack) -> None:
    assert not any(order.is_confirmed for law in pack.countries for order in law.orders)


def test_the_windows_of_the_note_on_older_windows_are_each_with_their_line(
    pack: RulePack,
) -> None:
    note = next(note.text for note in pack.global_notes if note.id == "older_initial_windows")
    held = [
        (law.name, window)
        for law in pack.countries
        for line in law.lines
        for window in line.older_windows
    ]

    entries = note.removesuffix(".").split(": ", 1)[1].split("; ")

    assert len(held) == note.count(" to ") == 7
    for country, window in held:
        said = next(entry for entry in entries if entry.startswith(f"{country} 20"))
        assert f"{window.first} to {window.last}" in said
        assert window.confidence == "low"


@pytest.mark.parametrize("event_id", ["MM-2021-D", "SY-2021-R", "VE21-2021-D"])
def test_a_lengthened_initial_window_names_the_notice_of_its_note(
    event_id: str, pack: RulePack
) -> None:
    event = next(e for law in pack.countries for e in law.events if e.id == event_id)
    longer = event.initial_registration_lengthened

    assert longer is not None
    assert event.initial_registration is not None
    assert longer.citation in event.note
    assert longer.last == event.initial_registration.last
    assert longer.published == date(2021, 8, 4)


def test_the_partial_vacatur_cuts_both_halves_of_the_notice_that_it_names(pack: RulePack) -> None:
    vacatur = next(e for e in law_of(pack, "HT").events if e.id == "HT-2025-V")

    assert vacatur.partly_vacates == ("HT-2024-E", "HT-2024-R")


def test_the_days_that_the_note_on_incomplete_chains_leaves_out_lie_between_two_notices(
    pack: RulePack,
) -> None:
    note = next(note.text for note in pack.global_notes if note.id == "periods_before_2023")
    gaps = {
        law.name: [(gap.first, gap.last) for line in law.lines for gap in line.incomplete]
        for law in pack.countries
    }

    assert {name for name, found in gaps.items() if found} == {
        name for name in gaps if name in note.split(";")[0] and name != "South Sudan"
    }
    assert gaps["El Salvador"] == [
        (date(2002, 9, 10), date(2016, 9, 9)),
        (date(2018, 3, 10), date(2023, 9, 9)),
    ]
