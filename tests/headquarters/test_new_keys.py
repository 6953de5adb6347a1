"""A clinic's key is replaced by the clinic or revoked by headquarters; what each still counts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.bundles import key_note, payload, question
from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.bundles.key_note import KeyChange
from clinic_app.bundles.question import Reply
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.crypto.signing import SigningKey
from clinic_app.headquarters import enrolling, show
from clinic_app.headquarters.asking import ask, take_reply
from clinic_app.headquarters.collecting import Collected, collect
from clinic_app.headquarters.errors import (
    KeyRetiredError,
    KeyTakenError,
    NewKeyForeignError,
    NothingToRevokeError,
    ReasonMissingError,
    ReplyForeignError,
)
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.totals import draw_up
from clinic_app.tallies.disclosure import ReleaseLedger
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Clinic(Protocol):
    enrolment: Enrolment
    key: SigningKey
    ledger: ReleaseLedger

    def close(self, **totals: int) -> SealedFile: ...

    def answer(self) -> bytes: ...


Enrol = Callable[[str], Clinic]


def put(folder: Path, *files: SealedFile) -> None:
    for file in files:
        (folder / file.name).write_bytes(file.data)


def renew(clinic: Clinic, folder: Path, *, new: SigningKey | None = None) -> KeyChange:
    """Let a clinic take a new key, and bring the note."""
    made, old = new or SigningKey.generate(), clinic.key
    entries = clinic.ledger.entries
    change = KeyChange(
        clinic=clinic.enrolment.clinic,
        number=clinic.enrolment.number,
        previous=old.public,
        signing_key=made.public,
        last_seq=len(entries),
        last_payload=entries[-1].payload_sha256 if entries else "",
    )
    (folder / change.file_name).write_bytes(key_note.write(change, old, made))
    clinic.key = made
    return change


def said(collected: Collected) -> list[tuple[str, str]]:
    return [(result.status.value, result.reason) for result in collected.results]


def helped(headquarters: Headquarters) -> int | None:
    report = draw_up(headquarters, Month(2026, 1), Month(2026, 12))
    return report.total(HeadlineCount.HELPED)


def test_a_new_key_that_the_old_one_signed_for_speaks_from_then_on(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    put(inbox, clinic.close(helped=10))
    change = renew(clinic, inbox)
    put(inbox, clinic.close(helped=25))

    collected = collect(headquarters, inbox, AT)

    assert said(collected) == [("accepted", ""), ("accepted", "")]
    assert [(note.name, note.clinic, note.error) for note in collected.notes] == [
        (change.file_name, "BOS-1", None)
    ]
    assert helped(headquarters) == 25
    (listed,) = enrolling.listed(headquarters)
    assert [key.signing_key for key in listed.keys] == [clinic.key.public]
    assert collect(headquarters, inbox, AT).notes == ()


def test_what_the_old_key_sealed_before_still_counts_and_nothing_else(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    late, old = clinic.close(helped=10), clinic.key
    renew(clinic, inbox)
    collect(headquarters, inbox, AT)
    forged = ReleaseLedger()
    kept, clinic.ledger = clinic.ledger, forged
    clinic.key = old
    same_month = clinic.close(helped=999)
    clinic.ledger = kept
    next_month = clinic.close(helped=999)
    put(inbox, same_month, next_month)

    assert said(collect(headquarters, inbox, AT)) == [("rejected", "replaced_key")] * 2
    for path in inbox.glob("*.tally"):
        path.unlink()
    put(inbox, late)
    assert said(collect(headquarters, inbox, AT)) == [("accepted", "")]
    assert helped(headquarters) == 10
    assert not show.show(headquarters, late.data).is_signer_accepted


def test_several_new_keys_are_taken_in_whatever_order_their_notes_lie_in(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    for seed in (b"9", b"1", b"5", b"3"):
        renew(clinic, inbox, new=SigningKey(seed * 32))
    put(inbox, clinic.close(helped=7))

    collected = collect(headquarters, inbox, AT)

    assert said(collected) == [("accepted", "")]
    assert [note.error for note in collected.notes] == [None] * 4


def test_a_bundle_that_came_before_its_note_counts_once_the_note_is_there(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path, tmp_path: Path
) -> None:
    clinic = enrolled("BOS-1")
    (elsewhere := tmp_path / "elsewhere").mkdir()
    renew(clinic, elsewhere)
    put(inbox, clinic.close(helped=7))
    assert said(collect(headquarters, inbox, AT)) == [("rejected", "unknown_key")]

    collected = collect(headquarters, elsewhere, AT)

    assert said(collected) == [("accepted", "")]


def test_a_note_of_a_stranger_a_revoked_key_or_for_another_clinics_key_is_refused(
    headquarters: Headquarters, enrolled: Enrol, issued: Enrol, inbox: Path
) -> None:
    stranger, boston, worcester = issued("SPR-1"), enrolled("BOS-1"), enrolled("WOR-1")
    renew(stranger, inbox)
    renew(boston, inbox, new=worcester.key)
    enrolling.revoke(headquarters, "WOR-1", "a laptop was stolen", AT)
    renew(worcester, inbox)
    (inbox / "X_0.newkey").write_bytes(b"nothing of ours")

    collected = collect(headquarters, inbox, AT)

    errors = {type(note.error) for note in collected.notes}
    assert errors >= {NewKeyForeignError, KeyTakenError}
    assert len(collected.notes) == 4
    assert all(note.error is not None for note in collected.notes)


def test_a_number_of_another_clinic_and_an_old_key_as_the_new_one_are_refused(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    boston, worcester = enrolled("BOS-1"), enrolled("WOR-1")
    first = boston.key
    renew(boston, inbox)
    collect(headquarters, inbox, AT)
    back = renew(boston, inbox, new=first)
    with pytest.raises(KeyRetiredError):
        enrolling.take_new_key(headquarters, back, AT)
    mixed = KeyChange(
        clinic="WOR-1",
        number=boston.enrolment.number,
        previous=worcester.key.public,
        signing_key=SigningKey.generate().public,
        last_seq=0,
        last_payload="",
    )

    with pytest.raises(NewKeyForeignError):
        enrolling.take_new_key(headquarters, mixed, AT)


def test_a_revoked_clinic_counts_nothing_until_it_is_enrolled_anew_with_another_key(
    headquarters: Headquarters, enrolled: Enrol, issued: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    put(inbox, clinic.close(helped=10))
    collect(headquarters, inbox, AT)
    enrolling.revoke(headquarters, "bos-1", "the laptop was stolen", AT)
    put(inbox, clinic.close(helped=25))
    assert said(collect(headquarters, inbox, AT))[-1] == ("rejected", "revoked_key")
    (listed,) = enrolling.listed(headquarters)
    assert (listed.keys, listed.revoked) == ((), "the laptop was stolen")

    anew = issued("BOS-1")
    clinic.enrolment = anew.enrolment
    with pytest.raises(KeyRetiredError):
        enrolling.accept(headquarters, clinic.answer(), AT)
    clinic.key = SigningKey.generate()
    enrolling.accept(headquarters, clinic.answer(), AT)
    put(inbox, clinic.close(helped=40))

    assert ("accepted", "") in said(collect(headquarters, inbox, AT))
    assert helped(headquarters) == 40
    assert enrolling.listed(headquarters)[0].revoked == ""


def test_notes_of_the_revoked_key_that_say_nothing_new_are_no_complaint(
    headquarters: Headquarters, enrolled: Enrol, issued: Enrol, inbox: Path
) -> None:
    """Enrolled anew, the clinic still brings the note of its own change, and its old replies."""
    clinic = enrolled("BOS-1")
    asked = ask(headquarters, "BOS-1", None, "Open?", AT)
    reply = Reply(
        clinic="BOS-1", number=asked.number, words="yes", at=AT, signing_key=clinic.key.public
    )
    (inbox / reply.file_name).write_bytes(question.write_reply(reply, clinic.key))
    assert [note.error for note in collect(headquarters, inbox, AT).notes] == [None]
    enrolling.revoke(headquarters, "BOS-1", "the laptop was stolen", AT)
    old, clinic.enrolment = clinic.key, issued("BOS-1").enrolment
    renew(clinic, inbox)
    assert len(collect(headquarters, inbox, AT).notes) == 1  # its new key is nobody's yet
    enrolling.accept(headquarters, clinic.answer(), AT)

    assert collect(headquarters, inbox, AT).notes == ()
    other = enrolled("WOR-1")
    clinic.key = old
    for new in (SigningKey.generate(), other.key):
        change = renew(clinic, inbox, new=new)
        clinic.key = old
        with pytest.raises(NewKeyForeignError):
            enrolling.take_new_key(headquarters, change, AT)


def test_a_note_that_leads_to_a_key_which_was_followed_by_another_is_no_complaint(
    headquarters: Headquarters, enrolled: Enrol, issued: Enrol, inbox: Path
) -> None:
    """All notes of a clinic lie on its stick; the first ones are of keys that are long gone."""
    clinic = enrolled("BOS-1")
    for reason in ("the laptop was stolen", "and the next one"):
        enrolling.revoke(headquarters, "BOS-1", reason, AT)
        clinic.enrolment = issued("BOS-1").enrolment
        renew(clinic, inbox)
        enrolling.accept(headquarters, clinic.answer(), AT)
    renew(clinic, inbox)
    assert [note.error for note in collect(headquarters, inbox, AT).notes] == [None]

    assert collect(headquarters, inbox, AT).notes == ()


def test_revoking_ends_what_a_replaced_key_might_still_bring(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    late = clinic.close(helped=10)
    renew(clinic, inbox)
    collect(headquarters, inbox, AT)
    enrolling.revoke(headquarters, "BOS-1", "everything was stolen", AT)
    put(inbox, late)

    assert said(collect(headquarters, inbox, AT)) == [("rejected", "revoked_key")]


def test_a_replaced_key_answers_no_question_any_more(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    first, second = (ask(headquarters, "BOS-1", None, words, AT) for words in ("Open?", "Why?"))
    old = clinic.key
    answered = Reply(
        clinic="BOS-1", number=first.number, words="yes", at=AT, signing_key=old.public
    )
    assert take_reply(headquarters, answered)
    renew(clinic, inbox)
    collect(headquarters, inbox, AT)

    assert not take_reply(headquarters, answered)  # it lies on the stick still
    thiefs = replace(answered, number=second.number)
    for reply in (thiefs, replace(answered, at=AT.replace(day=3))):
        with pytest.raises(ReplyForeignError):
            take_reply(headquarters, reply)
    assert take_reply(headquarters, replace(thiefs, signing_key=clinic.key.public))


def test_nothing_is_revoked_without_a_reason_or_a_key(
    headquarters: Headquarters, enrolled: Enrol, issued: Enrol
) -> None:
    enrolled("BOS-1")
    issued("WOR-1")
    with pytest.raises(ReasonMissingError):
        enrolling.revoke(headquarters, "BOS-1", " ", AT)
    for code in ("WOR-1", "NOBODY"):
        with pytest.raises(NothingToRevokeError):
            enrolling.revoke(headquarters, code, "a reason", AT)

    enrolling.revoke(headquarters, "BOS-1", "a reason", AT)
    with pytest.raises(NothingToRevokeError):
        enrolling.revoke(headquarters, "BOS-1", "a reason", AT)


def test_a_sealed_file_names_the_key_that_the_note_ends_with(enrolled: Enrol) -> None:
    """The payload hash in the note is the one that the bundle names itself by."""
    clinic = enrolled("BOS-1")
    file = clinic.close(helped=10)

    assert clinic.ledger.entries[-1].payload_sha256 == payload.sha256(file.payload)
    assert file_sha256(file.data) == file.sha256
