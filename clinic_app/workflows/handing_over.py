"""Handing clients over to another laptop: sealed, signed, numbered, and frozen here from then on.

One transaction makes the file and freezes its clients, so that nothing can be written into a
copy. The file is kept here, byte for byte, until the other laptop's word comes back that it has
taken it in: a stick that is lost costs nothing but writing it again. Taking back is not free for
that reason: nobody can know whether a copy was read.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.files.writing import write_atomically
from clinic_app.hand_off import content, parcel_file
from clinic_app.hand_off.content import Parcel, Unit
from clinic_app.records.audit import About, Act
from clinic_app.records.laptop import Direction, HandOff, Laptop
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.progress import Progress, never
from clinic_app.vault.stores.holders import Holders
from clinic_app.workflows import own_laptop
from clinic_app.workflows.laptop_errors import (
    HandOffStoppedError,
    NoMainLaptopError,
    NothingToHandOverError,
)
from clinic_app.workflows.moving import answers_of, client_unit, event_unit, log_of, merges_of
from clinic_app.workflows.session import Session

MOST_IN_ONE = 500
"""Clients in one file; a laptop with more makes several."""


def hand_over(session: Session, *, progress: Progress = never) -> HandOff:
    """Hand every client of this day laptop over to the main laptop, and every final count.

    Nothing is written to a stick yet. What an earlier main laptop holds, before its records were
    restored, is handed over again; so is all of before these here were, where a file still waited.

    Args:
        session: Of a worker with the representative key.
        progress: See :data:`Progress`.

    Raises:
        KeyNotHeldError: The worker's passphrase does not open legal notes.
        NoMainLaptopError: This laptop is no day laptop.
        RestoredPartError: Its records were restored since it became one.
        NothingToHandOverError: The main laptop holds everything already.
        HandOffStoppedError: *progress* said so; everything is as it was.
    """
    session.vault.require(REPRESENTATIVE_KEY)
    with session.transaction() as opened:
        main = own_laptop.main_of(opened)
        if main is None:
            raise NoMainLaptopError
        clients = _units(opened.holders, main, partial(client_unit, opened), progress)
        final = partial(_final_event_unit, opened)
        events = _units(opened.event_holders, main, final, never)
        if not clients and not events:
            raise NothingToHandOverError
        return made_for(session, opened, main, clients=clients, events=events)


def hand_over_all(session: Session, *, progress: Progress = never) -> tuple[HandOff, ...]:
    """Hand everything over, in as many files as that takes, in their order.

    Args:
        session: Of a worker with the representative key.
        progress: See :data:`Progress`; where it says so after a file was made, those made stand and
            the rest stays here.

    Raises:
        ClinicError: Whatever :func:`hand_over` refuses, of the first file; everything is as it was.
    """
    with session.reading() as opened:
        main = own_laptop.main_of(opened)
        total = 0 if main is None else len(opened.holders.not_with(main.id))

    def so_far(done: int, _total: int) -> bool:
        return progress(sum(one.units for one in made) + done, total)

    made: list[HandOff] = []
    made.append(hand_over(session, progress=so_far))
    while True:
        try:
            made.append(hand_over(session, progress=so_far))
        except (NothingToHandOverError, HandOffStoppedError):
            return tuple(made)


def made_for(
    session: Session, opened: OpenVault, to: Laptop, *, clients: list[Unit], events: list[Unit]
) -> HandOff:
    """Seal units for another laptop, and freeze them here; in the caller's transaction.

    Raises:
        LaptopError: This laptop has no keys that hold; one of its kinds.
    """
    hand_off = _sealed(session, opened, to, (*clients, *events))
    _let_go(session, opened, to, clients, events)
    return hand_off


def write_waiting(session: Session, folder: Path) -> tuple[Path, ...]:
    """Write every hand-off into *folder* that was not acknowledged, and read each back.

    Always the same bytes. The other laptop takes them in in their order, so all go together.

    Raises:
        NothingToHandOverError: Everything was acknowledged.
        FileError: The folder is full, read-only or gone; nothing half-written stays.
    """
    with session.transaction() as opened:  # before: no file leaves without its entry
        waiting = tuple(reversed(own_laptop.waiting(opened)))
        clinic = opened.clinic.get()
        for hand_off in waiting:
            session.note(opened, Act.EXPORTED, About.LAPTOP, hand_off.laptop_id)
    if not waiting:
        raise NothingToHandOverError
    written = []
    for hand_off in waiting:
        to = hand_off.laptop_id[:4]
        name = f"{clinic.code}-{clinic.station_id[:4]}-{to}-{hand_off.number:04}"
        written.append(folder / f"{name}{parcel_file.SUFFIX}")
        write_atomically(written[-1], hand_off.sealed or b"")
    return tuple(written)


def _units(
    holders: Holders, to: Laptop, unit_of: Callable[[str, int], Unit | None], progress: Progress
) -> list[Unit]:
    """Return what *to* does not hold, or perhaps never got; so much of it as one file takes."""
    ids = holders.not_with(to.id)[:MOST_IN_ONE]
    units = []
    for done, unit_id in enumerate(ids):
        if progress(done, len(ids)):
            raise HandOffStoppedError
        is_anew = bool(holders.laptop_of(unit_id))  # it moved already
        unit = unit_of(unit_id, holders.moves_of(unit_id) + (not is_anew))
        if unit is not None:
            units.append(unit)
    return units


def _final_event_unit(opened: OpenVault, event_id: str, moves: int) -> Unit | None:
    """Return an event; None for one whose counters are still open."""
    event = opened.kyr_events.get(event_id)
    is_final = event.is_finished or event.withdrawn is not None
    return event_unit(opened, event_id, moves) if is_final else None


def _sealed(session: Session, opened: OpenVault, to: Laptop, units: tuple[Unit, ...]) -> HandOff:
    signing_key, _opening_key = own_laptop.own_keys(opened)
    clinic = opened.clinic.get()
    own_id = own_laptop.own_id(opened)
    newest, previous = opened.hand_offs.newest(own_id, to.id, Direction.OUT)
    number = newest + 1
    parcel = Parcel(
        schema=content.SCHEMA,
        clinic=clinic.code,
        is_training=clinic.is_training,
        number=number,
        previous=previous,
        workers={worker.id: worker.name for worker in opened.workers.all()},
        units=units,
        merges=merges_of(opened, units),
        answers=answers_of(opened, units),
        log=tuple(entry for unit in units for entry in log_of(opened, unit)),
    )
    sealed = parcel_file.seal(content.write(parcel), signing_key, to.sealing_key)
    hand_off = HandOff(
        sha256=file_sha256(sealed),
        own_id=own_id,
        laptop_id=to.id,
        direction=Direction.OUT,
        number=number,
        units=len(units),
        sealed=sealed,
        stamp=session.stamp(),
    )
    opened.hand_offs.add(hand_off)
    return hand_off


def _let_go(
    session: Session, opened: OpenVault, to: Laptop, clients: list[Unit], events: list[Unit]
) -> None:
    for units, holders, about in (
        (clients, opened.holders, About.CLIENT),
        (events, opened.event_holders, About.KYR_EVENT),
    ):
        for unit in units:
            holders.give(unit.id, to.id, unit.moves)
            session.note(opened, Act.HANDED_OVER, about, unit.id)
    session.note(opened, Act.HANDED_OVER, About.LAPTOP, to.id)
