"""The laptops of one clinic: what this one is among them, the others, and what went between."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from clinic_app.records.stamp import Stamp


class Part(Enum):
    """What a laptop is for."""

    MAIN = "main"  # keeps the clinic's ledger and closes its months; one per clinic
    DAY = "day"  # works for some days and hands everything over


class Direction(Enum):
    """Which way a hand-off went."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """What this laptop is, and the keys it has for it.

    Attributes:
        station_id: For which station the keys were made. Records that were restored from a
            backup are another station: the keys may be at work elsewhere, so a new start is due.
        signing_seed: Ed25519; empty where whoever looks lacks the representative key.
        opening_secret: X25519; the same.
    """

    part: Part
    station_id: str
    signing_key: bytes
    sealing_key: bytes
    signing_seed: bytes = field(repr=False)
    opening_secret: bytes = field(repr=False)
    stamp: Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Laptop:
    """Another laptop of this clinic, whose fingerprint somebody compared.

    Attributes:
        id: Of its signing key: 32 hex digits.
        name: Where it works, as it said itself.
        signing_key: Ed25519; what comes from it is signed with this one.
        sealing_key: X25519; what goes to it is sealed to this one.
        accepted: Who compared the fingerprint, when.
        lost: Who said that it is lost, when; nothing goes to it any more.
    """

    id: str
    name: str
    part: Part
    signing_key: bytes
    sealing_key: bytes
    accepted: Stamp
    lost: Stamp | None = None

    @property
    def station(self) -> str:
        """What tells it from the others wherever it works: how its station id begins.

        The same under every key with which it answered.
        """
        return self.name.rpartition(" ")[2]


def replaced_among(laptops: Iterable[Laptop]) -> frozenset[str]:
    """Return the ids of the day laptops that answered anew since, under another key.

    Args:
        laptops: In the order in which they were accepted.
    """
    days = tuple(one for one in laptops if one.part is Part.DAY)
    newest = {one.station: one.id for one in days}
    return frozenset(one.id for one in days if newest[one.station] != one.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """One file of records that went to another laptop or came from it.

    Attributes:
        sha256: Of the file, which is its identity.
        own_id: Of this laptop's own key then: a restored laptop has another, and counts anew.
        laptop_id: The other laptop.
        number: 1 for the first of this way between the two keys, without gaps.
        units: How many clients and events are in it; 0 where these records know nothing of it,
            for no file is made without any.
        sealed: The file, kept by the sender until it is acknowledged; None after, and for one
            that came in.
        stamp: Who handed over or took in, when.
        acknowledged: When the other laptop's word came back that it has taken it in.
    """

    sha256: str
    own_id: str
    laptop_id: str
    direction: Direction
    number: int
    units: int
    sealed: bytes | None = field(repr=False)
    stamp: Stamp
    acknowledged: Stamp | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether newer records than these made the file: another laptop has taken it in."""
        return self.direction is Direction.OUT and self.units == 0
