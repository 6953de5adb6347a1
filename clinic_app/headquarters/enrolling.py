"""Enrolling clinics: the file that a clinic is given, and the answer that pins its key."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from clinic_app.bundles import enrolment_file
from clinic_app.bundles.enrolment_file import Enrolment, EnrolmentAnswer
from clinic_app.bundles.key_note import KeyChange
from clinic_app.bundles.payload import CLINIC_CODE
from clinic_app.crypto.signing import fingerprint
from clinic_app.headquarters.apart import checked_reason
from clinic_app.headquarters.errors import (
    CodeNotValidError,
    EnrolmentAnsweredError,
    EnrolmentUnknownError,
    KeyRetiredError,
    KeyTakenError,
    NewKeyForeignError,
    NothingToRevokeError,
)
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.ledger.values import ListedClinic, ReplacedKey, Signer
from clinic_app.headquarters.place import Headquarters, checked_name
from clinic_app.headquarters.policy import smallest_crowd_in

_NUMBER_BYTES = 8


@dataclass(frozen=True, slots=True)
class AcceptedClinic:
    """A clinic whose key is pinned.

    Attributes:
        fingerprint: Of its key; to be compared over the phone.
        was_accepted: That key spoke for it before already.
    """

    code: str
    name: str
    fingerprint: str
    was_accepted: bool


@dataclass(frozen=True, slots=True)
class Renamed:
    """A known clinic that its next enrolment file calls by another name."""

    code: str
    before: str
    name: str


def renamed(headquarters: Headquarters, code: str, name: str) -> Renamed | None:
    """Return how :func:`issue` would rename the clinic *code*; None where it would not.

    Raises:
        ClinicError: As :func:`issue`.
    """
    kept_code, kept_name = _kept(code, name)
    with headquarters.ledger.reading() as opened:
        known = {one.code: one.name for one in opened.enrolments.clinics()}
    before = known.get(kept_code, kept_name)
    return None if before == kept_name else Renamed(kept_code, before, kept_name)


def issue(headquarters: Headquarters, code: str, name: str, at: datetime) -> bytes:
    """Return an enrolment file with a fresh number for the clinic *code*, new or known.

    It says which close is the newest that is held of the clinic, so that an older copy of its
    vault is told from the vault.

    Raises:
        CodeNotValidError: The code is not 2 to 20 letters, digits and hyphens.
        NameNotValidError: The name is empty or too long, or holds what nobody sees.
    """
    kept_code, kept_name = _kept(code, name)
    number = secrets.token_hex(_NUMBER_BYTES)
    keys = headquarters.keys
    with headquarters.ledger.transaction() as opened:
        opened.enrolments.issue(code=kept_code, name=kept_name, number=number, at=at.isoformat())
        smallest_crowd = smallest_crowd_in(opened)
        held_seq = opened.bundles.newest_of(kept_code)
    enrolment = Enrolment(
        clinic=kept_code,
        clinic_name=kept_name,
        headquarters=headquarters.name,
        number=number,
        is_training=headquarters.is_training,
        sealing_key=keys.opening.public,
        signing_key=keys.signing.public,
        pack_key=keys.packs.public,
        smallest_crowd=smallest_crowd,
        held_seq=held_seq,
    )
    return enrolment_file.write_enrolment(enrolment, keys.signing)


def look_at(headquarters: Headquarters, unverified: bytes) -> AcceptedClinic:
    """Return whose key an answer brings; nothing is pinned until the fingerprints agree.

    Raises:
        ClinicError: As :func:`accept` does.
    """
    answer = enrolment_file.read_answer(unverified)
    with headquarters.ledger.reading() as opened:
        return _clinic_of(answer, opened)


def accept(headquarters: Headquarters, unverified: bytes, at: datetime) -> AcceptedClinic:
    """Pin the key that a clinic's answer brings; the same answer again changes nothing.

    Raises:
        NoteError: The file is something else, damaged, or of a newer version.
        EnrolmentUnknownError: The number was not issued here, or to another clinic.
        EnrolmentAnsweredError: The number was answered with another key.
        KeyTakenError: The key is pinned to another clinic.
        KeyRetiredError: It is an old key of this clinic.
    """
    answer = enrolment_file.read_answer(unverified)
    with headquarters.ledger.transaction() as opened:
        clinic = _clinic_of(answer, opened)
        opened.enrolments.pin(
            number=answer.number,
            signing_key=answer.signing_key,
            station=answer.station,
            at=at.isoformat(),
        )
    return clinic


def take_new_key(headquarters: Headquarters, change: KeyChange, at: datetime) -> bool:
    """Pin the new key of a clinic whose old one signed for it; return whether that is news.

    What the old key sealed before still counts, up to the close that the note names.

    Raises:
        NewKeyForeignError: The old key speaks for no clinic, for another one, or was revoked.
        KeyTakenError: The new key is another clinic's.
        KeyRetiredError: The new key is an old one itself.
    """
    with headquarters.ledger.transaction() as opened:
        signers = opened.enrolments.signers()
        old, new = signers.get(change.previous), signers.get(change.signing_key)
        issued = opened.enrolments.enrolment(change.number)
        if old is None or old.code != change.clinic:
            raise NewKeyForeignError
        if old.is_revoked:
            if new is None or new.code != change.clinic or not _is_enrolled(change.clinic, signers):
                raise NewKeyForeignError
            return False  # enrolled anew since, with that very key or one that followed it
        if issued is None or issued.clinic_id != old.clinic_id:
            raise NewKeyForeignError
        if new is not None and new.clinic_id != old.clinic_id:
            raise KeyTakenError(new.code)
        if old.last is not None:
            return False  # taken in before: the old key is replaced already
        if new is not None and new.last is not None:
            raise KeyRetiredError(new.code)
        replaced = ReplacedKey(
            old=change.previous,
            new=change.signing_key,
            number=change.number,
            last_seq=change.last_seq,
            last_payload=change.last_payload,
        )
        opened.enrolments.replace(replaced, at.isoformat())
    return True


def revoke(headquarters: Headquarters, code: str, reason: str, at: datetime) -> None:
    """Let no key of the clinic *code* speak any more; it is enrolled anew with another one.

    Raises:
        ReasonMissingError: The reason is empty or too long.
        NothingToRevokeError: No key of such a clinic is pinned.
    """
    words = checked_reason(reason)
    kept = code.strip().upper()
    with headquarters.ledger.transaction() as opened:
        if not opened.enrolments.revoke(kept, words, at.isoformat()):
            raise NothingToRevokeError(kept)


def listed(headquarters: Headquarters) -> tuple[ListedClinic, ...]:
    """Return every clinic, and how far its enrolment is, by code."""
    with headquarters.ledger.reading() as opened:
        return opened.enrolments.listed()


def own_fingerprint(headquarters: Headquarters) -> str:
    """Return this headquarters' fingerprint; the clinic reads its own copy over the phone."""
    return fingerprint(headquarters.keys.signing.public)


def _is_enrolled(code: str, signers: Mapping[bytes, Signer]) -> bool:
    return any(signer.code == code and signer.speaks for signer in signers.values())


def _kept(code: str, name: str) -> tuple[str, str]:
    kept_code = code.strip().upper()
    if re.fullmatch(CLINIC_CODE, kept_code) is None:
        raise CodeNotValidError
    return kept_code, checked_name(name)


def _clinic_of(answer: EnrolmentAnswer, opened: OpenLedger) -> AcceptedClinic:
    issued = opened.enrolments.enrolment(answer.number)
    if issued is None or issued.code != answer.clinic:
        raise EnrolmentUnknownError
    if issued.signing_key not in {None, answer.signing_key}:
        raise EnrolmentAnsweredError(issued.code)
    pinned = opened.enrolments.signers().get(answer.signing_key)
    if pinned is not None and pinned.clinic_id != issued.clinic_id:
        raise KeyTakenError(pinned.code)
    if pinned is not None and pinned.last is not None:
        raise KeyRetiredError(pinned.code)
    key = fingerprint(answer.signing_key)
    return AcceptedClinic(issued.code, issued.name, key, was_accepted=pinned is not None)
