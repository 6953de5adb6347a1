"""The clinic itself, and where it stands with headquarters."""

from dataclasses import dataclass
from datetime import date

from clinic_app.records.stamp import Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """The clinic that owns a vault.

    Attributes:
        code: Short, as headquarters writes it: letters, digits and hyphens.
        site: Where this laptop works today.
        station_id: Random, 16 hex digits; new after a restore or a copy.
        phone: Printed on what clients take home.
        is_training: True for ever in a vault of invented families.
    """

    name: str
    code: str
    site: str
    phone: str = ""
    station_id: str
    is_training: bool = False


_TAKEN_IN = frozenset({"accepted", "seen", "superseded"})
"""What headquarters says of a close that needs nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """A closed month: what was counted, and the sealed file that carries it.

    Attributes:
        label: The month, such as ``2026-10``.
        seq: 1 for a clinic's first close, without gaps.
        first: First day that the close covers; *last* is its last.
        payload: The canonical JSON that was sealed; kept so that the page shown can be
            shown again.
        sealed: The file's bytes; None for a clinic that is not enrolled yet.
        file_name: As written into a folder; empty while *sealed* is None.
        receipt_status: What headquarters said of it (``accepted`` ...); empty until then.
    """

    label: str
    seq: int
    first: date
    last: date
    payload: bytes
    sealed: bytes | None
    file_name: str
    stamp: Stamp
    receipt_status: str = ""

    @property
    def is_acknowledged(self) -> bool:
        """Whether headquarters said that it has what this close counted."""
        return self.receipt_status in _TAKEN_IN
