"""What can go wrong between counting and releasing."""

from clinic_app.errors import ClinicError


class NotAMonthError(ClinicError):
    """Text that should name a month, such as ``2026-10``, does not."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class MonthOutOfOrderError(ClinicError):
    """A release was asked for a month that does not follow the last closed one."""

    def __init__(self, asked: str, expected: str) -> None:
        super().__init__(asked, expected)
        self.asked = asked
        self.expected = expected


class CountOutOfRangeError(ClinicError):
    """A total is negative, or larger than a bundle can carry."""

    def __init__(self, headline: str) -> None:
        super().__init__(headline)
        self.headline = headline
