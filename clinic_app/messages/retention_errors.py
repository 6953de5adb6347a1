"""Words for holds and for deleting for good."""

from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.vault.store_errors import ClientHeldError
from clinic_app.workflows.retention_errors import (
    AlreadyHeldError,
    DueChangedError,
    HoldReasonMissingError,
    NotHeldError,
    TooFewDaysError,
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


def _too_few_days(error: TooFewDaysError) -> str:
    return _(
        "Records are kept for at least {count} days, or for ever; nothing was changed. "
        "Write a larger number."
    ).format(count=error.fewest)


def _due_changed(_error: DueChangedError) -> str:
    return _(
        "Others are due now than were shown here, so nothing was deleted. "
        "Look at the list again, then delete."
    )


SENTENCES: Sentences = {
    ClientHeldError: _held,
    HoldReasonMissingError: _no_reason,
    AlreadyHeldError: _already_held,
    NotHeldError: _not_held,
    TooFewDaysError: _too_few_days,
    DueChangedError: _due_changed,
}
