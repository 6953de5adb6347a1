"""What may go wrong between a clinic's counts and headquarters, as facts."""

from clinic_app.errors import ClinicError
from clinic_app.tallies.breakdowns import Stream, Table


class CarryingError(ClinicError):
    """Something about closing, enrolling or receipts that is expected to fail."""


class MayNotCloseError(CarryingError):
    """Somebody without an accreditation closes a month where a representative could."""


class MonthNotOpenError(CarryingError):
    """A month is to be closed that is closed already, not over, or before the first record."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class NothingToSendError(CarryingError):
    """No month was ever closed here, and none is over."""


class PairsOpenError(CarryingError):
    """Somebody may have been registered twice, and nobody said yet whether it is one person."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class StalePreviewError(CarryingError):
    """Records changed between the page that was shown and the wish to close."""


class LeakFoundError(CarryingError):
    """The program's own attacker could work out something from what would leave."""

    def __init__(self, stream: Stream, table: Table) -> None:
        super().__init__(stream, table)
        self.stream = stream
        self.table = table


class LedgerNotWholeError(CarryingError):
    """A close is there of which the release ledger does not know, or the other way round."""


class OlderCopyError(CarryingError):
    """Headquarters holds a close of this clinic that is not in this vault."""

    def __init__(self, seq: int) -> None:
        super().__init__(seq)
        self.seq = seq


class OlderRecordsError(CarryingError):
    """The records are older than their key file, and have no station id of their own yet."""


class PerhapsCopiedError(CarryingError):
    """Nobody has said whether these records were moved to where they lie now, or copied."""


class NotSealedError(CarryingError):
    """A close is to be written that was made before headquarters enrolled this clinic."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label


class NotEnrolledError(CarryingError):
    """This vault has no headquarters yet."""


class KeysNotPinnedError(CarryingError):
    """Headquarters' keys in the records are not known to be those a representative took in."""


class ReplyNotValidError(CarryingError):
    """An answer to headquarters is empty, far too long, or has several lines."""


class QuestionGoneError(CarryingError):
    """An answer is to a question that is not kept here."""


class EnrolmentOfAnotherClinicError(CarryingError):
    """Headquarters' file is for a clinic with another code."""

    def __init__(self, code: str, own_code: str) -> None:
        super().__init__(code, own_code)
        self.code = code
        self.own_code = own_code


class EnrolmentKindError(CarryingError):
    """A training headquarters enrols a real clinic, or the other way round."""

    def __init__(self, *, is_training_vault: bool) -> None:
        super().__init__(is_training_vault)
        self.is_training_vault = is_training_vault


class EnrolledElsewhereError(CarryingError):
    """This vault belongs to another headquarters, and nobody said that the clinic moves.

    Attributes:
        headquarters: Where it is enrolled.
        other: Whose file was brought.
        fingerprint: Of the other's key.
    """

    def __init__(self, headquarters: str, other: str, fingerprint: str) -> None:
        super().__init__(headquarters, other, fingerprint)
        self.headquarters = headquarters
        self.other = other
        self.fingerprint = fingerprint


class CodeOfNoCloseError(CarryingError):
    """A code from the phone, without a slip, is of none of this vault's closes."""
