"""What may be wrong with the one file in which a rule pack travels."""

from clinic_app.errors import ClinicError


class SignedPackError(ClinicError):
    """A rule pack that is not taken in; nothing of it applies."""


class NotASignedPackError(SignedPackError):
    """The file does not begin as a signed rule pack does."""


class PackFileNewerError(SignedPackError):
    """Written by a newer version of the program."""


class PackTruncatedError(SignedPackError):
    """The file ends before its end: it was not copied whole."""


class PackSignatureError(SignedPackError):
    """The bytes do not carry the signature of the headquarters that is pinned here."""


class PackContentError(SignedPackError):
    """Signed, but no list of plain TOML files inside the bounds.

    Attributes:
        path: The file at fault inside the pack; empty where it is the whole.
    """

    def __init__(self, path: str = "") -> None:
        super().__init__(path)
        self.path = path
