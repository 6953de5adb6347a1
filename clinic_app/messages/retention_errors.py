"""Words for holds and for deleting for good."""

from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.vault.store_errors import ClientHeldError
from clinic_app.workflows.retention_errors import (
    AlreadyHeldError,
    HoldReasonMissingError,
    NotHeldError,
)


def _held(_error: ClientHeldError) -> str:
    return _(
        "A legal hold stands on this person's records, so nothing of them was deleted. "
        "A representative or coordinator lifts the hold first, with the reason."
    )


def _no_reason(_error: HoldReasonMissingError) -> str:
    return _("A hold is set and lifted only with a reason. Write in a few words why.")


def _already_held(_error: AlreadyHeldError) -> str:
    return _("A legal hold stands already. Go back and open the file again to read it.")


def _not_held(_error: NotHeldError) -> str:
    return _("No legal hold stands any more. Go back and open the file again.")


SENTENCES: Sentences = {
    ClientHeldError: _held,
    HoldReasonMissingError: _no_reason,
    AlreadyHeldError: _already_held,
    NotHeldError: _not_held,
}
