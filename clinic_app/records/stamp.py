"""Who did something, when and where: carried by every record."""

from dataclasses import dataclass
from datetime import date, datetime

from clinic_app.clock import DaySource


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One act by one worker.

    Attributes:
        at: The computer's clock, with its offset, to the second.
        day: The clinic's day, which is what is counted.
        day_source: Whether *day* came from the computer or from the worker.
        worker_id: Who did it.
        site: Where: the site's name as the clinic wrote it.
    """

    at: datetime
    day: date
    day_source: DaySource
    worker_id: str
    site: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A wrong record taken out, with the reason; the record itself stays readable."""

    reason: str
    stamp: Stamp
