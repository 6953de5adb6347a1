"""What can go wrong with a vault as a whole, as facts."""

from pathlib import Path

from clinic_app.errors import ClinicError


class VaultError(ClinicError):
    """Something about one vault.

    Attributes:
        folder: Where it lies.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class VaultExistsError(VaultError):
    """The folder holds a vault already, or parts of one."""


class SetUpUnfinishedError(VaultError):
    """Setting up was broken off before anything was recorded; it can be done again here."""


class NetworkFolderError(VaultError):
    """The folder lies on another computer, where a vault would be damaged sooner or later."""


class SyncedFolderError(VaultError):
    """The folder is copied to and fro by a service while the vault is being written."""

    def __init__(self, folder: Path, service: str) -> None:
        super().__init__(folder)
        self.service = service


class VaultInUseError(VaultError):
    """Somebody has the vault open.

    Attributes:
        computer: Its name; empty where it is not known.
        process_id: 0 where it is not known.
    """

    def __init__(self, folder: Path, computer: str, process_id: int) -> None:
        super().__init__(folder)
        self.computer = computer
        self.process_id = process_id


class VaultLockedError(ClinicError):
    """The vault was locked, so its keys are gone; it is opened again with a passphrase."""


class EncryptionMissingError(VaultError):
    """The database would not be encrypted, or would leave traces; nothing is written to it."""


class HeaderError(VaultError):
    """Something about the file with the wrapped keys.

    Attributes:
        has_backup: Whether a whole copy lies beside it.
    """

    def __init__(self, folder: Path, *, has_backup: bool) -> None:
        super().__init__(folder)
        self.has_backup = has_backup


class HeaderMissingError(HeaderError):
    """The key file is not there."""


class HeaderDamagedError(HeaderError):
    """The key file was changed by accident."""


class HeaderTruncatedError(HeaderError):
    """The key file ends too early."""


class HeaderTamperedError(HeaderError):
    """Somebody changed the key file on purpose."""


class OlderKeysError(HeaderError):
    """The key file is older than the records: workers or passphrases were changed since.

    ``has_backup`` says whether the copy beside it is of the records' age.
    """


class DatabaseMissingError(VaultError):
    """The key file is there, the records are not."""


class DatabaseDamagedError(VaultError):
    """The records cannot be read, though the keys are right."""


class WrongPairError(VaultError):
    """Key file and records are not of the same vault."""


class StrayJournalError(VaultError):
    """A journal (``-wal``) of other records lies beside these."""


class WorkStoppedError(VaultError):
    """Somebody stopped what was being done with the whole database; it is what it was."""


class BackupNotProvedError(VaultError):
    """A copy was opened and is not what was copied; it was thrown away."""


class NewKeysNotProvedError(VaultError):
    """What was written under new keys is not what was read, or was made of other keys."""


class BackupMissingError(VaultError):
    """There is no whole backup in that folder."""
