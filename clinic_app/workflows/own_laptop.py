"""What this laptop is among those of the clinic, and what it may therefore not do."""

from datetime import date

from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey, key_id
from clinic_app.records.laptop import HandOff, Laptop, OwnPart, Part, replaced_among
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows.elsewhere import refuse_elsewhere
from clinic_app.workflows.laptop_errors import (
    DayLaptopError,
    ForgetAtMainError,
    NotMainLaptopError,
    RestoredPartError,
)


def current_part(opened: OpenVault) -> OwnPart | None:
    """Return this laptop's part; None where it has none that holds."""
    own = opened.laptops.own()
    is_ours = own is not None and own.station_id == opened.clinic.get().station_id
    return own if is_ours else None


def own_keys(opened: OpenVault) -> tuple[SigningKey, OpeningKey]:
    """Return the keys of this laptop.

    Raises:
        NotMainLaptopError: It has no part yet.
        RestoredPartError: Its records were restored since.
        FieldChangedError: The keys of another laptop are not those that were compared.
    """
    own = opened.laptops.own()
    if own is None:
        raise NotMainLaptopError
    if own.station_id != opened.clinic.get().station_id:
        raise RestoredPartError
    opened.laptops.refuse_swapped_keys()
    return SigningKey(own.signing_seed), OpeningKey(own.opening_secret)


def own_id(opened: OpenVault) -> str:
    """Return the id of this laptop's key; empty for one that works alone."""
    own = opened.laptops.own()
    return "" if own is None else key_id(own.signing_key)


def main_of(opened: OpenVault) -> Laptop | None:
    """Return the main laptop of this day laptop; None where this one is no day laptop.

    After a restore of the main laptop there may be two: the one accepted last counts.
    """
    own = opened.laptops.own()
    if own is None or own.part is Part.MAIN:
        return None
    return next(one for one in reversed(opened.laptops.all()) if one.part is Part.MAIN)


def count_silent(opened: OpenVault, last: date) -> int:
    """Return from how many day laptops nothing was taken in after a day.

    What was done there until then may be there still, and whom they registered nobody knows here.
    """
    laptops = opened.laptops.all()
    heard = replaced_among(laptops) | opened.hand_offs.came_after(last)
    return sum(one.part is Part.DAY and one.lost is None and one.id not in heard for one in laptops)


def count_open_events(opened: OpenVault) -> int:
    """Return how many counts are not final yet, so that they stay when all else is handed over."""
    return sum(not one.is_finished and not one.withdrawn for one in opened.kyr_events.all())


def waiting(opened: OpenVault) -> tuple[HandOff, ...]:
    """Return the files that no word came back for, newest first.

    A day laptop's for a main laptop that another one replaced wait for nobody: what is in them is
    handed over to that one.
    """
    main = main_of(opened)
    return tuple(
        one
        for one in opened.hand_offs.all()
        if one.sealed is not None and (main is None or one.laptop_id == main.id)
    )


def refuse_day_laptop(opened: OpenVault) -> None:
    """Go on only on a laptop that keeps the clinic's ledger.

    Raises:
        DayLaptopError: This one hands its records to another.
    """
    main = main_of(opened)
    if main is not None:
        raise DayLaptopError(main.name)


def refuse_forgetting(opened: OpenVault, client_id: str) -> None:
    """Go on only where what the client counted goes on counting.

    On a day laptop that is a copy of somebody whom the main laptop has taken in.

    Raises:
        ForgetAtMainError: On a day laptop, of a client whom the main laptop has not taken in.
        HandedOverError: On the main laptop, of a client whom a day laptop holds.
    """
    main = main_of(opened)
    if main is None:
        refuse_elsewhere(opened, client_id)
        return
    if waiting(opened) or not opened.holders.is_with(client_id, main.id):
        raise ForgetAtMainError(main.name)
