"""A signature holds for its message, its purpose and its key; never otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.crypto.signing import (
    SIGNATURE_BYTES,
    SignatureInvalidError,
    SigningKey,
    fingerprint,
    grouped,
    key_id,
    verify,
)

KEY = SigningKey(bytes(range(32)))


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_signature_holds_for_its_message_and_no_other(message: bytes, other: bytes) -> None:
    signature = KEY.sign(b"bundle", message)

    verify(KEY.public, b"bundle", message, signature)
    if other != message:
        with pytest.raises(SignatureInvalidError):
            verify(KEY.public, b"bundle", other, signature)


def test_a_signature_for_one_purpose_is_none_for_another() -> None:
    signature = KEY.sign(b"bundle", b"x")

    with pytest.raises(SignatureInvalidError):
        verify(KEY.public, b"receipt", b"x", signature)


def test_every_changed_bit_of_a_signature_is_refused() -> None:
    signature = KEY.sign(b"bundle", b"x")

    for position in range(SIGNATURE_BYTES * 8):
        changed = bytearray(signature)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(SignatureInvalidError):
            verify(KEY.public, b"bundle", b"x", bytes(changed))


@pytest.mark.parametrize("public", [b"", b"short", bytes(33)])
def test_a_key_of_the_wrong_length_signs_nothing(public: bytes) -> None:
    with pytest.raises(SignatureInvalidError):
        verify(public, b"bundle", b"x", KEY.sign(b"bundle", b"x"))


def test_a_key_kept_as_its_seed_is_the_same_key() -> None:
    key = SigningKey.generate()

    assert SigningKey(key.seed).public == key.public


def test_a_key_does_not_show_its_seed() -> None:
    assert repr(KEY) == f"SigningKey({key_id(KEY.public)})"
    assert KEY.seed.hex() not in repr(KEY)


def test_a_fingerprint_is_the_keys_name_in_groups_of_four() -> None:
    words = fingerprint(KEY.public)

    assert words.replace(" ", "") == key_id(KEY.public)
    assert [len(group) for group in words.split()] == [4] * 8
    assert grouped("abcdefghij") == "abcd efgh ij"
