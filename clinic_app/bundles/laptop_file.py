"""The notes between the laptops of one clinic: two that make them known, one that acknowledges.

The main laptop's invitation goes to a day laptop, whose answer comes back; each is signed by the
key that it brings, and whose it is, two people find out by reading the fingerprints aloud. After
a hand-off the receiver's word goes back that the file was taken in. No client is in any of them,
and no secret.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.json import Decoder

from clinic_app.bundles import signed_note
from clinic_app.bundles.errors import NoteKind
from clinic_app.bundles.payload import CLINIC_CODE, dataset
from clinic_app.bundles.signed_note import HexKey, HexNumber, Note
from clinic_app.crypto.signing import SigningKey
from clinic_app.files.names import shown_name

INVITATION_SUFFIX = ".invitation"
ANSWER_SUFFIX = ".answer"
TAKEN_IN_SUFFIX = ".taken-in"
MOST_TAKEN = 500
"""How many files one acknowledgement names, the newest; each tells of all that came before."""

_Code = Annotated[str, Meta(pattern=CLINIC_CODE)]
_Name = Annotated[str, Meta(min_length=1, max_length=200)]
_KeyId = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Who a laptop says it is.

    Attributes:
        clinic: The clinic's code.
        name: Where the laptop works.
        to: The key of the main laptop that an answer is meant for; empty in an invitation.
        signing_key: Ed25519; it signed this note and signs hand-offs.
        sealing_key: X25519; hand-offs are sealed to it.
    """

    clinic: str
    name: str
    station: str
    is_training: bool
    to: str
    signing_key: bytes
    sealing_key: bytes


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What one laptop has taken in from another: number and SHA-256 of each file."""

    clinic: str
    to: str
    files: tuple[tuple[int, str], ...]


class _Introduction(Struct, frozen=True, forbid_unknown_fields=True):
    clinic: _Code
    dataset: Literal["real", "training"]
    kind: str
    name: _Name
    sealing_key: HexKey
    signing_key: HexKey
    station: HexNumber
    to: Annotated[str, Meta(pattern=r"\A([0-9a-f]{32})?\Z")]
    version: Literal[1]


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    number: Annotated[int, Meta(ge=1)]
    sha256: HexKey


class _TakenIn(Struct, frozen=True, forbid_unknown_fields=True):
    clinic: _Code
    files: Annotated[list[_File], Meta(max_length=MOST_TAKEN)]
    kind: str
    to: _KeyId
    version: Literal[1]


_INTRODUCTION_DECODER = Decoder(Note[_Introduction])
_TAKEN_IN_DECODER = Decoder(Note[_TakenIn])


def write_introduction(told: Introduction, signing_key: SigningKey) -> bytes:
    """Return the note; *signing_key* is the one that it names."""
    kind = _kind(told.to)
    body = _Introduction(
        clinic=told.clinic,
        dataset=dataset(is_training=told.is_training),
        kind=kind,
        name=told.name,
        sealing_key=told.sealing_key.hex(),
        signing_key=told.signing_key.hex(),
        station=told.station,
        to=told.to,
        version=1,
    )
    return signed_note.write(kind, body, signing_key)


def read_invitation(unverified: bytes) -> Introduction:
    """Read what the main laptop wrote.

    Raises:
        NoteError: One of its kinds, each with its words.
    """
    return _read(NoteKind.INVITATION, unverified)


def read_answer(unverified: bytes) -> Introduction:
    """Read what a day laptop answered.

    Raises:
        NoteError: One of its kinds, each with its words.
    """
    return _read(NoteKind.JOINING, unverified)


def write_taken_in(told: TakenIn, signing_key: SigningKey) -> bytes:
    """Return the word that goes back to the sender; only the newest files are named."""
    files = sorted(told.files)[-MOST_TAKEN:]
    body = _TakenIn(
        clinic=told.clinic,
        files=[_File(number, sha256) for number, sha256 in files],
        kind=NoteKind.TAKEN_IN,
        to=told.to,
        version=1,
    )
    return signed_note.write(NoteKind.TAKEN_IN, body, signing_key)


def addressee(unverified: bytes) -> tuple[str, str]:
    """Return for which clinic and laptop a word says it is; nothing of it is believed yet.

    Raises:
        NoteError: It is no word of what was taken in.
    """
    body = signed_note.read(NoteKind.TAKEN_IN, unverified, _TAKEN_IN_DECODER).body
    return body.clinic, body.to


def read_taken_in(unverified: bytes, signing_key: bytes) -> TakenIn:
    """Read which files the owner of *signing_key* has taken in.

    Raises:
        NoteError: One of its kinds, each with its words.
    """
    note = signed_note.read(NoteKind.TAKEN_IN, unverified, _TAKEN_IN_DECODER)
    body = signed_note.check(NoteKind.TAKEN_IN, note, signing_key)
    files = tuple((one.number, one.sha256) for one in body.files)
    return TakenIn(body.clinic, body.to, files)


def _kind(to: str) -> NoteKind:
    return NoteKind.JOINING if to else NoteKind.INVITATION


def _read(kind: NoteKind, unverified: bytes) -> Introduction:
    note = signed_note.read(kind, unverified, _INTRODUCTION_DECODER)
    signing_key = bytes.fromhex(note.body.signing_key)
    body = signed_note.check(kind, note, signing_key)
    return Introduction(
        clinic=body.clinic,
        name=shown_name(body.name),
        station=body.station,
        is_training=body.dataset == "training",
        to=body.to,
        signing_key=signing_key,
        sealing_key=bytes.fromhex(body.sealing_key),
    )
