"""One set of keys, many ways in, and none that anybody could make from outside."""

from dataclasses import replace

import pytest

from clinic_app.crypto import keyring_format
from clinic_app.crypto.keyring import Keyring, Secrets, Slot, SlotKind
from clinic_app.crypto.keyring_errors import (
    KeyNotHeldError,
    KeyringTamperedError,
    LastSlotError,
    RecoveryCodeSlipError,
    SignInNameTakenError,
    SignInNameTooLongError,
    SignInNameUnknownError,
    TooManySlotsError,
    WeakCostError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from clinic_app.crypto.keyring_format import MOST_BYTES, MOST_SLOTS, Anchor
from clinic_app.crypto.passphrases import LEAST_COST, Argon2Cost
from clinic_app.crypto.slots import KEY_SETS, opened_by_passphrase

PASSPHRASE = "correct horse battery staple"
RING, SECRETS, CODE = Keyring.create(
    passphrase=PASSPHRASE, sign_in_name="Ana", worker_id="a1", cost=LEAST_COST
)
ANA = RING.user_slots[0]
TWO = RING.with_slot(SECRETS, "another good passphrase", "Ben", "b2", LEAST_COST)
BEN = TWO.user_slots[1]


def reread(ring: Keyring, secrets: Secrets = SECRETS) -> Keyring:
    return Keyring.from_bytes(ring.to_bytes(secrets))


def test_passphrase_and_recovery_code_give_the_same_keys() -> None:
    ring = reread(RING)

    assert ring.unlock(PASSPHRASE) == (SECRETS, ANA)
    assert ring.unlock(PASSPHRASE, " ana ") == (SECRETS, ANA)
    assert ring.unlock_by_recovery_code(CODE.lower()) == SECRETS


def test_the_three_keys_are_independent_and_nothing_prints_them() -> None:
    keys = {SECRETS.joined((name,)) for name in SECRETS.held}
    printed = repr(SECRETS) + repr(RING)

    assert len(keys) == 3
    assert all(len(key) == 32 for key in keys)
    assert not any(key.hex() in printed or repr(key) in printed for key in keys)
    assert repr(ANA.wrapped) not in printed


def test_what_is_derived_depends_on_purpose_and_keyring_and_only_on_the_data_key() -> None:
    other = replace(SECRETS, screening_key=bytes(32), representative_key=bytes(32))

    derived = SECRETS.derive(b"ledger", RING.id)

    assert len(derived) == 32
    assert derived == other.derive(b"ledger", RING.id)
    assert derived != SECRETS.derive(b"backup", RING.id)
    assert derived != SECRETS.derive(b"ledger", "00" * 16)
    assert derived != SECRETS.data_key


def test_a_wrong_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongPassphraseError):
        RING.unlock("correct horse battery stable")


def test_without_a_name_each_slot_is_tried() -> None:
    assert TWO.unlock("another good passphrase") == (SECRETS, BEN)


def test_a_passphrase_opens_only_the_slot_of_its_worker() -> None:
    with pytest.raises(WrongPassphraseError):
        TWO.unlock(PASSPHRASE, "Ben")


def test_a_name_that_nobody_has_is_said() -> None:
    with pytest.raises(SignInNameUnknownError) as caught:
        RING.unlock(PASSPHRASE, "Cleo")

    assert caught.value.sign_in_name == "Cleo"


def test_a_recovery_code_never_opens_a_passphrase_slot_nor_the_other_way_round() -> None:
    recovery = next(slot for slot in RING.slots if slot.kind is SlotKind.RECOVERY)

    with pytest.raises(WrongPassphraseError):
        opened_by_passphrase(recovery, CODE, RING.id)


def test_a_mistyped_code_is_told_from_the_code_of_another_vault() -> None:
    _, _, other_code = Keyring.create(
        passphrase=PASSPHRASE, sign_in_name="Ana", worker_id="a1", cost=LEAST_COST
    )

    with pytest.raises(WrongRecoveryCodeError):
        RING.unlock_by_recovery_code(other_code)
    with pytest.raises(RecoveryCodeSlipError):
        RING.unlock_by_recovery_code(CODE[:-1])


def test_a_new_passphrase_replaces_one_slot_and_keeps_its_id() -> None:
    changed = reread(TWO.with_passphrase(SECRETS, BEN.id, "a third passphrase", LEAST_COST))

    assert changed.unlock("a third passphrase", "Ben")[1].id == BEN.id
    assert changed.user_slots[0] == ANA
    assert changed.user_slots[1].worker_id == "b2"
    assert changed.user_slots[1].salt != BEN.salt
    assert changed.epoch == TWO.epoch + 1
    with pytest.raises(WrongPassphraseError):
        changed.unlock("another good passphrase", "Ben")


