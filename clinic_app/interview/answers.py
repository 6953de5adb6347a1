"""What a client answered: three-valued, and "unknown" is an answer of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Self


class Unknown(Enum):
    """The client does not know, or nobody asked; never the same as "no"."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN
"""The one value of :class:`Unknown`."""

_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Some day of one whole month or one whole year: all that the client knows of it.

    It is never read as one of its days.

    Attributes:
        first: The first day of the month or year.
        last: Its last day.

    Source:
        ISO 8601-2:2019 (EDTF), which calls this precision: ``2023-05``, ``2023``.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse days that are neither one month nor one year."""
        month, year = _month_of(self.first), _year_of(self.first)
        if (self.first, self.last) not in {month, year}:
            raise ValueError(self)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return some day of a month."""
        return cls(*_month_of(date(year, month, 1)))

    @classmethod
    def year(cls, year: int) -> Self:
        """Return some day of a year."""
        return cls(*_year_of(date(year, 1, 1)))

    @property
    def is_year(self) -> bool:
        """Whether not even the month is known."""
        return self.first.month != self.last.month

    @property
    def written(self) -> str:
        """The month or year in digits, ``2023-05`` or ``2023``."""
        return f"{self.first.year:04}" if self.is_year else self.first.isoformat()[:7]


def _month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of a day's month."""
    if day.month == _DECEMBER:
        return day.replace(day=1), day.replace(day=31)
    return day.replace(day=1), day.replace(month=day.month + 1, day=1) - timedelta(days=1)


def _year_of(day: date) -> tuple[date, date]:
    return day.replace(month=1, day=1), day.replace(month=12, day=31)


Simple = bool | int | str | date | DaySpan | Unknown
"""A plain value; amounts are whole numbers, never floats."""

Row = Mapping[str, Simple]
"""One entry of a list answer, such as one absence."""

Answer = Simple | tuple[str, ...] | tuple[Row, ...] | Row
"""What may stand under a key: a plain value, a list of words, rows, or one row."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by the key of the fact they give; the keys are those of scenario files.

    A key that is absent was not asked. Reading it gives ``UNKNOWN``, as does a key whose
    answer is "the client does not know"; :meth:`is_asked` tells the two apart.
    """

    _by_key: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, key: str) -> Answer:
        """Return the answer under *key*; ``UNKNOWN`` where it was never asked."""
        return self._by_key.get(key, UNKNOWN)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys that were asked, oldest answer first."""
        return iter(self._by_key)

    def is_asked(self, key: str) -> bool:
        """Whether *key* has an answer, ``UNKNOWN`` included."""
        return key in self._by_key

    def with_answer(self, key: str, answer: Answer) -> "Answers":
        """Return these answers with *key* answered anew."""
        return Answers(MappingProxyType({**self._by_key, key: answer}))

    def without(self, key: str) -> "Answers":
        """Return these answers as if *key* had never been asked."""
        kept = {name: answer for name, answer in self._by_key.items() if name != key}
        return Answers(MappingProxyType(kept))
