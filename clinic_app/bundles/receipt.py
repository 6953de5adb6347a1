"""Headquarters' receipt for one file: until it comes back, a bundle counts as not sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.json import Decoder

from clinic_app.bundles import signed_note
from clinic_app.bundles.errors import NoteDamagedError, NoteKind
from clinic_app.bundles.signed_note import HexKey, Note
from clinic_app.crypto.signing import SigningKey


class ReceiptStatus(StrEnum):
    """What became of a file at headquarters."""

    ACCEPTED = "accepted"
    SEEN = "seen"  # the very file was taken in before; nothing changed
    SUPERSEDED = "superseded"  # a newer one that contains it was taken in before
    CONFLICT = "conflict"  # it contradicts what was taken in; a person decides, nothing counts
    REJECTED = "rejected"

    @property
    def is_held(self) -> bool:
        """Whether headquarters holds what the file says."""
        return self in {
            ReceiptStatus.ACCEPTED,
            ReceiptStatus.SEEN,
            ReceiptStatus.SUPERSEDED,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What headquarters says of one file.

    Attributes:
        sha256: Of the whole file.
        reason: Why it was not taken in; empty where it was.
        at: When; with its offset.
        code: Eight symbols for the phone; empty where the clinic is not known.
    """

    sha256: str
    status: ReceiptStatus
    reason: str
    at: datetime
    code: str


class _Receipt(Struct, frozen=True, forbid_unknown_fields=True):
    at: str
    code: Annotated[str, Meta(max_length=9)]
    kind: str
    reason: Annotated[str, Meta(pattern=r"\A[a-z_]{0,40}\Z")]
    sha256: HexKey
    status: ReceiptStatus
    version: Literal[1]


_DECODER = Decoder(Note[_Receipt])


def write(receipt: Receipt, signing_key: SigningKey) -> bytes:
    """Return the receipt's file."""
    body = _Receipt(
        at=receipt.at.isoformat(),
        code=receipt.code,
        kind=NoteKind.RECEIPT,
        reason=receipt.reason,
        sha256=receipt.sha256,
        status=receipt.status,
        version=1,
    )
    return signed_note.write(NoteKind.RECEIPT, body, signing_key)


def read(unverified: bytes, signing_key: bytes) -> Receipt:
    """Read a receipt that headquarters' *signing_key* must have signed.

    Raises:
        NoteError: One of its kinds; a receipt of another headquarters is damaged.
    """
    note = signed_note.read(NoteKind.RECEIPT, unverified, _DECODER)
    body = signed_note.check(NoteKind.RECEIPT, note, signing_key)
    try:
        at = datetime.fromisoformat(body.at)
    except ValueError as error:
        raise NoteDamagedError(NoteKind.RECEIPT) from error
    if at.utcoffset() is None:
        raise NoteDamagedError(NoteKind.RECEIPT)
    return Receipt(
        sha256=body.sha256, status=body.status, reason=body.reason, at=at, code=body.code
    )
