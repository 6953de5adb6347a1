"""Taking in the notes that lie beside bundles: clinics' new keys, and replies to questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clinic_app.bundles import key_note, question, signed_note
from clinic_app.bundles.errors import NoteError, NoteKind
from clinic_app.bundles.key_note import NEW_KEY_SUFFIX, KeyChange
from clinic_app.bundles.question import REPLY_SUFFIX
from clinic_app.errors import ClinicError
from clinic_app.files.errors import FileError
from clinic_app.files.listing import settled_files
from clinic_app.files.names import shown_name
from clinic_app.files.reading import read_bounded
from clinic_app.headquarters import asking, enrolling
from clinic_app.headquarters.errors import (
    KeyRetiredError,
    KeyTakenError,
    NewKeyForeignError,
    ReplyForeignError,
)
from clinic_app.headquarters.place import Headquarters


@dataclass(frozen=True, slots=True)
class NoteResult:
    """What became of one note.

    Attributes:
        kind: What it is.
        clinic: As the note says it; empty where it could not be read.
        error: Why it was not taken in; None where it was.
    """

    name: str
    kind: NoteKind
    clinic: str
    error: ClinicError | None


def take_notes(headquarters: Headquarters, folder: Path, at: datetime) -> tuple[NoteResult, ...]:
    """Take in the notes in *folder*, in whatever order they lie there; say what is news.

    A clinic that had several new keys since it was last heard of brings a note for each, and
    each holds only after the one before.

    Raises:
        FileError: The folder cannot be read.
        ClinicError: The ledger refused.
    """
    waiting: list[tuple[str, KeyChange]] = []
    told: list[NoteResult] = []
    for path in settled_files(folder, NEW_KEY_SUFFIX, _pass_over):
        try:
            waiting.append(
                (shown_name(path.name), key_note.read(read_bounded(path, signed_note.MOST_BYTES)))
            )
        except (NoteError, FileError) as error:
            told.append(
                NoteResult(shown_name(path.name), NoteKind.NEW_KEY, "", error.without_trace())
            )
    is_news = True
    refused: list[NoteResult] = []
    while is_news:
        taken, refused, waiting = _take(headquarters, waiting, at)
        told += taken
        is_news = bool(taken)
    return (*told, *refused, *_replies(headquarters, folder))


def _replies(headquarters: Headquarters, folder: Path) -> Iterator[NoteResult]:
    for path in settled_files(folder, REPLY_SUFFIX, _pass_over):
        clinic = ""
        try:
            reply = question.read_reply(read_bounded(path, signed_note.MOST_BYTES))
            clinic = reply.clinic
            if asking.take_reply(headquarters, reply):
                yield NoteResult(shown_name(path.name), NoteKind.REPLY, clinic, None)
        except (NoteError, FileError, ReplyForeignError) as error:
            yield NoteResult(shown_name(path.name), NoteKind.REPLY, clinic, error.without_trace())


def _take(
    headquarters: Headquarters, waiting: Sequence[tuple[str, KeyChange]], at: datetime
) -> tuple[list[NoteResult], list[NoteResult], list[tuple[str, KeyChange]]]:
    """Return what was taken in, what was refused, and the refused to be tried again."""
    taken: list[NoteResult] = []
    refused: list[NoteResult] = []
    left: list[tuple[str, KeyChange]] = []
    for name, change in waiting:
        try:
            if enrolling.take_new_key(headquarters, change, at):
                taken.append(NoteResult(name, NoteKind.NEW_KEY, change.clinic, None))
        except (NewKeyForeignError, KeyTakenError, KeyRetiredError) as error:
            told = error.without_trace()
            refused.append(NoteResult(name, NoteKind.NEW_KEY, change.clinic, told))
            left.append((name, change))
    return taken, refused, left


def _pass_over(_error: FileError) -> None:
    """Say nothing here of a folder below that cannot be read: collecting from it tells of it."""
