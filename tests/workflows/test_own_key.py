"""This clinic's key is renewed: the old one signs for it, and the note lies beside the bundle."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinic_app.bundles import enrolment_file, key_note, payload, seal_file
from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.clock import Today
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey, fingerprint
from clinic_app.workflows import closing, enrolment, kyr, own_key, sending
from clinic_app.workflows.carrying_errors import NotEnrolledError
from clinic_app.workflows.session import Session

OPENING_KEY = OpeningKey(b"o" * 32)


def close_september(session: Session) -> str:
    september = replace(session, today=Today(date(2026, 9, 5)))
    event = kyr.begin(september, "Harbor school", ("ht",))
    kyr.finish(september, event.id)
    label = closing.open_months(session)[-1]
    closing.close(session, label, closing.preview(session, label))
    return label


def test_a_new_key_is_signed_for_by_the_old_one_and_ends_it_at_the_last_close(
    enrolled: Session, tmp_path: Path
) -> None:
    _theirs, before = enrolment.fingerprints(enrolled)
    label = close_september(enrolled)

    ours = own_key.renew(enrolled)

    path = sending.write(enrolled, label, tmp_path).path
    (note,) = tmp_path.glob("*.newkey")
    change = key_note.read(note.read_bytes())
    assert enrolment.fingerprints(enrolled)[1] == ours == fingerprint(change.signing_key)
    assert fingerprint(change.previous) == before
    opened = seal_file.open_file(path.read_bytes(), OPENING_KEY)
    assert (change.last_seq, change.last_payload) == (1, payload.sha256(opened.payload))
    assert opened.signer == change.signing_key  # sealed anew: nobody has taken it in


def test_before_the_first_close_there_is_none_to_name(enrolled: Session) -> None:
    own_key.renew(enrolled)

    with enrolled.reading() as opened:
        ((name, note),) = own_key.notes(opened)
    change = key_note.read(note)
    assert (change.last_seq, change.last_payload) == (0, "")
    assert name == change.file_name


def test_every_note_goes_along_each_signed_by_the_key_before(
    enrolled: Session, tmp_path: Path
) -> None:
    label = close_september(enrolled)
    for _time in range(3):
        own_key.renew(enrolled)

    sending.write(enrolled, label, tmp_path)

    with enrolled.reading() as opened:
        notes = [key_note.read(note) for _name, note in own_key.notes(opened)]
    assert len(list(tmp_path.glob("*.newkey"))) == 3
    assert [one.previous for one in notes[1:]] == [one.signing_key for one in notes[:-1]]


def test_without_headquarters_there_is_no_key_to_renew(session: Session) -> None:
    with pytest.raises(NotEnrolledError):
        own_key.renew(session)


def test_another_enrolment_of_the_same_headquarters_is_answered_with_a_new_key(
    session: Session,
    headquarters_file: Callable[[str], bytes],
    headquarters_key: SigningKey,
) -> None:
    file = headquarters_file("STMARK")
    first = enrolment_file.read_answer(enrolment.take(session, file))
    read: Enrolment = enrolment_file.read_enrolment(file)
    anew = enrolment_file.write_enrolment(replace(read, number="f" * 16), headquarters_key)

    answer = enrolment_file.read_answer(enrolment.take(session, anew))

    assert answer.number == "f" * 16
    assert answer.signing_key != first.signing_key
    with session.reading() as opened:
        ((_name, note),) = own_key.notes(opened)
    change = key_note.read(note)
    assert (change.previous, change.signing_key) == (first.signing_key, answer.signing_key)
    assert change.number == "f" * 16
    assert enrolment.take(session, anew) == enrolment_file.write_answer(
        answer, SigningKey(_seed(session))
    )


def _seed(session: Session) -> bytes:
    with session.reading() as opened:
        held = opened.enrolment.get()
    assert held is not None
    return held.own_signing_seed
