"""Words for what the vault's stores refuse."""

from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.vault.store_errors import (
    ConsentRefusedError,
    RecordFinalError,
    RecordMissingError,
    VaultNewerError,
)


def _missing(_error: RecordMissingError) -> str:
    return _("That record is not in this vault. Go back, look it up again and open it from there.")


def _final(_error: RecordFinalError) -> str:
    return _(
        "A finished or withdrawn record is never rewritten; nothing was saved. "
        "Withdraw it with a reason where it still stands, and record it anew."
    )


def _refused(_error: ConsentRefusedError) -> str:
    return _(
        "This client did not agree to a record, so nothing personal is kept; nothing was saved. "
        "Empty the fields, or ask the client again and change the consent."
    )


def _newer(_error: VaultNewerError) -> str:
    return _(
        "A newer version of this program has changed this vault; it was not opened. "
        "Install the update on this computer, then open the vault again."
    )


SENTENCES: Sentences = {
    VaultNewerError: _newer,
    RecordMissingError: _missing,
    RecordFinalError: _final,
    ConsentRefusedError: _refused,
}
