"""A clinic's new signing key, signed by the one before it; it travels beside the bundles.

The note also says with which close the old key ended, and which payload that carried: what the
old key sealed up to there still counts, and whoever stole it can seal nothing more. The new key
signs too, so that nobody can name a key that is not his.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.json import Decoder

from clinic_app.bundles import signed_note
from clinic_app.bundles.errors import NoteDamagedError, NoteKind
from clinic_app.bundles.payload import CLINIC_CODE
from clinic_app.bundles.signed_note import HexKey, HexNumber, Note
from clinic_app.crypto.signing import SignatureInvalidError, SigningKey, key_id, verify

NEW_KEY_SUFFIX = ".newkey"
_PROOF = b"clinic-app new key proof"
_SHORT_ID_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """One key in the place of another.

    Attributes:
        clinic: The clinic's code.
        number: The enrolment number under which the new key speaks.
        previous: The old public key, which signed the note.
        signing_key: The new public key.
        last_seq: Number of the last close that the old key sealed; 0 for none.
        last_payload: SHA-256 of that close's payload; empty for none.
    """

    clinic: str
    number: str
    previous: bytes
    signing_key: bytes
    last_seq: int
    last_payload: str

    @property
    def file_name(self) -> str:
        """What the note's file is called."""
        return f"{self.clinic}_{key_id(self.signing_key)[:_SHORT_ID_DIGITS]}{NEW_KEY_SUFFIX}"


class _KeyChange(Struct, frozen=True, forbid_unknown_fields=True):
    clinic: Annotated[str, Meta(pattern=CLINIC_CODE)]
    kind: str
    last_payload: Annotated[str, Meta(pattern=r"\A([0-9a-f]{64})?\Z")]
    last_seq: Annotated[int, Meta(ge=0, le=1_000_000)]
    number: HexNumber
    previous: HexKey
    proof: Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]
    signing_key: HexKey
    version: Literal[1]


_DECODER = Decoder(Note[_KeyChange])


def write(change: KeyChange, previous: SigningKey, new: SigningKey) -> bytes:
    """Return the note; both keys are those that it names."""
    body = _KeyChange(
        clinic=change.clinic,
        kind=NoteKind.NEW_KEY,
        last_payload=change.last_payload,
        last_seq=change.last_seq,
        number=change.number,
        previous=change.previous.hex(),
        proof=new.sign(_PROOF, _proven(change)).hex(),
        signing_key=change.signing_key.hex(),
        version=1,
    )
    return signed_note.write(NoteKind.NEW_KEY, body, previous)


def read(unverified: bytes) -> KeyChange:
    """Read a note that the keys it names must have signed; whose they are is not known here.

    Raises:
        NoteError: One of its kinds, each with its words.
    """
    note = signed_note.read(NoteKind.NEW_KEY, unverified, _DECODER)
    body = signed_note.check(NoteKind.NEW_KEY, note, bytes.fromhex(note.body.previous))
    change = KeyChange(
        clinic=body.clinic,
        number=body.number,
        previous=bytes.fromhex(body.previous),
        signing_key=bytes.fromhex(body.signing_key),
        last_seq=body.last_seq,
        last_payload=body.last_payload,
    )
    if (change.last_payload == "") != (change.last_seq == 0):
        raise NoteDamagedError(NoteKind.NEW_KEY)
    try:
        verify(change.signing_key, _PROOF, _proven(change), bytes.fromhex(body.proof))
    except SignatureInvalidError as error:
        raise NoteDamagedError(NoteKind.NEW_KEY) from error
    return change


def _proven(change: KeyChange) -> bytes:
    return change.previous + change.signing_key + change.number.encode()
