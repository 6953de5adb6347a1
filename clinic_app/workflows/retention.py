"""How long people are kept, who is due to go, and what keeps whoever is not.

The days begin with the last thing that was done for a person: see
:mod:`clinic_app.vault.stores.retention`. A case's end is not asked for, for nobody would say it;
whoever comes again, or is written to, begins anew. For ever is the default, and nothing is ever
deleted by itself: a coordinator looks at the list and deletes. What still needs the records keeps
them, whatever the days say: a legal hold, a draft, a decision that is waited for, a next date,
a month that is not closed, and another laptop that holds the file.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clinic_app.errors import ClinicError
from clinic_app.records.audit import About, Act
from clinic_app.records.client import Client
from clinic_app.records.retention import FEWEST_DAYS, KeptBy, Purge, PurgeCause, Silent
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.progress import Progress
from clinic_app.workflows.own_laptop import refuse_forgetting
from clinic_app.workflows.purging import People, purge
from clinic_app.workflows.retention_errors import DueChangedError, TooFewDaysError
from clinic_app.workflows.session import Session
from clinic_app.workflows.workers import refuse_unless_coordinator

MOST_SHOWN = 200
"""More people are counted but not listed: nobody reads further."""


@dataclass(frozen=True, slots=True)
class SilentClient:
    """Somebody on the list, with the file."""

    client: Client
    silent: Silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the clinic keeps and what may go.

    Attributes:
        days: For so many days people are kept; None for ever.
        due: How many people may go today.
        kept: How many whose time is over stay, by what keeps them.
        listed: Those due first, the longest silent first; no more than :data:`MOST_SHOWN`.
        purges: What was deleted so far, newest first.
    """

    days: int | None
    due: int
    kept: Mapping[KeptBy, int]
    listed: tuple[SilentClient, ...]
    purges: tuple[Purge, ...]


def look(session: Session) -> Outlook:
    """Return what is due, what is kept and why, and what was deleted."""
    with session.reading() as opened:
        found = sorted(_silent(opened, session.today.day), key=lambda one: one.kept_by is not None)
        reasons = Counter(one.kept_by for one in found)
        listed = tuple(
            SilentClient(opened.clients.get(one.client_id), one) for one in found[:MOST_SHOWN]
        )
        return Outlook(
            days=opened.retention.days(),
            due=reasons[None],
            kept={reason: reasons[reason] for reason in KeptBy if reasons[reason]},
            listed=listed,
            purges=opened.purges.all(),
        )


def set_days(session: Session, days: int | None) -> None:
    """Keep people for so many days from now on; None for ever.

    Raises:
        NotCoordinatorError: The session's worker does not say so.
        TooFewDaysError: A slip of the finger would empty the records.
    """
    refuse_unless_coordinator(session)
    if days is not None and days < FEWEST_DAYS:
        raise TooFewDaysError(FEWEST_DAYS)
    with session.transaction() as opened:
        opened.retention.set_days(days)
        session.note(opened, Act.CHANGED, About.RETENTION)


def purge_due(session: Session, expected: int, progress: Progress) -> Purge:
    """Delete everybody who is due, for good.

    Args:
        session: Of a coordinator.
        expected: How many were shown to the coordinator.
        progress: Is told, and asked whether to stop.

    Raises:
        NotCoordinatorError: The session's worker does not say so.
        DueChangedError: So many are not due any more, or more are.
        ClinicError: See :func:`clinic_app.workflows.purging.purge`; nothing was deleted.
    """
    refuse_unless_coordinator(session)

    def who(opened: OpenVault) -> People:
        due = [one for one in _silent(opened, session.today.day) if one.kept_by is None]
        if not due or len(due) != expected:
            raise DueChangedError
        return [one.ids for one in due]

    return purge(session, PurgeCause.DUE, who, progress)


def count_due(session: Session) -> int:
    """Return how many people are due to go; none for whoever does not delete them.

    A big clinic's records take a moment: not to be asked at every turn.
    """
    if not session.is_coordinator:
        return 0
    with session.reading() as opened:
        return sum(one.kept_by is None for one in _silent(opened, session.today.day))


def _silent(opened: OpenVault, today: date) -> tuple[Silent, ...]:
    days = opened.retention.days()
    if days is None:
        return ()
    closes = opened.closes.all()
    if closes:
        open_since: date | None = closes[0].last + timedelta(days=1)
    else:
        open_since = opened.first_day()
    found = opened.retention.silent(today - timedelta(days=days), open_since)
    if opened.laptops.own() is None:
        return found
    return tuple(
        replace(one, kept_by=KeptBy.ELSEWHERE) if _is_elsewhere(opened, one) else one
        for one in found
    )


def _is_elsewhere(opened: OpenVault, one: Silent) -> bool:
    """Whether nothing keeps somebody here, but another laptop holds a file of theirs."""
    if one.kept_by is not None:
        return False
    try:
        for client_id in one.ids:
            refuse_forgetting(opened, client_id)
    except ClinicError:
        return True
    return False
