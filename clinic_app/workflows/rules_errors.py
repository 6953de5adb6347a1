"""What may go wrong as rules are installed or taken back, as facts."""

from clinic_app.errors import ClinicError


class RulesError(ClinicError):
    """Something about the rules of this clinic that is expected to fail."""


class NoRuleKeyError(RulesError):
    """This clinic has no headquarters, so nobody's signature can be checked."""


class RulesAtDayLaptopError(RulesError):
    """A day laptop is enrolled nowhere: its rules are those of the program."""


class KeyNotNamedError(RulesError):
    """A signed file is to be checked, and nobody said with whose key."""


class NoRulePackThereError(RulesError):
    """A folder holds no file of rules."""


class RulesNotNewerError(RulesError):
    """The rules that are brought are those at work, or older."""

    def __init__(self, version: str, own_version: str) -> None:
        super().__init__(version, own_version)
        self.version = version
        self.own_version = own_version


class ScenariosFailError(RulesError):
    """Scenarios that the rules bring do not come out.

    Attributes:
        count: How many do not.
        first: The id of one of them.
    """

    def __init__(self, count: int, first: str) -> None:
        super().__init__(count, first)
        self.count = count
        self.first = first


class NothingToRollBackError(RulesError):
    """The rules at work are those that came with the program."""


class NotUnconfirmedError(RulesError):
    """A designation is to be confirmed of which the rules know the state, or that nobody can."""


class ReadTooLongAgoError(RulesError):
    """A source was read in the future, or longer ago than rules may be relied on.

    Attributes:
        most_days: How long ago it may have been read.
    """

    def __init__(self, most_days: int) -> None:
        super().__init__(most_days)
        self.most_days = most_days


class ConfirmedDaysError(RulesError):
    """The last day lies in the past, or a registration period ends before it begins."""
