"""Eight symbols over the phone: bound to one receipt, and a slip is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.bundles.errors import PhoneCodeError
from clinic_app.bundles.phone_code import phone_code, read_phone_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = phone_code("0123456789abcdef", b"k" * 32, "ab" * 32, "accepted")


def test_it_is_two_groups_of_four() -> None:
    assert [len(group) for group in CODE.split()] == [4, 4]


@pytest.mark.parametrize(
    ("number", "key", "sha256", "status"),
    [
        ("fedcba9876543210", b"k" * 32, "ab" * 32, "accepted"),
        ("0123456789abcdef", b"x" * 32, "ab" * 32, "accepted"),
        ("0123456789abcdef", b"k" * 32, "cd" * 32, "accepted"),
        ("0123456789abcdef", b"k" * 32, "ab" * 32, "conflict"),
    ],
)
def test_another_clinic_headquarters_bundle_or_status_has_another_code(
    number: str, key: bytes, sha256: str, status: str
) -> None:
    assert phone_code(number, key, sha256, status) != CODE


def test_it_is_heard_in_any_case_and_with_letters_that_look_alike() -> None:
    code = phone_code("", b"", "ab", "seen")
    heard = code.lower().replace(" ", "-").replace("0", "o").replace("1", "l")

    assert read_phone_code(heard) == code


@given(place=st.integers(0, 7), symbol=st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_a_slip(place: int, symbol: str) -> None:
    code = CODE.replace(" ", "")
    slipped = code[:place] + symbol + code[place + 1 :]

    if slipped == code:
        return
    with pytest.raises(PhoneCodeError):
        read_phone_code(slipped)


@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "1234 567U", "١٢٣٤٥٦٧٨"])
def test_what_has_not_eight_symbols_is_a_slip(typed: str) -> None:
    with pytest.raises(PhoneCodeError):
        read_phone_code(typed)
