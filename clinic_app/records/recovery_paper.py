"""A printed way back into the records, and who holds it."""

from dataclasses import dataclass

from clinic_app.records.stamp import Stamp

CODE = 0
"""The number of the sheet with the recovery code; the shares are 1, 2 and 3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPaper:
    """One sheet.

    Attributes:
        number: :data:`CODE`, or which share it is.
        slot_id: What it opens; a newer code or newer shares open another, and make this one
            worthless.
        holder: A person or a place; empty where nobody wrote it down.
        proved: When it was typed back from paper; None where nobody knows.
        is_sealed: Whether the holder is hidden from whoever looks: they lack the key.
    """

    number: int
    slot_id: str
    holder: str = ""
    proved: Stamp | None = None
    is_sealed: bool = False
