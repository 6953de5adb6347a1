"""A calendar month: the period of a close, written ``2026-10``."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from clinic_app.tallies.errors import NotAMonthError

_LABEL = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)
_EARLIEST_YEAR = 1990
"""TPS began with the Immigration Act of 1990; an earlier month is a typing slip."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month.

    Attributes:
        number: 1 for January.
    """

    year: int
    number: int

    @classmethod
    def from_label(cls, label: str) -> Self:
        """Read ``2026-10``.

        Raises:
            NotAMonthError: *label* is no month since 1990.
        """
        if _LABEL.fullmatch(label) is None or int(label[:4]) < _EARLIEST_YEAR:
            raise NotAMonthError(label)
        return cls(int(label[:4]), int(label[5:]))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that *day* lies in."""
        return cls(day.year, day.month)

    @classmethod
    def at(cls, index: int) -> Self:
        """Return the month with that :attr:`index`."""
        year, before = divmod(index, 12)
        return cls(year, before + 1)

    @property
    def index(self) -> int:
        """How many months lie before it, from the year 0 on."""
        return self.year * 12 + self.number - 1

    @property
    def label(self) -> str:
        """The month as it is written everywhere, such as ``2026-10``."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def plus(self, months: int) -> Self:
        """Return the month that lies *months* later; earlier where negative."""
        return self.at(self.index + months)


def months(first: Month, last: Month) -> tuple[Month, ...]:
    """Return the months from *first* to *last*, both included; none if *last* is earlier."""
    return tuple(Month.at(index) for index in range(first.index, last.index + 1))
