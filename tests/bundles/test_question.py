"""A question and its reply: read as written, refused when changed or of somebody else."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clinic_app.bundles import question
from clinic_app.bundles.errors import NoteDamagedError, NoteError
from clinic_app.bundles.question import Question, Reply
from clinic_app.crypto.signing import SigningKey

SAMPLES = Path(__file__).parent / "samples"
ASKED = Question(
    clinic="BOS-1",
    number="0123456789abcdef",
    month="2026-03",
    words="March has three times as many as usual. Were two months entered in one?",
    at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
)


def a_reply(clinic_key: SigningKey) -> Reply:
    return Reply(
        clinic="BOS-1",
        number="0123456789abcdef",
        words="Yes: February's paper records came late.",
        at=datetime(2026, 11, 5, 9, 0, tzinfo=UTC),
        signing_key=clinic_key.public,
    )


def test_a_question_of_version_1_is_read_and_written_back(headquarters_key: SigningKey) -> None:
    content = (SAMPLES / "question-1.question").read_bytes()

    assert question.read_question(content, headquarters_key.public) == ASKED
    assert question.write_question(ASKED, headquarters_key) == content


def test_a_reply_of_version_1_is_read_and_written_back(clinic_key: SigningKey) -> None:
    content = (SAMPLES / "reply-1.reply").read_bytes()

    assert question.read_reply(content) == a_reply(clinic_key)
    assert question.write_reply(a_reply(clinic_key), clinic_key) == content


def test_a_question_of_another_headquarters_is_refused(clinic_key: SigningKey) -> None:
    with pytest.raises(NoteDamagedError):
        question.read_question((SAMPLES / "question-1.question").read_bytes(), clinic_key.public)


def test_every_changed_byte_is_refused(headquarters_key: SigningKey) -> None:
    public = headquarters_key.public
    for name, read in (
        ("question-1.question", lambda changed: question.read_question(changed, public)),
        ("reply-1.reply", question.read_reply),
    ):
        content = (SAMPLES / name).read_bytes()
        for place in range(0, len(content), 5):
            changed = bytearray(content)
            changed[place] ^= 1
            with pytest.raises(NoteError):
                read(bytes(changed))


@pytest.mark.parametrize("words", ["two\nlines", "\u202ebackwards", "a\x00b"])
def test_words_are_one_line_that_shows_all_it_holds(
    headquarters_key: SigningKey, clinic_key: SigningKey, words: str
) -> None:
    asked = question.write_question(replace(ASKED, words=words), headquarters_key)
    said = question.write_reply(replace(a_reply(clinic_key), words=words), clinic_key)

    with pytest.raises(NoteDamagedError):
        question.read_question(asked, headquarters_key.public)
    with pytest.raises(NoteDamagedError):
        question.read_reply(said)


def test_a_moment_has_its_offset(headquarters_key: SigningKey, clinic_key: SigningKey) -> None:
    naive = datetime(2026, 11, 2, 9, 0)  # noqa: DTZ001 - what is refused
    with pytest.raises(NoteDamagedError):
        question.read_question(
            question.write_question(replace(ASKED, at=naive), headquarters_key),
            headquarters_key.public,
        )
    with pytest.raises(NoteDamagedError):
        question.read_reply(
            question.write_reply(replace(a_reply(clinic_key), at=naive), clinic_key)
        )


def test_files_are_named_after_clinic_and_question(clinic_key: SigningKey) -> None:
    assert ASKED.file_name == "BOS-1_0123456789abcdef.question"
    assert a_reply(clinic_key).file_name == "BOS-1_0123456789abcdef.reply"
