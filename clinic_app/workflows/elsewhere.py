"""Records of which another laptop of the clinic is the owner: read here, changed only there."""

from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.laptop_errors import HandedOverError
from clinic_app.workflows.session import Session


def refuse_elsewhere(opened: OpenVault, client_id: str) -> None:
    """Go on only with a client whom this laptop holds, in every file of theirs.

    Raises:
        HandedOverError: Another one does.
    """
    holder = holder_in(opened, client_id)
    if holder:
        raise HandedOverError(holder)


def refuse_event_elsewhere(opened: OpenVault, event_id: str) -> None:
    """Go on only with an event that this laptop holds.

    Raises:
        HandedOverError: Another one does.
    """
    laptop_id = opened.event_holders.laptop_of(event_id)
    if laptop_id:
        raise HandedOverError(opened.laptops.get(laptop_id).name)


def holder_of(session: Session, client_id: str) -> str:
    """Return the name of the laptop that holds a client; empty for this one."""
    with session.reading() as opened:
        return holder_in(opened, client_id)


def holder_in(opened: OpenVault, client_id: str) -> str:
    """Return the name of the laptop that holds any file of a client; empty for this one."""
    laptop_ids = map(opened.holders.laptop_of, opened.merges.ids_of(client_id))
    laptop_id = next(filter(None, laptop_ids), "")
    return opened.laptops.get(laptop_id).name if laptop_id else ""
