"""The closes of a payload, one after the other, as they stand in it.

A payload spells out two years of closes, of which all but the newest stood in the one before it:
what a row begins with is known again by its bytes, and neither read nor checked anew.
"""

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

import msgspec
from msgspec import Meta

from clinic_app.bundles import close_wire
from clinic_app.bundles.errors import ContentUnreadableError, HistoryBrokenError
from clinic_app.tallies.disclosure import MOST_SPELLED_OUT
from clinic_app.tallies.released import ReleasedClose

_Parts = Annotated[list[msgspec.Raw], Meta(max_length=MOST_SPELLED_OUT)]
_PARTS_DECODER = msgspec.json.Decoder(_Parts)
"""Refuses too many before each is copied: a stranger's file may name half a million."""


@dataclass(frozen=True, slots=True)
class CloseRow:
    """Closes that follow each other, oldest first.

    Attributes:
        written: Each as canonical JSON.
        closes: The same ones, read.
        digests: A hash of everything that each says, equal only for equal closes: of those that
            were checked, which are the first ones.
    """

    written: tuple[bytes, ...] = ()
    closes: tuple[ReleasedClose, ...] = ()
    digests: tuple[bytes, ...] = ()

    def followed_by(self, spelled: bytes) -> "CloseRow":
        """Read the row of the payload that came after that of this checked one.

        Args:
            spelled: As it stands there between the brackets of its list.

        Returns:
            A row of which what stood in this one too is checked already.

        Raises:
            msgspec.DecodeError: See :data:`clinic_app.crypto.sealed_file.UNREADABLE`.
            ContentUnreadableError: It is spelled otherwise than canonical, or holds none or too
                many; or as :func:`close_wire.read` raises it.
            HistoryBrokenError: A close is not of the month after the one before.
        """
        known, unknown = self._known_in(spelled)
        written = () if unknown is None else parts(unknown)
        row = CloseRow(
            (*known.written, *written),
            (*known.closes, *map(close_wire.read, written)),
            known.digests,
        )
        if len(row.closes) > MOST_SPELLED_OUT:
            raise ContentUnreadableError
        new = row.closes[max(len(known.closes) - 1, 0) :]
        if not all(_follows(close, earlier) for earlier, close in pairwise(new)):
            raise HistoryBrokenError
        return row

    def checked(self) -> "CloseRow":
        """Check what is not yet, and return the row with every digest.

        Raises:
            BundleError: See :func:`close_wire.check`.
        """
        known = len(self.digests)
        before = self.closes[known - 1] if known else None
        for close in self.closes[known:]:
            close_wire.check(close, before)
            before = close
        new = (hashlib.sha256(one).digest() for one in self.written[known:])
        return CloseRow(self.written, self.closes, (*self.digests, *new))

    def _known_in(self, spelled: bytes) -> tuple["CloseRow", bytes | None]:
        """Return those closes with which *spelled* begins, and what follows; None for nothing."""
        for start, first in enumerate(self.written):
            if spelled.startswith(first):
                known = b",".join(self.written[start:])
                between = spelled[len(known) : len(known) + 1]
                if spelled.startswith(known) and between in {b"", b","}:
                    row = CloseRow(self.written[start:], self.closes[start:], self.digests[start:])
                    return row, spelled[len(known) + 1 :] if between else None
                break
        return CloseRow(), spelled


def parts(spelled: bytes) -> tuple[bytes, ...]:
    """Return what stands in a list of JSON, one by one.

    Args:
        spelled: As it stands between the brackets.

    Raises:
        msgspec.DecodeError: See :data:`clinic_app.crypto.sealed_file.UNREADABLE`.
        ContentUnreadableError: It is spelled otherwise than canonical, or holds none.
    """
    found = tuple(bytes(part) for part in _PARTS_DECODER.decode(b"[%b]" % spelled))
    if not found or b",".join(found) != spelled:
        raise ContentUnreadableError
    return found


def _follows(close: ReleasedClose, earlier: ReleasedClose) -> bool:
    return close.month.index == earlier.month.index + 1 and close.seq == earlier.seq + 1
