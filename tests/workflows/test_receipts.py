"""Receipts come back: until then a close counts as not sent."""

import errno
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from clinic_app.bundles import receipt
from clinic_app.bundles.errors import NoteDamagedError, PhoneCodeError
from clinic_app.bundles.phone_code import phone_code
from clinic_app.bundles.receipt import Receipt, ReceiptStatus
from clinic_app.clock import Today
from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.crypto.signing import SigningKey
from clinic_app.files.errors import FileMissingError, FileUnreadableError
from clinic_app.records.clinic import Close
from clinic_app.workflows import closing, enrolment, kyr, own_key, receipts
from clinic_app.workflows.carrying_errors import (
    CodeOfNoCloseError,
    NotEnrolledError,
    OlderCopyError,
)
from clinic_app.workflows.receipts import Learnt
from clinic_app.workflows.session import Session

EnrolmentFile = Callable[[str], bytes]
AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
NUMBER = "0123456789abcdef"


@pytest.fixture
def closed(session: Session, headquarters_file: EnrolmentFile) -> Session:
    """A session at a vault with two closed and sealed months."""
    enrolment.take(session, headquarters_file("STMARK"))
    september = replace(session, today=Today(date(2026, 9, 5)))
    kyr.finish(september, kyr.begin(september, "Harbor school", ("ht",)).id)
    for label in reversed(closing.open_months(session)):
        closing.close(session, label, closing.preview(session, label))
    return session


def hash_of(close: Close) -> str:
    assert close.sealed is not None
    return file_sha256(close.sealed)


def states(session: Session) -> dict[str, str]:
    return {close.label: close.receipt_status for close in closing.closes(session)}


@pytest.fixture
def write(closed: Session, headquarters_key: SigningKey, tmp_path: Path) -> Callable[..., Path]:
    """Write headquarters' receipt for one close into a folder, and return the folder."""
    folder = tmp_path / "stick"
    folder.mkdir()

    def write_one(
        label: str,
        status: ReceiptStatus = ReceiptStatus.ACCEPTED,
        *,
        reason: str = "",
        key: SigningKey = headquarters_key,
        hours: int = 0,
    ) -> Path:
        (close,) = (one for one in closing.closes(closed) if one.label == label)
        said = Receipt(
            sha256=hash_of(close),
            status=status,
            reason=reason,
            at=AT.replace(hour=9 + hours),
            code="",
        )
        name = f"{label}{status.value}{hours}.receipt"
        (folder / name).write_bytes(receipt.write(said, key))
        return folder

    return write_one


def test_a_receipt_acknowledges_its_close_and_those_before(
    closed: Session, write: Callable[..., Path]
) -> None:
    learnt = receipts.take_in(closed, write("2026-10"))

    assert learnt == (
        Learnt("2026-09", ReceiptStatus.ACCEPTED, ""),
        Learnt("2026-10", ReceiptStatus.ACCEPTED, ""),
    )
    assert states(closed) == {"2026-10": "accepted", "2026-09": "accepted"}


def test_a_receipt_for_an_older_close_leaves_the_newer_one_waiting(
    closed: Session, write: Callable[..., Path]
) -> None:
    receipts.take_in(closed, write("2026-09", ReceiptStatus.SUPERSEDED))

    assert states(closed) == {"2026-10": "", "2026-09": "accepted"}


def test_taken_in_twice_nothing_is_new(closed: Session, write: Callable[..., Path]) -> None:
    folder = write("2026-10")
    receipts.take_in(closed, folder)

    assert receipts.take_in(closed, folder) == ()


def test_a_refusal_is_kept_with_its_reason(closed: Session, write: Callable[..., Path]) -> None:
    learnt = receipts.take_in(
        closed, write("2026-10", ReceiptStatus.REJECTED, reason="unknown_key")
    )

    assert learnt == (Learnt("2026-10", ReceiptStatus.REJECTED, "unknown_key"),)
    assert states(closed) == {"2026-10": "rejected", "2026-09": ""}


def test_an_acceptance_after_a_refusal_stands_whatever_the_order(
    closed: Session, write: Callable[..., Path]
) -> None:
    write("2026-10", ReceiptStatus.ACCEPTED)
    folder = write("2026-10", ReceiptStatus.REJECTED, reason="unknown_key", hours=1)

    receipts.take_in(closed, folder)

    assert states(closed)["2026-10"] == "accepted"


def test_a_refusal_does_not_take_back_what_headquarters_holds(
    closed: Session, write: Callable[..., Path]
) -> None:
    receipts.take_in(closed, write("2026-10"))

    assert receipts.take_in(closed, write("2026-10", ReceiptStatus.CONFLICT, hours=1)) == ()
    assert states(closed)["2026-10"] == "accepted"


def test_a_receipt_of_another_headquarters_is_not_believed(
    closed: Session, write: Callable[..., Path]
) -> None:
    folder = write("2026-10", key=SigningKey.generate())

    with pytest.raises(NoteDamagedError):
        receipts.take_in(closed, folder)
    assert states(closed)["2026-10"] == ""


def test_receipts_of_other_clinics_and_half_written_ones_are_passed_over(
    closed: Session, headquarters_key: SigningKey, write: Callable[..., Path]
) -> None:
    folder = write("2026-09")
    foreign = Receipt(
        sha256="ab" * 32, status=ReceiptStatus.REJECTED, reason="damaged", at=AT, code=""
    )
    (folder / "other.receipt").write_bytes(receipt.write(foreign, headquarters_key))
    (folder / "torn.receipt").write_bytes(b"torn")
    (folder / "half.receipt.part").write_bytes(b"half")

    assert receipts.take_in(closed, folder) == (Learnt("2026-09", ReceiptStatus.ACCEPTED, ""),)


