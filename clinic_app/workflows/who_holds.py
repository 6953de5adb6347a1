"""Whose a client or an event is once it arrived from another laptop: one at most may change it.

The number of moves tells which of two files is the later one, and a laptop that was restored
counts them from an earlier point: so it matters too whose file it is.
"""

from clinic_app.hand_off.content import Unit
from clinic_app.records.laptop import Laptop, Part
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.stores.holders import Holders
from clinic_app.workflows.own_laptop import main_of


def holder_after(
    opened: OpenVault, sender: Laptop, unit: Unit, holders: Holders, *, is_known: bool
) -> tuple[str, int, bool]:
    """Return who holds a unit once it is put in, its moves, and whether they may lack it.

    Args:
        opened: Before anything of it is put in.
        sender: Whose file it lies in.
        unit: As it arrived.
        holders: Of its kind.
        is_known: Whether it was here before.
    """
    main = main_of(opened)
    holder, moves = holders.laptop_of(unit.id), holders.moves_of(unit.id)
    is_former = main is not None and sender.part is Part.MAIN and sender != main
    if main is not None and is_former and not is_known:
        return main.id, unit.moves + 1, True
    if _gives(opened, sender, unit, holders):
        return "", max(unit.moves, moves), False
    is_unsure = not holders.is_with(unit.id, holder)
    return holder, moves, is_unsure or is_former


def _gives(opened: OpenVault, sender: Laptop, unit: Unit, holders: Holders) -> bool:
    """Whether what another laptop held here is the sender's to give.

    What the sender handed over anew may lie in a file from before it got that once more: then it
    keeps it. What is the main laptop's only because this one answered it anew, it gives.
    """
    holder = holders.laptop_of(unit.id)
    if not holder:
        return True
    is_newer = unit.moves > holders.moves_of(unit.id)
    if sender.part is Part.DAY:
        return is_newer and opened.laptops.get(holder).station == sender.station
    return main_of(opened) == sender and (is_newer or not holders.is_with(unit.id, sender.id))
