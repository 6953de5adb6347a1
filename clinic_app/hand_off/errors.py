"""What may be wrong with a hand-off: nothing of it is taken in."""

from typing import ClassVar

from clinic_app.errors import ClinicError


class ParcelError(ClinicError):
    """A hand-off file that is not taken in.

    Attributes:
        reason: One word for a list; the sentence is in ``messages``.
    """

    reason: ClassVar[str] = "unreadable"


class NotAParcelError(ParcelError):
    """The file does not begin as a hand-off does."""

    reason = "not_a_hand_off"


class ParcelTruncatedError(ParcelError):
    """The file ends before its end: it was not copied whole."""

    reason = "truncated"


class ParcelDamagedError(ParcelError):
    """The bytes are not those that were signed, or are no records."""

    reason = "damaged"


class ParcelNewerError(ParcelError):
    """Written by a newer version of the program."""

    reason = "newer_version"


class ParcelOlderError(ParcelError):
    """Written by a version whose hand-offs are no longer read."""

    reason = "older_version"


class ParcelForAnotherError(ParcelError):
    """Sealed for another laptop, or for another clinic."""

    reason = "for_another"


class ParcelTooLargeError(ParcelError):
    """Larger than any honest hand-off, packed or unpacked."""

    reason = "too_large"

    def __init__(self, most_bytes: int) -> None:
        super().__init__(most_bytes)
        self.most_bytes = most_bytes
