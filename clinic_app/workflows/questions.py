"""Headquarters' questions to this clinic: taken in beside receipts, answered beside a bundle."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from clinic_app.bundles import question, signed_note
from clinic_app.bundles.errors import NoteError
from clinic_app.bundles.question import QUESTION_SUFFIX, Question, Reply
from clinic_app.crypto.signing import SigningKey
from clinic_app.files.errors import FileError
from clinic_app.files.listing import settled_files
from clinic_app.files.reading import read_bounded
from clinic_app.records.audit import About, Act
from clinic_app.records.carried_note import CarriedNote, NoteSubject
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.carrying_errors import QuestionGoneError, ReplyNotValidError
from clinic_app.workflows.pinned_keys import enrolled
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, as the clinic sees it.

    Attributes:
        month: The month it is about; empty for none.
        reply: What was answered last; empty until then.
    """

    number: str
    month: str
    words: str
    at: datetime
    reply: str


def take_in(session: Session, folder: Path) -> int:
    """Take in headquarters' questions that lie in *folder*; return how many are new.

    What is for another clinic, or signed by somebody else, is passed over, and so is a folder
    below that cannot be looked into: taking in the receipts beside the questions tells of it.

    Raises:
        NotEnrolledError: There is no headquarters.
        KeysNotPinnedError: Its keys are not known to be those that a representative took in.
        FileError: The folder cannot be read.
    """
    with session.transaction() as opened:
        enrolment = enrolled(opened)
        known = {note.id for note in opened.notes.about(NoteSubject.QUESTION)}
        fresh = {}
        for path in settled_files(folder, QUESTION_SUFFIX, _pass_over):
            try:
                note = read_bounded(path, signed_note.MOST_BYTES)
                asked = question.read_question(note, enrolment.signing_key)
            except (NoteError, FileError):
                continue  # of no use: headquarters writes it again with the next receipts
            if asked.clinic == enrolment.clinic_code and asked.file_name not in known:
                fresh[asked.file_name] = note
        for name, note in fresh.items():
            opened.notes.add(_note(session, name, NoteSubject.QUESTION, note))
        if fresh:
            session.note(opened, Act.TAKEN_IN, About.ENROLMENT)
    return len(fresh)


def asked(session: Session) -> tuple[Asked, ...]:
    """Return every question, those that wait for an answer first, then the newest first."""
    with session.reading() as opened:
        found = _all(opened)
    newest_first = sorted(found, key=lambda one: one.at, reverse=True)
    return tuple(sorted(newest_first, key=lambda one: bool(one.reply)))


def reply(session: Session, number: str, words: str) -> None:
    """Answer a question; the answer lies beside every bundle from now on.

    Raises:
        NotEnrolledError: There is no headquarters.
        KeysNotPinnedError: Its keys are not known to be those that a representative took in.
        ReplyNotValidError: It is empty, too long, or of several lines.
        QuestionGoneError: No such question is kept: its headquarters was left.
    """
    said = words.strip()
    if not question.is_text(said):
        raise ReplyNotValidError
    with session.transaction() as opened:
        enrolment = enrolled(opened)
        if number not in {one.number for one in _all(opened)}:
            raise QuestionGoneError
        key = SigningKey(enrolment.own_signing_seed)
        told = Reply(
            clinic=enrolment.clinic_code,
            number=number,
            words=said,
            at=session.moment(),
            signing_key=key.public,
        )
        count = len(opened.notes.about(NoteSubject.ANSWER))
        name = f"{count}/{told.file_name}"
        note = question.write_reply(told, key)
        opened.notes.add(_note(session, name, NoteSubject.ANSWER, note))
        session.note(opened, Act.ADDED, About.ENROLMENT)


def replies(opened: OpenVault) -> tuple[tuple[str, bytes], ...]:
    """Return the name and the bytes of each reply's file; of two to one question the newest.

    What a key signed that was replaced since is signed anew: it speaks for nobody any more.
    """
    held = opened.enrolment.get()
    key = None if held is None else SigningKey(held.own_signing_seed)
    found = {}
    for note in opened.notes.about(NoteSubject.ANSWER):
        told = question.read_reply(note.note)
        found[told.file_name] = note.note
        if key is not None and told.signing_key != key.public:
            anew = replace(told, signing_key=key.public)
            found[told.file_name] = question.write_reply(anew, key)
    return tuple(found.items())


def _all(opened: OpenVault) -> list[Asked]:
    enrolment = opened.enrolment.get()
    if enrolment is None or not enrolment.is_pinned:
        return []
    said = {
        told.number: told.words
        for note in opened.notes.about(NoteSubject.ANSWER)
        for told in (question.read_reply(note.note),)
    }
    kept: list[Question] = [
        question.read_question(note.note, enrolment.signing_key)
        for note in opened.notes.about(NoteSubject.QUESTION)
    ]
    return [
        Asked(
            number=one.number,
            month=one.month,
            words=one.words,
            at=one.at,
            reply=said.get(one.number, ""),
        )
        for one in kept
    ]


def _pass_over(_error: FileError) -> None:
    """Say nothing here."""


def _note(session: Session, name: str, subject: NoteSubject, note: bytes) -> CarriedNote:
    return CarriedNote(id=name, subject=subject, note=note, stamp=session.stamp())
