"""The sealed file: opened by its headquarters, refused with a reason by everything else."""

import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.bundles import canonical, payload, seal_file
from clinic_app.bundles.errors import (
    BundleDamagedError,
    BundleError,
    BundleNewerError,
    BundleTooLargeError,
    BundleTruncatedError,
    NotABundleError,
    SignerMismatchError,
    WrongHeadquartersError,
)
from clinic_app.crypto import sealing
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SIGNATURE_BYTES, SigningKey, key_id
from clinic_app.tallies.released import ReleasedTally

MakeTally = Callable[..., ReleasedTally]


@pytest.fixture(scope="module")
def sealed(
    tally_after: MakeTally, clinic_key: SigningKey, opening_key: OpeningKey
) -> seal_file.SealedFile:
    return seal_file.seal(tally_after(30, 34), clinic_key, opening_key.public)


TOKENS = (b"-", b"0", b"9" * 30, b".5", b"e9", b"true", b"null", b"[", b"{", b'"a":1,', b"\xff")


def forged(plain: bytes, signer: SigningKey, opening_key: OpeningKey, **header: str | int) -> bytes:
    """Make a file as somebody could who knows the format and holds *signer*."""
    fields = {
        "hpke": sealing.SUITE,
        "signature": "Ed25519",
        "signer": signer.public.hex(),
        "to": key_id(opening_key.public),
        "version": 1,
    } | header
    spelled = canonical.write(fields)
    info = b"clinic-app tally\x00" + len(spelled).to_bytes(4) + spelled
    bare = len(info) + len(plain) + sealing.OVERHEAD_BYTES + SIGNATURE_BYTES
    signed = info + sealing.seal(plain + bytes(-bare % 1024), opening_key.public, info)
    return signed + signer.sign(b"clinic-app bundle", signed)


def inside(content: bytes, signer: SigningKey) -> bytes:
    return bytes.fromhex(key_id(signer.public)) + len(content).to_bytes(4) + content


def test_headquarters_opens_what_the_clinic_sealed(
    sealed: seal_file.SealedFile,
    tally_after: MakeTally,
    clinic_key: SigningKey,
    opening_key: OpeningKey,
) -> None:
    opened = seal_file.open_file(sealed.data, opening_key)

    assert opened.tally == tally_after(30, 34)
    assert opened.payload == sealed.payload == payload.write(tally_after(30, 34))
    assert opened.signer == clinic_key.public
    assert opened.sha256 == sealed.sha256


def test_the_name_says_clinic_close_number_and_hash(sealed: seal_file.SealedFile) -> None:
    assert sealed.name == f"BOS-1_2026-02_2_{sealed.sha256[:12]}.tally"


@pytest.mark.parametrize("closes", [1, 2, 24, 40])
def test_the_size_is_a_whole_number_of_kilobytes(
    tally_after: MakeTally, clinic_key: SigningKey, opening_key: OpeningKey, closes: int
) -> None:
    tally = tally_after(*range(closes))

    data = seal_file.seal(tally, clinic_key, opening_key.public).data

    assert len(data) % 1024 == 0


def test_nothing_of_the_content_can_be_read_from_outside(sealed: seal_file.SealedFile) -> None:
    for telling in (b"BOS-1", b"helped", b"2026", zlib.compress(sealed.payload)[2:40]):
        assert telling not in sealed.data


def test_every_flipped_bit_is_refused(
    sealed: seal_file.SealedFile, opening_key: OpeningKey
) -> None:
    for at in range(len(sealed.data)):
        changed = bytearray(sealed.data)
        changed[at] ^= 1 << at % 8
        with pytest.raises(BundleError):
            seal_file.open_file(bytes(changed), opening_key)


@given(length=st.integers(0, 5000))
def test_every_truncation_is_refused(
    sealed: seal_file.SealedFile, opening_key: OpeningKey, length: int
) -> None:
    with pytest.raises((NotABundleError, BundleTruncatedError, BundleDamagedError)):
        seal_file.open_file(sealed.data[: length % len(sealed.data)], opening_key)


def test_a_file_cut_short_is_told_from_a_changed_one(
    sealed: seal_file.SealedFile, opening_key: OpeningKey
) -> None:
    with pytest.raises(BundleTruncatedError):
        seal_file.open_file(sealed.data[:-1], opening_key)
    with pytest.raises(BundleDamagedError):
        seal_file.open_file(sealed.data[:-1] + bytes([sealed.data[-1] ^ 1]), opening_key)


def test_another_headquarters_cannot_open_it(sealed: seal_file.SealedFile) -> None:
    with pytest.raises(WrongHeadquartersError):
        seal_file.open_file(sealed.data, OpeningKey(b"x" * 32))


def test_a_file_of_another_kind_is_no_bundle(opening_key: OpeningKey) -> None:
    with pytest.raises(NotABundleError):
        seal_file.open_file(b"PK\x03\x04" * 512, opening_key)


def test_a_file_over_a_megabyte_is_not_looked_into(opening_key: OpeningKey) -> None:
    with pytest.raises(BundleTooLargeError):
        seal_file.open_file(b"clinic-app tally\x00" * 100_000, opening_key)


def test_a_newer_version_says_so_before_anything_else(
    clinic_key: SigningKey, opening_key: OpeningKey
) -> None:
    with pytest.raises(BundleNewerError):
        seal_file.open_file(forged(b"", clinic_key, opening_key, version=2), opening_key)
    with pytest.raises(BundleNewerError):
        seal_file.open_file(
            forged(b"", clinic_key, opening_key, version=2, hpke="later"), opening_key
        )


