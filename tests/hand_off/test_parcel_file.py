"""The sealed file: opened by the laptop it is meant for, refused in words by everybody else."""

import zlib
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.crypto import sealing
from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SIGNATURE_BYTES, SigningKey, key_id
from clinic_app.hand_off import parcel_file
from clinic_app.hand_off.errors import (
    NotAParcelError,
    ParcelDamagedError,
    ParcelError,
    ParcelForAnotherError,
    ParcelNewerError,
    ParcelOlderError,
    ParcelTooLargeError,
    ParcelTruncatedError,
)

STEP = 64 * 1024
SIGNER, OPENER = SigningKey(bytes(range(32))), OpeningKey(bytes(range(1, 33)))
CONTENT = b'{"records":"of Canary-7f3a"}'
SEALED = parcel_file.seal(CONTENT, SIGNER, OPENER.public)


def forged(plain: bytes, key: OpeningKey = OPENER, **header: str | int) -> bytes:
    """Make a file as somebody could who knows the format and holds an accepted key."""
    fields = {
        "format": 1,
        "hpke": sealing.SUITE,
        "signature": "Ed25519",
        "signer": SIGNER.public.hex(),
        "to": key_id(OPENER.public),
    } | header
    spelled = msgspec.json.encode(fields)
    info = b"clinic-app hand-off\x00" + len(spelled).to_bytes(4) + spelled
    bare = len(info) + len(plain) + sealing.OVERHEAD_BYTES + SIGNATURE_BYTES
    signed = info + sealing.seal(plain + bytes(-bare % STEP), key.public, info)
    return signed + SIGNER.sign(b"clinic-app hand-off", signed)


def inside(packed: bytes, signer: SigningKey = SIGNER) -> bytes:
    return bytes.fromhex(key_id(signer.public)) + len(packed).to_bytes(4) + packed


def test_the_laptop_it_is_meant_for_opens_it() -> None:
    opened = parcel_file.open_parcel(SEALED, OPENER)

    assert opened.content == CONTENT
    assert opened.signer == SIGNER.public
    assert opened.sha256 == file_sha256(SEALED)


def test_nothing_of_a_client_is_in_the_file_and_its_size_says_little() -> None:
    longer = parcel_file.seal(CONTENT * 3, SIGNER, OPENER.public)

    assert b"Canary" not in SEALED
    assert len(SEALED) == len(longer) == STEP


def test_another_laptop_or_clinic_is_told_that_it_is_not_for_it() -> None:
    with pytest.raises(ParcelForAnotherError):
        parcel_file.open_parcel(SEALED, OpeningKey.generate())


@given(st.integers(0, len(SEALED) - 1), st.integers(0, 7))
def test_no_bit_can_be_changed(at: int, bit: int) -> None:
    changed = bytearray(SEALED)
    changed[at] ^= 1 << bit

    with pytest.raises(ParcelError):
        parcel_file.open_parcel(bytes(changed), OPENER)


@given(st.integers(0, len(SEALED) - 1))
def test_a_file_that_was_not_copied_whole_is_refused(length: int) -> None:
    with pytest.raises((ParcelTruncatedError, NotAParcelError)):
        parcel_file.open_parcel(SEALED[:length], OPENER)


def test_another_file_is_no_hand_off() -> None:
    with pytest.raises(NotAParcelError):
        parcel_file.open_parcel(b"clinic-app tally\x00" + SEALED, OPENER)


@pytest.mark.parametrize(
    ("told", "error"), [(2, ParcelNewerError), (0, ParcelOlderError)], ids=["newer", "older"]
)
def test_other_versions_are_told_apart(told: int, error: type[ParcelError]) -> None:
    with pytest.raises(error):
        parcel_file.open_parcel(forged(inside(zlib.compress(CONTENT)), format=told), OPENER)


@pytest.mark.parametrize(
    "plain",
    [
        inside(zlib.compress(CONTENT), SigningKey(bytes(32))),
        inside(b"not packed"),
        inside(zlib.compress(CONTENT)[:-3]),
        inside(zlib.compress(CONTENT) + b"more"),
        inside(zlib.compress(CONTENT)) + b"behind",
        bytes.fromhex(key_id(SIGNER.public)) + b"\xff\xff\xff\xff",
    ],
    ids=["signed by another", "not packed", "cut", "more packed", "more behind", "too long"],
)
def test_a_seal_that_holds_something_else_is_refused(plain: bytes) -> None:
    with pytest.raises(ParcelDamagedError):
        parcel_file.open_parcel(forged(plain), OPENER)


def test_a_seal_to_another_key_than_the_file_names_is_refused() -> None:
    with pytest.raises(ParcelDamagedError):
        parcel_file.open_parcel(
            forged(inside(zlib.compress(CONTENT)), OpeningKey(bytes(32))), OPENER
        )


@pytest.mark.parametrize(
    "file",
    [
        forged(inside(zlib.compress(CONTENT)), hpke="x"),
        forged(inside(zlib.compress(CONTENT)), signer="x"),
        forged(inside(zlib.compress(CONTENT)), to="x"),
    ],
    ids=["hpke", "signer", "to"],
)
def test_a_header_of_another_kind_is_refused(file: bytes) -> None:
    with pytest.raises(ParcelDamagedError):
        parcel_file.open_parcel(file, OPENER)


@pytest.mark.parametrize("length", [2000, 60000, 2**32 - 1])
def test_a_header_longer_than_any_is_refused(length: int) -> None:
    spelled = b"clinic-app hand-off\x00" + length.to_bytes(4) + b"\xff" * (STEP - 24)

    with pytest.raises(ParcelDamagedError):
        parcel_file.open_parcel(spelled, OPENER)


def test_a_file_larger_than_any_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(parcel_file._KIND, most_file_bytes=STEP - 1)
    monkeypatch.setattr(parcel_file, "_KIND", small)

    with pytest.raises(ParcelTooLargeError):
        parcel_file.open_parcel(SEALED, OPENER)


def test_a_file_that_unpacks_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(parcel_file._KIND, most_content_bytes=len(CONTENT) - 1)
    monkeypatch.setattr(parcel_file, "_KIND", small)

    with pytest.raises(ParcelTooLargeError):
        parcel_file.open_parcel(SEALED, OPENER)
