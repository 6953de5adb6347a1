"""This clinic's signing key: renewed, with a note signed by the old one for headquarters."""

from dataclasses import replace

from clinic_app.bundles import key_note, payload
from clinic_app.bundles.key_note import KeyChange
from clinic_app.crypto.signing import SigningKey, fingerprint
from clinic_app.records.audit import About, Act
from clinic_app.records.carried_note import CarriedNote, NoteSubject
from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import sealing
from clinic_app.workflows.pinned_keys import enrolled
from clinic_app.workflows.session import Session


def renew(session: Session) -> str:
    """Make a new signing key in the place of the one so far; return its fingerprint.

    The note that tells headquarters is written beside every bundle from now on. What it has not
    taken in is sealed anew: the key so far may be one that it never knew.

    Raises:
        NotEnrolledError: There is no headquarters, so there is no key yet.
        KeysNotPinnedError: Its keys are not known to be those that a representative took in.
    """
    with session.transaction() as opened:
        held = enrolled(opened)
        new = SigningKey.generate()
        change(session, opened, held, new, held.number)
        opened.enrolment.keep_own_seed(new.seed)
        sealing.seal_anew(opened, replace(held, own_signing_seed=new.seed))
        session.note(opened, Act.CHANGED, About.ENROLMENT)
    return fingerprint(new.public)


def change(
    session: Session, opened: OpenVault, held: StoredEnrolment, new: SigningKey, number: str
) -> None:
    """Keep the note that *new* speaks in the place of the key held, under *number*."""
    old = SigningKey(held.own_signing_seed)
    closes = opened.closes.all()
    newest = closes[0] if closes else None
    told = KeyChange(
        clinic=held.clinic_code,
        number=number,
        previous=old.public,
        signing_key=new.public,
        last_seq=newest.seq if newest else 0,
        last_payload=payload.sha256(newest.payload) if newest else "",
    )
    opened.notes.add(
        CarriedNote(
            id=told.file_name,
            subject=NoteSubject.NEW_KEY,
            note=key_note.write(told, old, new),
            stamp=session.stamp(),
        )
    )


def notes(opened: OpenVault) -> tuple[tuple[str, bytes], ...]:
    """Return the name and the bytes of each note about this clinic's key, oldest first."""
    return tuple((one.id, one.note) for one in opened.notes.about(NoteSubject.NEW_KEY))
