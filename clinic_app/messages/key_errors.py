"""Words for what may go wrong with a worker's own passphrase."""

from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.workflows import key_errors


def _temporary(_error: key_errors.TemporaryPassphraseError) -> str:
    return _(
        "This passphrase was made for you when everybody got new keys, and opens once. "
        "Open the program's window, unlock with it, and choose your own there."
    )


def _not_own(_error: key_errors.PassphraseNotOwnError) -> str:
    return _(
        "This is the passphrase that you were given, and others have seen it. "
        "Choose another: take the six suggested words."
    )


def _above_role(error: key_errors.KeysAboveRoleError) -> str:
    return _(
        "By the key file {name} opens more than the records give to them: either was changed "
        "outside this program, or the computer stopped while their role was changed. "
        "A coordinator gives {name} a new passphrase and role under Clinic; then try again."
    ).format(name=error.name)


SENTENCES: Sentences = {
    key_errors.TemporaryPassphraseError: _temporary,
    key_errors.PassphraseNotOwnError: _not_own,
    key_errors.KeysAboveRoleError: _above_role,
}
