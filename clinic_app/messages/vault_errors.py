"""Words for what the room ``vault`` expects may fail."""

from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _
from clinic_app.vault.errors import (
    DatabaseDamagedError,
    DatabaseMissingError,
    EncryptionMissingError,
    HeaderDamagedError,
    HeaderError,
    HeaderMissingError,
    HeaderTamperedError,
    HeaderTruncatedError,
    NetworkFolderError,
    OlderKeysError,
    SetUpUnfinishedError,
    StrayJournalError,
    SyncedFolderError,
    VaultExistsError,
    VaultInUseError,
    VaultLockedError,
    WrongPairError,
)


def _exists(error: VaultExistsError) -> str:
    return _(
        "“{folder}” holds a clinic's records already, or parts of them; nothing was changed. "
        "Unlock them, or choose an empty folder."
    ).format(folder=error.folder)


def _unfinished(_error: SetUpUnfinishedError) -> str:
    return _(
        "Setting up was broken off here before anything was recorded. "
        "Set the clinic up again in the same folder."
    )


def _network(error: NetworkFolderError) -> str:
    return _(
        "“{folder}” lies on another computer, where the records could be damaged. "
        "Choose a folder on this computer's own disk or on a stick."
    ).format(folder=error.folder)


def _synced(error: SyncedFolderError) -> str:
    return _(
        "{service} copies “{folder}” while it is being written, which could damage the records. "
        "Choose a folder that {service} leaves alone, or move the records out of it."
    ).format(folder=error.folder, service=error.service)


def _in_use(error: VaultInUseError) -> str:
    if not error.computer:
        return _(
            "Another program has the records open; nothing was changed. "
            "Close its window, or restart the computer, and try again."
        )
    return _(
        "The records are open already, on the computer “{computer}” in process {process}. "
        "Go on in that window, or close it and try again."
    ).format(computer=error.computer, process=error.process_id)


def _locked(_error: VaultLockedError) -> str:
    return _("The records are locked. Unlock them with your passphrase and go on.")


def _encryption_missing(_error: EncryptionMissingError) -> str:
    return _(
        "The records would not be encrypted on this computer, so nothing was written. "
        "Install the program again, and ask whoever looks after the computer if it stays so."
    )


def _header_missing(error: HeaderMissingError) -> str:
    return _and_copy(
        error,
        _("The key file clinic.vault.json is not in “{folder}”; without it nothing opens."),
        _("Choose the folder with the records, or put back the key file from a copy."),
    )


def _header_damaged(error: HeaderDamagedError) -> str:
    return _and_copy(
        error,
        _("The key file clinic.vault.json in “{folder}” is damaged; nothing was changed."),
        _("Put back the key file from a copy on another disk or stick."),
    )


def _header_truncated(error: HeaderTruncatedError) -> str:
    return _and_copy(
        error,
        _("The key file clinic.vault.json in “{folder}” ends too early; nothing was changed."),
        _("Copy the whole file again from where it came."),
    )


def _header_tampered(error: HeaderTamperedError) -> str:
    return _and_copy(
        error,
        _("Somebody changed the key file clinic.vault.json in “{folder}” on purpose."),
        _("Put back a copy that you trust, and tell whoever looks after the computer."),
    )


def _older_keys(error: OlderKeysError) -> str:
    return _and_copy(
        error,
        _(
            "The key file clinic.vault.json in “{folder}” is older than the records: workers or "
            "passphrases were changed since, so no passphrase of it is taken."
        ),
        _(
            "Put the newer key file back; or choose “I lost my passphrase” and unlock with the "
            "recovery code or two shares."
        ),
    )


def _and_copy(error: HeaderError, what_happened: str, without_copy: str) -> str:
    """Say what happened, and offer the copy beside the key file where that one is whole."""
    with_copy = _(
        "A whole copy lies beside it: "
        "rename clinic.vault.json.bak to clinic.vault.json, and unlock again."
    )
    next_step = with_copy if error.has_backup else without_copy
    return f"{what_happened.format(folder=error.folder)} {next_step}"


def _database_missing(error: DatabaseMissingError) -> str:
    return _(
        "The key file is in “{folder}”, the records clinic.db are not. "
        "Put clinic.db back beside it, from where the folder was copied or from another copy."
    ).format(folder=error.folder)


def _database_damaged(error: DatabaseDamagedError) -> str:
    return _(
        "The records clinic.db in “{folder}” are damaged; nothing was changed. "
        "Restore from a backup; or, where they still unlock, rescue what can be read under "
        "Clinic, Daily backups, Back up now."
    ).format(folder=error.folder)


def _wrong_pair(error: WrongPairError) -> str:
    return _(
        "The key file and the records in “{folder}” do not belong together; nothing was changed. "
        "Put back the clinic.db and the clinic.vault.json that were saved side by side."
    ).format(folder=error.folder)


def _stray_journal(error: StrayJournalError) -> str:
    return _(
        "A file clinic.db-wal in “{folder}” belongs to other records; nothing was changed. "
        "Move it out of the folder, together with clinic.db-shm, and unlock again."
    ).format(folder=error.folder)


SENTENCES: Sentences = {
    VaultExistsError: _exists,
    SetUpUnfinishedError: _unfinished,
    NetworkFolderError: _network,
    SyncedFolderError: _synced,
    VaultInUseError: _in_use,
    VaultLockedError: _locked,
    EncryptionMissingError: _encryption_missing,
    HeaderMissingError: _header_missing,
    HeaderDamagedError: _header_damaged,
    HeaderTruncatedError: _header_truncated,
    HeaderTamperedError: _header_tampered,
    OlderKeysError: _older_keys,
    DatabaseMissingError: _database_missing,
    DatabaseDamagedError: _database_damaged,
    WrongPairError: _wrong_pair,
    StrayJournalError: _stray_journal,
}
"""The words for wrong passphrases and codes are with ``crypto``."""
