"""Whether the computer's day can be believed; a dead battery sets a clock back years."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from clinic_app.clock import DaySource, Today
from clinic_app.screening.rule_pack import RulePack
from clinic_app.workflows.errors import ClockDoubtfulError
from clinic_app.workflows.session import Session

_LONGEST_PAUSE = timedelta(days=366)


class ClockFault(Enum):
    """Why the computer's day is in doubt."""

    BEFORE_RULES = "before_rules"
    BEFORE_LAST_RECORD = "before_last_record"
    LONG_AFTER = "long_after"


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """A day that needs the worker's word.

    Attributes:
        day: What the computer says.
        compared_with: The newest day that is known for certain to have passed.
    """

    fault: ClockFault
    day: date
    compared_with: date


def clock_doubt(session: Session, pack: RulePack) -> ClockDoubt | None:
    """Return why the session's day is in doubt; None where it fits, or the worker gave it.

    A day is in doubt before the rule pack was made, before the last saved record, or more
    than a year after the newer of the two.
    """
    if session.today.source is DaySource.WORKER:
        return None
    day = session.today.day
    with session.reading() as opened:
        last_saved = opened.last_saved_day()
    newest = max(pack.as_of, last_saved or pack.as_of)
    if day < pack.as_of:
        return ClockDoubt(ClockFault.BEFORE_RULES, day, pack.as_of)
    if day < newest:
        return ClockDoubt(ClockFault.BEFORE_LAST_RECORD, day, newest)
    if day > newest + _LONGEST_PAUSE:
        return ClockDoubt(ClockFault.LONG_AFTER, day, newest)
    return None


def refuse_doubtful_day(session: Session, pack: RulePack) -> None:
    """Refuse to go on where nobody can be asked which day it is.

    Raises:
        ClockDoubtfulError: The computer's day is in doubt.
    """
    doubt = clock_doubt(session, pack)
    if doubt is not None:
        raise ClockDoubtfulError(doubt.day, doubt.compared_with)


def with_day(session: Session, day: date) -> Session:
    """Return the session on the day that the worker gave; every record says who gave it."""
    return replace(session, today=Today(day, DaySource.WORKER))
