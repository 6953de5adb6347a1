"""What can go wrong between records and their tables."""

from clinic_app.errors import ClinicError


class RecordMissingError(ClinicError):
    """A record that was asked for is not in the vault.

    Attributes:
        kind: Of what table, such as ``clients``; never whose.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class RecordFinalError(ClinicError):
    """A change was asked of a record that is finished or withdrawn.

    Attributes:
        kind: Of what table, such as ``screenings``; never whose.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class ConsentRefusedError(ClinicError):
    """Something was to be kept of a client who refused a record.

    Attributes:
        what: ``name``, ``birth_date``, ``phone``, ``answers`` or ``outcome``.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class VaultNewerError(ClinicError):
    """A newer program has already changed this vault's tables."""


class ClientHeldError(ClinicError):
    """A client under a legal hold was to be purged."""
