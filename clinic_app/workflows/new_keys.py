"""New keys for everybody who remains: made, proved on paper, then the records written anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clinic_app.crypto.new_keys import NewKeys
from clinic_app.crypto.slots import SlotKind
from clinic_app.files.names import kept_name
from clinic_app.records.audit import About, Act
from clinic_app.records.recovery_paper import CODE, RecoveryPaper
from clinic_app.records.worker import Worker
from clinic_app.vault import backups, rekeying
from clinic_app.vault.backups import Backup
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.progress import Progress
from clinic_app.workflows.backups import SECOND_FOLDER_NAME, existing
from clinic_app.workflows.first_start import suggest_passphrase
from clinic_app.workflows.session import Session
from clinic_app.workflows.slot_roles import refuse_keys_above_role
from clinic_app.workflows.workers import refuse_unless_coordinator


@dataclass(frozen=True, slots=True)
class HandOut:
    """What a worker is given to unlock with once.

    Attributes:
        worker: Who.
        sign_in_name: What they choose on the first page.
        passphrase: Made for them; the first unlocking asks for one of their own.
    """

    worker: Worker
    sign_in_name: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """New keys that stand nowhere yet.

    Attributes:
        keys: With the new recovery code, and shares where they were wanted.
        hand_outs: For everybody who remains but the session's own worker.
    """

    keys: NewKeys
    hand_outs: tuple[HandOut, ...]


def known_backups(session: Session, second: Path | None) -> tuple[Backup, ...]:
    """Return the backups within reach, which open with the keys of their day, newest first.

    Args:
        session: Whose.
        second: Where second copies go; None for nowhere.

    Raises:
        FileUnreadableError: The system refused to tell.
    """
    elsewhere = () if second is None else backups.backups_in(second / SECOND_FOLDER_NAME)
    return (*existing(session), *elsewhere)


def prepare(session: Session, own_passphrase: str, *, with_shares: bool) -> Prepared:
    """Make new keys; nothing is written.

    Args:
        session: A coordinator's.
        own_passphrase: The coordinator's, which stays; everybody else gets a new one.
        with_shares: Whether three shares are made, too.

    Raises:
        NotCoordinatorError: The session's worker does not say who may open the records.
        WrongPassphraseError: *own_passphrase* is not the session's worker's.
        KeysAboveRoleError: A slot opens more than its worker's role; it would be made true.
        ClinicError: Whatever the vault refuses.
    """
    refuse_unless_coordinator(session)
    with session.reading() as opened:
        slots = {worker.slot_id: worker for worker in opened.workers.all() if worker.is_active}
    with session.vault.as_a_whole() as (_database, _key, keyring, _secrets):
        named = [slot for slot in keyring.user_slots if slot.id in slots]
    for slot in named:
        refuse_keys_above_role(slot, slots[slot.id])
    hand_outs = tuple(
        HandOut(slots[slot.id], slot.sign_in_name, suggest_passphrase())
        for slot in named
        if slots[slot.id].id != session.worker.id
    )
    temporary = {one.worker.slot_id: one.passphrase for one in hand_outs}
    keys = rekeying.prepare(session.vault, own_passphrase, temporary, with_shares=with_shares)
    return Prepared(keys, hand_outs)


def carry_out(
    session: Session, prepared: Prepared, holders: Mapping[int, str], *, progress: Progress
) -> int:
    """Write the records anew; the vault is locked then.

    Args:
        session: As it was when the keys were made.
        prepared: As :func:`prepare` returned it.
        holders: Who holds each of the new papers that was typed back, by its number.
        progress: Is told, and asked whether to stop.

    Returns:
        How many sealed fields could not be read before, and cannot now.

    Raises:
        ClinicError: See :func:`clinic_app.vault.rekeying.carry_out`.
    """
    refuse_unless_coordinator(session)
    slots = {slot.kind: slot.id for slot in prepared.keys.keyring.slots}

    def finish(opened: OpenVault) -> None:
        for one in prepared.hand_outs:
            opened.temporary_passphrases.add(one.worker.id)
        for number, holder in holders.items():
            kind = SlotKind.RECOVERY if number == CODE else SlotKind.SHARES
            opened.recovery_papers.keep(
                RecoveryPaper(
                    number=number,
                    slot_id=slots[kind],
                    holder=kept_name(holder),
                    proved=session.stamp(),
                )
            )
        session.note(opened, Act.CHANGED, About.KEYS)

    return rekeying.carry_out(session.vault, prepared.keys, finish=finish, progress=progress)
