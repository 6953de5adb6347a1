"""The laptops of the clinic as their screen draws them: values that the flow makes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LaptopLine:
    """One of the other laptops.

    Attributes:
        can_be_lost: It is a day laptop that nobody has said to be lost.
    """

    laptop_id: str
    name: str
    part: str
    fingerprint: str
    holds: str
    can_be_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOffLine:
    """One file that went or came."""

    day: str
    way: str
    number: str
    units: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaptopsView:
    """Where this laptop stands.

    Attributes:
        state: What this laptop is, in one sentence.
        detail: What that means, and what to do.
        fingerprint: Of this laptop; empty for one that works alone.
        is_alone: It may invite, or follow an invitation.
        can_invite: It may let another laptop in.
        can_hand_over: It is a day laptop, and the worker holds the keys for it.
        can_take_in: It knows another laptop, and the worker holds the keys for it.
        can_hand_out: It is the main laptop, and knows a day laptop.
        can_write_again: It is the main laptop, and what it handed out is on its way.
        versions: What leads to values that were written on two laptops; empty where there are none.
    """

    state: str
    detail: str
    fingerprint: str
    laptops: tuple[LaptopLine, ...]
    hand_offs: tuple[HandOffLine, ...]
    is_alone: bool
    can_invite: bool
    can_hand_over: bool
    can_take_in: bool
    can_hand_out: bool = False
    can_write_again: bool = False
    versions: str = ""


@dataclass(frozen=True, slots=True)
class AskedView:
    """A laptop that wants to be believed: its name, and the fingerprint to compare."""

    name: str
    fingerprint: str
    is_invitation: bool
