"""What leaves for headquarters is sealed so that it alone reads it."""

from dataclasses import replace

from clinic_app.bundles import payload, seal_file
from clinic_app.crypto.signing import SigningKey
from clinic_app.records.clinic import Close
from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.vault.open_vault import OpenVault


def seal_waiting(opened: OpenVault, enrolment: StoredEnrolment) -> None:
    """Seal what every close showed that headquarters has not taken in and that has no file yet.

    Args:
        opened: Where they are kept.
        enrolment: Of the headquarters that alone can read them.
    """
    key = SigningKey(enrolment.own_signing_seed)
    for close in _waiting(opened):
        if close.sealed is None:
            file = seal_file.seal(payload.read(close.payload), key, enrolment.sealing_key)
            opened.closes.save(replace(close, sealed=file.data, file_name=file.name))


def seal_anew(opened: OpenVault, enrolment: StoredEnrolment) -> None:
    """Seal every close that headquarters has not taken in, by the keys of now.

    Those that were sealed by other keys would be refused for ever.
    """
    opened.closes.unseal(_waiting(opened))
    seal_waiting(opened, enrolment)


def _waiting(opened: OpenVault) -> tuple[Close, ...]:
    return tuple(close for close in opened.closes.all() if not close.is_acknowledged)
