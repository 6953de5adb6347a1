"""A sealed field opens in its place with its key, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.keyring_errors import FieldChangedError, KeyNotHeldError
from clinic_app.crypto.slots import ALL_KEYS, Secrets

SECRETS = Secrets(b"d" * 32, b"s" * 32, b"r" * 32)
RING = "0" * 32
ALL = FieldSeals.of(SECRETS, RING)
GREETERS = FieldSeals.of(Secrets(SECRETS.data_key), RING)
PLACE = ("screenings", "answers", "a" * 32)


@given(st.sampled_from(ALL_KEYS), st.binary(max_size=200))
def test_what_was_sealed_comes_back(key: str, plain: bytes) -> None:
    sealed = ALL.seal(key, PLACE, plain)

    assert ALL.open(key, PLACE, sealed) == plain
    assert len(plain) < 8 or plain not in sealed


def test_the_same_field_never_looks_the_same() -> None:
    assert ALL.seal("data", PLACE, b"yes") != ALL.seal("data", PLACE, b"yes")


@pytest.mark.parametrize("key", ["screening", "representative"])
def test_without_the_key_it_neither_opens_nor_seals(key: str) -> None:
    with pytest.raises(KeyNotHeldError) as refusal:
        GREETERS.open(key, PLACE, ALL.seal(key, PLACE, b"yes"))
    assert refusal.value.key == key
    with pytest.raises(KeyNotHeldError):
        GREETERS.seal(key, PLACE, b"yes")
    assert GREETERS.holds("data")
    assert not GREETERS.holds(key)


@pytest.mark.parametrize("key", ["screening", "representative"])
def test_what_somebody_sealed_under_a_key_that_more_people_hold_is_not_taken(key: str) -> None:
    forged = GREETERS.seal("data", PLACE, b"yes")

    with pytest.raises(FieldChangedError):
        ALL.open(key, PLACE, forged)


def test_the_highest_key_is_the_one_that_fewest_hold() -> None:
    assert (ALL.highest, GREETERS.highest) == ("representative", "data")


@pytest.mark.parametrize(
    ("place", "ring"),
    [
        (("screenings", "answers", "b" * 32), RING),
        (("screenings", "findings", "a" * 32), RING),
        (PLACE, "1" * 32),
    ],
)
def test_in_another_place_or_vault_it_does_not_open(place: tuple[str, ...], ring: str) -> None:
    sealed = ALL.seal("screening", PLACE, b"yes")

    with pytest.raises(FieldChangedError):
        FieldSeals.of(SECRETS, ring).open("screening", place, sealed)


def test_every_changed_byte_and_every_truncation_is_noticed() -> None:
    sealed = ALL.seal("screening", PLACE, b"a short answer")

    for at in range(len(sealed)):
        changed = sealed[:at] + bytes((sealed[at] ^ 1,)) + sealed[at + 1 :]
        for wrong in (changed, sealed[:at]):
            with pytest.raises(FieldChangedError):
                ALL.open("screening", PLACE, wrong)


def test_a_field_under_a_key_of_a_later_program_is_refused() -> None:
    with pytest.raises(FieldChangedError):
        ALL.open("data", PLACE, b"\x09" + bytes(40))
