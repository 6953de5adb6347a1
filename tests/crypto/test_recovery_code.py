"""A recovery code survives how people write and type; every slip is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.crypto.keyring_errors import RecoveryCodeSlipError
from clinic_app.crypto.recovery_code import new_entropy, read, written

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ENTROPY = bytes.fromhex("00ff10204080a1b2c3d4e5f60718293a4b5c6d7e")
CODE = written(ENTROPY)
PLAIN = CODE.replace("-", "")


def refused(typed: str) -> bool:
    try:
        read(typed)
    except RecoveryCodeSlipError:
        return True
    return False


@given(st.binary(min_size=20, max_size=20))
def test_what_was_written_is_read_again(entropy: bytes) -> None:
    code = written(entropy)

    assert [len(group) for group in code.split("-")] == [5] * 8
    assert read(code) == entropy


def test_two_codes_are_never_the_same() -> None:
    assert new_entropy() != new_entropy()


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", " "),
        CODE.replace("-", ""),
        f"  {CODE}\n",
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("0", "o").replace("1", "I"),
    ],
)
def test_case_gaps_and_letters_that_look_alike_do_not_matter(typed: str) -> None:
    assert read(typed) == ENTROPY


def test_every_wrong_symbol_is_noticed() -> None:
    slips = [
        PLAIN[:at] + symbol + PLAIN[at + 1 :]
        for at in range(40)
        for symbol in SYMBOLS
        if symbol != PLAIN[at]
    ]

    assert len(slips) == 40 * 31
    assert all(refused(slip) for slip in slips)


def test_every_swap_of_two_symbols_is_noticed() -> None:
    slips = {
        PLAIN[:one] + PLAIN[two] + PLAIN[one + 1 : two] + PLAIN[one] + PLAIN[two + 1 :]
        for one in range(40)
        for two in range(one + 1, 40)
    } - {PLAIN}

    assert all(refused(slip) for slip in slips)


def test_every_swap_of_two_groups_is_noticed() -> None:
    groups = CODE.split("-")
    for one in range(8):
        for two in range(one + 1, 8):
            swapped = list(groups)
            swapped[one], swapped[two] = swapped[two], swapped[one]

            assert refused("-".join(swapped))


def test_every_symbol_left_out_or_typed_twice_is_noticed() -> None:
    for at in range(40):
        assert refused(PLAIN[:at] + PLAIN[at + 1 :])
        assert refused(PLAIN[:at] + PLAIN[at] + PLAIN[at:])


@given(st.text(max_size=60))
def test_anything_else_is_a_slip_too(typed: str) -> None:
    assert refused(typed)
