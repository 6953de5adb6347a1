"""How many bundles are kept apart: whoever makes them may do so for ever.

Anybody can make those of a key that was never accepted, and a vault that was copied, or whoever
stole a clinic's key, those that contradict what was taken in.

Each clinic of this headquarters has room of its own, so what a stranger makes takes none of
another's; all that name no clinic of ours share one room. What an accepted key signed has room
beside it. What finds none stays where it lay, and nothing is lost: its clinic hears that it does
not count, and sends all of it again.
"""

from collections import Counter
from collections.abc import Sequence

from clinic_app.headquarters.ledger.open_ledger import OpenLedger

MOST_FILES = 200
"""For each clinic. Of months that a clinic closes before it is accepted there are few."""

MOST_BYTES = 8 * 1024 * 1024
"""Likewise; 200 bundles of two years each have 2 MB."""

_NO_CLINIC = ""


class RoomApart:
    """What room is left, inside one transaction."""

    def __init__(self, opened: OpenLedger, hashes: Sequence[bytes], *, is_known: bool) -> None:
        """Look at what lies apart and waits for a person.

        Args:
            opened: The ledger.
            hashes: Of the files that will be asked about.
            is_known: Whether accepted keys signed them.
        """
        self._clinics = {clinic.code for clinic in opened.enrolments.clinics()}
        self._apart = opened.bundles.apart_among(hashes)
        self._files: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()
        for clinic, files, size in opened.bundles.sizes_apart(is_known=is_known):
            self._files[self._named(clinic)] += files
            self._bytes[self._named(clinic)] += size

    def has_room(self, sha256: bytes, clinic: str, size: int) -> bool:
        """Whether a file of *size* bytes is kept, which is counted then, or lies apart already."""
        if sha256 in self._apart:
            return True
        named = self._named(clinic)
        if self._files[named] >= MOST_FILES or self._bytes[named] + size > MOST_BYTES:
            return False
        self._apart.add(sha256)
        self._files[named] += 1
        self._bytes[named] += size
        return True

    def _named(self, clinic: str) -> str:
        return clinic if clinic in self._clinics else _NO_CLINIC
