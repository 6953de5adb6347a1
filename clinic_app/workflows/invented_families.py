"""Invented families for a training vault: names composed of syllables, nobody's on purpose."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from clinic_app.records.client import Consent
from clinic_app.tallies.breakdowns import Gender
from clinic_app.workflows.invented_draw import Draw, draw_of

COUNTRIES = (
    ("HT", "ht", 42),
    ("VE", "es", 16),
    ("SV", "es", 9),
    ("HN", "es", 8),
    ("UA", "uk", 6),
    ("NI", "es", 4),
    ("AF", "fa-AF", 3),
    ("CM", "fr", 3),
    ("ET", "am", 2),
    ("MM", "my", 2),
    ("NP", "ne", 2),
    ("SO", "so", 1),
    ("SD", "ar", 1),
    ("SY", "ar", 1),
    ("LB", "ar", 1),
    ("SS", "ar", 1),
    ("YE", "ar", 1),
)
"""Country, the language mostly read, and how many of a hundred families."""

_BEGINNINGS = ("Ba", "Da", "Fe", "Jo", "Ka", "Li", "Ma", "Na", "Ro", "Sa", "Te", "Vi", "Wi", "Ya")
_MIDDLES = ("bri", "di", "la", "li", "mi", "na", "re", "ri", "sa", "ta", "ve", "zo")
_ENDINGS = ("a", "an", "el", "en", "eta", "i", "in", "ine", "o", "on", "ou", "us")
_FAMILY_BEGINNINGS = ("Al", "Bel", "Cor", "Dor", "Fav", "Gal", "Hal", "Lor", "Mon", "Per", "Tel")
_FAMILY_ENDINGS = ("ambert", "anov", "arde", "elis", "enor", "ieva", "iro", "omar", "oza", "uval")

_DRAWN_TIMES = 15
_ALONE_IN_100 = 55
_CAME_IN_TIME_IN_100 = 88
_FORGOT_IN_100 = 2
_HELD_IN_100 = 15
_HELD_AFTER_WINDOW_IN_100 = 75
_REFUSES_IN_100 = 4
_INTERPRETED_IN_100 = 45
_PHONE_IN_100 = 60
_BORN_DATE_KNOWN_IN_100 = 97
_LARGEST_FAMILY = 6
_DAYS_OF_A_YEAR = 365.25


_GENDERS = (Gender.FEMALE, Gender.MALE, None, Gender.OTHER)
_GENDER_WEIGHTS = (52, 42, 5, 1)
_COUNTIES = (("25025", "25023", "25017", "25013", "25009", ""), (45, 25, 15, 6, 4, 5))
"""Where most families live, and that some do not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPerson:
    """Somebody who never was.

    Attributes:
        country: ISO code of the country whose TPS is asked about.
        entered: First day in the United States; None where it is not remembered.
        held: The designation under which TPS was granted before; None for never.
    """

    name: str
    birth_date: date | None
    language: str
    needs_interpreter: bool
    consent: Consent
    phone: str
    gender: Gender | None
    county: str
    country: str
    entered: date | None
    held: Draw | None


def invented_family(chance: Random, day: date, most: int) -> tuple[InventedPerson, ...]:
    """Return one to *most* people of one household who come to a clinic on *day*."""
    country, language, _weight = chance.choices(COUNTRIES, _weights_on(day))[0]
    draw = draw_of(country, day)
    size = 1
    if not happens(chance, _ALONE_IN_100):
        size = chance.randint(2, _LARGEST_FAMILY)
    surname = chance.choice(_FAMILY_BEGINNINGS) + chance.choice(_FAMILY_ENDINGS)
    is_interpreted = happens(chance, _INTERPRETED_IN_100)
    entered = _entered(chance, day, draw)
    phone = f"555 01{chance.randint(0, 99):02d}" if happens(chance, _PHONE_IN_100) else ""
    county = Random(surname).choices(*_COUNTIES)[0]  # noqa: S311 - the same for the same seed
    consent = Consent.REFUSED if happens(chance, _REFUSES_IN_100) else Consent.GIVEN
    return tuple(
        InventedPerson(
            name=name,
            birth_date=_birth_date(chance, day, entered, is_grown=member < 2),
            language=language,
            needs_interpreter=is_interpreted,
            consent=consent,
            phone=phone if member == 0 else "",
            gender=_gender_of(name),
            county=county,
            country=country,
            entered=None if happens(chance, _FORGOT_IN_100) else entered,
            held=draw if happens(chance, _held_in_100(draw)) else None,
        )
        for member in range(min(size, most))
        if (name := f"{_given_name(chance)} {surname}")
    )


def happens(chance: Random, times_in_100: float) -> bool:
    """Whether something comes about that does so this often in a hundred."""
    return chance.random() * 100 < times_in_100


@cache
def _weights_on(day: date) -> tuple[int, ...]:
    """More people come whose country's TPS stands on *day* than others."""
    return tuple(
        weight * (_DRAWN_TIMES if draw_of(country, day) is not None else 1)
        for country, _language, weight in COUNTRIES
    )


def _entered(chance: Random, day: date, draw: Draw | None) -> date:
    """Most who come about a designation came in time for it; some did not, and ask all the same."""
    if draw is None or draw.since is None or not happens(chance, _CAME_IN_TIME_IN_100):
        return day - timedelta(days=chance.randint(120, 3200))
    return draw.since - timedelta(days=chance.randint(0, 1500))


def _held_in_100(draw: Draw | None) -> int:
    if draw is None or draw.is_window_open:
        return _HELD_IN_100
    return _HELD_AFTER_WINDOW_IN_100


def _gender_of(name: str) -> Gender | None:
    chance = Random(name)  # noqa: S311 - the same for the same seed
    return chance.choices(_GENDERS, _GENDER_WEIGHTS)[0]


def _given_name(chance: Random) -> str:
    middle = chance.choice(_MIDDLES) if happens(chance, 60) else ""
    return chance.choice(_BEGINNINGS) + middle + "l" * (not middle) + chance.choice(_ENDINGS)


def _birth_date(chance: Random, day: date, entered: date, *, is_grown: bool) -> date | None:
    """Nobody enters before they are born: small children came as babies at the latest."""
    if not happens(chance, _BORN_DATE_KNOWN_IN_100):
        return None
    years = chance.uniform(18, 70) if is_grown else chance.uniform(1, 17)
    return min(day - timedelta(days=round(years * _DAYS_OF_A_YEAR)), entered)
