"""The two files of an enrolment: headquarters' to the clinic, and the clinic's answer.

Each is signed by the key that it brings, which shows that it is whole; whose it is, the two
sides find out by reading the other's fingerprint over the phone. No secret is in either.
"""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct
from msgspec.json import Decoder

from clinic_app.bundles import signed_note
from clinic_app.bundles.errors import NoteKind
from clinic_app.bundles.payload import CLINIC_CODE, dataset
from clinic_app.bundles.signed_note import HexKey, HexNumber, Note
from clinic_app.crypto.signing import SigningKey
from clinic_app.files.names import shown_name
from clinic_app.tallies.batch_carry import LEAST_SMALLEST_CROWD

_Code = Annotated[str, Meta(pattern=CLINIC_CODE)]
_Name = Annotated[str, Meta(min_length=1, max_length=200)]
_VERSION_OF_HELD: Final = 2
"""Of an enrolment that says what headquarters holds; a program that does not know it must not go on
as if it held nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What headquarters tells a clinic.

    Attributes:
        clinic: The clinic's code.
        clinic_name: As headquarters writes it.
        headquarters: Headquarters' name.
        number: One-time, 16 hex digits.
        is_training: Headquarters takes in counts of invented families only, or none of them.
        sealing_key: X25519; bundles are sealed to it.
        signing_key: Ed25519; it signed this file and signs receipts.
        pack_key: Ed25519; it signs rule packs.
        smallest_crowd: The count policy's k.
        held_seq: Number of the newest close that headquarters held of the clinic by then; 0 for
            none. A vault that has fewer is an older copy.
    """

    clinic: str
    clinic_name: str
    headquarters: str
    number: str
    is_training: bool
    sealing_key: bytes
    signing_key: bytes
    pack_key: bytes
    smallest_crowd: int
    held_seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentAnswer:
    """What the clinic answers: its signing key, under the number that it was given."""

    clinic: str
    number: str
    station: str
    signing_key: bytes


class _Enrolment(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    clinic: _Code
    clinic_name: _Name
    dataset: Literal["real", "training"]
    headquarters: _Name
    k: Annotated[int, Meta(ge=LEAST_SMALLEST_CROWD, le=1000)]
    kind: str
    number: HexNumber
    pack_key: HexKey
    sealing_key: HexKey
    signing_key: HexKey
    version: Literal[1, 2]
    held_seq: Annotated[int, Meta(ge=0, le=1_000_000)] = 0


class _Answer(Struct, frozen=True, forbid_unknown_fields=True):
    clinic: _Code
    kind: str
    number: HexNumber
    signing_key: HexKey
    station: HexNumber
    version: Literal[1]


_ENROLMENT_DECODER = Decoder(Note[_Enrolment])
_ANSWER_DECODER = Decoder(Note[_Answer])


def write_enrolment(enrolment: Enrolment, signing_key: SigningKey) -> bytes:
    """Return headquarters' file; *signing_key* is the one that it names."""
    body = _Enrolment(
        clinic=enrolment.clinic,
        clinic_name=enrolment.clinic_name,
        dataset=dataset(is_training=enrolment.is_training),
        headquarters=enrolment.headquarters,
        k=enrolment.smallest_crowd,
        kind=NoteKind.ENROLMENT,
        number=enrolment.number,
        pack_key=enrolment.pack_key.hex(),
        sealing_key=enrolment.sealing_key.hex(),
        signing_key=enrolment.signing_key.hex(),
        version=_VERSION_OF_HELD if enrolment.held_seq else 1,
        held_seq=enrolment.held_seq,
    )
    return signed_note.write(NoteKind.ENROLMENT, body, signing_key)


def read_enrolment(unverified: bytes) -> Enrolment:
    """Read headquarters' file.

    Raises:
        NoteError: One of its kinds, each with its words.
    """
    note = signed_note.read(NoteKind.ENROLMENT, unverified, _ENROLMENT_DECODER, _VERSION_OF_HELD)
    signing_key = bytes.fromhex(note.body.signing_key)
    body = signed_note.check(NoteKind.ENROLMENT, note, signing_key)
    return Enrolment(
        clinic=body.clinic,
        clinic_name=shown_name(body.clinic_name),
        headquarters=shown_name(body.headquarters),
        number=body.number,
        is_training=body.dataset == "training",
        sealing_key=bytes.fromhex(body.sealing_key),
        signing_key=signing_key,
        pack_key=bytes.fromhex(body.pack_key),
        smallest_crowd=body.k,
        held_seq=body.held_seq,
    )


def write_answer(answer: EnrolmentAnswer, signing_key: SigningKey) -> bytes:
    """Return the clinic's file; *signing_key* is the one that it names."""
    body = _Answer(
        clinic=answer.clinic,
        kind=NoteKind.ANSWER,
        number=answer.number,
        signing_key=answer.signing_key.hex(),
        station=answer.station,
        version=1,
    )
    return signed_note.write(NoteKind.ANSWER, body, signing_key)


def read_answer(unverified: bytes) -> EnrolmentAnswer:
    """Read the clinic's file.

    Raises:
        NoteError: One of its kinds, each with its words.
    """
    note = signed_note.read(NoteKind.ANSWER, unverified, _ANSWER_DECODER)
    signing_key = bytes.fromhex(note.body.signing_key)
    body = signed_note.check(NoteKind.ANSWER, note, signing_key)
    return EnrolmentAnswer(
        clinic=body.clinic, number=body.number, station=body.station, signing_key=signing_key
    )
