"""What headquarters asks is taken in beside its receipts, and answered beside a bundle."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinic_app.bundles import question
from clinic_app.bundles.question import Question
from clinic_app.clock import Today
from clinic_app.crypto.signing import SigningKey
from clinic_app.workflows import closing, kyr, own_key, questions, sending
from clinic_app.workflows.carrying_errors import (
    NotEnrolledError,
    QuestionGoneError,
    ReplyNotValidError,
)
from clinic_app.workflows.session import Session

ASKED = Question(
    clinic="STMARK",
    number="0123456789abcdef",
    month="2026-09",
    words="Two months in one?",
    at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
)


def put(folder: Path, asked: Question, key: SigningKey) -> None:
    (folder / asked.file_name).write_bytes(question.write_question(asked, key))


def test_a_question_is_taken_in_once_and_waits_for_an_answer(
    enrolled: Session, headquarters_key: SigningKey, tmp_path: Path
) -> None:
    put(tmp_path, ASKED, headquarters_key)

    assert questions.take_in(enrolled, tmp_path) == 1
    assert questions.take_in(enrolled, tmp_path) == 0

    (one,) = questions.asked(enrolled)
    assert (one.number, one.month, one.words, one.reply) == (
        ASKED.number,
        "2026-09",
        "Two months in one?",
        "",
    )


def test_a_question_of_somebody_else_or_to_another_clinic_is_passed_over(
    enrolled: Session, headquarters_key: SigningKey, tmp_path: Path
) -> None:
    put(tmp_path, replace(ASKED, clinic="BOS-9"), headquarters_key)
    put(tmp_path, replace(ASKED, number="f" * 16), SigningKey.generate())
    (tmp_path / "x.question").write_text("{}")

    assert questions.take_in(enrolled, tmp_path) == 0
    assert questions.asked(enrolled) == ()


def test_the_answer_lies_beside_every_bundle_and_the_newest_stands(
    enrolled: Session, headquarters_key: SigningKey, tmp_path: Path
) -> None:
    (stick := tmp_path / "stick").mkdir()
    put(stick, ASKED, headquarters_key)
    put(stick, replace(ASKED, number="f" * 16, month="", words="Open?"), headquarters_key)
    questions.take_in(enrolled, stick)
    september = replace(enrolled, today=Today(date(2026, 9, 5)))
    event = kyr.begin(september, "Harbor school", ("ht",))
    kyr.finish(september, event.id)
    label = closing.open_months(enrolled)[-1]
    closing.close(enrolled, label, closing.preview(enrolled, label))

    questions.reply(enrolled, ASKED.number, " No. ")
    questions.reply(enrolled, ASKED.number, "Yes: August came late.")
    sending.write(enrolled, label, stick)

    (file,) = stick.glob("*.reply")
    read = question.read_reply(file.read_bytes())
    assert (read.clinic, read.number, read.words) == (
        "STMARK",
        ASKED.number,
        "Yes: August came late.",
    )
    own_key.renew(enrolled)
    sending.write(enrolled, label, stick)
    again = question.read_reply(file.read_bytes())
    assert replace(again, signing_key=read.signing_key) == read  # the same, by the key of now
    assert again.signing_key != read.signing_key
    assert [(one.words, one.reply) for one in questions.asked(enrolled)] == [
        ("Open?", ""),
        ("Two months in one?", "Yes: August came late."),
    ]


def test_what_was_never_asked_here_is_not_answered(enrolled: Session) -> None:
    with pytest.raises(QuestionGoneError):
        questions.reply(enrolled, ASKED.number, "It is.")


@pytest.mark.parametrize("words", ["", "two\nlines", "x" * 501])
def test_an_answer_is_one_line(
    enrolled: Session, headquarters_key: SigningKey, tmp_path: Path, words: str
) -> None:
    put(tmp_path, ASKED, headquarters_key)
    questions.take_in(enrolled, tmp_path)

    with pytest.raises(ReplyNotValidError):
        questions.reply(enrolled, ASKED.number, words)

    assert questions.asked(enrolled)[0].reply == ""


def test_without_headquarters_nobody_asks(session: Session, tmp_path: Path) -> None:
    assert questions.asked(session) == ()
    with pytest.raises(NotEnrolledError):
        questions.take_in(session, tmp_path)
    with pytest.raises(NotEnrolledError):
        questions.reply(session, ASKED.number, "yes")
