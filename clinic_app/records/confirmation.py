"""That a designation stands, as a representative of this clinic read it."""

from dataclasses import dataclass

from clinic_app.records.stamp import Stamp
from clinic_app.screening.confirmation import Confirmation


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptConfirmation:
    """One confirmation as the vault keeps it.

    Attributes:
        id: Random, 32 hex digits.
        confirmation: What was read. Its *by* is the name of the stamp's worker.
        pack_version: The rules that it filled a gap of; under others it says nothing.
        stamp: Who said so, when.
        taken_back: Who took it back, when; None while it stands.
    """

    id: str
    confirmation: Confirmation
    pack_version: str
    stamp: Stamp
    taken_back: Stamp | None = None
