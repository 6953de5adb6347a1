"""A signed note: a small canonical-JSON file that says who it is from.

``{"body": {"kind": ..., "version": 1, ...}, "signature": "<128 hex digits>"}``; Ed25519 over the
canonical bytes of the body, for the note's kind and no other. There is no secret in a note.
"""

from typing import Annotated, Generic, TypeVar

from msgspec import Meta, Struct
from msgspec.json import Decoder

from clinic_app.bundles import canonical
from clinic_app.bundles.errors import NoteDamagedError, NoteKind, NoteNewerError, WrongNoteError
from clinic_app.crypto.sealed_file import UNREADABLE
from clinic_app.crypto.signing import SignatureInvalidError, SigningKey, verify

VERSION = 1
MOST_BYTES = 64 * 1024
"""An honest note has about one kilobyte."""

HexKey = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
"""A public key or a SHA-256."""

HexNumber = Annotated[str, Meta(pattern=r"\A[0-9a-f]{16}\Z")]
"""An enrolment number or a station."""

Body = TypeVar("Body", bound=Struct)


class Note(Struct, Generic[Body], frozen=True, forbid_unknown_fields=True):
    """A note as its file spells it; nothing of it is checked before :func:`check`."""

    body: Body
    signature: Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]


class _Kind(Struct, frozen=True):
    kind: str
    version: int


class _AnyNote(Struct, frozen=True):
    body: _Kind


_ANY_DECODER = Decoder(_AnyNote)


def write(kind: NoteKind, body: Struct, signing_key: SigningKey) -> bytes:
    """Return the note that says *body*."""
    signature = signing_key.sign(_purpose(kind), canonical.write(body))
    return canonical.write(Note(body, signature.hex()))


def read(
    kind: NoteKind, unverified: bytes, decoder: Decoder[Note[Body]], newest: int = VERSION
) -> Note[Body]:
    """Return an unverified note, to be handed to :func:`check`.

    Args:
        kind: What it must be.
        unverified: The file's bytes.
        decoder: Of the fields of that kind.
        newest: The newest version of that kind.

    Raises:
        WrongNoteError: It is no note, or one of another kind.
        NoteNewerError: It was written by a newer version of the program.
        NoteDamagedError: Its fields are not those of its kind.
    """
    if len(unverified) > MOST_BYTES:
        raise WrongNoteError(kind)
    try:
        named = _ANY_DECODER.decode(unverified).body
    except UNREADABLE as error:
        raise WrongNoteError(kind) from error
    if named.kind != kind:
        raise WrongNoteError(kind)
    if named.version > newest:
        raise NoteNewerError(kind)
    try:
        note = decoder.decode(unverified)
    except UNREADABLE as error:
        raise NoteDamagedError(kind) from error
    if canonical.write(note) != unverified:
        raise NoteDamagedError(kind)
    return note


def check(kind: NoteKind, note: Note[Body], public: bytes) -> Body:
    """Return the body if *public* signed it, or refuse.

    Raises:
        NoteDamagedError: It is not that.
    """
    signature = bytes.fromhex(note.signature)
    try:
        verify(public, _purpose(kind), canonical.write(note.body), signature)
    except SignatureInvalidError as error:
        raise NoteDamagedError(kind) from error
    return note.body


def _purpose(kind: NoteKind) -> bytes:
    return kind.value.encode()
