"""What waits at this clinic today."""

from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from clinic_app.files.errors import FileError
from clinic_app.records.client import Client
from clinic_app.records.clinic import Close
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.records.screening import Screening
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import backups, drill
from clinic_app.workflows.drill import DrillDue
from clinic_app.workflows.session import Session
from clinic_app.workflows.sweep import people_to_call
from clinic_app.workflows.workers import ExpiringAccreditation, expiring

MOST_READ = 30
"""So many of each kind are read, the first ones: where thousands wait the rest is counted."""

MOST_TO_CALL = 20
"""More are not counted for one line: the call list itself says how many there are."""


@dataclass(frozen=True, slots=True)
class WaitingScreening:
    """A screening that waits, with whose it is."""

    screening: Screening
    client: Client


@dataclass(frozen=True, slots=True)
class AtHeadquarters:
    """How far headquarters has this clinic's counts.

    Attributes:
        unacknowledged: Closes that it has not taken in, oldest first.
        acknowledged: The newest month that it has taken in with every month before, such as
            ``2026-10``; empty for none.
    """

    unacknowledged: tuple[Close, ...]
    acknowledged: str


@dataclass(frozen=True, slots=True)
class Safekeeping:
    """Where the records are besides here.

    Attributes:
        backed_up: When the newest backup on this computer was made; None for none.
        is_backup_known: Whether the system let us look for it.
    """

    at_headquarters: AtHeadquarters
    backed_up: datetime | None
    is_backup_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Everything that waits, each list in the order in which to take it up.

    Attributes:
        drafts: The first screenings that were left half-way, oldest first.
        draft_count: How many there are.
        undecided: The first finished ones without a decision, or waiting for papers, oldest first.
        undecided_count: How many there are.
        come_backs: The first clients whose next date is today or has passed, the earliest first.
        come_back_count: How many there are.
        open_events: Know Your Rights counts that are not final.
        expiring: Accreditations that run out within 180 days, the closest first.
        to_call: How many people a sweep left to be called, counted no further than
            :data:`MOST_TO_CALL`; none for whoever does not read findings.
        pairs: How many pairs of clients may be one person each, as far as was compared.
        unacknowledged: Closes that headquarters has not taken in, oldest first.
        drill: That the recovery papers were not tried for long; None for whoever need not care.
    """

    drafts: tuple[WaitingScreening, ...]
    draft_count: int
    undecided: tuple[WaitingScreening, ...]
    undecided_count: int
    come_backs: tuple[Client, ...]
    come_back_count: int
    open_events: tuple[KyrEvent, ...]
    expiring: tuple[ExpiringAccreditation, ...]
    unacknowledged: tuple[Close, ...]
    to_call: int
    pairs: int
    drill: DrillDue | None


def waiting(session: Session, most: int = MOST_READ) -> Waiting:
    """Return what waits on the session's day; no more than *most* of each kind are read."""
    day = session.today.day
    with session.reading() as opened:
        screenings, clients = opened.screenings, opened.clients
        return Waiting(
            drafts=_with_clients(opened, screenings.drafts(most)),
            draft_count=screenings.count_drafts(),
            undecided=_with_clients(opened, screenings.undecided(most)),
            undecided_count=screenings.count_undecided(),
            come_backs=clients.come_back_due(day, most),
            come_back_count=clients.count_come_back_due(day),
            open_events=tuple(
                event
                for event in opened.kyr_events.all()
                if not event.is_finished and event.withdrawn is None
            ),
            expiring=expiring(opened.workers.all(), day),
            unacknowledged=unacknowledged(opened.closes.all()),
            to_call=people_to_call(opened, MOST_TO_CALL) if session.may_screen else 0,
            pairs=opened.pairs.count_open(),
            drill=drill.due(session, opened),
        )


def at_headquarters(session: Session) -> AtHeadquarters:
    """Return how far headquarters has this clinic's counts."""
    with session.reading() as opened:
        closes = opened.closes.all()
    return AtHeadquarters(unacknowledged(closes), acknowledged(closes))


def safekeeping(session: Session) -> Safekeeping:
    """Return how far headquarters has the counts, and how old the newest backup is."""
    counts = at_headquarters(session)
    try:
        newest = next(iter(backups.existing(session)), None)
    except FileError:
        return Safekeeping(counts, None, is_backup_known=False)
    return Safekeeping(counts, None if newest is None else newest.at)


def unacknowledged(closes: tuple[Close, ...]) -> tuple[Close, ...]:
    """Return the closes that headquarters has not taken in, oldest first.

    Args:
        closes: All of them, newest first.
    """
    return tuple(close for close in reversed(closes) if not close.is_acknowledged)


def acknowledged(closes: tuple[Close, ...]) -> str:
    """Return the newest month that headquarters has with all before it; empty for none.

    Args:
        closes: All of them, newest first.
    """
    whole = tuple(takewhile(lambda close: close.is_acknowledged, reversed(closes)))
    return whole[-1].label if whole else ""


def _with_clients(
    opened: OpenVault, screenings: tuple[Screening, ...]
) -> tuple[WaitingScreening, ...]:
    return tuple(
        WaitingScreening(screening, opened.clients.get(screening.client_id))
        for screening in screenings
    )
