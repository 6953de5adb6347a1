"""What headquarters expects may fail where it says that a clinic left, as facts."""

from clinic_app.errors import ClinicError


class ClinicUnknownError(ClinicError):
    """No clinic has this code.

    Attributes:
        code: As it was given.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotLeftError(ClinicError):
    """That a clinic left is to be taken back, and nobody said so.

    Attributes:
        code: The clinic.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ReportedSinceError(ClinicError):
    """A clinic shall report no more after a month, and reported a later one.

    Attributes:
        code: The clinic.
        newest: The newest month that it reported.
    """

    def __init__(self, code: str, newest: str) -> None:
        super().__init__(code, newest)
        self.code = code
        self.newest = newest
