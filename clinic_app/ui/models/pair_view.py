"""Two clients who may be one person, as they are drawn."""

from collections.abc import Callable
from dataclasses import dataclass

from clinic_app.records.client import Client

Undo = Callable[[], None]
"""Takes back what was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """What is known of both, in one line.

    Attributes:
        fields: Of a client; empty where it is of no field.
        left: Empty where it was not said.
        is_offered: Whether one of two may be chosen here.
    """

    title: str
    left: str
    right: str
    fields: frozenset[str] = frozenset()
    is_offered: bool = True

    @property
    def differs(self) -> bool:
        """Whether both are said, and are not the same."""
        return bool(self.fields and self.left and self.right) and self.left != self.right

    @property
    def is_right_alone(self) -> bool:
        """Whether only the right one is said."""
        return bool(self.fields and self.right and self.is_offered) and not self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """One pair; whoever was registered first stands on the left.

    Attributes:
        dispute: What two laptops said of it, where they said two things; then the left one is
            the file that stands.
    """

    left: Client
    right: Client
    rows: tuple[PairRow, ...]
    dispute: str = ""

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of both."""
        return self.left.id, self.right.id


@dataclass(frozen=True, slots=True)
class PairsView:
    """The pairs to look at, the likeliest first.

    Attributes:
        count: How many there are in all: no more than some are read at once.
        can_merge: Whether the worker at the keyboard may merge two files.
    """

    pairs: tuple[PairView, ...]
    count: int
    can_merge: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAnswers:
    """What can be said about a pair, by both ids; each returns what takes it back.

    Attributes:
        merge: Lets the first file stand for both, with some fields of the other.
        part: Lets two files be two again of which two things were said.
        stay_one: Keeps them one person's.
    """

    tell_apart: Callable[[str, str], Undo]
    merge: Callable[[str, str, frozenset[str]], Undo]
    part: Callable[[str, str], Undo]
    stay_one: Callable[[str, str], Undo]
