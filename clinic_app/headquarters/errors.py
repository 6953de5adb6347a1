"""What headquarters expects may fail, as facts."""

from pathlib import Path

from clinic_app.bundles.errors import BundleError
from clinic_app.errors import ClinicError


class HeadquartersError(ClinicError):
    """Something about one headquarters folder.

    Attributes:
        folder: Where it lies.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class HeadquartersExistsError(HeadquartersError):
    """The folder holds a headquarters already, or a part of one."""


class HeadquartersMissingError(HeadquartersError):
    """The folder holds no headquarters."""


class KeysMissingError(HeadquartersError):
    """The ledger is there and the file of the keys is not."""


class LedgerMissingError(HeadquartersError):
    """The keys are there and the ledger is not."""


class LedgerForeignError(HeadquartersError):
    """Keys and ledger belong to two different headquarters."""


class LedgerDamagedError(HeadquartersError):
    """The ledger is not a database, or a page of it is not what was written."""


class LedgerNewerError(HeadquartersError):
    """A newer version of the program made this ledger."""


class LedgerBusyError(HeadquartersError):
    """Another program has been writing to the ledger for too long."""


class LedgerPlaceError(ClinicError):
    """The address of a database is none that a ledger can live at."""


class LedgerAddressError(HeadquartersError):
    """The file that keeps the address of the ledger's database is damaged or foreign."""


class LedgerServerError(ClinicError):
    """Something about a ledger on a server.

    Attributes:
        server: Host and database.
    """

    def __init__(self, server: str) -> None:
        super().__init__(server)
        self.server = server


class LedgerUnreachableError(LedgerServerError):
    """The server does not answer, went away, or lets nobody in by that name and password."""


class LedgerServerRefusesError(LedgerServerError):
    """The server may not or cannot write: no right, a full or broken disk, damaged tables."""


class LedgerNotThereError(LedgerServerError):
    """The database holds no ledger, or not all of one."""


class LedgerTakenError(LedgerServerError):
    """The database holds a ledger already, or tables named as those of one."""


class PassphrasesDifferError(ClinicError):
    """A new passphrase was typed twice, and differently."""


class CodeNotValidError(ClinicError):
    """A clinic's code is not 2 to 20 letters, digits and hyphens."""


class NameNotValidError(ClinicError):
    """A name is empty or far too long."""


class EnrolmentUnknownError(ClinicError):
    """An answer bears a number that was not issued here, or not to that clinic."""


class EnrolmentAnsweredError(ClinicError):
    """The number was answered before, with another key."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class KeyTakenError(ClinicError):
    """The answer brings a key that is pinned to another clinic."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotApartError(ClinicError):
    """No bundle that is kept apart and not settled has this hash."""


class ReasonMissingError(ClinicError):
    """A person's reason is asked for, and there is none, or it is far too long."""


class MonthNotOverError(ClinicError):
    """A month is to be approved that is not over yet.

    Attributes:
        label: The month.
    """

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class MonthNotBegunError(ClinicError):
    """A clinic is to be asked about a month that has not begun.

    Attributes:
        label: The month.
    """

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class MonthNotLockedError(ClinicError):
    """A month is to be unlocked that is not locked.

    Attributes:
        label: The month.
    """

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class KeyRetiredError(ClinicError):
    """The answer brings a key of the clinic that was replaced or revoked before.

    Attributes:
        code: The clinic.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NothingToRevokeError(ClinicError):
    """No key is pinned to a clinic of that code.

    Attributes:
        code: As it was given.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NewKeyForeignError(ClinicError):
    """A note names a new key, and the old one speaks for no clinic here, or for another."""


class QuestionNotValidError(ClinicError):
    """A question is empty, far too long, or has several lines."""


class NothingAskedError(ClinicError):
    """A clinic is asked that headquarters does not know.

    Attributes:
        code: As it was given.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ReplyForeignError(ClinicError):
    """A reply is signed by no key of the clinic that was asked, or answers no question of ours."""


class CrowdNotValidError(ClinicError):
    """The smallest crowd of a count policy is below five, or far too large."""


class PeriodError(ClinicError):
    """A report is asked for that ends before it begins."""


class ReceiptsNotWrittenError(ClinicError):
    """Bundles were taken in, and their receipts could not be written beside them.

    Attributes:
        folder: Where they should be.
        missing: How many.
    """

    def __init__(self, folder: Path, missing: int) -> None:
        super().__init__(folder, missing)
        self.folder = folder
        self.missing = missing


class UnknownSignerError(BundleError):
    """No clinic's accepted key signed the bundle; it is kept apart until one is accepted."""

    reason = "unknown_key"


class UnknownSignersError(BundleError):
    """The same, and so many lie apart already that this one does not."""

    reason = "unknown_key"


class KeyReplacedError(BundleError):
    """The clinic has another key since, and this is nothing that the old one sealed before."""

    reason = "replaced_key"


class KeyRevokedError(BundleError):
    """Headquarters revoked the key that signed."""

    reason = "revoked_key"


class SettledError(BundleError):
    """A person at headquarters noted that this bundle does not count."""

    reason = "settled"


class WrongClinicError(BundleError):
    """The key that signed is pinned to another clinic than the one inside."""

    reason = "wrong_clinic"


class TrainingBundleError(BundleError):
    """Invented families at a real headquarters."""

    reason = "training"


class RealBundleError(BundleError):
    """Real people at a training headquarters."""

    reason = "not_training"


class FileNotReadError(BundleError):
    """The file could not be read: a stick was pulled, or it is no plain file."""

    reason = "not_read"


class FileIsLinkError(BundleError):
    """What lies there is no file but points at one that lies elsewhere."""

    reason = "not_read"


class FolderNotReadError(BundleError):
    """A folder went away before all of its names were read; what was taken in stays."""

    reason = "not_read"
