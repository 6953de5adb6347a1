"""A keyring file is what was written, to the byte; anything else has a name of its own."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.crypto.keyring import Keyring
from clinic_app.crypto.keyring_age import anchored
from clinic_app.crypto.keyring_errors import (
    CostOverCeilingError,
    KeyringDamagedError,
    KeyringError,
    KeyringNewerError,
    KeyringTruncatedError,
    WeakCostError,
)
from clinic_app.crypto.keyring_format import NO_ANCHOR, Anchor
from clinic_app.crypto.passphrases import LEAST_COST

RING, SECRETS, _ = Keyring.create(
    passphrase="correct horse battery staple",
    sign_in_name='Zoé "the \\ clock"',
    worker_id="a1",
    cost=LEAST_COST,
)
WHOLE = RING.to_bytes(SECRETS)


def forged(change: Callable[[dict[str, Any]], object]) -> bytes:
    """What somebody writes who knows the format and not the keys."""
    entries = json.loads(WHOLE)
    change(entries)
    return sealed(entries)


def sealed(entries: dict[str, Any]) -> bytes:
    entries = {**entries, "size": "000000", "checksum": "0" * 64}
    size = len(json.dumps(entries, separators=(",", ":"), ensure_ascii=False).encode()) + 1
    entries["size"] = f"{size:06}"
    text = json.dumps(entries, separators=(",", ":"), ensure_ascii=False).encode()
    body = text.rpartition(b',"checksum"')[0]
    return body + b',"checksum":"' + hashlib.sha256(body).hexdigest().encode() + b'"}\n'


def test_the_file_is_json_that_anybody_can_look_at() -> None:
    entries = json.loads(WHOLE)

    assert entries["magic"] == "clinic-app keyring"
    assert entries["version"] == 2
    assert (entries["audit_seq"], entries["audit_head"]) == (0, "00" * 32)
    assert int(entries["size"]) == len(WHOLE)
    assert [slot["kind"] for slot in entries["slots"]] == ["user", "recovery"]
    assert forged(lambda _: None) == WHOLE


def test_what_was_written_is_read_again() -> None:
    ring = Keyring.from_bytes(WHOLE)

    assert (ring.id, ring.epoch, ring.slots) == (RING.id, RING.epoch, RING.slots)
    assert ring.to_bytes(SECRETS) == WHOLE


def test_the_anchor_is_kept_and_moves_without_a_new_epoch() -> None:
    moved = anchored(RING, Anchor(7, b"h" * 32))

    read = Keyring.from_bytes(moved.to_bytes(SECRETS))

    assert (read.anchor, read.epoch, read.slots) == (Anchor(7, b"h" * 32), RING.epoch, RING.slots)
    read.authenticate(SECRETS)


def test_a_file_of_version_1_is_read_as_ever_and_written_again_as_it_was() -> None:
    old = replace(RING, version=1).to_bytes(SECRETS)

    read = Keyring.from_bytes(old)
    read.authenticate(SECRETS)

    assert b"audit" not in old
    assert (read.version, read.anchor, read.slots) == (1, NO_ANCHOR, RING.slots)
    assert read.to_bytes(SECRETS) == old
    assert anchored(read, NO_ANCHOR).to_bytes(SECRETS) == WHOLE


def test_every_flipped_bit_is_damage() -> None:
    for at in range(len(WHOLE)):
        for bit in range(8):
            changed = bytearray(WHOLE)
            changed[at] ^= 1 << bit

            with pytest.raises(KeyringDamagedError):
                Keyring.from_bytes(bytes(changed))


def test_every_shorter_file_ends_too_early() -> None:
    for length in range(len(WHOLE)):
        with pytest.raises(KeyringTruncatedError):
            Keyring.from_bytes(WHOLE[:length])


@pytest.mark.parametrize(
    "unverified",
    [WHOLE + b"\n", WHOLE + WHOLE, b" " + WHOLE, WHOLE.replace(b",", b", "), bytes(2000)],
)
def test_more_or_other_bytes_are_damage(unverified: bytes) -> None:
    with pytest.raises(KeyringDamagedError):
        Keyring.from_bytes(unverified)


@given(st.binary(max_size=3000))
def test_bytes_of_any_kind_are_refused_in_our_own_words(unverified: bytes) -> None:
    with pytest.raises(KeyringError):
        Keyring.from_bytes(unverified)


def test_a_newer_version_is_said_even_where_nothing_else_is_understood() -> None:
    def newer(entries: dict[str, Any]) -> None:
        entries["version"] = 3
        entries["slots"] = {"card": 3}

    with pytest.raises(KeyringNewerError) as caught:
        Keyring.from_bytes(forged(newer))

    assert caught.value.version == 3


@pytest.mark.parametrize(("entry", "value"), [("kind", "card"), ("keys", ["data", "archive"])])
def test_a_slot_of_a_kind_not_known_yet_comes_from_a_newer_program(
    entry: str, value: object
) -> None:
    with pytest.raises(KeyringNewerError):
        Keyring.from_bytes(forged(lambda entries: entries["slots"][0].update({entry: value})))


@pytest.mark.parametrize(
    ("cost", "error"),
    [
        ({"memory_kib": 1024, "iterations": 1, "lanes": 1}, WeakCostError),
        ({"memory_kib": 65536, "iterations": 2, "lanes": 4}, WeakCostError),
        ({"memory_kib": 2**31, "iterations": 3, "lanes": 4}, CostOverCeilingError),
        ({"memory_kib": 65536, "iterations": 10**6, "lanes": 4}, CostOverCeilingError),
    ],
)
def test_a_downgrade_and_a_hang_are_refused_before_any_work(
    cost: dict[str, int], error: type[KeyringError]
) -> None:
    with pytest.raises(error):
        Keyring.from_bytes(forged(lambda entries: entries["slots"][0].update(cost=cost)))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda entries: entries.update(version=0), id="a version that never was"),
        pytest.param(lambda entries: entries.update(version="1"), id="a version in words"),
        pytest.param(lambda entries: entries.update(id="zz" * 16), id="an id that is no number"),
        pytest.param(lambda entries: entries.update(id="00"), id="a short id"),
        pytest.param(lambda entries: entries.update(epoch=0), id="before the first epoch"),
        pytest.param(lambda entries: entries.update(epoch=10**30), id="an endless epoch"),
        pytest.param(lambda entries: entries.update(audit_seq=-1), id="before the first entry"),
        pytest.param(lambda entries: entries.update(audit_head="00"), id="a short head"),
        pytest.param(lambda entries: entries.pop("audit_seq"), id="no anchor"),
        pytest.param(lambda entries: entries.update(version=1), id="an anchor before there was"),
        pytest.param(lambda entries: entries.update(mac="00"), id="a short MAC"),
        pytest.param(lambda entries: entries.update(mac="AB" * 32), id="capitals"),
        pytest.param(lambda entries: entries.update(slots=[]), id="no slot"),
        pytest.param(lambda entries: entries["slots"].pop(), id="no recovery slot"),
        pytest.param(lambda entries: entries["slots"].pop(0), id="no user slot"),
        pytest.param(
            lambda entries: entries["slots"].append(entries["slots"][0]), id="a slot twice"
        ),
        pytest.param(
            lambda entries: entries["slots"].extend(
                {**entries["slots"][0], "id": f"{number:016x}"} for number in range(40)
            ),
            id="too many slots",
        ),
        pytest.param(lambda entries: entries["slots"][0].update(id="00"), id="a short slot id"),
        pytest.param(lambda entries: entries["slots"][0].update(salt="00"), id="a short salt"),
        pytest.param(lambda entries: entries["slots"][0].update(cost=None), id="no cost"),
        pytest.param(lambda entries: entries["slots"][0].update(keys=["data"]), id="a key too few"),
        pytest.param(
            lambda entries: entries["slots"][1].update(
                keys=["data"], wrapped=entries["slots"][1]["wrapped"][: 2 * 48]
            ),
            id="a recovery slot without all keys",
        ),
        pytest.param(
            lambda entries: entries["slots"][0].update(
                keys=["data"], wrapped=entries["slots"][0]["wrapped"][: 2 * 48]
            ),
            id="no user slot with all keys",
        ),
        pytest.param(
            lambda entries: entries["slots"][1].update(cost=entries["slots"][0]["cost"]),
            id="a recovery slot with a cost",
        ),
        pytest.param(lambda entries: entries["slots"][0].update(more=1), id="an unknown entry"),
        pytest.param(lambda entries: entries["slots"][0].pop("salt"), id="an entry left out"),
    ],
)
def test_a_file_that_makes_no_sense_is_damage_however_well_it_is_sealed(
    change: Callable[[dict[str, Any]], object],
) -> None:
    with pytest.raises(KeyringDamagedError):
        Keyring.from_bytes(forged(change))


def test_a_file_nested_without_end_is_damage_and_no_crash() -> None:
    text = b'{"magic":"clinic-app keyring","size":"050108","deep":' + b"[" * 50000
    unverified = text + b',"checksum":"' + hashlib.sha256(text).hexdigest().encode() + b'"}\n'

    with pytest.raises(KeyringDamagedError):
        Keyring.from_bytes(unverified)
