"""What streams, tables and labels are called on paper and screens, at clinic and headquarters."""

from functools import cache

import msgspec

from clinic_app.paths import resources
from clinic_app.tallies.breakdowns import OTHER, UNKNOWN, AgeBand, Gender, Stream, Table
from clinic_app.translation import gettext as _


class _Language(msgspec.Struct, frozen=True):
    tag: str
    english: str


class _Languages(msgspec.Struct, frozen=True):
    language: tuple[_Language, ...]


class _Countries(msgspec.Struct, frozen=True):
    country: dict[str, str]


def stream_words() -> dict[Stream, str]:
    """Return who each stream counts."""
    return {
        Stream.HELPED: _("Helped to apply"),
        Stream.SCREENED: _("Screened, not helped to apply"),
        Stream.KYR: _("Know Your Rights attendance, heads"),
        Stream.TRAINED: _("Trained to hold sessions, heads"),
    }


def table_words() -> dict[Table, str]:
    """Return what each table breaks a stream down by."""
    return {
        Table.COUNTRY: _("by country"),
        Table.LANGUAGE: _("by language"),
        Table.AGE_BAND: _("by age"),
        Table.GENDER: _("by gender"),
        Table.COUNTY: _("by county"),
    }


def label_words(table: Table, label: str) -> str:
    """Return a label in words, and the label itself where it is a code."""
    if label == UNKNOWN:
        return _("not known")
    if table is Table.GENDER:
        return _gender_words()[Gender(label)]
    if label == OTHER:
        return _("any other")
    if table is Table.AGE_BAND:
        return _age_words(AgeBand(label))
    return f"{_names(table).get(label, label)} ({label})"


@cache
def counties() -> dict[str, str]:
    """Return every county of the United States by its five digits, with its state."""
    path = resources() / "translations" / "counties.toml"
    states = msgspec.toml.decode(path.read_bytes(), type=dict[str, dict[str, str]])
    return {
        digits: f"{name}, {state}" for state, of in states.items() for digits, name in of.items()
    }


def _names(table: Table) -> dict[str, str]:
    if table is Table.COUNTY:
        return counties()
    return countries() if table is Table.COUNTRY else _languages()


def _gender_words() -> dict[Gender, str]:
    return {Gender.FEMALE: _("female"), Gender.MALE: _("male"), Gender.OTHER: _("another gender")}


def _age_words(band: AgeBand) -> str:
    return _("{years} years").format(years=band.value.replace("-", "\u2013"))


@cache
def _languages() -> dict[str, str]:
    path = resources() / "translations" / "languages.toml"
    found = msgspec.toml.decode(path.read_bytes(), type=_Languages).language
    return {language.tag: language.english for language in found}


@cache
def countries() -> dict[str, str]:
    """Return the English name of every country of ISO 3166-1 by its two letters."""
    path = resources() / "translations" / "countries.toml"
    return msgspec.toml.decode(path.read_bytes(), type=_Countries).country
