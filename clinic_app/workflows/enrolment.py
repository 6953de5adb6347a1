"""Enrolling at a headquarters: its file comes in, this clinic's answer goes out."""

from dataclasses import replace
from typing import NamedTuple

from clinic_app.bundles import enrolment_file
from clinic_app.bundles.enrolment_file import Enrolment, EnrolmentAnswer
from clinic_app.crypto.signing import SigningKey, fingerprint, is_same_fingerprint
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.records.audit import About, Act
from clinic_app.records.clinic import Clinic
from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import own_key, sealing
from clinic_app.workflows.carrying_errors import (
    EnrolledElsewhereError,
    EnrolmentKindError,
    EnrolmentOfAnotherClinicError,
)
from clinic_app.workflows.own_laptop import refuse_day_laptop
from clinic_app.workflows.pinned_keys import enrolled
from clinic_app.workflows.session import Session


class Standing(NamedTuple):
    """Where this clinic stands with headquarters.

    Attributes:
        headquarters: Its name.
        theirs: The fingerprint of its key, to be compared over the phone.
        ours: Likewise of this clinic's.
    """

    headquarters: str
    theirs: str
    ours: str


def take(session: Session, unverified: bytes, *, moves_to: str = "") -> bytes:
    """Take in headquarters' file and return the answer to bring back.

    The same file gives the same answer again. Another file of the same headquarters is a new
    enrolment: this clinic makes a new key, as it must after its key was revoked, and the note
    that the old key signs travels beside the bundles. A training vault that never closed a
    month takes the code of the file: its own was invented. Months closed without headquarters
    are sealed now, and those that it has not taken in are sealed anew where the key is new. Keys
    that are not known to be those that were taken in are replaced by those of the file. A vault
    that lacks a close which the file says is held closes no month: it is an older copy.

    Args:
        session: Of a representative.
        unverified: Headquarters' file.
        moves_to: The fingerprint of the headquarters for which a clinic that is enrolled
            elsewhere leaves there, as it was compared: the next one gets every closed month, and
            nothing that was sealed for the last one is kept. Empty where the clinic stays.

    Raises:
        KeyNotHeldError: The worker's passphrase does not open the representative key.
        NoteError: The file is something else, damaged, or of a newer version.
        EnrolmentOfAnotherClinicError: It is for another clinic.
        EnrolmentKindError: One side is training and the other is not.
        EnrolledElsewhereError: This vault belongs to another headquarters, and does not move
            to that of the file.
        DayLaptopError: Another laptop of the clinic keeps the ledger.
    """
    session.vault.require(REPRESENTATIVE_KEY)
    read = enrolment_file.read_enrolment(unverified)
    with session.transaction() as opened:
        refuse_day_laptop(opened)
        clinic = _named_by(read, opened)
        _check(read, clinic)
        held = opened.enrolment.get()
        if held is not None and _is_elsewhere(held, read):
            theirs = fingerprint(read.signing_key)
            if not is_same_fingerprint(moves_to, theirs):
                raise EnrolledElsewhereError(held.headquarters, read.headquarters, theirs)
            _leave(session, opened)
            held = None
        signing_key = _own_key(session, opened, held, read.number)
        kept = StoredEnrolment(
            clinic_code=read.clinic,
            headquarters=read.headquarters,
            number=read.number,
            sealing_key=read.sealing_key,
            signing_key=read.signing_key,
            pack_key=read.pack_key,
            smallest_crowd=read.smallest_crowd,
            own_signing_seed=signing_key.seed,
            stamp=session.stamp(),
            missing_seq=_missing_seq(opened, held, read),
        )
        opened.enrolment.pin(kept)
        if held is None or held.number != read.number or _keys(held) != _keys(read):
            sealing.seal_anew(opened, kept)
        else:
            sealing.seal_waiting(opened, kept)  # an older version left that to the next close
        session.note(opened, Act.CHANGED, About.ENROLMENT)
    answer = EnrolmentAnswer(
        clinic=read.clinic,
        number=read.number,
        station=clinic.station_id,
        signing_key=signing_key.public,
    )
    return enrolment_file.write_answer(answer, signing_key)


def standing(session: Session) -> Standing:
    """Return where this clinic stands with headquarters.

    Raises:
        NotEnrolledError: There is no headquarters yet.
        KeysNotPinnedError: Its keys are not known to be those that a representative took in.
    """
    with session.reading() as opened:
        held = enrolled(opened)
    ours = fingerprint(SigningKey(held.own_signing_seed).public)
    return Standing(held.headquarters, fingerprint(held.signing_key), ours)


def fingerprints(session: Session) -> tuple[str, str]:
    """Return the fingerprints of :func:`standing`: headquarters', then this clinic's."""
    _headquarters, theirs, ours = standing(session)
    return theirs, ours


def _named_by(read: Enrolment, opened: OpenVault) -> Clinic:
    clinic = opened.clinic.get()
    is_free = opened.enrolment.get() is None and not opened.closes.all()
    if not (clinic.is_training and read.is_training and is_free):
        return clinic
    named = replace(clinic, code=read.clinic)
    opened.clinic.save(named)
    return named


def _check(read: Enrolment, clinic: Clinic) -> None:
    if read.is_training != clinic.is_training:
        raise EnrolmentKindError(is_training_vault=clinic.is_training)
    if read.clinic != clinic.code:
        raise EnrolmentOfAnotherClinicError(read.clinic, clinic.code)


def _own_key(
    session: Session, opened: OpenVault, held: StoredEnrolment | None, number: str
) -> SigningKey:
    if held is not None and held.number == number:
        return SigningKey(held.own_signing_seed)
    new = SigningKey.generate()
    if held is not None:
        own_key.change(session, opened, held, new, number)
    return new


def _missing_seq(opened: OpenVault, held: StoredEnrolment | None, read: Enrolment) -> int:
    """Return the number of a close that headquarters holds and that is not here; 0 for none.

    What another headquarters said is not believed after a move: a false one could say so too. A
    vault that closed nothing is no older copy but a clinic that begins anew, without its records.
    """
    closes = opened.closes.all()  # newest first
    is_missing = bool(closes) and read.held_seq > closes[0].seq
    before = 0 if held is None else held.missing_seq
    return max(before, read.held_seq) if is_missing else before


def _keys(of: StoredEnrolment | Enrolment) -> tuple[bytes, bytes, bytes]:
    return of.sealing_key, of.signing_key, of.pack_key


def _leave(session: Session, opened: OpenVault) -> None:
    """Forget headquarters, and what nobody but it can read or check."""
    opened.closes.unseal(opened.closes.all())
    opened.notes.forget()
    opened.enrolment.forget()
    session.note(opened, Act.WITHDRAWN, About.ENROLMENT)


def _is_elsewhere(held: StoredEnrolment, read: Enrolment) -> bool:
    """Whether a file is of another headquarters than the one held.

    Keys that somebody exchanged past the program are put back by the file that they came with.
    """
    return _keys(held) != _keys(read) and (held.is_pinned or held.number != read.number)
