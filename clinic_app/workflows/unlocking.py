"""From a locked vault to somebody at work."""

from contextlib import suppress
from pathlib import Path

from clinic_app.clock import Today
from clinic_app.crypto import share_slots
from clinic_app.crypto.keyring import Keyring, Secrets
from clinic_app.crypto.keyring_errors import LastSlotError
from clinic_app.files.errors import DiskFullError
from clinic_app.records.audit import About, Act
from clinic_app.vault.opening import (
    open_vault,
    open_vault_by_recovery_code,
    open_vault_by_shares,
)
from clinic_app.vault.vault import Vault
from clinic_app.workflows.confirming import with_confirmations
from clinic_app.workflows.errors import WorkerSwitchedOffError
from clinic_app.workflows.installing import rules_at_work
from clinic_app.workflows.key_errors import PassphraseNotOwnError, TemporaryPassphraseError
from clinic_app.workflows.passphrase_rules import check_passphrase
from clinic_app.workflows.session import Session
from clinic_app.workflows.slot_roles import refuse_slot_above_role
from clinic_app.workflows.staying_gone import purge_again


def unlock(folder: Path, passphrase: str, name: str | None, today: Today) -> Session:
    """Open the vault in *folder* and return the session of whoever's passphrase it is.

    Where the disk is full it can be read all the same, and nothing is written, nor into the log.

    Args:
        folder: Where the vault's two files lie.
        passphrase: Normalised by the keyring; spaces inside count.
        name: The sign-in name; None where a command does not ask for one.
        today: The clinic's day, as far as it is known.

    Raises:
        WrongPassphraseError: It opens none of the slots asked.
        WorkerSwitchedOffError: It opens a slot of somebody who no longer works here.
        TemporaryPassphraseError: It was made for the worker, who has yet to choose their own.
        ClinicError: Whatever else the vault refuses.
    """
    try:
        return _session_at(open_vault(folder, passphrase, name), today, Act.OPENED)
    except DiskFullError:
        only_read = open_vault(folder, passphrase, name, is_only_read=True)
        return _session_at(only_read, today, Act.OPENED)


def unlock_first(folder: Path, given: str, own: str, name: str, today: Today) -> Session:
    """Open the vault for a worker who chooses their own passphrase instead of the one given.

    Args:
        folder: Where the vault's two files lie.
        given: Made for the worker when everybody got new keys.
        own: Chosen by the worker.
        name: The sign-in name.
        today: The clinic's day, as far as it is known.

    Raises:
        PassphraseTooWeakError: See :mod:`clinic_app.workflows.passphrase_rules`.
        PassphraseNotOwnError: It is the one that was given.
        WrongPassphraseError: *given* does not open it.
        ClinicError: Whatever else the vault refuses.
    """
    check_passphrase(own)
    if own.split() == given.split():
        raise PassphraseNotOwnError
    vault = open_vault(folder, given, name)
    is_done = False
    try:
        vault.change_passphrase(given, own)
        is_done = True
    finally:
        if not is_done:
            vault.lock()
    return _session_at(vault, today, Act.OPENED, is_own=True)


def unlock_by_recovery_code(
    folder: Path, code: str, new_passphrase: str, name: str, today: Today
) -> Session:
    """Open the vault with the printed recovery code; *name* has a new passphrase from now on.

    Raises:
        PassphraseTooWeakError: See :mod:`clinic_app.workflows.passphrase_rules`.
        ClinicError: Whatever the vault refuses, a mistyped code first.
    """
    check_passphrase(new_passphrase)
    return _recovered(open_vault_by_recovery_code(folder, code), new_passphrase, name, today)


def unlock_by_shares(
    folder: Path, shares: tuple[str, str], new_passphrase: str, name: str, today: Today
) -> Session:
    """Open the vault with two of the printed shares; *name* has a new passphrase from now on.

    Raises:
        PassphraseTooWeakError: See :mod:`clinic_app.workflows.passphrase_rules`.
        ClinicError: Whatever the vault refuses, a mistyped share first.
    """
    check_passphrase(new_passphrase)
    return _recovered(open_vault_by_shares(folder, shares), new_passphrase, name, today)


def _recovered(vault: Vault, new_passphrase: str, name: str, today: Today) -> Session:
    is_done = False
    try:
        if vault.ages.has_older_keys:
            _without_removed_workers(vault)
        refuse_slot_above_role(vault, name)
        vault.set_passphrase(name, new_passphrase)
        is_done = True
    finally:
        if not is_done:
            vault.lock()
    return _session_at(vault, today, Act.RECOVERED, is_own=True)


def _without_removed_workers(vault: Vault) -> None:
    """Take from an older key file whoever is not at work any more by the records."""
    with vault.reading() as opened:
        at_work = {worker.slot_id for worker in opened.workers.all() if worker.is_active}

    def change(keyring: Keyring, secrets: Secrets) -> tuple[Keyring, None]:
        for slot in keyring.user_slots:
            if slot.id not in at_work:
                with suppress(LastSlotError):  # who it belongs to is refused at the next step
                    keyring = keyring.without_slot(secrets, slot.id)
        return keyring, None

    vault.rewrap(change)


def change_passphrase(session: Session, old: str, new: str) -> None:
    """Give the session's worker a new passphrase; backups made before keep the old one.

    Raises:
        PassphraseTooWeakError: See :mod:`clinic_app.workflows.passphrase_rules`.
        WrongPassphraseError: *old* is not the passphrase of this worker.
    """
    check_passphrase(new)
    session.vault.change_passphrase(old, new)
    _note_keys(session)


def _session_at(vault: Vault, today: Today, act: Act, *, is_own: bool = False) -> Session:
    """Return the session of whoever opened *vault*, or lock it.

    Args:
        vault: Just opened.
        today: The clinic's day.
        act: How it was opened.
        is_own: Whether the worker chose the passphrase just now.
    """
    session = None
    try:
        with vault.reading() if vault.is_only_read else vault.transaction() as opened:
            worker = opened.workers.get(vault.worker_id)
            clinic = opened.clinic.get()
            rules = with_confirmations(opened, rules_at_work(opened), today.day)
            if not worker.is_active:
                raise WorkerSwitchedOffError
            if is_own:
                opened.temporary_passphrases.discard(worker.id)
            elif worker.id in opened.temporary_passphrases:
                raise TemporaryPassphraseError
            at_work = Session(vault, worker, clinic, today, rules=rules)
            if not vault.is_only_read:
                at_work.note(opened, act, About.VAULT)
        purge_again(at_work)
        session = at_work
    finally:
        if session is None:
            vault.lock()
    return session


def new_recovery_code(session: Session) -> str:
    """Replace the recovery code and return the new one, which nothing keeps.

    Raises:
        VaultLockedError: The vault was locked meanwhile.
        HeaderError: The key file is not what this vault wrote.
        FileError: The disk refused; the old code stays.
    """
    code = session.vault.rewrap(Keyring.with_recovery_code)
    _note_keys(session)
    return code


def new_shares(session: Session) -> tuple[str, ...]:
    """Make three shares, of which any two recover the vault; nothing keeps them.

    Raises:
        VaultLockedError: The vault was locked meanwhile.
        HeaderError: The key file is not what this vault wrote.
        KeyNotHeldError: The session's worker does not hold all keys.
        FileError: The disk refused; older shares stay.
    """
    made = session.vault.rewrap(share_slots.added)
    _note_keys(session)
    return made


def _note_keys(session: Session) -> None:
    with session.transaction() as opened:
        session.note(opened, Act.CHANGED, About.KEYS, session.worker.id)
