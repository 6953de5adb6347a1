"""What may be counted, and nothing else: no name, no id, no birth date, no free text."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import chain
from typing import Any, NamedTuple

from clinic_app.tallies.breakdowns import NO_TRAITS, Stream, Table, Traits
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month


class CaseFacts(NamedTuple):
    """What may be counted of one client.

    Attributes:
        helped_on: First day on which an I-821 was prepared; None if never.
        screened_on: First day on which a screening was finished; None if never.
        free_on: First day of a service at no cost; None if never.
        traits: The labels under which the client may be counted.
    """

    helped_on: date | None
    screened_on: date | None
    free_on: date | None
    traits: Traits = NO_TRAITS


PlainFacts = tuple[date | None, date | None, date | None, Traits]
"""A :class:`CaseFacts`, or the same without the names: of a hundred thousand they cost time."""


class Cases(Collection[PlainFacts]):
    """The facts of many clients, all in one list.

    Of a hundred thousand objects Python would look again and again whether they are garbage: a
    third as long as everything else that a close does.
    """

    def __init__(self, cases: Iterable[PlainFacts]) -> None:
        self._flat: list[Any] = list(chain.from_iterable(cases))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cases) and self._flat == other._flat

    __hash__ = None  # type: ignore[assignment] # the way to say it: as a list has none

    def __len__(self) -> int:
        return len(self._flat) // len(CaseFacts._fields)

    def __iter__(self) -> Iterator[PlainFacts]:
        flat = iter(self._flat)
        return zip(flat, flat, flat, flat, strict=True)

    def __contains__(self, case: object) -> bool:
        return any(one == case for one in self)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened at the clinic and counts, whoever it was done for.

    Attributes:
        times: How often it happened on *day*, or how many heads were counted; 0 or more.
    """

    headline: HeadlineCount
    day: date
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Under which labels the heads of a finished Know Your Rights event may be counted.

    Attributes:
        heads: By the label of the language that was spoken.
        trained: Heads trained to hold sessions themselves.
        county: Label of where it was.
    """

    day: date
    heads: Mapping[str, int]
    trained: int
    county: str


class Level(Enum):
    """What an accreditation covers. Source: 8 CFR 1292.1(a)(4)."""

    PARTIAL = "partial"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativeFacts:
    """What may be counted of one representative's accreditation while they were at work once.

    Attributes:
        granted: First day of the accreditation.
        expires: Its last day.
        is_first: Whether they had not been at work with it before, so that its grant counts.
        since: First day on which they stand with it; None for ever, as an earlier one did.
        until: First day on which they do not any more; None until it expires.
    """

    level: Level
    granted: date
    expires: date
    is_renewal: bool
    is_first: bool = True
    since: date | None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PurgedCounts:
    """What still counts of people whose records are gone: sums by month, and nobody in them.

    No two attributes stand together, so that no row is about a person; a sum can be below zero,
    where somebody was screened first and helped later.

    Attributes:
        headlines: By how much a headline changes from a month on.
        labels: By how much a label of a stream's table changes from a month on.
    """

    headlines: Mapping[tuple[Month, HeadlineCount], int] = field(default_factory=dict)
    labels: Mapping[tuple[Month, Stream, Table, str], int] = field(default_factory=dict)


NOBODY_PURGED = PurgedCounts()
"""Of a clinic that never deleted anybody."""


@dataclass(frozen=True, slots=True)
class Countable:
    """Everything of one clinic that may be counted, in no particular order.

    Attributes:
        purged: Of people who are in none of the others any more.
    """

    cases: Collection[PlainFacts]
    happenings: tuple[Happening, ...]
    representatives: tuple[RepresentativeFacts, ...]
    gatherings: tuple[Gathering, ...] = ()
    purged: PurgedCounts = NOBODY_PURGED
