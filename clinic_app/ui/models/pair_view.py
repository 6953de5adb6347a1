"""Two clients who may be one person, as they are drawn."""

from dataclasses import dataclass

from clinic_app.records.client import Client


@dataclass(frozen=True, slots=True)
class PairRow:
    """What is known of both, in one line.

    Attributes:
        differs: Whether both are said, and are not the same.
    """

    title: str
    left: str
    right: str
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """One pair; whoever was registered first stands on the left."""

    left: Client
    right: Client
    rows: tuple[PairRow, ...]


@dataclass(frozen=True, slots=True)
class PairsView:
    """The pairs to look at, the likeliest first.

    Attributes:
        count: How many there are in all: no more than some are read at once.
    """

    pairs: tuple[PairView, ...]
    count: int
