"""A new key signed by the old one: read as it was written, refused when changed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clinic_app.bundles import key_note, signed_note
from clinic_app.bundles.errors import NoteDamagedError, NoteError, NoteKind
from clinic_app.bundles.key_note import KeyChange
from clinic_app.crypto.signing import SigningKey

SAMPLE = Path(__file__).parent / "samples" / "new-key-1.newkey"
NEW = SigningKey(b"n" * 32)


def a_change(clinic_key: SigningKey) -> KeyChange:
    return KeyChange(
        clinic="BOS-1",
        number="0123456789abcdef",
        previous=clinic_key.public,
        signing_key=NEW.public,
        last_seq=3,
        last_payload="ab" * 32,
    )


def test_a_new_key_of_version_1_is_read_and_written_back(clinic_key: SigningKey) -> None:
    """The test vector: old key from 32 times "c", new key from 32 times "n"."""
    content = SAMPLE.read_bytes()

    assert key_note.read(content) == a_change(clinic_key)
    assert key_note.write(a_change(clinic_key), clinic_key, NEW) == content


def test_a_key_that_sealed_nothing_names_no_close(clinic_key: SigningKey) -> None:
    change = replace(a_change(clinic_key), last_seq=0, last_payload="")

    assert key_note.read(key_note.write(change, clinic_key, NEW)) == change


@pytest.mark.parametrize(("seq", "payload"), [(0, "ab" * 32), (3, "")])
def test_a_close_is_named_by_number_and_payload_or_not_at_all(
    clinic_key: SigningKey, seq: int, payload: str
) -> None:
    change = replace(a_change(clinic_key), last_seq=seq, last_payload=payload)

    with pytest.raises(NoteDamagedError):
        key_note.read(key_note.write(change, clinic_key, NEW))


def test_every_changed_byte_is_refused(clinic_key: SigningKey) -> None:
    note = key_note.write(a_change(clinic_key), clinic_key, NEW)

    for place in range(0, len(note), 7):
        changed = bytearray(note)
        changed[place] ^= 1
        with pytest.raises(NoteError):
            key_note.read(bytes(changed))


def test_nobody_names_a_key_that_is_not_his(clinic_key: SigningKey) -> None:
    """The thief of an old key signs for the key of somebody else, without its proof."""
    body = json.loads(key_note.write(a_change(clinic_key), clinic_key, NEW))["body"]
    other = SigningKey(b"x" * 32)
    body["signing_key"] = other.public.hex()
    forged = signed_note.write(NoteKind.NEW_KEY, key_note._KeyChange(**body), clinic_key)

    with pytest.raises(NoteDamagedError):
        key_note.read(forged)


def test_its_file_is_called_after_clinic_and_key(clinic_key: SigningKey) -> None:
    name = a_change(clinic_key).file_name

    assert name.startswith("BOS-1_")
    assert name.endswith(".newkey")
