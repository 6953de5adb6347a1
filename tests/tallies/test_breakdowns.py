"""Labels: every one is in a list, and nothing typed gets in."""

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
    Gender,
    Table,
    Traits,
    age_band,
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
    assert age_band(years) == band


def test_the_lists_are_those_of_the_program() -> None:
    languages = msgspec.toml.decode((resources() / "translations" / "languages.toml").read_bytes())[
        "language"
    ]
    countries = msgspec.toml.decode((resources() / "translations" / "countries.toml").read_bytes())[
        "country"
    ]

    assert {language["tag"] for language in languages} == LANGUAGES
    assert set(countries) == COUNTRIES
