"""Handing clients out: the main laptop gives a day laptop those whom it will see.

A household goes as a whole, so that nobody's family is on two laptops. What is handed out is
frozen at the main laptop until the day laptop hands it over again.
"""

from collections.abc import Iterable

from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.records.client import Client
from clinic_app.records.laptop import HandOff, replaced_among
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.progress import Progress, never
from clinic_app.workflows import clients
from clinic_app.workflows.elsewhere import refuse_elsewhere
from clinic_app.workflows.handing_over import made_for
from clinic_app.workflows.laptop_errors import (
    ClientOutError,
    CodeUnknownError,
    HandedOverError,
    HandOffStoppedError,
    LaptopAnsweredAnewError,
    LaptopLostError,
    NothingToHandOverError,
)
from clinic_app.workflows.moving import client_unit
from clinic_app.workflows.own_laptop import refuse_day_laptop
from clinic_app.workflows.session import Session


def households_of(session: Session, codes: Iterable[str]) -> tuple[Client, ...]:
    """Return the clients with these come-back codes, and everybody of their households.

    Of somebody with several files each is among them. A code that a client carries on paper from
    before finds them too, beside whoever has it here; see
    :meth:`clinic_app.vault.stores.clients.Clients.search`.

    Raises:
        CodeUnknownError: Nobody has one of them.
    """
    found: dict[str, Client] = {}
    with session.reading() as opened:
        for code in codes:
            coded = clients.coded(opened, code)
            if not coded:
                raise CodeUnknownError(code)
            for client in coded:
                for member in opened.clients.household(client.household_id):
                    for one in opened.merges.ids_of(member.id):
                        found[one] = opened.clients.itself(one)
    heads_first = sorted(found.values(), key=lambda client: client.id != client.household_id)
    return tuple(heads_first)


def hand_out(
    session: Session, laptop_id: str, people: Iterable[Client], *, progress: Progress = never
) -> HandOff:
    """Hand *people* out to a day laptop; nothing is written to a stick yet.

    Args:
        session: Of a worker with the representative key, at the main laptop.
        laptop_id: A day laptop that was let in.
        people: As :func:`households_of` returned them.
        progress: See :data:`Progress`.

    Raises:
        KeyNotHeldError: The worker's passphrase does not open legal notes.
        DayLaptopError: This laptop is no main laptop.
        RecordMissingError: No such laptop was let in.
        LaptopLostError: It was said to be lost.
        LaptopAnsweredAnewError: It has another key since, and could not open the file.
        ClientOutError: Another laptop holds one of them.
        NothingToHandOverError: Nobody was named.
        HandOffStoppedError: *progress* said so; everything is as it was.
    """
    session.vault.require(REPRESENTATIVE_KEY)
    wanted = tuple(people)
    if not wanted:
        raise NothingToHandOverError
    with session.transaction() as opened:
        refuse_day_laptop(opened)
        to = opened.laptops.get(laptop_id)
        if to.lost is not None:
            raise LaptopLostError(to.name)
        if laptop_id in replaced_among(opened.laptops.all()):
            raise LaptopAnsweredAnewError(to.name)
        units = []
        for done, client in enumerate(wanted):
            if progress(done, len(wanted)):
                raise HandOffStoppedError
            _refuse_out(opened, client)
            units.append(client_unit(opened, client.id, opened.holders.moves_of(client.id) + 1))
        return made_for(session, opened, to, clients=units, events=[])


def _refuse_out(opened: OpenVault, client: Client) -> None:
    """Say whom another laptop holds: of a household it need not be whoever was asked for."""
    try:
        refuse_elsewhere(opened, client.id)
    except HandedOverError as error:
        raise ClientOutError(client.code, error.laptop) from error
