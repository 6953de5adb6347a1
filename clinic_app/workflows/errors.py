"""What may go wrong in a day's work, as facts."""

from datetime import date
from pathlib import Path

from clinic_app.errors import ClinicError


class WorkflowError(ClinicError):
    """Something the day's work expects may fail."""


class PassphraseTooWeakError(WorkflowError):
    """A new passphrase is too short, or nearly one character repeated."""

    def __init__(self, least_characters: int) -> None:
        super().__init__(least_characters)
        self.least_characters = least_characters


class NameMissingError(WorkflowError):
    """A clinic, worker, client or event was given without a name."""

    def __init__(self, of: str) -> None:
        super().__init__(of)
        self.of = of


class ClinicCodeError(WorkflowError):
    """A clinic code is not 2 to 20 letters, digits and hyphens."""


class FolderNotEmptyError(WorkflowError):
    """A folder that must be new or empty holds files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class BirthDateError(WorkflowError):
    """A birth date lies in the future, or more than 130 years back."""


class CountyError(WorkflowError):
    """What was given as a county is none of the list."""


class ConsentStandsError(WorkflowError):
    """Consent is taken back after a screening was finished with the answers kept."""


class AnswersNotKeptError(WorkflowError):
    """A client wants no record, and a draft with answers is to be kept all the same."""


class PaperInFutureError(WorkflowError):
    """A paper is said to begin after today."""


class PaperNumberError(WorkflowError):
    """What was noted of a paper looks like its number."""


class ConsentGivenError(WorkflowError):
    """A client agreed to a record, and a screening is to be finished without one."""


class UnknownCountryError(WorkflowError):
    """No country is known by that name or code."""

    def __init__(self, country: str) -> None:
        super().__init__(country)
        self.country = country


class AlreadyFinishedError(WorkflowError):
    """A finished screening or event never changes; a wrong one is withdrawn."""


class NotFinishedError(WorkflowError):
    """The screening is still a draft, so nobody can decide on it."""


class RecordWithdrawnError(WorkflowError):
    """The record was withdrawn, so nothing more happens to it."""


class ReasonMissingError(WorkflowError):
    """A record is withdrawn only with a reason."""


class SourceNotNamedError(WorkflowError):
    """What the rules could not confirm rests on a representative's word, and names no source."""


class NotARepresentativeError(WorkflowError):
    """Somebody without an accreditation tries to decide."""


class AccreditationExpiredError(WorkflowError):
    """The accreditation of the representative does not cover this day."""

    def __init__(self, expires: date) -> None:
        super().__init__(expires)
        self.expires = expires


class ClockBehindError(WorkflowError):
    """The accreditation ran out before a day that the records know has passed.

    Attributes:
        expires: Its last day.
        known: The newest day that has passed, which is later than the computer's.
    """

    def __init__(self, expires: date, known: date) -> None:
        super().__init__(expires, known)
        self.expires = expires
        self.known = known


class AccreditationNotYetError(WorkflowError):
    """The accreditation of the representative begins later than this day."""

    def __init__(self, granted: date) -> None:
        super().__init__(granted)
        self.granted = granted


class SameWorkerError(WorkflowError):
    """Who prepared a screening may not sign it where somebody else could."""


class AlreadyDecidedError(WorkflowError):
    """The screening carries a decision that is not "more papers"."""


class NotTwoFilesError(WorkflowError):
    """Two files are to be merged, or told apart, that are one already; or one keeps no record."""


class MergeStandsError(WorkflowError):
    """A merge is to be undone after a month was closed, or after a later merge."""


class ServiceIncompleteError(WorkflowError):
    """A service lacks what its kind needs, or says what its kind never has."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class HeadCountError(WorkflowError):
    """A head count is below zero, or more were trained than were there."""


class AccreditationDatesError(WorkflowError):
    """An accreditation ends before it begins."""


class WorkerSwitchedOffError(WorkflowError):
    """Somebody who was switched off tries to unlock the vault, or to be given a passphrase."""


class NotCoordinatorError(WorkflowError):
    """Somebody who is not a coordinator tries to say who works here."""


class LastWorkerError(WorkflowError):
    """Somebody tries to switch off themselves, or the last who can open the vault."""


class ComeBackDayError(WorkflowError):
    """A client is asked to come back on a day that has passed."""


class ClockDoubtfulError(WorkflowError):
    """A command that cannot ask finds the computer's day in doubt."""

    def __init__(self, day: date, compared_with: date) -> None:
        super().__init__(day, compared_with)
        self.day = day
        self.compared_with = compared_with


class DemoDaysError(WorkflowError):
    """The days of invented families are out of order, or lie in the future."""


class DemoGoalError(WorkflowError):
    """So many invented clients cannot be helped on the days that were named."""


class DemoNotEnrolledError(WorkflowError):
    """Months of invented families are to be closed, and no headquarters is named."""


class BackupCopyError(WorkflowError):
    """The backup on this computer is whole; its second copy could not be made."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder
