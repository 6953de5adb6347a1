"""Enrolling: headquarters' file in, the answer out, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from clinic_app.bundles import enrolment_file, seal_file
from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.bundles.errors import NoteDamagedError, NoteNewerError, WrongNoteError
from clinic_app.clock import Today
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey, fingerprint
from clinic_app.workflows import closing, enrolment, kyr
from clinic_app.workflows.carrying_errors import (
    EnrolledElsewhereError,
    EnrolmentKindError,
    EnrolmentOfAnotherClinicError,
    NotEnrolledError,
)
from clinic_app.workflows.session import Session

OPENING_KEY = OpeningKey(b"o" * 32)
EnrolmentFile = Callable[[str], bytes]


def changed(file: bytes, key: SigningKey, **changes: object) -> bytes:
    read: Enrolment = enrolment_file.read_enrolment(file)
    made = replace(read, signing_key=key.public, **changes)  # type: ignore[arg-type]
    return enrolment_file.write_enrolment(made, key)


def test_the_answer_brings_the_number_and_this_vaults_key(
    session: Session, headquarters_file: EnrolmentFile
) -> None:
    answer = enrolment_file.read_answer(enrolment.take(session, headquarters_file("STMARK")))

    assert answer.clinic == "STMARK"
    assert answer.number == "0123456789abcdef"
    assert answer.station == session.clinic.station_id
    _theirs, ours = enrolment.fingerprints(session)
    assert fingerprint(answer.signing_key) == ours


def test_both_fingerprints_are_there_to_compare(
    session: Session, headquarters_file: EnrolmentFile, headquarters_key: SigningKey
) -> None:
    enrolment.take(session, headquarters_file("STMARK"))

    theirs, ours = enrolment.fingerprints(session)

    assert theirs == fingerprint(headquarters_key.public)
    assert theirs != ours


def test_before_enrolling_there_is_nothing_to_compare(session: Session) -> None:
    with pytest.raises(NotEnrolledError):
        enrolment.fingerprints(session)


def test_the_same_file_again_gives_the_same_answer(
    session: Session, headquarters_file: EnrolmentFile
) -> None:
    first = enrolment.take(session, headquarters_file("STMARK"))

    assert enrolment.take(session, headquarters_file("STMARK")) == first


def test_another_headquarters_is_refused_once_enrolled(
    session: Session, headquarters_file: EnrolmentFile
) -> None:
    file = headquarters_file("STMARK")
    enrolment.take(session, file)

    with pytest.raises(EnrolledElsewhereError) as caught:
        enrolment.take(session, changed(file, SigningKey.generate()))
    assert caught.value.headquarters == "Coalition"


def test_the_file_of_another_clinic_is_refused(
    session: Session, headquarters_file: EnrolmentFile
) -> None:
    with pytest.raises(EnrolmentOfAnotherClinicError) as caught:
        enrolment.take(session, headquarters_file("BOS-9"))

    assert (caught.value.code, caught.value.own_code) == ("BOS-9", "STMARK")
    with pytest.raises(NotEnrolledError):
        enrolment.fingerprints(session)


def test_a_training_headquarters_does_not_enrol_a_real_clinic(
    session: Session, headquarters_file: EnrolmentFile, headquarters_key: SigningKey
) -> None:
    file = changed(headquarters_file("STMARK"), headquarters_key, is_training=True)

    with pytest.raises(EnrolmentKindError) as caught:
        enrolment.take(session, file)
    assert not caught.value.is_training_vault


def test_a_damaged_foreign_or_newer_file_is_refused(
    session: Session, headquarters_file: EnrolmentFile
) -> None:
    file = headquarters_file("STMARK")

    with pytest.raises(NoteDamagedError):
        enrolment.take(session, file.replace(b"Coalition", b"Coalitiom"))
    with pytest.raises(WrongNoteError):
        enrolment.take(session, b"not a file of ours")
    with pytest.raises(NoteNewerError):
        enrolment.take(session, file.replace(b'"version":1', b'"version":3'))


def test_months_closed_before_are_sealed_once_there_is_a_headquarters(
    session: Session, headquarters_file: EnrolmentFile
) -> None:
    september = replace(session, today=Today(date(2026, 9, 5)))
    event = kyr.begin(september, "Harbor school", ("ht",))
    kyr.finish(september, event.id)
    for label in reversed(closing.open_months(session)):
        closing.close(session, label, closing.preview(session, label))

    enrolment.take(session, headquarters_file("STMARK"))

    sealed = closing.closes(session)
    assert len(sealed) == 2
    for close in sealed:
        assert close.sealed is not None
        assert seal_file.open_file(close.sealed, OPENING_KEY).payload == close.payload
    enrolment.take(session, headquarters_file("STMARK"))
    assert closing.closes(session) == sealed