@pytest.mark.parametrize(
    "header",
    [{"version": 0}, {"hpke": "none"}, {"signature": "none"}, {"to": "x"}, {"more": "x"}],
)
def test_a_header_that_no_program_wrote_is_refused(
    clinic_key: SigningKey, opening_key: OpeningKey, header: dict[str, str | int]
) -> None:
    with pytest.raises(BundleDamagedError):
        seal_file.open_file(forged(b"", clinic_key, opening_key, **header), opening_key)


def test_a_signature_stripped_and_made_again_breaks_the_seal(
    sealed: seal_file.SealedFile, opening_key: OpeningKey
) -> None:
    thief = SigningKey(b"t" * 32)
    stolen = sealed.data.replace(
        SigningKey(b"c" * 32).public.hex().encode(), thief.public.hex().encode()
    )
    signed = stolen[:-SIGNATURE_BYTES]

    with pytest.raises(BundleDamagedError):
        seal_file.open_file(signed + thief.sign(b"clinic-app bundle", signed), opening_key)


def test_content_sealed_by_one_key_and_signed_by_another_is_refused(
    sealed: seal_file.SealedFile, clinic_key: SigningKey, opening_key: OpeningKey
) -> None:
    thief = SigningKey(b"t" * 32)
    plain = inside(zlib.compress(sealed.payload), clinic_key)

    with pytest.raises(SignerMismatchError):
        seal_file.open_file(forged(plain, thief, opening_key), opening_key)


def test_a_zip_bomb_is_refused_before_it_unfolds(
    clinic_key: SigningKey, opening_key: OpeningKey
) -> None:
    bomb = zlib.compress(bytes(200 * 1024 * 1024))
    plain = inside(bomb, clinic_key)

    with pytest.raises(BundleTooLargeError):
        seal_file.open_file(forged(plain, clinic_key, opening_key), opening_key)


@pytest.mark.parametrize(
    "content",
    [b"", b"not zlib", zlib.compress(b"{}")[:-1], zlib.compress(b"{}") + b"more"],
    ids=["empty", "no zlib", "cut", "followed"],
)
def test_content_that_does_not_unfold_whole_is_refused(
    clinic_key: SigningKey, opening_key: OpeningKey, content: bytes
) -> None:
    plain = inside(content, clinic_key)

    with pytest.raises(BundleDamagedError):
        seal_file.open_file(forged(plain, clinic_key, opening_key), opening_key)


@pytest.mark.parametrize("tail", [b"\x01", b"hidden"])
def test_nothing_hides_in_the_padding(
    sealed: seal_file.SealedFile, clinic_key: SigningKey, opening_key: OpeningKey, tail: bytes
) -> None:
    plain = inside(zlib.compress(sealed.payload), clinic_key) + tail

    with pytest.raises(BundleDamagedError):
        seal_file.open_file(forged(plain, clinic_key, opening_key), opening_key)


def test_a_length_beyond_the_end_is_refused(
    clinic_key: SigningKey, opening_key: OpeningKey
) -> None:
    plain = bytes.fromhex(key_id(clinic_key.public)) + (2**32 - 1).to_bytes(4)

    for short in (plain, plain[:10]):
        data = forged(short, clinic_key, opening_key)
        with pytest.raises((BundleDamagedError, SignerMismatchError)):
            seal_file.open_file(data, opening_key)


@given(st.binary(max_size=3000))
def test_any_bytes_are_refused_with_a_reason(opening_key: OpeningKey, unverified: bytes) -> None:
    for begun in (unverified, b"clinic-app tally\x00" + unverified):
        with pytest.raises(BundleError) as caught:
            seal_file.open_file(begun, opening_key)
        assert caught.value.reason


@given(header=st.binary(max_size=1100))
def test_any_header_is_refused_with_a_reason(opening_key: OpeningKey, header: bytes) -> None:
    begun = b"clinic-app tally\x00" + len(header).to_bytes(4) + header
    padded = begun + bytes(-len(begun) % 1024)

    with pytest.raises(BundleError):
        seal_file.open_file(padded, opening_key)


MOST_MEMORY_BYTES = 64 * 1024 * 1024
"""Of a hostile payload of a megabyte: its values, and its spelling beside them."""

HOSTILE = {
    "nested": b"[" * 500_000 + b"]" * 500_000,
    "many keys": b"{" + b",".join(b'"%d":1' % key for key in range(80_000)) + b"}",
    "many lists": b"[" + b"[]," * 300_000 + b"[]]",
    "a long number": b'{"schema":' + b"9" * 1_000_000 + b"}",
    "a key twice": b'{"k":11,"k":12}',
    "a fraction": b'{"k":1.5}',
    "below zero": b'{"k":-1}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_content_that_is_signed_and_sealed_is_refused_in_little_memory(
    clinic_key: SigningKey, opening_key: OpeningKey, content: bytes
) -> None:
    data = forged(inside(zlib.compress(content), clinic_key), clinic_key, opening_key)

    tracemalloc.start()
    try:
        with pytest.raises(BundleError):
            seal_file.open_file(data, opening_key)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST_MEMORY_BYTES


@given(at=st.integers(0, 100_000), token=st.sampled_from(TOKENS))
def test_signed_content_with_anything_put_in_is_refused_or_is_what_it_spells(
    sealed: seal_file.SealedFile,
    clinic_key: SigningKey,
    opening_key: OpeningKey,
    at: int,
    token: bytes,
) -> None:
    at %= len(sealed.payload)
    content = sealed.payload[:at] + token + sealed.payload[at:]
    data = forged(inside(zlib.compress(content), clinic_key), clinic_key, opening_key)

    try:
        opened = seal_file.open_file(data, opening_key)
    except BundleError:
        return
    assert payload.write(opened.tally) == content
