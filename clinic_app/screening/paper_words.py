"""All that a client reads, in one language, as a rule pack brings it."""

import string
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

import msgspec

from clinic_app.screening.outcome import Code, Headline, Track

GAPS = frozenset(
    {
        "country",
        "cr_date",
        "cpp_date",
        "day",
        "note",
        "topics",
        "forms",
        "version",
        "looked",
        "made",
        "as_of",
        "phone",
        "place",
        "first",
        "last",
        "items",
        "months",
    }
)
"""What a text of a client's sheet may leave open."""

PAGE_GAPS = frozenset({"page", "count"})
"""What the line at the foot of a page leaves open."""

OTHER_TOPIC = "other"
"""The topic of a legal test that the words do not name."""


class PaperTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table that paper is made of: never changed, and no key that is not listed in it."""


class DateWords(PaperTable, frozen=True):
    """How a day is written.

    Attributes:
        months: January first.
    """

    pattern: str
    months: tuple[str, ...]

    def written(self, day: date) -> str:
        """Return *day* in words."""
        return self.pattern.format(day=day.day, month=self.months[day.month - 1], year=day.year)


class SheetWords(PaperTable, frozen=True):
    """Headings, and what stands once on a sheet."""

    label: str
    title: str
    title_not_filing: str
    about: str
    code: str
    not_reviewed: str
    found: str
    decides: str
    bring: str
    bring_each: str
    bring_other_ways: str
    dates: str
    fees: str
    warnings: str
    back: str
    other_ways: str
    footer: str
    footer_older: str
    rules: str
    rules_old: str
    page: str
    the_set_day: str


class ListWords(PaperTable, frozen=True):
    """Sentences around a list of topics."""

    met: str
    review: str
    problem: str
    unknown: str
    between: str


class HowMany(Enum):
    """How many of the papers that an item names are asked for."""

    ANY_ONE = "any_one"
    TWO = "two"


class ChooseWords(PaperTable, frozen=True):
    """Around what an item names, where not all of it is asked for."""

    any_one: str
    two: str

    def of(self, how_many: HowMany, items: str) -> str:
        """Return *items*, its own gaps still open, with how many of them are asked for."""
        frame = self.any_one if how_many is HowMany.ANY_ONE else self.two
        return frame.format(items=items)


class MonthWords(PaperTable, frozen=True):
    """About the months that papers show; a month itself stands in digits."""

    without: str
    title: str
    since: str
    each: str
    covered: str
    uncovered: str
    running: str
    open: str
    no_early: str
    no_presence: str
    decides: str
    seen: str


class DayWords(PaperTable, frozen=True):
    """What a day on the sheet is the day of."""

    initial: str
    late_initial: str
    reregistration: str
    already_pending: str
    already_granted: str
    none: str
    received: str
    late_open: str
    how: str
    passed: str
    come_back: str
    come_back_for: str
    tps_until: str
    no_date: str

    def of_deadline(self, track: Track) -> str:
        """Return what the last day of *track* is the last day for."""
        return str(getattr(self, track.value))


class FeeWords(PaperTable, frozen=True):
    """Around the fees; what each fee is stands in ``fee_of``."""

    forms: str
    can_be_waived: str
    cannot_be_waived: str
    unsettled: str
    as_of: str
    separate: str
    no_checks: str
    may_have_changed: str
    pending: str
    none_to_file: str
    no_fee_today: str


class WarningWords(PaperTable, frozen=True):
    """What every client must know before signing."""

    signing: str
    correct: str
    travel: str
    move: str
    court: str
    scam: str


class OtherWayWords(PaperTable, frozen=True):
    """Where TPS cannot be filed."""

    ask: str
    refer: str
    keep_safe: str


class BackWords(PaperTable, frozen=True):
    """How to find the clinic again."""

    place: str
    call: str
    say_code: str


class LanguageWords(PaperTable, frozen=True, kw_only=True):
    """One language of a rule pack.

    Attributes:
        language: BCP 47 tag, the name of the file.
        reviewer: Who read it and grew up with the language; empty until somebody did.
        topic: Legal test to a few plain words; ``other`` for one not named.
        bring: Item of ``evidence.toml`` to what the client is asked to bring.
        kind: Kind of paper of ``evidence.toml`` to its name.
        fee_of: Fee of ``fees.toml`` to what it is for; ``<fee>_young`` for somebody too young
            to pay it unasked.
        country: ISO 3166-1 alpha-2 code to name, of the countries in the pack.
    """

    language: str
    own_name: str
    reviewer: str
    reviewed_on: date | None = None
    dates: DateWords
    sheet: SheetWords
    headline: Mapping[Headline, str]
    list: ListWords
    topic: Mapping[str, str]
    code: Mapping[Code, str]
    bring: Mapping[str, str]
    choose: ChooseWords
    kind: Mapping[str, str]
    months: MonthWords
    date: DayWords
    fee: FeeWords
    fee_of: Mapping[str, str]
    warning: WarningWords
    other_ways: OtherWayWords
    back: BackWords
    country: Mapping[str, str]

    @property
    def is_reviewed(self) -> bool:
        """Whether a named person has reviewed these words, on a named day."""
        return bool(self.reviewer) and self.reviewed_on is not None

    def topic_of(self, test: str) -> str:
        """Return what a legal test is about, in a few words."""
        return self.topic.get(test, self.topic[OTHER_TOPIC])

    def kind_named(self, kind: str) -> str:
        """Return the name of a kind of paper; its id where this pack does not know it."""
        return self.kind.get(kind, kind)

    def country_named(self, country: str) -> str:
        """Return a country's name; as it stands where the pack does not know it."""
        return self.country.get(country, country)


def texts(words: PaperTable) -> Iterator[tuple[str, str]]:
    """Yield every text with its key, such as ``code.CR_DATE``, months left out."""
    for table, held in msgspec.to_builtins(words, builtin_types=(date,)).items():
        if not isinstance(held, dict):
            continue
        for key, text in held.items():
            if isinstance(text, str) and table != "dates":
                yield f"{table}.{key}", text


def gaps_of(text: str) -> frozenset[str]:
    """Return the names of the gaps in a text.

    Raises:
        ValueError: Its braces do not pair, or a gap has a format of its own.
    """
    gaps = set()
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(text)
        gaps.add(name)
    return frozenset(gaps)
