"""A day laptop that answers an invitation once more: what it hands over again, and lets go of.

The main laptop may have been restored from before it handed somebody out, and this laptop from
before it handed somebody over: then both would think that they hold them. So whoever answers anew
lets go of everybody; the next hand-off brings the main laptop what is new here, and it hands out
again whom this one goes on with.
"""

from clinic_app.records.laptop import Laptop, Part
from clinic_app.vault.open_vault import OpenVault


def hand_over_again(opened: OpenVault) -> None:
    """Let what an earlier key of a day laptop handed over be handed over again by the next one.

    Nobody may ever bring what waited, and which clients were in it is sealed; whom the main laptop
    has already, it knows again. A main laptop's files stay: whom it handed out is theirs who have
    them.
    """
    former = opened.laptops.own()
    if former is not None and former.part is Part.DAY and opened.hand_offs.let_go_all():
        opened.holders.doubt()
        opened.event_holders.doubt()


def let_go(opened: OpenVault, main: Laptop, *, is_new_key: bool) -> None:
    """Let the main laptop hold whom this one held; they are handed over by the next hand-off.

    Args:
        opened: Of a day laptop that had a main laptop before.
        main: Of now.
        is_new_key: Whether this laptop's key is new, so that its own records may be older ones.
            Else whoever was registered here and never left is held by nobody else, and stays.
    """
    opened.holders.let_go(main.id, also_unmoved=is_new_key)
