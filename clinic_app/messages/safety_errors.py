"""Words for backups, checks and what is done to save records."""

from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.vault.errors import (
    BackupMissingError,
    BackupNotProvedError,
    NewKeysNotProvedError,
    WorkStoppedError,
)
from clinic_app.workflows.errors import BackupCopyError, ClockBehindError


def _no_copy(error: BackupCopyError) -> str:
    return _(
        "The backup on this computer is whole; the second copy to “{folder}” was not made. "
        "Put that stick in, or choose another one, and back up again."
    ).format(folder=error.folder)


def _clock_behind(error: ClockBehindError) -> str:
    return _(
        "The accreditation ended on {expires}. This computer names an earlier day, but the "
        "records know that {known} has passed, so nothing was signed. Set the computer's clock "
        "right, or write the renewal under Clinic. If the clock was wrong on {known}, lock; "
        "a coordinator then unlocks and says which day it is."
    ).format(expires=error.expires.isoformat(), known=error.known.isoformat())


def _stopped(_error: WorkStoppedError) -> str:
    return _(
        "It was stopped before it was done; the records are as they were. Start it again "
        "when there is time."
    )


def _new_keys_not_proved(_error: NewKeysNotProvedError) -> str:
    return _(
        "The records were not given new keys: what was written did not read back as it was, or "
        "somebody's passphrase was changed meanwhile. Everything is as before; begin again, and "
        "check the records under Clinic, Daily backups if it happens twice."
    )


def _not_proved(error: BackupNotProvedError) -> str:
    return _(
        "The backup was written to “{folder}” and reads differently from the records; it was "
        "thrown away. Use another disk or stick."
    ).format(folder=error.folder.parent)


def _missing(error: BackupMissingError) -> str:
    return _(
        "There is no whole backup in “{folder}”. Choose the folder that is called after a day, "
        "or the one that holds such folders."
    ).format(folder=error.folder)


SENTENCES: Sentences = {
    BackupCopyError: _no_copy,
    ClockBehindError: _clock_behind,
    WorkStoppedError: _stopped,
    BackupNotProvedError: _not_proved,
    NewKeysNotProvedError: _new_keys_not_proved,
    BackupMissingError: _missing,
}
