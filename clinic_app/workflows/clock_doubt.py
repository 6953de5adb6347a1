"""Whether the computer's day can be believed; a dead battery sets a clock back years.

Whoever sets it back on purpose gains nothing: the records know the newest day that has passed,
and an accreditation that had run out by then stays so. Where the clock ran ahead once, a
coordinator's word settles which day it is, and what was known before counts no more; the log says
who said so.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum

from clinic_app.clock import DaySource, Today
from clinic_app.records.audit import About, Act
from clinic_app.screening.rule_pack import RulePack
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.errors import ClockDoubtfulError
from clinic_app.workflows.session import Session

_LONGEST_PAUSE = timedelta(days=366)

_TOLERANCE = timedelta(days=1)
"""A clock that is put right, or carried into another time zone, goes back by less."""


class ClockFault(Enum):
    """Why the computer's day is in doubt."""

    BEFORE_RULES = "before_rules"
    BEFORE_LAST_RECORD = "before_last_record"
    BEHIND_LOG = "behind_log"
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

    A day is in doubt before the rule pack was made, before the last saved record, where the clock
    is behind what the log has seen, or more than a year after the newer of the first two.
    """
    if session.today.source is DaySource.WORKER:
        return None
    day = session.today.day
    with session.reading() as opened:
        log = _Log.of(opened)
        newest = max(pack.as_of, log.newest_record(opened) or pack.as_of)
        ahead = log.ahead_of(session, opened)
    if day < pack.as_of:
        return ClockDoubt(ClockFault.BEFORE_RULES, day, pack.as_of)
    if day < newest:
        return ClockDoubt(ClockFault.BEFORE_LAST_RECORD, day, newest)
    if ahead is not None:
        return ClockDoubt(ClockFault.BEHIND_LOG, day, ahead.date())
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


def newest_day(session: Session, opened: OpenVault) -> date:
    """Return the newest day that the records know has passed, whatever the computer says now."""
    log = _Log.of(opened)
    ahead = log.ahead_of(session, opened)
    known = (session.today.day, log.newest_record(opened), ahead.date() if ahead else None)
    return max(day for day in known if day is not None)


def say_day(session: Session, day: date) -> Session:
    """Keep who said which day it is, and return their session on that day.

    Raises:
        VaultLockedError: The vault was locked meanwhile.
        FileError: The disk refused.
    """
    act = Act.DAY_SETTLED if session.is_coordinator else Act.DAY_GIVEN
    with session.transaction() as opened:
        session.note(opened, act, About.CLOCK, f"{day:%Y%m%d}")
    return with_day(session, day)


@dataclass(frozen=True, slots=True)
class _Log:
    """What the audit log knows of days, since a coordinator settled them.

    Attributes:
        settled_at: The place of the entry by which; 0 for never.
        said: The newest day that anybody said since, the coordinator included.
    """

    settled_at: int
    said: date | None

    @classmethod
    def of(cls, opened: OpenVault) -> "_Log":
        words = opened.audit.of_clock()
        settled = [link.seq for link in words if link.entry.act is Act.DAY_SETTLED]
        since = max(settled, default=0)
        said = (date.fromisoformat(link.entry.subject_id) for link in words if link.seq >= since)
        return cls(since, max(said, default=None))

    def newest_record(self, opened: OpenVault) -> date | None:
        """Return the newest clinic day of any record, or of what workers said."""
        saved = None if self.settled_at else opened.last_saved_day()
        return max((day for day in (saved, self.said) if day is not None), default=None)

    def ahead_of(self, session: Session, opened: OpenVault) -> datetime | None:
        """Return the latest moment of the log if the computer's clock is clearly behind it."""
        latest = opened.audit.latest_moment(self.settled_at)
        if latest is None or latest - session.moment() <= _TOLERANCE:
            return None
        return latest


def with_day(session: Session, day: date) -> Session:
    """Return the session on the day that the worker gave; every record says who gave it."""
    return replace(session, today=Today(day, DaySource.WORKER))
