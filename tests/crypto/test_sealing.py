"""What is sealed to a key opens with that key, that purpose, and unchanged; never otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.crypto.sealing import OVERHEAD_BYTES, OpeningKey, SealBrokenError, seal

KEY = OpeningKey(bytes(range(32)))


@given(st.binary(max_size=2000), st.binary(max_size=100))
def test_what_was_sealed_opens_again(plain: bytes, info: bytes) -> None:
    sealed = seal(plain, KEY.public, info)

    assert len(sealed) == len(plain) + OVERHEAD_BYTES
    assert KEY.open(sealed, info) == plain


def test_every_changed_bit_is_refused() -> None:
    sealed = seal(b"34 helped", KEY.public, b"bundle")

    for position in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(SealBrokenError):
            KEY.open(bytes(changed), b"bundle")


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused(unsealed: bytes) -> None:
    with pytest.raises(SealBrokenError):
        KEY.open(unsealed, b"bundle")


def test_another_purpose_or_another_key_does_not_open() -> None:
    sealed = seal(b"34 helped", KEY.public, b"bundle")

    with pytest.raises(SealBrokenError):
        KEY.open(sealed, b"receipt")
    with pytest.raises(SealBrokenError):
        OpeningKey.generate().open(sealed, b"bundle")


def test_a_key_kept_as_its_secret_is_the_same_key() -> None:
    key = OpeningKey.generate()

    assert OpeningKey(key.secret).public == key.public


def test_a_key_does_not_show_its_secret() -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert KEY.public.hex() in repr(KEY)


def test_sealing_twice_gives_other_bytes() -> None:
    assert seal(b"x", KEY.public, b"") != seal(b"x", KEY.public, b"")
