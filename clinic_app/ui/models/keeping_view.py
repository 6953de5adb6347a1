"""Whether a client's records must stay or can go, as it is drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingView:
    """What is said of one client.

    Attributes:
        client_id: Whose.
        who: Name and code.
        hold: Whether a legal hold stands, since when, and why.
        earlier: Holds that were lifted, a line each.
        goes: What is deleted if the client is forgotten, a line each.
        stays: What is left then, a line each.
        is_held: Whether a hold stands.
        may_act: Whether the worker at the keyboard sets holds and forgets.
        hold_elsewhere: Where a hold is set and lifted instead, in words; empty for here.
        forget_elsewhere: What comes first on another laptop, in words; empty where nothing does.
    """

    client_id: str
    who: str
    hold: str
    earlier: tuple[str, ...]
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    is_held: bool
    may_act: bool
    hold_elsewhere: str = ""
    forget_elsewhere: str = ""
