"""New keys for those who remain: nothing of the old ones is in them, and nobody else opens them."""

import pytest

from clinic_app.crypto import share_slots
from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring import Keyring, Secrets
from clinic_app.crypto.keyring_errors import (
    FieldChangedError,
    KeyNotHeldError,
    LastSlotError,
    SignInNameUnknownError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
    WrongSharesError,
)
from clinic_app.crypto.new_keys import renewed
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.crypto.slots import ALL_KEYS, KEY_SETS

OLD, NEW, HELPS = "the passphrase of before", "another passphrase of six", "of the one who helps"


@pytest.fixture(scope="module")
def made() -> tuple[Keyring, Secrets, str]:
    keyring, secrets, code = Keyring.create(
        passphrase=OLD, sign_in_name="ana", worker_id="a", cost=LEAST_COST
    )
    keyring = keyring.with_slot(
        secrets, OLD + " too", "jo", "j", LEAST_COST, keys=KEY_SETS[0]
    ).with_slot(secrets, OLD + " as well", "gone", "g", LEAST_COST)
    return keyring, secrets, code


def test_whoever_remains_opens_new_keys_of_their_role_and_nobody_else_does(
    made: tuple[Keyring, Secrets, str],
) -> None:
    keyring, secrets, code = made
    ana, jo, _gone = keyring.user_slots

    new = renewed(keyring, {ana.id: NEW, jo.id: HELPS}, LEAST_COST, with_shares=False)

    again = Keyring.from_bytes(new.keyring.to_bytes(new.secrets))
    assert (again.id, again.epoch, new.made_of) == (keyring.id, keyring.epoch + 1, keyring.epoch)
    assert again.unlock(NEW, "ana") == (new.secrets, again.user_slots[0])
    opened, slot = again.unlock(HELPS, "jo")
    assert opened == new.secrets.only(KEY_SETS[0])
    assert (slot.id, slot.worker_id) == (jo.id, "j")
    for key in ALL_KEYS:
        assert secrets.joined((key,)) != new.secrets.joined((key,))
    with pytest.raises(SignInNameUnknownError):
        again.unlock(OLD, "gone")
    with pytest.raises(WrongPassphraseError):
        again.unlock(OLD)
    with pytest.raises(WrongRecoveryCodeError):
        again.unlock_by_recovery_code(code)
    assert again.unlock_by_recovery_code(new.recovery_code) == new.secrets
    assert new.shares == ()
    assert not share_slots.exist(again)


def test_new_shares_open_and_those_of_before_do_not(made: tuple[Keyring, Secrets, str]) -> None:
    keyring, secrets, _code = made
    with_shares, old = share_slots.added(keyring, secrets)
    ana = keyring.user_slots[0]

    new = renewed(with_shares, {ana.id: NEW}, LEAST_COST, with_shares=True)

    assert share_slots.opened(new.keyring, (new.shares[2], new.shares[1])) == new.secrets
    with pytest.raises(WrongSharesError):
        share_slots.opened(new.keyring, (old[0], old[1]))


def test_without_anybody_who_holds_every_key_there_are_no_new_ones(
    made: tuple[Keyring, Secrets, str],
) -> None:
    keyring, _secrets, _code = made
    jo = keyring.user_slots[1]

    with pytest.raises(LastSlotError):
        renewed(keyring, {jo.id: HELPS}, LEAST_COST, with_shares=False)


def test_some_of_the_keys_are_had_by_name_and_none_that_is_not_there() -> None:
    secrets = Secrets.generate()

    assert secrets.only(ALL_KEYS) == secrets
    volunteers = secrets.only(KEY_SETS[1])
    assert volunteers.held == KEY_SETS[1]
    with pytest.raises(KeyNotHeldError):
        volunteers.only(ALL_KEYS)


@pytest.mark.parametrize("key", ALL_KEYS)
def test_a_field_moves_to_new_keys_and_stays_with_its_readers_and_its_place(key: str) -> None:
    old = FieldSeals.of(Secrets.generate(), "0" * 32)
    secrets = Secrets.generate()
    new = FieldSeals.of(secrets, "0" * 32)
    place = ("screenings", "answers", "id")

    moved = old.moved(new, place, old.seal(key, place, b"a field"))

    assert new.open(key, place, moved) == b"a field"
    for other, where in ((old, place), (new, ("screenings", "answers", "other"))):
        with pytest.raises(FieldChangedError):
            other.open(key, where, moved)
    with pytest.raises(FieldChangedError):
        old.moved(new, place, moved)
    if key != ALL_KEYS[0]:
        with pytest.raises(KeyNotHeldError):
            FieldSeals.of(secrets.only(KEY_SETS[0]), "0" * 32).open(key, place, moved)
