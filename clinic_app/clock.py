"""The only place that reads the computer's clock; a clinic day is a local date."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from time import monotonic


class DaySource(Enum):
    """Who said which day it is."""

    COMPUTER = "computer"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Today:
    """The clinic's day, and who said so.

    A laptop with a dead battery tells a wrong date; then the worker is asked, and what
    was recorded on that day says which of the two was used.
    """

    day: date
    source: DaySource = DaySource.COMPUTER


def now() -> datetime:
    """Return the computer's local time, with its offset, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def seconds() -> float:
    """Return seconds that only ever grow, to tell how long something took."""
    return monotonic()


def today() -> Today:
    """Return the local date of the computer."""
    return Today(now().date())
