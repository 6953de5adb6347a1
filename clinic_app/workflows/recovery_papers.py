"""The printed ways back in: which there are, who holds each, and when they were last tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from clinic_app.crypto.shares import SHARES
from clinic_app.crypto.slots import SlotKind
from clinic_app.files.names import kept_name
from clinic_app.records.audit import About, Act
from clinic_app.records.recovery_paper import CODE, RecoveryPaper
from clinic_app.workflows import drill
from clinic_app.workflows.session import Session
from clinic_app.workflows.workers import refuse_unless_coordinator

SHARE_NUMBERS = tuple(range(1, SHARES + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPaper:
    """One sheet that opens the records.

    Attributes:
        number: ``CODE``, or which share it is.
        holder: A person or a place; empty where nobody wrote it down, or where it is sealed.
        proved: The day on which it was typed back from paper; None where nobody knows.
        is_sealed: Whether this worker's passphrase does not open who holds it.
    """

    number: int
    holder: str
    proved: date | None
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class WaysBack:
    """What opens the records when every passphrase is lost.

    Attributes:
        code: The recovery code's sheet.
        shares: Three, or none where none were made.
        last_drill: When the papers were last tried here; None for never.
    """

    code: HeldPaper
    shares: tuple[HeldPaper, ...]
    last_drill: datetime | None


def look(session: Session) -> WaysBack:
    """Return the ways back as they are now; nothing is changed.

    Raises:
        ClinicError: Whatever the vault refuses.
    """
    slots = _slots(session)
    with session.reading() as opened:
        kept = {paper.number: paper for paper in opened.recovery_papers.all()}
    numbers = SHARE_NUMBERS if SlotKind.SHARES in slots else ()
    code, *shares = (_held(session, kept, slots, number) for number in (CODE, *numbers))
    return WaysBack(code, tuple(shares), drill.last(session))


def keep_proved(session: Session, number: int, holder: str) -> None:
    """Keep that a sheet was typed back from paper, and who holds it from now on.

    Raises:
        KeyNotHeldError: The session's worker does not hold every key.
        ClinicError: Whatever the vault refuses.
    """
    paper = RecoveryPaper(
        number=number,
        slot_id=_slots(session)[_kind(number)],
        holder=kept_name(holder),
        proved=session.stamp(),
    )
    with session.transaction() as opened:
        opened.recovery_papers.keep(paper)
        session.note(opened, Act.CHANGED, About.KEYS, session.worker.id)


def name_holders(session: Session, holders: Mapping[int, str]) -> WaysBack:
    """Write down who holds each sheet.

    Args:
        session: A coordinator's.
        holders: By the number of the sheet; those that are not there stay as they are.

    Raises:
        NotCoordinatorError: The session's worker does not say who holds what.
        ClinicError: Whatever the vault refuses.
    """
    refuse_unless_coordinator(session)
    slots = _slots(session)
    with session.transaction() as opened:
        kept = {paper.number: paper for paper in opened.recovery_papers.all()}
        for number, holder in holders.items():
            slot_id = slots[_kind(number)]
            before = kept.get(number)
            proved = before.proved if before is not None and before.slot_id == slot_id else None
            opened.recovery_papers.keep(
                RecoveryPaper(
                    number=number, slot_id=slot_id, holder=kept_name(holder), proved=proved
                )
            )
        session.note(opened, Act.CHANGED, About.KEYS, session.worker.id)
    return look(session)


def _held(
    session: Session,
    kept: Mapping[int, RecoveryPaper],
    slots: Mapping[SlotKind, str],
    number: int,
) -> HeldPaper:
    paper = kept.get(number)
    if paper is None or paper.slot_id != slots[_kind(number)]:
        return HeldPaper(number=number, holder="", proved=None, is_sealed=not session.may_sign)
    return HeldPaper(
        number=number,
        holder=paper.holder,
        proved=None if paper.proved is None else paper.proved.day,
        is_sealed=paper.is_sealed,
    )


def _kind(number: int) -> SlotKind:
    return SlotKind.RECOVERY if number == CODE else SlotKind.SHARES


def _slots(session: Session) -> dict[SlotKind, str]:
    """Return the slot that each kind of paper opens, of the keyring that is proved to be ours."""
    with session.vault.as_a_whole() as (_database, _key, keyring, _secrets):
        return {slot.kind: slot.id for slot in keyring.slots if slot.kind is not SlotKind.USER}
