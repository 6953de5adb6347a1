"""A representative says that a designation stands which the rules could not confirm.

It says who read what and when; it is taken back with one action, and never changed. It holds for
the rules that left it open: newer ones ask anew, and so do the same ones once it was read too long
ago to rely on. Saved screenings are not touched; running them again shows what it changes.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date

from clinic_app.records.audit import About, Act
from clinic_app.records.confirmation import KeptConfirmation
from clinic_app.screening import confirmation
from clinic_app.screening.confirmation import Confirmation
from clinic_app.screening.freshness import STALE_AFTER_DAYS
from clinic_app.screening.rule_pack import Window
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.errors import SourceNotNamedError
from clinic_app.workflows.rules import Rules
from clinic_app.workflows.rules_errors import (
    ConfirmedDaysError,
    NotUnconfirmedError,
    ReadTooLongAgoError,
)
from clinic_app.workflows.session import Session
from clinic_app.workflows.workers import refuse_unless_signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """A designation of which the rules do not know whether it is in force today.

    Attributes:
        line: Such as ``Ukraine 2022``.
        last_known: The last day of the last period that they know.
        note: What they say of it.
    """

    line: str
    last_known: date | None
    note: str


def unconfirmed(session: Session) -> tuple[Unconfirmed, ...]:
    """Return the designations that a representative can confirm today."""
    found = confirmation.confirmable(session.rules.pack, session.today.day)
    return tuple(
        Unconfirmed(
            line=standing.line,
            last_known=standing.through,
            note=law.known.note if law.known.line == standing.line else "",
        )
        for law, standing in found
    )


def of_rules(session: Session) -> tuple[KeptConfirmation, ...]:
    """Return what was confirmed under the rules at work, newest first, what was taken back too."""
    with session.reading() as opened:
        return opened.confirmations.of_pack(session.rules.pack.version)[::-1]


def confirm(
    session: Session,
    line: str,
    *,
    source: str,
    read_on: date,
    through: date,
    reregistration: Window | None = None,
) -> Session:
    """Say that *line* is in force through *through*; return the session that goes on with it.

    Args:
        session: Whose word it is.
        line: One of :func:`unconfirmed`.
        source: What says so, such as a notice's citation; no client's name.
        read_on: The day it was read.
        through: The last day that it gives.
        reregistration: For those who hold it; None where the source sets none.

    Raises:
        NotARepresentativeError: The worker may not sign.
        AccreditationNotYetError: The accreditation begins later than today.
        AccreditationExpiredError: It ran out.
        ClockBehindError: It ran out, though not by the computer's clock, which is behind.
        NotUnconfirmedError: *line* is none that can be confirmed.
        SourceNotNamedError: *source* is empty.
        ReadTooLongAgoError: *read_on* lies in the future, or too far back.
        ConfirmedDaysError: *through* is over, or the period ends before it begins.
    """
    today = session.today.day
    read = Confirmation(
        line=line,
        source=" ".join(source.split()),
        read_on=read_on,
        through=through,
        reregistration=reregistration,
        by=session.worker.name,
    )
    with session.transaction() as opened:
        refuse_unless_signer(session, opened)
        if line not in {one.line for one in unconfirmed(session)}:
            raise NotUnconfirmedError
        if not read.source:
            raise SourceNotNamedError
        if not read.is_fresh_on(today):
            raise ReadTooLongAgoError(STALE_AFTER_DAYS)
        is_backwards = reregistration is not None and reregistration.last < reregistration.first
        if through < today or is_backwards:
            raise ConfirmedDaysError
        kept = KeptConfirmation(
            id=secrets.token_hex(16),
            confirmation=read,
            pack_version=session.rules.pack.version,
            stamp=session.stamp(),
        )
        opened.confirmations.add(kept)
        session.note(opened, Act.SIGNED_OFF, About.RULES, line)
        return _with_its_confirmations(session, opened)


def take_back(session: Session, confirmation_id: str) -> Session:
    """Take a confirmation back; return the session that goes on without it.

    Raises:
        NotARepresentativeError: The worker may not sign.
        RecordMissingError: There is none of this id.
        RecordFinalError: It was taken back before.
    """
    with session.transaction() as opened:
        refuse_unless_signer(session, opened)
        opened.confirmations.take_back(confirmation_id, session.stamp())
        session.note(opened, Act.WITHDRAWN, About.RULES, session.rules.pack.version)
        return _with_its_confirmations(session, opened)


def with_confirmations(opened: OpenVault, rules: Rules, day: date) -> Rules:
    """Return *rules* with what stands confirmed under them on *day*, and nothing else."""
    kept = opened.confirmations.of_pack(rules.pack.version)
    standing = [each.confirmation for each in kept if each.taken_back is None]
    return replace(rules, pack=confirmation.as_confirmed(rules.pack, standing, day))


def _with_its_confirmations(session: Session, opened: OpenVault) -> Session:
    rules = with_confirmations(opened, session.rules, session.today.day)
    return replace(session, rules=rules)
