"""Legal holds: while one stands, nothing of the client is purged, whoever asks."""

import secrets

from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.records.audit import About, Act
from clinic_app.records.retention import Hold, Lifting
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.store_errors import ClientHeldError
from clinic_app.workflows import waiting_records
from clinic_app.workflows.elsewhere import refuse_elsewhere
from clinic_app.workflows.retention_errors import (
    AlreadyHeldError,
    HoldReasonMissingError,
    NotHeldError,
)
from clinic_app.workflows.session import Session


def of_person(opened: OpenVault, client_id: str) -> tuple[Hold, ...]:
    """Return every hold of a client, under whatever id, those lifted included."""
    ids = opened.purges.together_with(client_id)
    return tuple(hold for one in ids for hold in opened.holds.of_client(one))


def is_held(session: Session, client_id: str) -> bool:
    """Whether a legal hold stands on a client."""
    with session.reading() as opened:
        return any(hold.lifted is None for hold in of_person(opened, client_id))


def refuse_held(opened: OpenVault, client_id: str) -> None:
    """Go on only where nothing keeps what is on file of a client.

    Raises:
        ClientHeldError: A legal hold does.
    """
    if any(hold.lifted is None for hold in of_person(opened, client_id)):
        raise ClientHeldError


def set_hold(session: Session, client_id: str, reason: str) -> Hold:
    """Put a client under a legal hold.

    Raises:
        KeyNotHeldError: The session's worker is neither representative nor coordinator.
        HoldReasonMissingError: The reason is empty.
        AlreadyHeldError: One stands.
    """
    words = _checked(session, reason)
    with session.transaction() as opened:
        client = opened.clients.get(client_id)
        refuse_elsewhere(opened, client_id)
        if any(hold.lifted is None for hold in of_person(opened, client.id)):
            raise AlreadyHeldError
        hold = Hold(
            id=secrets.token_hex(16), client_id=client.id, reason=words, stamp=session.stamp()
        )
        opened.holds.add(hold)
        session.note(opened, Act.HOLD_SET, About.CLIENT, client.id)
    return hold


def lift_hold(session: Session, client_id: str, reason: str) -> None:
    """End the legal hold of a client; one that came from another laptop meanwhile stands then.

    Raises:
        KeyNotHeldError: The session's worker is neither representative nor coordinator.
        HoldReasonMissingError: The reason is empty.
        NotHeldError: None stands.
    """
    words = _checked(session, reason)
    with session.transaction() as opened:
        client = opened.clients.get(client_id)
        refuse_elsewhere(opened, client_id)
        standing = [hold for hold in of_person(opened, client.id) if hold.lifted is None]
        if not standing:
            raise NotHeldError
        for hold in standing:
            opened.holds.lift(hold.id, Lifting(words, session.stamp()))
        waiting_records.put_in_all(opened, client.id)
        session.note(opened, Act.HOLD_LIFTED, About.CLIENT, client.id)


def _checked(session: Session, reason: str) -> str:
    session.vault.require(REPRESENTATIVE_KEY)
    if not reason.strip():
        raise HoldReasonMissingError
    return reason.strip()
