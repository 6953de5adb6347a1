"""A clinic is asked beside its receipts, and answers beside its bundle."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.bundles import question
from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.bundles.question import Reply
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.crypto.signing import SigningKey
from clinic_app.headquarters import enrolling
from clinic_app.headquarters.asking import ask, asked, take_reply
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.errors import (
    NothingAskedError,
    QuestionNotValidError,
    ReplyForeignError,
)
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
JANUARY = Month(2026, 1)


class Clinic(Protocol):
    enrolment: Enrolment
    key: SigningKey

    def close(self, **totals: int) -> SealedFile: ...


Enrol = Callable[[str], Clinic]


def put(folder: Path, file: SealedFile) -> None:
    (folder / file.name).write_bytes(file.data)


def a_reply(clinic: Clinic, number: str, words: str = "yes", at: datetime = LATER) -> Reply:
    return Reply(
        clinic=clinic.enrolment.clinic,
        number=number,
        words=words,
        at=at,
        signing_key=clinic.key.public,
    )


def test_a_question_lies_beside_the_receipts_of_that_clinic_alone(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    boston, _worcester = enrolled("BOS-1"), enrolled("WOR-1")
    kept = ask(headquarters, "bos-1", JANUARY, " Two months in one? ", AT)
    ask(headquarters, "WOR-1", None, "Are you closed?", AT)
    put(inbox, boston.close(helped=34))

    collect(headquarters, inbox, AT)

    (file,) = inbox.glob("*.question")
    read = question.read_question(file.read_bytes(), headquarters.keys.signing.public)
    assert (read.clinic, read.month, read.words) == ("BOS-1", "2026-01", "Two months in one?")
    assert read.number == kept.number


def test_the_reply_is_kept_and_the_question_goes_out_no_more(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    kept = ask(headquarters, "BOS-1", None, "Two months in one?", AT)
    put(inbox, clinic.close(helped=34))
    reply = a_reply(clinic, kept.number, "Yes, February came late.")
    (inbox / reply.file_name).write_bytes(question.write_reply(reply, clinic.key))

    collected = collect(headquarters, inbox, AT)

    assert [(note.clinic, note.error) for note in collected.notes] == [("BOS-1", None)]
    assert list(inbox.glob("*.question")) == []
    (one,) = asked(headquarters)
    assert (one.answer, one.answered_at) == ("Yes, February came late.", LATER.isoformat())
    assert collect(headquarters, inbox, AT).notes == ()


def test_the_newest_reply_stands_in_whatever_order_they_come(
    headquarters: Headquarters, enrolled: Enrol
) -> None:
    clinic = enrolled("BOS-1")
    kept = ask(headquarters, "BOS-1", None, "Two months in one?", AT)

    assert take_reply(headquarters, a_reply(clinic, kept.number, "no, sorry", LATER))
    assert not take_reply(headquarters, a_reply(clinic, kept.number, "yes", AT))

    assert asked(headquarters)[0].answer == "no, sorry"


def test_a_reply_of_somebody_else_or_to_nothing_is_refused(
    headquarters: Headquarters, enrolled: Enrol, issued: Enrol, inbox: Path
) -> None:
    boston, worcester, stranger = enrolled("BOS-1"), enrolled("WOR-1"), issued("SPR-1")
    kept = ask(headquarters, "BOS-1", None, "Two months in one?", AT)
    for reply in (
        a_reply(worcester, kept.number),
        a_reply(stranger, kept.number),
        a_reply(boston, "f" * 16),
    ):
        with pytest.raises(ReplyForeignError):
            take_reply(headquarters, reply)
    enrolling.revoke(headquarters, "BOS-1", "stolen", AT)
    with pytest.raises(ReplyForeignError):
        take_reply(headquarters, a_reply(boston, kept.number))
    (inbox / "x.reply").write_bytes(b"nothing of ours")

    (note,) = collect(headquarters, inbox, AT).notes

    assert note.error is not None
    assert asked(headquarters)[0].answer == ""


def test_open_questions_come_first(headquarters: Headquarters, enrolled: Enrol) -> None:
    clinic = enrolled("BOS-1")
    first = ask(headquarters, "BOS-1", None, "first?", AT)
    ask(headquarters, "BOS-1", None, "second?", AT)

    take_reply(headquarters, a_reply(clinic, first.number))

    assert [one.words for one in asked(headquarters)] == ["second?", "first?"]


@pytest.mark.parametrize("words", ["", " ", "two\nlines", "x" * 501])
def test_a_question_is_one_line(headquarters: Headquarters, enrolled: Enrol, words: str) -> None:
    enrolled("BOS-1")

    with pytest.raises(QuestionNotValidError):
        ask(headquarters, "BOS-1", None, words, AT)


def test_a_question_is_spelt_with_the_joiners_that_its_letters_need(
    headquarters: Headquarters, enrolled: Enrol
) -> None:
    enrolled("BOS-1")
    words = "چند نفر می\u200cخواهند؟"

    ask(headquarters, "BOS-1", None, words, AT)

    assert [one.words for one in asked(headquarters)] == [words]


def test_only_a_clinic_that_is_known_is_asked(headquarters: Headquarters) -> None:
    with pytest.raises(NothingAskedError):
        ask(headquarters, "NOBODY", None, "who?", AT)


def test_a_question_that_cannot_be_written_is_told_with_the_receipts(
    headquarters: Headquarters, enrolled: Enrol, inbox: Path
) -> None:
    clinic = enrolled("BOS-1")
    kept = ask(headquarters, "BOS-1", None, "Two months in one?", AT)
    put(inbox, clinic.close(helped=34))
    (inbox / f"BOS-1_{kept.number}.question").mkdir()

    collected = collect(headquarters, inbox, AT)

    assert collected.receipts_missing is not None
    assert collected.receipts_missing.missing == 1
