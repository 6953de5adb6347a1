"""Words for bundles whose signer may not speak for their clinic."""

from clinic_app.headquarters.errors import (
    KeyReplacedError,
    KeyRevokedError,
    SettledError,
    UnknownSignerError,
    UnknownSignersError,
    WrongClinicError,
)
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


def _unknown_signer(_error: UnknownSignerError) -> str:
    return _(
        "The bundle is signed by a key that was never accepted; it is kept apart and counts "
        "nowhere. Take in the clinic's answer, then collect again: the bundle counts by itself."
    )


def _settled(_error: SettledError) -> str:
    return _(
        "Somebody at headquarters noted that this bundle does not count, so it does not. If its "
        "months are to count after all, the clinic's next bundle brings them."
    )


def _unknown_signers(_error: UnknownSignersError) -> str:
    return _(
        "The bundle is signed by a key that was never accepted, and so many such bundles lie "
        "apart already that it was left where it is; it counts nowhere. Take in the clinic's "
        "answer, or settle what lies apart, then collect again."
    )


def _wrong_clinic(_error: WrongClinicError) -> str:
    return _(
        "The bundle names one clinic and is signed with the key of another; nothing of it was "
        "counted. Call both clinics."
    )


def _key_replaced(_error: KeyReplacedError) -> str:
    return _(
        "The bundle is signed with a key that its clinic has replaced, and was not sealed before "
        "that; nothing of it was counted. Call the clinic: its old vault may be in other hands."
    )


def _key_revoked(_error: KeyRevokedError) -> str:
    return _(
        "The bundle is signed with a key that was revoked; nothing of it was counted. Enrol the "
        "clinic anew; its next bundle brings these months too."
    )


SENTENCES: Sentences = {
    UnknownSignerError: _unknown_signer,
    UnknownSignersError: _unknown_signers,
    SettledError: _settled,
    WrongClinicError: _wrong_clinic,
    KeyReplacedError: _key_replaced,
    KeyRevokedError: _key_revoked,
}
