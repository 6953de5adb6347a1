"""Who works here: adding, correcting and switching off workers."""

import secrets
from dataclasses import dataclass, replace
from datetime import date

from clinic_app.errors import ClinicError
from clinic_app.records.worker import Accreditation, Worker
from clinic_app.workflows.errors import (
    AccreditationDatesError,
    HasPassphraseError,
    LastWorkerError,
    NameMissingError,
    WorkerSwitchedOffError,
)
from clinic_app.workflows.passphrase_rules import check_passphrase
from clinic_app.workflows.session import Session

WARNING_DAYS = (30, 90, 180)
"""An accreditation is shown as running out from this many days before its last day on."""


@dataclass(frozen=True, slots=True)
class ExpiringAccreditation:
    """An accreditation that runs out soon, or has.

    Attributes:
        days_left: Days after today on which it still covers; negative once it ran out.
        warning_days: The closest of :data:`WARNING_DAYS`; 0 once it ran out.
    """

    worker: Worker
    days_left: int
    warning_days: int


def every(session: Session) -> tuple[Worker, ...]:
    """Return all workers, those switched off included."""
    with session.reading() as opened:
        return opened.workers.all()


def add(
    session: Session,
    name: str,
    accreditation: Accreditation | None,
    sign_in_name: str,
    passphrase: str,
) -> Worker:
    """Add a worker who opens the vault with a passphrase of their own.

    Raises:
        NameMissingError: The name or the sign-in name is empty.
        AccreditationDatesError: The accreditation ends before it begins.
        PassphraseTooWeakError: See :mod:`clinic_app.workflows.passphrase_rules`.
    """
    for what, given in (("worker", name), ("sign_in", sign_in_name)):
        if not given.strip():
            raise NameMissingError(what)
    worker = Worker(
        id=secrets.token_hex(16),
        name=name.strip(),
        accreditation=checked_accreditation(accreditation),
    )
    check_passphrase(passphrase)
    slot_id = session.vault.add_slot(passphrase, sign_in_name.strip(), worker.id)
    worker = replace(worker, slot_id=slot_id)
    try:
        with session.transaction() as opened:
            opened.workers.add(worker)
    except ClinicError:
        session.vault.remove_slot(slot_id)  # a slot without a worker would unlock nothing
        raise
    return worker


def update(session: Session, worker: Worker) -> Worker:
    """Save a worker's new name, accreditation or state.

    Whoever is switched off can no longer open the vault; switched on again, they are given
    a new passphrase by :func:`give_passphrase`.

    Raises:
        NameMissingError: The name is empty.
        AccreditationDatesError: The accreditation ends before it begins.
        LastWorkerError: Somebody tries to switch off themselves, or the last with a passphrase.
    """
    if not worker.name.strip():
        raise NameMissingError("worker")
    checked_accreditation(worker.accreditation)
    with session.transaction() as opened:
        kept = opened.workers.get(worker.id)
        changed = replace(worker, name=worker.name.strip(), slot_id=kept.slot_id)
        if not changed.is_active:
            _refuse_the_last(session, changed, opened.workers.all())
        opened.workers.save(changed)
    if changed.is_active or not changed.slot_id:
        return changed
    # Saved as switched off first: if the computer stops in between, unlocking still refuses.
    session.vault.remove_slot(changed.slot_id)
    return _save_slot(session, changed, "")


def give_passphrase(session: Session, worker_id: str, sign_in_name: str, passphrase: str) -> Worker:
    """Let a worker who was switched on again open the vault.

    Raises:
        NameMissingError: The sign-in name is empty.
        PassphraseTooWeakError: See :mod:`clinic_app.workflows.passphrase_rules`.
        WorkerSwitchedOffError: The worker is still switched off.
        HasPassphraseError: The worker has one; only they can change it.
    """
    if not sign_in_name.strip():
        raise NameMissingError("sign_in")
    check_passphrase(passphrase)
    with session.reading() as opened:
        worker = opened.workers.get(worker_id)
    if not worker.is_active:
        raise WorkerSwitchedOffError
    if worker.slot_id:
        raise HasPassphraseError
    slot_id = session.vault.add_slot(passphrase, sign_in_name.strip(), worker.id)
    return _save_slot(session, worker, slot_id)


def _save_slot(session: Session, worker: Worker, slot_id: str) -> Worker:
    changed = replace(worker, slot_id=slot_id)
    with session.transaction() as opened:
        opened.workers.save(changed)
    return changed


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


def expiring(everybody: tuple[Worker, ...], day: date) -> tuple[ExpiringAccreditation, ...]:
    """Return the accreditations of active workers that run out soon, the closest first."""
    found = []
    for worker in everybody:
        if worker.accreditation is None or not worker.is_active:
            continue
        left = (worker.accreditation.expires - day).days
        near = [days for days in WARNING_DAYS if left <= days]
        if near:
            found.append(ExpiringAccreditation(worker, left, near[0] if left >= 0 else 0))
    return tuple(sorted(found, key=lambda one: one.days_left))


def checked_accreditation(accreditation: Accreditation | None) -> Accreditation | None:
    """Return *accreditation* if its days are in order.

    Raises:
        AccreditationDatesError: It ends before it begins.
    """
    if accreditation is not None and accreditation.expires < accreditation.granted:
        raise AccreditationDatesError
    return accreditation
