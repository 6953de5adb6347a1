"""Asking a clinic: a signed file beside its receipts, and the reply beside its next bundle."""

import secrets
from datetime import datetime

from clinic_app.bundles import question
from clinic_app.bundles.question import Question, Reply
from clinic_app.headquarters.errors import (
    MonthNotBegunError,
    NothingAskedError,
    QuestionNotValidError,
    ReplyForeignError,
)
from clinic_app.headquarters.ledger.values import KeptQuestion
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.month import Month

_NUMBER_BYTES = 8


def ask(
    headquarters: Headquarters, code: str, month: Month | None, words: str, at: datetime
) -> KeptQuestion:
    """Keep a question to the clinic *code*; it travels with the next receipts.

    Args:
        headquarters: Unlocked.
        code: The clinic's.
        month: What it is about; None for no month.
        words: One line.
        at: Now.

    Raises:
        QuestionNotValidError: *words* is empty, too long, or of several lines.
        MonthNotBegunError: *month* has not begun on the day of *at*.
        NothingAskedError: No clinic has this code.
    """
    said = words.strip()
    if not question.is_text(said):
        raise QuestionNotValidError
    if month is not None and month > Month.of(at.date()):
        raise MonthNotBegunError(month.label)
    kept = KeptQuestion(
        clinic=code.strip().upper(),
        number=secrets.token_hex(_NUMBER_BYTES),
        month="" if month is None else month.label,
        words=said,
        at=at.isoformat(),
        answer="",
        answered_at="",
    )
    with headquarters.ledger.transaction() as opened:
        if kept.clinic not in {clinic.code for clinic in opened.enrolments.clinics()}:
            raise NothingAskedError(kept.clinic)
        opened.questions.add(kept)
    return kept


def asked(headquarters: Headquarters) -> tuple[KeptQuestion, ...]:
    """Return every question, those that wait for an answer first."""
    with headquarters.ledger.reading() as opened:
        found = opened.questions.all()
    return tuple(sorted(found, key=lambda one: bool(one.answer)))


def question_file(headquarters: Headquarters, kept: KeptQuestion) -> tuple[str, bytes]:
    """Return the name and the bytes of a question's file; the same each time."""
    told = Question(
        clinic=kept.clinic,
        number=kept.number,
        month=kept.month,
        words=kept.words,
        at=datetime.fromisoformat(kept.at),
    )
    return told.file_name, question.write_question(told, headquarters.keys.signing)


def take_reply(headquarters: Headquarters, reply: Reply) -> bool:
    """Keep what a clinic answered; return whether that is news.

    Raises:
        ReplyForeignError: No key that speaks for the clinic now signed, or it was never asked
            that. What is known already is no news, whichever of its keys signed.
    """
    with headquarters.ledger.transaction() as opened:
        signer = opened.enrolments.signers().get(reply.signing_key)
        kept = {one.number: one for one in opened.questions.all()}.get(reply.number)
        if signer is None or signer.code != reply.clinic:
            raise ReplyForeignError
        if kept is None or kept.clinic != reply.clinic:
            raise ReplyForeignError
        at = reply.at.isoformat()
        if kept.answered_at and datetime.fromisoformat(kept.answered_at) >= reply.at:
            return False
        if not signer.speaks:
            raise ReplyForeignError
        opened.questions.answer(reply.number, reply.words, at)
    return True
