"""Enrolling a clinic: its file, its answer, and the key that is pinned."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

import pytest

from clinic_app.bundles import enrolment_file
from clinic_app.bundles.enrolment_file import Enrolment, EnrolmentAnswer
from clinic_app.bundles.errors import NoteError, WrongNoteError
from clinic_app.crypto.signing import SigningKey, fingerprint
from clinic_app.headquarters import enrolling
from clinic_app.headquarters.errors import (
    CodeNotValidError,
    EnrolmentAnsweredError,
    EnrolmentUnknownError,
    KeyTakenError,
    NameNotValidError,
)
from clinic_app.headquarters.place import Headquarters

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Clinic(Protocol):
    enrolment: Enrolment
    key: SigningKey

    def answer(self) -> bytes: ...


Issue = Callable[[str], Clinic]


def answered(clinic: Clinic, *, code: str = "BOS-1", number: str = "") -> bytes:
    answer = EnrolmentAnswer(
        clinic=code,
        number=number or clinic.enrolment.number,
        station="0" * 16,
        signing_key=clinic.key.public,
    )
    return enrolment_file.write_answer(answer, clinic.key)


def test_the_file_names_clinic_keys_and_policy(headquarters: Headquarters) -> None:
    file = enrolling.issue(headquarters, " bos-1 ", " St. Mark's ", AT)

    enrolment = enrolment_file.read_enrolment(file)

    assert (enrolment.clinic, enrolment.clinic_name) == ("BOS-1", "St. Mark's")
    assert enrolment.headquarters == "Coalition"
    assert enrolment.sealing_key == headquarters.keys.opening.public
    assert enrolment.signing_key == headquarters.keys.signing.public
    assert enrolment.pack_key == headquarters.keys.packs.public
    assert enrolment.smallest_crowd == 11
    assert not enrolment.is_training


def test_every_file_has_a_number_of_its_own(issued: Issue) -> None:
    assert issued("BOS-1").enrolment.number != issued("BOS-1").enrolment.number


@pytest.mark.parametrize("code", ["", "A", "../X", "A B", "-AB", "A" * 21, "ÄÖ"])
def test_a_code_is_letters_digits_and_hyphens(headquarters: Headquarters, code: str) -> None:
    with pytest.raises(CodeNotValidError):
        enrolling.issue(headquarters, code, "Name", AT)


def test_a_clinic_has_a_name(headquarters: Headquarters) -> None:
    with pytest.raises(NameNotValidError):
        enrolling.issue(headquarters, "BOS-1", " ", AT)


def test_names_that_differ_only_by_a_joiner_are_two_clinics(headquarters: Headquarters) -> None:
    names = {"BOS-1": "می\u200cخواهم", "CHI-1": "میخواهم"}
    for code, name in names.items():
        file = enrolling.issue(headquarters, code, name, AT)
        assert enrolment_file.read_enrolment(file).clinic_name == name

    assert {one.code: one.name for one in enrolling.listed(headquarters)} == names


def test_an_answer_pins_the_key_and_shows_its_fingerprint(
    headquarters: Headquarters, issued: Issue
) -> None:
    clinic = issued("BOS-1")

    accepted = enrolling.accept(headquarters, clinic.answer(), AT)

    assert accepted.code == "BOS-1"
    assert accepted.name == "Clinic BOS-1"
    assert accepted.fingerprint == fingerprint(clinic.key.public)
    with headquarters.ledger.transaction() as opened:
        assert opened.enrolments.signers()[clinic.key.public].code == "BOS-1"
        (known,) = opened.enrolments.clinics()
        assert known.is_accepted


def test_the_same_answer_again_changes_nothing(headquarters: Headquarters, issued: Issue) -> None:
    clinic = issued("BOS-1")

    first = enrolling.accept(headquarters, clinic.answer(), AT)

    again = replace(first, was_accepted=True)
    assert not first.was_accepted
    assert enrolling.look_at(headquarters, clinic.answer()) == again
    assert enrolling.accept(headquarters, clinic.answer(), AT) == again


def test_a_number_is_answered_once(headquarters: Headquarters, issued: Issue) -> None:
    clinic = issued("BOS-1")
    enrolling.accept(headquarters, clinic.answer(), AT)
    clinic.key = SigningKey.generate()

    with pytest.raises(EnrolmentAnsweredError):
        enrolling.accept(headquarters, clinic.answer(), AT)


def test_a_number_that_was_not_issued_is_refused(headquarters: Headquarters, issued: Issue) -> None:
    with pytest.raises(EnrolmentUnknownError):
        enrolling.accept(headquarters, answered(issued("BOS-1"), number="f" * 16), AT)


def test_the_number_of_another_clinic_is_refused(headquarters: Headquarters, issued: Issue) -> None:
    with pytest.raises(EnrolmentUnknownError):
        enrolling.accept(headquarters, answered(issued("BOS-1"), code="BOS-2"), AT)


def test_one_key_does_not_speak_for_two_clinics(headquarters: Headquarters, issued: Issue) -> None:
    first, second = issued("BOS-1"), issued("BOS-2")
    enrolling.accept(headquarters, first.answer(), AT)
    second.key = first.key

    with pytest.raises(KeyTakenError) as caught:
        enrolling.accept(headquarters, second.answer(), AT)
    assert caught.value.code == "BOS-1"


def test_a_new_number_takes_the_key_of_the_same_clinic_over(
    headquarters: Headquarters, issued: Issue
) -> None:
    first, again = issued("BOS-1"), issued("BOS-1")
    again.key = first.key
    enrolling.accept(headquarters, first.answer(), AT)

    enrolling.accept(headquarters, again.answer(), AT)

    with headquarters.ledger.transaction() as opened:
        signer = opened.enrolments.signers()[first.key.public]
        assert signer.number == again.enrolment.number


def test_a_damaged_or_wrong_file_is_refused(headquarters: Headquarters, issued: Issue) -> None:
    clinic = issued("BOS-1")
    answer = clinic.answer()

    with pytest.raises(NoteError):
        enrolling.accept(headquarters, answer[:-9] + b"00000000}", AT)
    with pytest.raises(WrongNoteError):
        enrolling.accept(headquarters, enrolling.issue(headquarters, "BOS-1", "N", AT), AT)


def test_looking_at_an_answer_pins_nothing(headquarters: Headquarters, issued: Issue) -> None:
    clinic = issued("BOS-1")

    seen = enrolling.look_at(headquarters, clinic.answer())

    assert (seen.code, seen.fingerprint) == ("BOS-1", fingerprint(clinic.key.public))
    (listed,) = enrolling.listed(headquarters)
    assert (listed.is_awaited, listed.keys) == (True, ())


def test_an_answer_to_nothing_is_refused_at_the_first_look(
    headquarters: Headquarters, issued: Issue
) -> None:
    with pytest.raises(EnrolmentUnknownError):
        enrolling.look_at(headquarters, answered(issued("BOS-1"), number="f" * 16))


def test_every_clinic_is_listed_with_its_key_and_what_it_owes(
    headquarters: Headquarters, issued: Issue
) -> None:
    issued("WOR-1")
    boston = issued("BOS-1")
    enrolling.accept(headquarters, boston.answer(), AT)
    first, second = enrolling.listed(headquarters)

    assert (first.code, first.is_awaited) == ("BOS-1", False)
    assert [(key.signing_key, key.at) for key in first.keys] == [
        (boston.key.public, AT.isoformat())
    ]
    assert (second.code, second.is_awaited, second.keys) == ("WOR-1", True, ())
    issued("BOS-1")
    assert enrolling.listed(headquarters)[0].is_awaited
