"""Whether somebody was registered before: looked up each time a client's file is opened."""

from clinic_app.records.client import Client
from clinic_app.records.likeness import Face, likeness, near_dates, phone_end, takes_part
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.session import Session

_MOST = 2
"""What a worker in a queue looks at."""

_OF_ONE_PHONE = 200
_OF_ONE_NAME = 50


def like(session: Session, client: Client) -> tuple[Client, ...]:
    """Return other clients who may be the same person as *client*, the likeliest first.

    Neither those withdrawn nor those who want no record are among them, and nobody is like one
    of those.
    """
    if not takes_part(client):
        return ()
    with session.reading() as opened:
        found = _worth_comparing(opened, client)
    face = Face.of(client)
    alike = [(likeness(face, Face.of(other)), other) for other in found if takes_part(other)]
    alike.sort(key=lambda pair: (-pair[0], pair[1].code))
    return tuple(other for points, other in alike if points)[:_MOST]


def _worth_comparing(opened: OpenVault, client: Client) -> tuple[Client, ...]:
    """Return everybody with a birth date, a phone or all names in common, each once."""
    found: dict[str, Client] = {}
    born, phone = client.birth_date, phone_end(client.phone)
    same_day = opened.clients.born_on(near_dates(born)) if born is not None else ()
    same_phone = opened.clients.search(phone, _OF_ONE_PHONE) if phone else ()
    same_name = opened.clients.search(client.name, _OF_ONE_NAME)
    for other in (*same_day, *same_phone, *same_name):
        found[other.id] = other
    return tuple(found.values())
