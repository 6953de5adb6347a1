"""Enrolment, answer and receipt: each signed, each refused when changed."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.bundles import enrolment_file, receipt, signed_note
from clinic_app.bundles.enrolment_file import Enrolment, EnrolmentAnswer
from clinic_app.bundles.errors import (
    NoteDamagedError,
    NoteError,
    NoteKind,
    NoteNewerError,
    WrongNoteError,
)
from clinic_app.bundles.receipt import Receipt, ReceiptStatus
from clinic_app.crypto.signing import SigningKey

RECEIPT = Receipt(
    sha256="ab" * 32,
    status=ReceiptStatus.ACCEPTED,
    reason="",
    at=datetime(2026, 11, 2, 10, 30, tzinfo=UTC),
    code="0123 4567",
)


def an_enrolment(headquarters_key: SigningKey) -> Enrolment:
    return Enrolment(
        clinic="BOS-1",
        clinic_name="Clínica de San Marcos",
        headquarters="Coalition",
        number="0123456789abcdef",
        is_training=False,
        sealing_key=b"s" * 32,
        signing_key=headquarters_key.public,
        pack_key=b"p" * 32,
        smallest_crowd=11,
    )


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp"))


@given(
    name=st.text(LETTERS, min_size=1, max_size=200),
    is_training=st.booleans(),
    crowd=st.integers(5, 1000),
    held=st.integers(0, 1_000_000),
)
def test_an_enrolment_is_read_as_it_was_written(
    headquarters_key: SigningKey, name: str, is_training: bool, crowd: int, held: int
) -> None:
    enrolment = replace(
        an_enrolment(headquarters_key),
        clinic_name=name,
        is_training=is_training,
        smallest_crowd=crowd,
        held_seq=held,
    )

    written = enrolment_file.write_enrolment(enrolment, headquarters_key)

    assert enrolment_file.read_enrolment(written) == enrolment


def test_a_name_in_an_enrolment_is_one_line_and_tells_a_terminal_nothing(
    headquarters_key: SigningKey,
) -> None:
    """Whoever made the file is not known yet when its names are shown."""
    said = replace(
        an_enrolment(headquarters_key),
        headquarters="Coalition\nThe fingerprint was compared.",
        clinic_name="St. Mark\x1b[2J",
    )

    read = enrolment_file.read_enrolment(enrolment_file.write_enrolment(said, headquarters_key))

    assert read.headquarters == "Coalition?The fingerprint was compared."
    assert read.clinic_name == "St. Mark?[2J"


def test_an_answer_is_read_as_it_was_written(clinic_key: SigningKey) -> None:
    answer = EnrolmentAnswer(
        clinic="BOS-1",
        number="0123456789abcdef",
        station="fedcba9876543210",
        signing_key=clinic_key.public,
    )

    written = enrolment_file.write_answer(answer, clinic_key)

    assert enrolment_file.read_answer(written) == answer


@given(
    status=st.sampled_from(ReceiptStatus),
    reason=st.from_regex(r"\A[a-z_]{0,40}\Z"),
    at=st.datetimes(timezones=st.just(UTC)),
)
def test_a_receipt_is_read_as_it_was_written(
    headquarters_key: SigningKey, status: ReceiptStatus, reason: str, at: datetime
) -> None:
    said = replace(RECEIPT, status=status, reason=reason, at=at)

    written = receipt.write(said, headquarters_key)

    assert receipt.read(written, headquarters_key.public) == said


def test_every_flipped_bit_of_an_enrolment_is_refused(headquarters_key: SigningKey) -> None:
    written = enrolment_file.write_enrolment(an_enrolment(headquarters_key), headquarters_key)

    for at in range(len(written)):
        changed = bytearray(written)
        changed[at] ^= 1 << at % 8
        with pytest.raises(NoteError):
            enrolment_file.read_enrolment(bytes(changed))


def test_every_truncated_receipt_is_refused(headquarters_key: SigningKey) -> None:
    written = receipt.write(RECEIPT, headquarters_key)

    for length in range(len(written)):
        with pytest.raises(NoteError):
            receipt.read(written[:length], headquarters_key.public)


def test_a_receipt_of_another_headquarters_is_refused(headquarters_key: SigningKey) -> None:
    written = receipt.write(RECEIPT, SigningKey(b"x" * 32))

    with pytest.raises(NoteDamagedError):
        receipt.read(written, headquarters_key.public)


def test_one_kind_of_note_is_not_taken_for_another(headquarters_key: SigningKey) -> None:
    written = enrolment_file.write_enrolment(an_enrolment(headquarters_key), headquarters_key)

    with pytest.raises(WrongNoteError) as caught:
        enrolment_file.read_answer(written)
    assert caught.value.kind is NoteKind.ANSWER


@pytest.mark.parametrize(
    "unverified", [b"", b"{}", b"[" * 50_000, b'{"body":[]}', b" " * (signed_note.MOST_BYTES + 1)]
)
def test_a_file_of_another_kind_is_no_note(unverified: bytes) -> None:
    with pytest.raises(WrongNoteError):
        enrolment_file.read_enrolment(unverified)


def test_a_newer_note_says_so(headquarters_key: SigningKey) -> None:
    note = json.loads(receipt.write(RECEIPT, headquarters_key))
    note["body"]["version"] = 2

    with pytest.raises(NoteNewerError):
        receipt.read(json.dumps(note).encode(), headquarters_key.public)


def test_a_policy_below_five_is_refused(headquarters_key: SigningKey) -> None:
    enrolment = replace(an_enrolment(headquarters_key), smallest_crowd=4)

    written = enrolment_file.write_enrolment(enrolment, headquarters_key)

    with pytest.raises(NoteDamagedError):
        enrolment_file.read_enrolment(written)


@pytest.mark.parametrize("at", ["yesterday", "2026-11-02T10:30:00"])
def test_a_time_that_is_none_or_has_no_offset_is_refused(
    headquarters_key: SigningKey, at: str
) -> None:
    body = receipt._Receipt(
        at=at,
        code="",
        kind=NoteKind.RECEIPT,
        reason="",
        sha256="ab" * 32,
        status=ReceiptStatus.SEEN,
        version=1,
    )
    written = signed_note.write(NoteKind.RECEIPT, body, headquarters_key)

    with pytest.raises(NoteDamagedError):
        receipt.read(written, headquarters_key.public)


def test_accepted_seen_and_superseded_are_held() -> None:
    held = {status for status in ReceiptStatus if status.is_held}

    assert held == {ReceiptStatus.ACCEPTED, ReceiptStatus.SEEN, ReceiptStatus.SUPERSEDED}