def test_a_new_recovery_code_makes_the_old_one_worthless() -> None:
    changed, code = TWO.with_recovery_code(SECRETS)

    assert reread(changed).unlock_by_recovery_code(code) == SECRETS
    assert changed.user_slots == TWO.user_slots
    with pytest.raises(WrongRecoveryCodeError):
        changed.unlock_by_recovery_code(CODE)


def test_a_removed_slot_opens_nothing() -> None:
    changed = reread(TWO.without_slot(SECRETS, ANA.id))

    assert [slot.sign_in_name for slot in changed.user_slots] == ["Ben"]
    with pytest.raises(WrongPassphraseError):
        changed.unlock(PASSPHRASE)


def test_the_last_slot_of_a_kind_stays() -> None:
    recovery = next(slot for slot in RING.slots if slot.kind is SlotKind.RECOVERY)

    with pytest.raises(LastSlotError):
        RING.without_slot(SECRETS, ANA.id)
    with pytest.raises(LastSlotError):
        RING.without_slot(SECRETS, recovery.id)


def test_a_slot_that_is_not_there_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        RING.without_slot(SECRETS, "00" * 8)
    with pytest.raises(KeyError):
        RING.with_passphrase(SECRETS, "00" * 8, "a third passphrase", LEAST_COST)


def test_two_workers_cannot_share_a_sign_in_name() -> None:
    with pytest.raises(SignInNameTakenError):
        RING.with_slot(SECRETS, "another good passphrase", " ANA", "b2", LEAST_COST)


def test_a_sign_in_name_has_an_end() -> None:
    with pytest.raises(SignInNameTooLongError):
        RING.with_slot(SECRETS, "another good passphrase", "n" * 101, "b2", LEAST_COST)
    with pytest.raises(SignInNameTooLongError):
        Keyring.create(
            passphrase=PASSPHRASE, sign_in_name="n" * 101, worker_id="a1", cost=LEAST_COST
        )


def test_half_a_character_in_a_name_can_still_be_written() -> None:
    ring = reread(RING.with_slot(SECRETS, "another good passphrase", "B\ud83den", "b2", LEAST_COST))

    assert ring.user_slots[1].sign_in_name == "B?en"


def test_a_full_keyring_is_still_small_enough_to_be_read() -> None:
    crowd = tuple(
        replace(ANA, id=f"{number:016x}", sign_in_name="\u0001" * 99 + chr(200 + number))
        for number in range(MOST_SLOTS - 1)
    )
    full = replace(RING, slots=(*crowd, RING.slots[-1]))

    assert len(full.to_bytes(SECRETS)) < MOST_BYTES
    with pytest.raises(TooManySlotsError) as caught:
        full.with_slot(SECRETS, "another good passphrase", "Ben", "b2", LEAST_COST)
    assert caught.value.most == MOST_SLOTS


def test_no_slot_is_made_that_would_be_cheap_to_guess() -> None:
    with pytest.raises(WeakCostError):
        RING.with_slot(SECRETS, "another good passphrase", "Ben", "b2", Argon2Cost(1024, 1, 1))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(TWO, epoch=TWO.epoch + 1), id="another epoch"),
        pytest.param(replace(TWO, slots=RING.slots), id="a slot taken out"),
        pytest.param(replace(TWO, anchor=Anchor(1, b"h" * 32)), id="another anchor"),
        pytest.param(replace(TWO, version=1), id="an older version without the anchor"),
        pytest.param(
            replace(TWO, slots=(ANA, *RING.slots[1:], replace(BEN, worker_id="a1"))),
            id="a slot given to another worker",
        ),
        pytest.param(
            replace(TWO, slots=(ANA, replace(BEN, sign_in_name="Bo"), *RING.slots[1:])),
            id="another name",
        ),
    ],
)
def test_what_was_changed_on_purpose_is_noticed_by_whoever_unlocks(changed: Keyring) -> None:
    # A forger can compute the plain checksum, and keeps the MAC that was there.
    mac = Keyring.from_bytes(TWO.to_bytes(SECRETS)).mac
    assert mac is not None
    written = keyring_format.Written(
        changed.id, changed.epoch, changed.slots, changed.version, changed.anchor
    )
    forged = Keyring.from_bytes(keyring_format.to_bytes(written, mac))

    with pytest.raises(KeyringTamperedError):
        forged.unlock(PASSPHRASE, "Ana")
    with pytest.raises(KeyringTamperedError):
        forged.unlock_by_recovery_code(CODE)
    with pytest.raises(KeyringTamperedError):
        forged.without_slot(SECRETS, ANA.id)


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param(replace(ANA, id="11" * 8), id="another place"),
        pytest.param(replace(ANA, cost=replace(LEAST_COST, lanes=2)), id="another cost"),
        pytest.param(replace(ANA, salt=bytes(16)), id="another salt"),
        pytest.param(replace(ANA, wrapped=bytes(112)), id="other bytes"),
    ],
)
def test_a_wrapping_fits_into_no_other_place(moved: Slot) -> None:
    ring = replace(RING, slots=(moved, RING.slots[1]))

    with pytest.raises(WrongPassphraseError):
        ring.unlock(PASSPHRASE)


