"""Every label has words."""

import pytest

from clinic_app.bundles.label_words import counties, label_words, stream_words, table_words
from clinic_app.tallies.breakdowns import (
    COUNTRIES,
    LANGUAGES,
    OTHER,
    UNKNOWN,
    AgeBand,
    Gender,
    Stream,
    Table,
    is_label,
)


def test_every_stream_and_table_has_words() -> None:
    assert set(stream_words()) == set(Stream)
    assert set(table_words()) == set(Table)


@pytest.mark.parametrize(
    ("table", "label", "words"),
    [
        (Table.COUNTRY, "HT", "Haiti (HT)"),
        (Table.LANGUAGE, "ht", "Haitian Creole (ht)"),
        (Table.COUNTY, "25025", "Suffolk County, MA (25025)"),
        (Table.AGE_BAND, "14-17", "14–17 years"),
        (Table.GENDER, "female", "female"),
        (Table.GENDER, OTHER, "another gender"),
        (Table.COUNTRY, OTHER, "any other"),
        (Table.COUNTY, UNKNOWN, "not known"),
    ],
)
def test_a_label_in_words(table: Table, label: str, words: str) -> None:
    assert label_words(table, label) == words


def test_no_label_is_without_words() -> None:
    labels = [(Table.COUNTRY, one) for one in COUNTRIES]
    labels += [(Table.LANGUAGE, one) for one in LANGUAGES]
    labels += [(Table.AGE_BAND, one.value) for one in AgeBand]
    labels += [(Table.GENDER, one.value) for one in Gender]

    assert all(label_words(table, label) for table, label in labels)


def test_every_county_is_a_label() -> None:
    assert len(counties()) > 3000
    assert all(is_label(Table.COUNTY, digits) for digits in counties())
