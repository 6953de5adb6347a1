"""Words for seals and signatures that do not hold."""

from clinic_app.crypto.sealing import SealBrokenError
from clinic_app.crypto.signing import SignatureInvalidError
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


def _seal_broken(_error: SealBrokenError) -> str:
    return _(
        "The file was changed, or was sealed for somebody else; nothing was taken from it. "
        "Ask for the file again."
    )


def _signature_invalid(_error: SignatureInvalidError) -> str:
    return _(
        "The file does not carry the signature it should; nothing was taken from it. "
        "Ask for the file again, and compare the fingerprint over the phone."
    )


SENTENCES: Sentences = {
    SealBrokenError: _seal_broken,
    SignatureInvalidError: _signature_invalid,
}