def test_a_slot_of_another_keyring_opens_nothing_here() -> None:
    with pytest.raises(WrongPassphraseError):
        replace(RING, id="22" * 16).unlock(PASSPHRASE)
    with pytest.raises(WrongRecoveryCodeError):
        replace(
            RING, slots=(ANA, replace(RING.slots[1], wrapped=bytes(112)))
        ).unlock_by_recovery_code(CODE)


GREETER, VOLUNTEER, _ALL = KEY_SETS


def test_a_slot_opens_the_keys_it_wraps_and_no_other() -> None:
    ring = RING.with_slot(
        SECRETS, "another good passphrase", "Ben", "b2", LEAST_COST, keys=VOLUNTEER
    ).with_slot(SECRETS, "a third good passphrase", "Cleo", "c3", LEAST_COST, keys=GREETER)

    ben, _ = reread(ring).unlock("another good passphrase", "Ben")
    cleo, _ = reread(ring).unlock("a third good passphrase", "Cleo")

    assert (ben.held, cleo.held) == (VOLUNTEER, GREETER)
    assert ben == Secrets(SECRETS.data_key, SECRETS.screening_key)
    assert cleo == Secrets(SECRETS.data_key)
    with pytest.raises(KeyNotHeldError) as refusal:
        cleo.derive_from("screening", b"fields", ring.id)
    assert refusal.value.key == "screening"


def test_nobody_gives_away_a_key_that_they_do_not_hold() -> None:
    held_by_ben = Secrets(SECRETS.data_key, SECRETS.screening_key)

    for give in (
        lambda: RING.with_slot(held_by_ben, "a third good passphrase", "C", "c3", LEAST_COST),
        lambda: RING.with_passphrase(
            held_by_ben, RING.user_slots[0].id, "a third good passphrase", LEAST_COST
        ),
        lambda: RING.with_recovery_code(held_by_ben),
    ):
        with pytest.raises(KeyNotHeldError):
            give()


def test_a_new_passphrase_keeps_the_keys_of_a_slot_unless_others_are_named() -> None:
    ring = RING.with_slot(
        SECRETS, "another good passphrase", "Ben", "b2", LEAST_COST, keys=VOLUNTEER
    )
    ben = ring.user_slots[1].id

    same = ring.with_passphrase(SECRETS, ben, "a third good passphrase", LEAST_COST)
    less = ring.with_passphrase(SECRETS, ben, "a third good passphrase", LEAST_COST, keys=GREETER)

    assert same.unlock("a third good passphrase", "Ben")[0].held == VOLUNTEER
    assert less.unlock("a third good passphrase", "Ben")[0].held == GREETER


def test_one_passphrase_always_opens_every_key() -> None:
    ring = RING.with_slot(
        SECRETS, "another good passphrase", "Ben", "b2", LEAST_COST, keys=VOLUNTEER
    )
    ana = ring.user_slots[0].id

    with pytest.raises(LastSlotError):
        ring.without_slot(SECRETS, ana)
    with pytest.raises(LastSlotError):
        ring.with_passphrase(SECRETS, ana, "a third good passphrase", LEAST_COST, keys=GREETER)


def test_keys_of_different_purposes_and_vaults_are_different() -> None:
    derived = {
        SECRETS.derive_from(key, label, ring)
        for key in ("data", "screening", "representative")
        for label in (b"fields", b"drafts")
        for ring in (RING.id, "0" * 32)
    }

    assert len(derived) == 12
    assert SECRETS.derive_from("data", b"fields", RING.id) == SECRETS.derive(b"fields", RING.id)
