"""Labels: every one is in a list, and nothing typed gets in."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.paths import resources
from clinic_app.tallies.breakdowns import (
    COUNTRIES,
    LANGUAGES,
    OTHER,
    UNKNOWN,
    AgeBand,
    AgesOn,
    Gender,
    Table,
    Traits,
    is_label,
    listed,
)


@pytest.mark.parametrize(
    ("table", "label"),
    [
        (Table.COUNTRY, "HT"),
        (Table.LANGUAGE, "fa-AF"),
        (Table.AGE_BAND, AgeBand.ELDER.value),
        (Table.GENDER, Gender.FEMALE.value),
        (Table.COUNTY, "25025"),
    ],
)
def test_a_label_of_its_list_stays_and_stands_in_no_other_list(table: Table, label: str) -> None:
    assert listed(table, label) == label
    assert [one for one in Table if is_label(one, label)] == [table]


@pytest.mark.parametrize("table", Table)
@given(st.text(min_size=1))
def test_whatever_is_typed_becomes_a_label_of_the_list(table: Table, typed: str) -> None:
    label = listed(table, typed)

    assert is_label(table, label)
    assert label in {typed, OTHER}


@pytest.mark.parametrize("table", Table)
def test_nothing_said_is_unknown(table: Table) -> None:
    assert listed(table, "") == UNKNOWN
    assert Traits().label(table) == UNKNOWN


@pytest.mark.parametrize(
    ("years", "band"),
    [
        *[(0, "0-13"), (13, "0-13"), (14, "14-17"), (17, "14-17"), (18, "18-24"), (24, "18-24")],
        *[(25, "25-44"), (44, "25-44"), (45, "45-64"), (64, "45-64"), (65, "65+"), (120, "65+")],
    ],
)
def test_an_age_lies_in_one_band(years: int, band: str) -> None:
    first, last = date(2025 - years, 2, 28), date(2024 - years, 3, 1)  # of so many years' age
    ages = AgesOn(date(2025, 2, 28))

    assert ages.band(first.isoformat()) == band
    assert ages.band(last.isoformat()) == band
    assert ages.band("2025-03-01") == UNKNOWN


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.dates(date(1880, 1, 1)))
def test_a_birthday_is_had_on_its_day_and_not_before(day: date, born: date) -> None:
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    years = day.year - born.year - (not had_birthday)
    starts = {65: "65+", 45: "45-64", 25: "25-44", 18: "18-24", 14: "14-17", 0: "0-13"}

    expected = next((band for start, band in starts.items() if years >= start), UNKNOWN)
    assert AgesOn(day).band(born.isoformat()) == (expected if born <= day else UNKNOWN)


def test_the_lists_are_those_of_the_program() -> None:
    languages = msgspec.toml.decode((resources() / "translations" / "languages.toml").read_bytes())[
        "language"
    ]
    countries = msgspec.toml.decode((resources() / "translations" / "countries.toml").read_bytes())[
        "country"
    ]

    assert {language["tag"] for language in languages} == LANGUAGES
    assert set(countries) == COUNTRIES
