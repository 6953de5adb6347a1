"""The clinic's side of an enrolment: whose headquarters it is, and the key it signs with."""

from dataclasses import dataclass, field

from clinic_app.records.stamp import Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEnrolment:
    """What this vault keeps of its enrolment at headquarters. There is at most one.

    Attributes:
        clinic_code: The code under which headquarters knows this clinic.
        headquarters: Headquarters' name, as it is shown to workers.
        number: The one-time enrolment number, 16 hex digits.
        sealing_key: Headquarters' X25519 public key, 32 bytes: bundles are sealed to it.
        signing_key: Headquarters' Ed25519 public key, 32 bytes: receipts are checked with it.
        pack_key: Headquarters' Ed25519 public key for rule packs, 32 bytes.
        smallest_crowd: The count policy's k.
        own_signing_seed: This vault's Ed25519 private key, 32 bytes. Only ever in the vault.
        stamp: Who took the enrolment in, when.
        missing_seq: Number of a close that headquarters holds of this clinic and this vault
            does not have, so that it is an older copy; 0 while there is none.
        is_pinned: Whether headquarters' keys, name and policy are what a representative took in,
            as far as the worker's keys can tell: a greeter's cannot, and rely on nothing of it.
    """

    clinic_code: str
    headquarters: str
    number: str
    sealing_key: bytes
    signing_key: bytes
    pack_key: bytes
    smallest_crowd: int
    own_signing_seed: bytes = field(repr=False)
    stamp: Stamp
    missing_seq: int = 0
    is_pinned: bool = True
