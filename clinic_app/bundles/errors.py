"""What may be wrong with a file that travels between a clinic and headquarters.

Every refusal of a bundle has a short ``reason``; receipts and the inbox carry it.
"""

from enum import StrEnum
from typing import ClassVar

from clinic_app.errors import ClinicError


class BundleError(ClinicError):
    """A bundle that is not taken in; nothing of it counts."""

    reason: ClassVar[str] = "unreadable"


class NotABundleError(BundleError):
    """The file does not begin as a bundle does."""

    reason = "not_a_bundle"


class BundleTruncatedError(BundleError):
    """The file ends before its end: it was not copied whole."""

    reason = "truncated"


class BundleDamagedError(BundleError):
    """The bytes are not those that were signed."""

    reason = "damaged"


class BundleNewerError(BundleError):
    """Written by a newer version of the program."""

    reason = "newer_version"


class WrongHeadquartersError(BundleError):
    """Sealed for another headquarters."""

    reason = "wrong_headquarters"


class SignerMismatchError(BundleError):
    """The key named inside the seal is not the one that signed outside."""

    reason = "signer_mismatch"


class BundleTooLargeError(BundleError):
    """Larger than any honest bundle, packed or unpacked."""

    reason = "too_large"

    def __init__(self, most_bytes: int) -> None:
        super().__init__(most_bytes)
        self.most_bytes = most_bytes


class ContentUnreadableError(BundleError):
    """The signed content is no JSON, or has not the fields of a tally."""

    reason = "content_unreadable"


class ContentNotCanonicalError(BundleError):
    """The content is spelled otherwise than canonical: a key twice, spaces, another order."""

    reason = "not_canonical"


class ContentKindError(BundleError):
    """The content holds something that is neither an integer nor a string."""

    reason = "not_integer_or_string"


class CountsImpossibleError(BundleError):
    """A count is below zero or too large, or its changes do not add up to its total."""

    reason = "counts_impossible"


class HistoryBrokenError(BundleError):
    """The closes have a gap, or are not those of months that follow each other."""

    reason = "history_broken"


class NoteKind(StrEnum):
    """The signed notes that travel besides bundles."""

    ENROLMENT = "clinic-app enrolment"
    ANSWER = "clinic-app enrolment answer"
    RECEIPT = "clinic-app receipt"
    INVITATION = "clinic-app laptop invitation"
    JOINING = "clinic-app laptop answer"
    TAKEN_IN = "clinic-app hand-off receipt"
    NEW_KEY = "clinic-app new key"
    QUESTION = "clinic-app question"
    REPLY = "clinic-app reply"


class NoteError(ClinicError):
    """A signed note that is not taken in."""

    def __init__(self, kind: NoteKind) -> None:
        super().__init__(kind)
        self.kind = kind


class WrongNoteError(NoteError):
    """The file is something else; ``kind`` is what was expected."""


class NoteDamagedError(NoteError):
    """The note was changed or cut, or was not signed by the key that it should be."""


class NoteNewerError(NoteError):
    """The note was written by a newer version of the program."""


class PhoneCodeError(ClinicError):
    """Eight symbols read over the phone hold a slip."""
