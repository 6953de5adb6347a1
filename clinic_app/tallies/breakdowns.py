"""What a crowd may be broken down by: four streams, five tables, and every label there is.

The tables are fixed here, one-way inside a stream: never two attributes at once, never a town,
no filter. A label that is in no list becomes ``other``, so that nothing typed can leave.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from clinic_app.tallies.headlines import HeadlineCount

UNKNOWN = "unknown"
"""The label of whoever did not say, or was not asked."""

OTHER = "other"
"""The label of whatever is in no list."""


class Stream(StrEnum):
    """Who is counted together. Each person, and each head, sits in exactly one stream.

    The names are a public interface: bundles and reports carry them.
    """

    HELPED = "helped"
    """Clients helped to apply for TPS: people."""

    SCREENED = "screened"
    """Clients screened and not helped to apply: people, who leave once they are helped."""

    KYR = "kyr"
    """Heads counted at Know Your Rights events: attendances, not people."""

    TRAINED = "trained"
    """Heads trained there to hold sessions themselves: attendances, not people."""


class Table(StrEnum):
    """One attribute by which a stream may be broken down. The names are a public interface."""

    COUNTRY = "country"
    """Whose TPS the client asked about first: ISO 3166-1 alpha-2."""

    LANGUAGE = "language"
    """What the client reads, or what was spoken at the event: a tag of the clinic's list."""

    AGE_BAND = "age_band"
    """How old the client was on the first day that counts."""

    GENDER = "gender"
    """As the client said."""

    COUNTY = "county"
    """Where the client lives, or where the event was: five digits, as the Census writes it."""


class AgeBand(StrEnum):
    """How old somebody is, as coarse as funders ask."""

    CHILD = "0-13"
    TEEN = "14-17"
    YOUNG = "18-24"
    GROWN = "25-44"
    MIDDLE = "45-64"
    ELDER = "65+"


class Gender(StrEnum):
    """What somebody said when asked; nobody must."""

    FEMALE = "female"
    MALE = "male"
    OTHER = OTHER


HEADLINE_OF = {
    Stream.HELPED: HeadlineCount.HELPED,
    Stream.SCREENED: HeadlineCount.SCREENED,
    Stream.KYR: HeadlineCount.KYR_ATTENDANCE,
    Stream.TRAINED: HeadlineCount.KYR_TRAINED,
}
"""The exact headline that is a stream's size."""

TABLES_OF: Mapping[Stream, tuple[Table, ...]] = {
    Stream.HELPED: tuple(Table),
    Stream.SCREENED: tuple(Table),
    Stream.KYR: (Table.LANGUAGE, Table.COUNTY),
    Stream.TRAINED: (Table.COUNTY,),
}
"""Of heads nothing is known but what holds for the event, and the language that was spoken."""

_COUNTRIES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
    ZW
"""
COUNTRIES = frozenset(_COUNTRIES.split())
"""ISO 3166-1 alpha-2; a country typed in words is ``other``."""

LANGUAGES = frozenset(
    {"ht", "es", "en", "pt", "fr", "uk", "ru", "ar", "fa-AF", "ps", "am", "ti", "ne", "my", "so"}
)
"""The clinic's list of languages."""

_COUNTY = re.compile(r"(0[1-9]|[1-6][0-9]|7[0-8])[0-9]{3}", re.ASCII)


class Traits(NamedTuple):
    """The labels under which somebody may be counted, one per table, each in its list.

    A tuple, because everybody is looked up by theirs at a close.
    """

    country: str = UNKNOWN
    language: str = UNKNOWN
    age_band: str = UNKNOWN
    gender: str = UNKNOWN
    county: str = UNKNOWN

    def label(self, table: Table) -> str:
        """Return the label in one table."""
        label: str = getattr(self, table.value)
        return label


NO_TRAITS = Traits()
"""Of whom nothing is known."""


def listed(table: Table, written: str) -> str:
    """Return *written* if it is a label of *table*; ``unknown`` for nothing, else ``other``."""
    if not written:
        return UNKNOWN
    return written if _stands_in(table, written) else OTHER


@lru_cache(maxsize=8192)
def is_label(table: Table, written: str) -> bool:
    """Whether *written*, in a file that was released, can stand in *table*."""
    return _stands_in(table, written)


def _stands_in(table: Table, written: str) -> bool:
    """Do what :func:`is_label` does, and remember nothing: it may be a client's own word."""
    if written in {UNKNOWN, OTHER}:
        return True
    if table is Table.COUNTY:
        return _COUNTY.fullmatch(written) is not None
    return written in _LISTS[table]


_LISTS: Mapping[Table, frozenset[str]] = {
    Table.COUNTRY: COUNTRIES,
    Table.LANGUAGE: LANGUAGES,
    Table.AGE_BAND: frozenset(AgeBand),
    Table.GENDER: frozenset(Gender),
}

_BANDS = (
    (65, AgeBand.ELDER),
    (45, AgeBand.MIDDLE),
    (25, AgeBand.GROWN),
    (18, AgeBand.YOUNG),
    (14, AgeBand.TEEN),
    (0, AgeBand.CHILD),
)
_BAND_LABELS = (*(band.value for _years, band in _BANDS), UNKNOWN)


class AgesOn:
    """How old people are on one day."""

    def __init__(self, day: date) -> None:
        rest = day.isoformat()[4:]
        self._born_by = [f"{day.year - years:04d}{rest}" for years, _band in _BANDS]

    def band(self, birth_date: str) -> str:
        """Return the band of whoever was born on *birth_date*, written as in ISO 8601.

        It is compared as it is written. Whoever was born later is of unknown age.
        """
        return _BAND_LABELS[bisect_left(self._born_by, birth_date)]