def test_a_folder_without_receipts_teaches_nothing(closed: Session, tmp_path: Path) -> None:
    assert receipts.take_in(closed, tmp_path) == ()
    with pytest.raises(FileMissingError):
        receipts.take_in(closed, tmp_path / "gone")


def test_without_headquarters_no_receipt_is_believed(session: Session, tmp_path: Path) -> None:
    with pytest.raises(NotEnrolledError):
        receipts.take_in(session, tmp_path)


def test_a_code_read_over_the_phone_says_the_same(
    closed: Session, headquarters_key: SigningKey
) -> None:
    newest = closing.closes(closed)[0]
    code = phone_code(NUMBER, headquarters_key.public, hash_of(newest), "accepted")

    learnt = receipts.take_code(closed, code.lower())

    assert [one.label for one in learnt] == ["2026-09", "2026-10"]
    assert states(closed)["2026-10"] == "accepted"


def test_a_code_with_a_slip_or_of_another_bundle_changes_nothing(
    closed: Session, headquarters_key: SigningKey
) -> None:
    with pytest.raises(PhoneCodeError):
        receipts.take_code(closed, "0000 000")
    with pytest.raises(CodeOfNoCloseError):
        receipts.take_code(closed, phone_code(NUMBER, headquarters_key.public, "ab", "accepted"))
    assert set(states(closed).values()) == {""}


def test_a_vault_older_than_headquarters_receipt_closes_no_more_months(
    closed: Session, headquarters_key: SigningKey, tmp_path: Path
) -> None:
    """An older copy was restored: close 3 left from the newer one and headquarters holds it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    code = phone_code(NUMBER, headquarters_key.public, "ab" * 32, "accepted")
    held = Receipt(sha256="ab" * 32, status=ReceiptStatus.ACCEPTED, reason="", at=AT, code=code)
    said = receipt.write(held, headquarters_key)
    for name in ("OTHER_2026-11_9_abababababab", "STMARK_2026-11_4_cdcdcdcdcdcd", "note"):
        (folder / f"{name}.receipt").write_bytes(said)
    of_another = phone_code("f" * 16, headquarters_key.public, "ab" * 32, "accepted")
    (folder / "STMARK_2026-11_7_abababababab.receipt").write_bytes(
        receipt.write(replace(held, code=of_another), headquarters_key)
    )
    december = replace(closed, today=Today(date(2026, 12, 2)))
    receipts.take_in(december, folder)
    closing.preview(december, "2026-11")  # none of these is of a close of this clinic

    (folder / "STMARK_2026-11_3_abababababab.receipt").write_bytes(said)
    (folder / "STMARK_2026-12_4_abababababab.receipt").write_bytes(b"torn")
    receipts.take_in(december, folder)

    with pytest.raises(OlderCopyError) as refused:
        closing.preview(december, "2026-11")
    assert refused.value.seq == 3
    receipts.take_in(december, folder)
    with december.reading() as opened:
        kept = opened.enrolment.get()
    assert kept is not None
    assert kept.missing_seq == 3


def test_receipts_for_files_that_were_sealed_anew_since_say_as_much(
    closed: Session, headquarters_key: SigningKey, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    for close in closing.closes(closed):
        code = phone_code(NUMBER, headquarters_key.public, hash_of(close), "accepted")
        held = Receipt(
            sha256=hash_of(close), status=ReceiptStatus.ACCEPTED, reason="", at=AT, code=code
        )
        name = close.file_name.removesuffix(".tally") + ".receipt"
        (folder / name).write_bytes(receipt.write(held, headquarters_key))
    before = {close.file_name for close in closing.closes(closed)}
    own_key.renew(closed)
    assert before.isdisjoint(close.file_name for close in closing.closes(closed))

    receipts.take_in(closed, folder)

    assert set(states(closed).values()) == {"accepted"}
    closing.preview(replace(closed, today=Today(date(2026, 12, 2))), "2026-11")


def test_a_code_for_a_file_that_was_sealed_anew_since_says_as_much(
    closed: Session, headquarters_key: SigningKey
) -> None:
    newest = closing.closes(closed)[0]
    code = phone_code(NUMBER, headquarters_key.public, hash_of(newest), "accepted")
    own_key.renew(closed)

    receipts.take_code(closed, code)

    assert set(states(closed).values()) == {"accepted"}


def test_own_receipts_named_by_headquarters_are_no_sign_of_an_older_copy(
    closed: Session, headquarters_key: SigningKey, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    for close in closing.closes(closed):
        held = Receipt(
            sha256=hash_of(close), status=ReceiptStatus.ACCEPTED, reason="", at=AT, code=""
        )
        name = close.file_name.removesuffix(".tally") + ".receipt"
        (folder / name).write_bytes(receipt.write(held, headquarters_key))

    receipts.take_in(closed, folder)

    closing.preview(replace(closed, today=Today(date(2026, 12, 2))), "2026-11")


def test_a_stick_that_is_pulled_while_receipts_are_read_is_told_and_what_was_read_is_kept(
    closed: Session, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write("2026-09")
    write("2026-10")
    really_open = Path.open

    def pulled(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path.name.startswith("2026-10"):
            raise OSError(errno.EIO, "Input/output error")
        return really_open(path, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", pulled)
        with pytest.raises(FileUnreadableError):
            receipts.take_in(closed, folder)

    assert states(closed) == {"2026-10": "", "2026-09": "accepted"}
    assert receipts.take_in(closed, folder) == (Learnt("2026-10", ReceiptStatus.ACCEPTED, ""),)
