"""What can go wrong between a key file, a passphrase and a recovery code."""

from clinic_app.errors import ClinicError


class KeyringError(ClinicError):
    """Something about a keyring or what opens it."""


class KeyringDamagedError(KeyringError):
    """The key file was changed by accident: its plain checksum does not hold."""


class KeyringTruncatedError(KeyringError):
    """The key file ends too early."""


class KeyringTamperedError(KeyringError):
    """Somebody changed the key file on purpose: its authentication does not hold."""


class KeyringNewerError(KeyringError):
    """The key file was written by a newer program."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


class WeakCostError(KeyringError):
    """A slot asks for so little work that its passphrase could be guessed."""


class CostOverCeilingError(KeyringError):
    """A slot asks for so much work that it can only be meant to hang the computer."""


class NotEnoughMemoryError(KeyringError):
    """The computer cannot spare the memory that this passphrase needs."""

    def __init__(self, mebibytes: int) -> None:
        super().__init__(mebibytes)
        self.mebibytes = mebibytes


class WrongPassphraseError(KeyringError):
    """The passphrase opens no slot that it was tried on."""


class SignInNameUnknownError(KeyringError):
    """No slot carries this sign-in name."""

    def __init__(self, sign_in_name: str) -> None:
        super().__init__(sign_in_name)
        self.sign_in_name = sign_in_name


class SignInNameTakenError(KeyringError):
    """Another slot carries this sign-in name already."""

    def __init__(self, sign_in_name: str) -> None:
        super().__init__(sign_in_name)
        self.sign_in_name = sign_in_name


class SignInNameTooLongError(KeyringError):
    """A sign-in name is longer than a keyring keeps."""

    def __init__(self, most_characters: int) -> None:
        super().__init__(most_characters)
        self.most_characters = most_characters


class TooManySlotsError(KeyringError):
    """A keyring holds as many slots as it may."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class LastSlotError(KeyringError):
    """The last slot of its kind stays: without it nobody could open the keyring."""


class KeyNotHeldError(KeyringError):
    """The slot that was opened does not wrap this key.

    Attributes:
        key: Its name.
    """

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class FieldChangedError(KeyringError):
    """A sealed field was changed outside the program, or taken from another record."""


class RecoveryCodeSlipError(KeyringError):
    """A recovery code was mistyped: its own checksum does not hold."""


class WrongRecoveryCodeError(KeyringError):
    """A recovery code was typed without a slip, and belongs to another keyring."""


class ShareSlipError(KeyringError):
    """A share was mistyped: its own checksum does not hold.

    Attributes:
        number: 1 for the first that was typed, 2 for the second.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class SharesApartError(KeyringError):
    """Two shares were typed without a slip, and do not belong together."""


class WrongSharesError(KeyringError):
    """Two shares belong together, and open another keyring or were replaced."""
