"""Any two of three shares open; one alone, a slip and a stranger's share are told apart."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shamir_mnemonic import generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from clinic_app.crypto import share_slots, shares
from clinic_app.crypto.keyring import Keyring, SlotKind
from clinic_app.crypto.keyring_errors import (
    KeyringTamperedError,
    LastSlotError,
    SharesApartError,
    ShareSlipError,
    TooManySlotsError,
    WrongRecoveryCodeError,
    WrongSharesError,
)
from clinic_app.crypto.keyring_format import MOST_SLOTS
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.slots import Secrets, recovery_slot

SECRET = bytes(range(16))
SHEETS = shares.written(SECRET)
RING, SECRETS, CODE = Keyring.create(
    passphrase="six random words in a row", sign_in_name="Ana", worker_id="a", cost=LEAST_COST
)
WITH_SHARES, MADE = share_slots.added(RING, SECRETS)


@pytest.mark.parametrize("pair", list(permutations(range(3), 2)))
def test_any_two_of_three_give_the_secret(pair: tuple[int, int]) -> None:
    first, second = (SHEETS[number] for number in pair)

    assert shares.read((first, second)) == SECRET


def test_four_letters_of_a_word_and_any_case_are_enough() -> None:
    short = "  ".join(word[:4].upper() for word in SHEETS[0].split())

    assert shares.read((short, f"\n{SHEETS[2]}\t")) == SECRET


def test_a_share_of_the_standards_own_examples_is_read_and_belongs_elsewhere() -> None:
    """Source: SLIP-0039 test vectors, 4: basic sharing 2-of-3, 128 bits."""
    first = (
        "shadow pistol academic always adequate wildlife fancy gross oasis cylinder "
        "mustang wrist rescue view short owner flip making coding armed"
    )

    with pytest.raises(SharesApartError):
        shares.read((first, SHEETS[1]))


@given(data=st.data(), number=st.sampled_from((1, 2)))
def test_one_to_three_wrong_words_are_a_slip_of_that_share(
    data: st.DataObject, number: int
) -> None:
    words = SHEETS[0].split()
    places = data.draw(st.sets(st.integers(0, 19), min_size=1, max_size=3))
    for place in places:
        others = [word for word in WORDLIST if word != words[place]]
        words[place] = data.draw(st.sampled_from(others))
    typed = [SHEETS[1], SHEETS[1]]
    typed[number - 1] = " ".join(words)

    with pytest.raises(ShareSlipError) as refused:
        shares.read((typed[0], typed[1]))

    assert refused.value.number == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "no such words",
        " ".join(SHEETS[0].split()[:-1]),
        SHEETS[0] + " academic",
        SHEETS[0].replace(SHEETS[0].split()[5], SHEETS[0].split()[5] + "x"),
        "Ñandú " * 20,
    ],
)
def test_what_is_no_share_is_a_slip(typed: str) -> None:
    with pytest.raises(ShareSlipError):
        shares.read((typed, SHEETS[1]))


def test_a_longer_share_of_another_program_is_a_slip() -> None:
    (longer,) = generate_mnemonics(1, [(1, 1)], bytes(32))[0]

    with pytest.raises(ShareSlipError):
        shares.read((longer, SHEETS[1]))


def test_the_same_share_twice_and_shares_of_two_sets_are_apart() -> None:
    for pair in ((SHEETS[0], SHEETS[0]), (SHEETS[0], shares.written(SECRET)[1])):
        with pytest.raises(SharesApartError):
            shares.read(pair)


def test_a_new_secret_is_16_random_bytes() -> None:
    assert len({shares.new_secret() for _each in range(8)}) == 8
    assert len(shares.new_secret()) == 16


def test_two_shares_open_the_keyring_and_survive_its_file() -> None:
    read = Keyring.from_bytes(WITH_SHARES.to_bytes(SECRETS))

    assert share_slots.exist(read)
    assert not share_slots.exist(RING)
    assert share_slots.opened(read, (MADE[2], MADE[0])) == SECRETS
    assert read.unlock_by_recovery_code(CODE) == SECRETS
    assert read.epoch == RING.epoch + 1


def test_new_shares_and_a_new_code_replace_their_own_kind_alone() -> None:
    again, made = share_slots.added(WITH_SHARES, SECRETS)
    with pytest.raises(WrongSharesError):
        share_slots.opened(again, (MADE[0], MADE[1]))
    assert share_slots.opened(again, (made[0], made[1])) == SECRETS
    assert again.unlock_by_recovery_code(CODE) == SECRETS

    renewed, code = again.with_recovery_code(SECRETS)

    assert share_slots.opened(renewed, (made[1], made[2])) == SECRETS
    assert renewed.unlock_by_recovery_code(code) == SECRETS
    with pytest.raises(WrongRecoveryCodeError):
        renewed.unlock_by_recovery_code(CODE)


def test_a_keyring_without_shares_is_opened_by_none() -> None:
    with pytest.raises(WrongSharesError):
        share_slots.opened(RING, (MADE[0], MADE[1]))


def test_a_keyring_that_was_tampered_with_is_refused() -> None:
    other = Secrets(bytes(32), bytes(32), bytes(32))
    secret = shares.new_secret()
    slot = recovery_slot(other, secret, keyring_id=RING.id, kind=SlotKind.SHARES)
    forged = Keyring.from_bytes(RING.with_only(slot).to_bytes(SECRETS))
    first, second, _third = shares.written(secret)

    with pytest.raises(KeyringTamperedError):
        share_slots.opened(forged, (first, second))


def test_shares_may_go_but_not_the_recovery_code() -> None:
    kinds = {slot.kind: slot.id for slot in WITH_SHARES.slots}

    assert not share_slots.exist(WITH_SHARES.without_slot(SECRETS, kinds[SlotKind.SHARES]))
    with pytest.raises(LastSlotError):
        WITH_SHARES.without_slot(SECRETS, kinds[SlotKind.RECOVERY])


def test_a_full_keyring_takes_no_shares_but_replaces_its_own() -> None:
    full = RING
    spare = RING.user_slots[0]
    fill = tuple(
        type(spare)(
            id=f"{number:016x}",
            kind=SlotKind.USER,
            sign_in_name=f"w{number}",
            worker_id="",
            cost=LEAST_COST,
            salt=spare.salt,
            nonce=spare.nonce,
            wrapped=spare.wrapped,
        )
        for number in range(MOST_SLOTS - 2)
    )
    full = Keyring(id=RING.id, epoch=1, slots=(*RING.slots, *fill))

    with pytest.raises(TooManySlotsError):
        share_slots.added(full, SECRETS)

    with_room, _made = share_slots.added(
        Keyring(id=RING.id, epoch=1, slots=full.slots[:-1]), SECRETS
    )
    assert share_slots.exist(share_slots.added(with_room, SECRETS)[0])
