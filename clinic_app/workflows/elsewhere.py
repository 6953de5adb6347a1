"""Records of which another laptop of the clinic is the owner: read here, changed only there."""

from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.laptop_errors import HandedOverError
from clinic_app.workflows.session import Session


def refuse_elsewhere(opened: OpenVault, client_id: str) -> None:
    """Go on only with a client whom this laptop holds, in every file of theirs.

    Raises:
        HandedOverError: Another one does.
    """
    for one in opened.merges.ids_of(client_id):
        _refuse(opened, opened.holders.laptop_of(one))


def refuse_event_elsewhere(opened: OpenVault, event_id: str) -> None:
    """Go on only with an event that this laptop holds.

    Raises:
        HandedOverError: Another one does.
    """
    _refuse(opened, opened.event_holders.laptop_of(event_id))


def holder_of(session: Session, client_id: str) -> str:
    """Return the name of the laptop that holds a client; empty for this one."""
    with session.reading() as opened:
        laptop_id = opened.holders.laptop_of(client_id)
        return opened.laptops.get(laptop_id).name if laptop_id else ""


def _refuse(opened: OpenVault, laptop_id: str) -> None:
    if laptop_id:
        raise HandedOverError(opened.laptops.get(laptop_id).name)
