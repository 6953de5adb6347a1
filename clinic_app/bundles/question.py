"""A question of headquarters to one clinic, and the clinic's answer; both travel beside bundles."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.json import Decoder

from clinic_app.bundles import signed_note
from clinic_app.bundles.errors import NoteDamagedError, NoteKind
from clinic_app.bundles.payload import CLINIC_CODE
from clinic_app.bundles.signed_note import HexKey, HexNumber, Note
from clinic_app.crypto.signing import SigningKey
from clinic_app.files.names import is_one_line

QUESTION_SUFFIX = ".question"
REPLY_SUFFIX = ".reply"
MOST_CHARACTERS = 500

_Code = Annotated[str, Meta(pattern=CLINIC_CODE)]
_Text = Annotated[str, Meta(min_length=1, max_length=MOST_CHARACTERS)]
_MonthOrNone = Annotated[str, Meta(pattern=r"\A([0-9]{4}-(0[1-9]|1[0-2]))?\Z")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What headquarters wants to know.

    Attributes:
        number: 16 hex digits of its own.
        month: The month it is about; empty for none.
        at: When it was asked; with its offset.
    """

    clinic: str
    number: str
    month: str
    words: str
    at: datetime

    @property
    def file_name(self) -> str:
        """What its file is called."""
        return f"{self.clinic}_{self.number}{QUESTION_SUFFIX}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the clinic says to a question.

    Attributes:
        number: The question's.
        signing_key: The clinic's key, which signed.
    """

    clinic: str
    number: str
    words: str
    at: datetime
    signing_key: bytes

    @property
    def file_name(self) -> str:
        """What its file is called."""
        return f"{self.clinic}_{self.number}{REPLY_SUFFIX}"


class _Question(Struct, frozen=True, forbid_unknown_fields=True):
    at: str
    clinic: _Code
    kind: str
    month: _MonthOrNone
    number: HexNumber
    version: Literal[1]
    words: _Text


class _Reply(Struct, frozen=True, forbid_unknown_fields=True):
    at: str
    clinic: _Code
    kind: str
    number: HexNumber
    signing_key: HexKey
    version: Literal[1]
    words: _Text


_QUESTION_DECODER = Decoder(Note[_Question])
_REPLY_DECODER = Decoder(Note[_Reply])


def is_text(words: str) -> bool:
    """Whether *words* fit a question or a reply: one line, not empty, not too long."""
    return 0 < len(words) <= MOST_CHARACTERS and is_one_line(words)


def write_question(question: Question, signing_key: SigningKey) -> bytes:
    """Return headquarters' file."""
    body = _Question(
        at=question.at.isoformat(),
        clinic=question.clinic,
        kind=NoteKind.QUESTION,
        month=question.month,
        number=question.number,
        version=1,
        words=question.words,
    )
    return signed_note.write(NoteKind.QUESTION, body, signing_key)


def read_question(unverified: bytes, signing_key: bytes) -> Question:
    """Read a question that headquarters' *signing_key* must have signed.

    Raises:
        NoteError: One of its kinds; a question of another headquarters is damaged.
    """
    note = signed_note.read(NoteKind.QUESTION, unverified, _QUESTION_DECODER)
    body = signed_note.check(NoteKind.QUESTION, note, signing_key)
    return Question(
        clinic=body.clinic,
        number=body.number,
        month=body.month,
        words=_text(body.words, NoteKind.QUESTION),
        at=_moment(body.at, NoteKind.QUESTION),
    )


def write_reply(reply: Reply, signing_key: SigningKey) -> bytes:
    """Return the clinic's file; *signing_key* is the one that it names."""
    body = _Reply(
        at=reply.at.isoformat(),
        clinic=reply.clinic,
        kind=NoteKind.REPLY,
        number=reply.number,
        signing_key=reply.signing_key.hex(),
        version=1,
        words=reply.words,
    )
    return signed_note.write(NoteKind.REPLY, body, signing_key)


def read_reply(unverified: bytes) -> Reply:
    """Read a reply that the key it names must have signed; whose that is is not known here.

    Raises:
        NoteError: One of its kinds.
    """
    note = signed_note.read(NoteKind.REPLY, unverified, _REPLY_DECODER)
    signing_key = bytes.fromhex(note.body.signing_key)
    body = signed_note.check(NoteKind.REPLY, note, signing_key)
    return Reply(
        clinic=body.clinic,
        number=body.number,
        words=_text(body.words, NoteKind.REPLY),
        at=_moment(body.at, NoteKind.REPLY),
        signing_key=signing_key,
    )


def _text(words: str, kind: NoteKind) -> str:
    if not is_text(words):
        raise NoteDamagedError(kind)
    return words


def _moment(said: str, kind: NoteKind) -> datetime:
    try:
        at = datetime.fromisoformat(said)
    except ValueError as error:
        raise NoteDamagedError(kind) from error
    if at.utcoffset() is None:
        raise NoteDamagedError(kind)
    return at
