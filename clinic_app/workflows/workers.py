"""Who works here: adding, correcting and switching off workers."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import date

from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.errors import ClinicError
from clinic_app.files.names import kept_name
from clinic_app.records.accreditation_history import with_history
from clinic_app.records.audit import About, Act
from clinic_app.records.worker import Accreditation, Role, Worker
from clinic_app.tallies.counting import EXPIRING_DAYS
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.role_keys import KEYS_OF
from clinic_app.workflows.clock_doubt import newest_day
from clinic_app.workflows.errors import (
    AccreditationDatesError,
    AccreditationExpiredError,
    AccreditationNotYetError,
    ClockBehindError,
    LastWorkerError,
    NameMissingError,
    NotARepresentativeError,
    NotCoordinatorError,
    WorkerSwitchedOffError,
)
from clinic_app.workflows.passphrase_rules import check_passphrase
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True)
class ExpiringAccreditation:
    """An accreditation that runs out soon, or has.

    Attributes:
        days_left: Days after today on which it still covers; negative once it ran out.
    """

    worker: Worker
    days_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """How somebody unlocks, and what their passphrase opens.

    Attributes:
        name: Short, readable before the vault is unlocked: not the full name.
        passphrase: Typed by the worker.
        role: What they read from now on.
    """

    name: str
    passphrase: str = field(repr=False)
    role: Role


def every(session: Session) -> tuple[Worker, ...]:
    """Return all workers, those switched off included."""
    with session.reading() as opened:
        return opened.workers.all()


def add(
    session: Session,
    name: str,
    accreditation: Accreditation | None,
    sign_in: SignIn,
) -> Worker:
    """Add a worker who opens what their role reads with a passphrase of their own.

    Raises:
        NotCoordinatorError: The session's worker does not say who works here.
        NameMissingError: The name or the sign-in name is empty.
        AccreditationDatesError: The accreditation ends before it begins.
        PassphraseTooWeakError: See :mod:`clinic_app.workflows.passphrase_rules`.
    """
    refuse_unless_coordinator(session)
    for what, given in (("worker", name), ("sign_in", sign_in.name)):
        if not kept_name(given):
            raise NameMissingError(what)
    worker = Worker(
        id=secrets.token_hex(16),
        name=kept_name(name),
        role=sign_in.role,
        accreditation=checked_accreditation(accreditation),
    )
    check_passphrase(sign_in.passphrase)
    slot_id = _add_slot(session, sign_in, worker.id)
    worker = replace(worker, slot_id=slot_id)
    try:
        with session.transaction() as opened:
            opened.workers.add(worker)
            session.note(opened, Act.ADDED, About.WORKER, worker.id)
    except ClinicError:
        session.vault.remove_slot(slot_id)  # a slot without a worker would unlock nothing
        raise
    return worker


def update(session: Session, worker: Worker, *, is_correction: bool = False) -> Worker:
    """Save a worker's new name, accreditation or state.

    Whoever is switched off can no longer open the vault; switched on again, or given another
    role, they are given a new passphrase by :func:`renew`.

    Args:
        session: A coordinator's.
        worker: As they are from now on. What they held before is kept with them.
        is_correction: Whether a later accreditation, or none, only corrects a mistake.

    Raises:
        NotCoordinatorError: The session's worker does not say who works here.
        NameMissingError: The name is empty.
        AccreditationDatesError: The accreditation ends before it begins.
        LastWorkerError: Somebody tries to switch off themselves, or the last with a passphrase.
    """
    refuse_unless_coordinator(session)
    if not kept_name(worker.name):
        raise NameMissingError("worker")
    checked_accreditation(worker.accreditation)
    with session.transaction() as opened:
        kept = opened.workers.get(worker.id)
        named = replace(worker, name=kept_name(worker.name), slot_id=kept.slot_id, role=kept.role)
        changed = with_history(kept, named, session.today.day, is_correction=is_correction)
        if not changed.is_active:
            _refuse_the_last(session, changed, opened.workers.all())
        opened.workers.save(changed)
        session.note(opened, Act.CHANGED, About.WORKER, changed.id)
    if changed.is_active or not changed.slot_id:
        return changed
    # Saved as switched off first: if the computer stops in between, unlocking still refuses.
    session.vault.remove_slot(changed.slot_id)
    return _save(session, replace(changed, slot_id=""))


def renew(session: Session, worker_id: str, sign_in: SignIn) -> Worker:
    """Give a worker a new passphrase, and with it the keys of a role.

    Backups made before still open with the old passphrase, to what the old role read.

    Args:
        session: A coordinator's.
        worker_id: Somebody else, or oneself.
        sign_in: Its name counts for somebody who has none; whoever has one keeps it.

    Raises:
        NotCoordinatorError: The session's worker does not say who works here.
        NameMissingError: The sign-in name is empty where one is needed.
        PassphraseTooWeakError: See :mod:`clinic_app.workflows.passphrase_rules`.
        WorkerSwitchedOffError: The worker is switched off.
        LastWorkerError: Nobody else holds every key.
    """
    refuse_unless_coordinator(session)
    check_passphrase(sign_in.passphrase)
    with session.reading() as opened:
        worker = opened.workers.get(worker_id)
    if not worker.is_active:
        raise WorkerSwitchedOffError
    if worker.id == session.worker.id and sign_in.role is not Role.COORDINATOR:
        raise LastWorkerError
    slot_id = worker.slot_id
    if slot_id:
        session.vault.renew_slot(slot_id, sign_in.passphrase, sign_in.role)
    elif kept_name(sign_in.name):
        slot_id = _add_slot(session, sign_in, worker.id)
    else:
        raise NameMissingError("sign_in")
    with session.transaction() as opened:
        opened.temporary_passphrases.discard(worker.id)  # this one, the worker typed
        opened.drafts.give_to_higher(worker.id, KEYS_OF[sign_in.role][-1])
    return _save(session, replace(worker, slot_id=slot_id, role=sign_in.role))


def refuse_unless_coordinator(session: Session) -> None:
    """Go on only for somebody who says who works here.

    Raises:
        NotCoordinatorError: The session's worker is something else, or lacks the keys.
    """
    if not session.is_coordinator:
        raise NotCoordinatorError


def _add_slot(session: Session, sign_in: SignIn, worker_id: str) -> str:
    name, role = sign_in.name.strip(), sign_in.role
    return session.vault.add_slot(sign_in.passphrase, name, worker_id, role)


def _save(session: Session, worker: Worker) -> Worker:
    with session.transaction() as opened:
        opened.workers.save(worker)
        session.note(opened, Act.CHANGED, About.KEYS, worker.id)
    return worker


def _refuse_the_last(session: Session, worker: Worker, everybody: tuple[Worker, ...]) -> None:
    others = [
        other for other in everybody if other.id != worker.id and other.is_active and other.slot_id
    ]
    if worker.id == session.worker.id or not others:
        raise LastWorkerError


def can_sign_on(worker: Worker, day: date) -> bool:
    """Whether *worker* may sign decisions on *day*: active, with an accreditation in force."""
    held = worker.accreditation
    return worker.is_active and held is not None and held.granted <= day <= held.expires


def refuse_unless_signer(session: Session, opened: OpenVault) -> Worker:
    """Return the session's worker as they stand in the vault, if they may sign today.

    Raises:
        NotARepresentativeError: No accreditation or no representative key, or switched off.
        AccreditationNotYetError: It begins later than today.
        AccreditationExpiredError: It ran out.
        ClockBehindError: It ran out, though not by the computer's clock, which is behind.
    """
    signer = opened.workers.get(session.worker.id)
    held = signer.accreditation
    if held is None or not signer.is_active or not session.vault.holds(REPRESENTATIVE_KEY):
        raise NotARepresentativeError
    refuse_out_of_force(session, opened, held)
    return signer


def refuse_out_of_force(session: Session, opened: OpenVault, held: Accreditation) -> None:
    """Go on only on a day that an accreditation covers: its first and last included.

    It ended on its last day whatever the computer's clock says later.

    Raises:
        AccreditationNotYetError: It begins later.
        AccreditationExpiredError: It ran out.
        ClockBehindError: It ran out, though not by the computer's clock, which is behind.
    """
    day = session.today.day
    if day < held.granted:
        raise AccreditationNotYetError(held.granted)
    if day > held.expires:
        raise AccreditationExpiredError(held.expires)
    known = newest_day(session, opened)
    if known > held.expires:
        raise ClockBehindError(held.expires, known)


def expiring(everybody: tuple[Worker, ...], day: date) -> tuple[ExpiringAccreditation, ...]:
    """Return the accreditations of active workers that run out soon, the closest first."""
    left = (
        ExpiringAccreditation(worker, (worker.accreditation.expires - day).days)
        for worker in everybody
        if worker.accreditation is not None and worker.is_active
    )
    soon = (one for one in left if one.days_left <= EXPIRING_DAYS)
    return tuple(sorted(soon, key=lambda one: one.days_left))


def checked_accreditation(accreditation: Accreditation | None) -> Accreditation | None:
    """Return *accreditation* if its days are in order.

    Raises:
        AccreditationDatesError: It ends before it begins.
    """
    if accreditation is not None and accreditation.expires < accreditation.granted:
        raise AccreditationDatesError
    return accreditation
