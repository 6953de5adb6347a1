"""Headquarters' receipts come back: until then, a close counts as not sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from clinic_app.bundles import receipt, signed_note
from clinic_app.bundles.errors import NoteError
from clinic_app.bundles.file_name import RECEIPT_SUFFIX, seq_in
from clinic_app.bundles.phone_code import phone_code, read_phone_code
from clinic_app.bundles.receipt import Receipt, ReceiptStatus
from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.errors import ClinicError
from clinic_app.files.errors import FileError, FileTooLargeError
from clinic_app.files.listing import settled_files, unread_below
from clinic_app.files.reading import read_bounded
from clinic_app.records.audit import About, Act
from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import sending
from clinic_app.workflows.carrying_errors import CodeOfNoCloseError
from clinic_app.workflows.pinned_keys import enrolled
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is known of a close since these receipts.

    Attributes:
        label: The close's month.
        reason: Why headquarters did not take it in; empty where it did.
    """

    label: str
    status: ReceiptStatus
    reason: str


def take_in(session: Session, folder: Path) -> tuple[Learnt, ...]:
    """Take in the receipts in *folder* and return what is new, oldest month first.

    Receipts of other clinics lie in the same folder; they are passed over. Where some could not
    be read, as on a stick that is pulled or in a locked folder, what the others say is kept all
    the same.

    Raises:
        NotEnrolledError: There is no headquarters whose receipts could be checked.
        KeysNotPinnedError: Its keys are not known to be those that a representative took in.
        FileError: The folder cannot be read, or a receipt in it, or a folder below.
        NoteError: No receipt was of use, and one of them is damaged.
    """
    with session.transaction() as opened:
        enrolment = enrolled(opened)
        passed_over: list[FileError] = []
        paths = settled_files(folder, RECEIPT_SUFFIX, passed_over.append)
        receipts, refused, unread = _read_all(paths, enrolment.signing_key)
        learnt = _apply(opened, receipts)
        _note(session, opened, learnt)
        _note_older_copy(opened, paths, enrolment)
    unread = unread or unread_below(passed_over)
    if unread is not None:
        raise unread
    if refused is not None and not receipts:
        raise refused
    return learnt


def take_code(session: Session, typed: str) -> tuple[Learnt, ...]:
    """Take in a code that headquarters read over the phone; return what is new.

    Raises:
        PhoneCodeError: It holds a slip.
        NotEnrolledError: There is no headquarters whose code it could be.
        KeysNotPinnedError: Its keys are not known to be those that a representative took in.
        CodeOfNoCloseError: It belongs to no close that waits.
    """
    code = read_phone_code(typed)
    with session.transaction() as opened:
        enrolment = enrolled(opened)
        for sha256, status in product(opened.closes.files(), ReceiptStatus):
            if code == _code(sha256, status, enrolment):
                found = Receipt(
                    sha256=sha256, status=status, reason="", at=session.moment(), code=code
                )
                learnt = _apply(opened, (found,))
                _note(session, opened, learnt)
                return learnt
    raise CodeOfNoCloseError


def _code(sha256: str, status: ReceiptStatus, enrolment: StoredEnrolment) -> str:
    return phone_code(enrolment.number, enrolment.signing_key, sha256, status)


def _read_all(
    paths: Sequence[Path], signing_key: bytes
) -> tuple[tuple[Receipt, ...], ClinicError | None, FileError | None]:
    """Return the receipts that hold, oldest first, and why the last other one does not.

    And why the last that the disk did not give could not be read.
    """
    receipts: list[Receipt] = []
    refused: ClinicError | None = None
    unread: FileError | None = None
    for path in paths:
        try:
            unverified = read_bounded(path, signed_note.MOST_BYTES)
            receipts.append(receipt.read(unverified, signing_key))
        except (NoteError, FileTooLargeError) as error:
            refused = error
        except FileError as error:
            unread = error
    return tuple(sorted(receipts, key=lambda one: one.at)), refused, unread


def _note_older_copy(opened: OpenVault, paths: Sequence[Path], enrolment: StoredEnrolment) -> None:
    """Keep that headquarters holds a close of this clinic that was never closed here.

    A receipt tells which close it is by its name alone, so it must be named after its file; whose
    it is tells its code, which nobody makes who does not know the number of the enrolment. Else
    a receipt of another clinic, under another name, would keep this one from closing any month.
    """
    known = opened.closes.files()
    missing = [0]
    for path in paths:
        try:
            said = receipt.read(read_bounded(path, signed_note.MOST_BYTES), enrolment.signing_key)
        except (NoteError, FileError):
            continue  # told by whoever read it for what it says
        named = seq_in(path.stem, enrolment.clinic_code, said.sha256)
        is_ours = said.code == _code(said.sha256, said.status, enrolment)
        if named is not None and is_ours and said.status.is_held and said.sha256 not in known:
            missing.append(named)
    _keep_missing(opened, max(missing))


def _keep_missing(opened: OpenVault, seq: int) -> None:
    held = opened.enrolment.get()
    if held is not None and seq > held.missing_seq:
        opened.enrolment.keep_missing(seq)


def _apply(opened: OpenVault, receipts: tuple[Receipt, ...]) -> tuple[Learnt, ...]:
    """Keep what *receipts* say, oldest first: what headquarters holds it does not lose again.

    Held with a file are the closes before it that it spells out, and no older ones. Where even
    the newest is not what headquarters has newest, these records are an older copy.
    """
    files = opened.closes.files()
    refused = {one.sha256: one for one in receipts if not one.status.is_held}
    held: set[int] = set()
    for one in receipts:
        if one.status.is_held and one.sha256 in files:
            held.update(sending.carried_with(files[one.sha256]))
    learnt: list[Learnt] = []
    closes = opened.closes.all()
    superseded = {
        files.get(one.sha256) for one in receipts if one.status is ReceiptStatus.SUPERSEDED
    }
    if closes and closes[0].seq in superseded:
        _keep_missing(opened, closes[0].seq + 1)
    for close in closes:
        own = None if close.sealed is None else refused.get(file_sha256(close.sealed))
        is_held = close.seq in held or close.receipt_status == ReceiptStatus.ACCEPTED
        status = ReceiptStatus.ACCEPTED if is_held else (own.status if own is not None else None)
        if status is not None and status != close.receipt_status:
            opened.closes.save(replace(close, receipt_status=status.value))
            reason = "" if is_held or own is None else own.reason
            learnt.append(Learnt(close.label, status, reason))
    return tuple(reversed(learnt))


def _note(session: Session, opened: OpenVault, learnt: tuple[Learnt, ...]) -> None:
    for one in learnt:
        session.note(opened, Act.CHANGED, About.MONTH, one.label)
