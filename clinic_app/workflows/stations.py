"""Which station these records are: a copy, or older ones put back, must become another.

The same people would be counted twice if two folders closed months under one station id. So the
records know the computers on which they are at home, and each computer remembers in which folder
it saw which records. A restored or rescued vault has a station id of its own already.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from clinic_app.errors import ClinicError
from clinic_app.files.errors import FileError
from clinic_app.records.audit import About, Act
from clinic_app.settings import OwnComputer, keep_computer, own_computer
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.opening import keyring_of
from clinic_app.vault.restoring import STATION_ID_BYTES
from clinic_app.workflows import newer_records
from clinic_app.workflows.carrying_errors import OlderRecordsError, PerhapsCopiedError
from clinic_app.workflows.session import Session


class StationDoubt(Enum):
    """Why it must be asked which station these records are."""

    OLDER_RECORDS = "older_records"  # than their key file, or what another laptop took in
    OTHER_COMPUTER = "other_computer"  # they were never at home on this one
    OTHER_FOLDER = "other_folder"  # and the same records still lie where they were


@dataclass(frozen=True, slots=True)
class Arrival:
    """A session on this computer.

    Attributes:
        doubt: None where nothing need be asked.
    """

    session: Session
    doubt: StationDoubt | None


def arrive(session: Session, settings_folder: Path | None) -> Arrival:
    """Look whether these records are at home here, and remember them if nobody else has them.

    Args:
        session: Just opened.
        settings_folder: Where this computer is remembered; None asks only for older records,
            than their key file or than what another laptop took in.

    Raises:
        ClinicError: Whatever the vault refuses.
    """
    with session.reading() as opened:
        known, is_older = opened.state.computers(), _is_older(session, opened)
    if is_older:
        return Arrival(session, StationDoubt.OLDER_RECORDS)
    if settings_folder is None:
        return Arrival(session, None)
    own = own_computer(settings_folder)
    if known and own.token not in known:
        return Arrival(session, StationDoubt.OTHER_COMPUTER)
    if _lie_elsewhere_too(session, own):
        return Arrival(session, StationDoubt.OTHER_FOLDER)
    return Arrival(_at_home(session, settings_folder), None)


def moved(session: Session, settings_folder: Path | None) -> Session:
    """Take the worker's word that nobody works in these records anywhere else.

    Raises:
        ClinicError: Whatever the vault refuses; then they stay in doubt.
    """
    return _at_home(session, settings_folder)


def as_new_station(session: Session, settings_folder: Path | None) -> Session:
    """Give these records a station id of their own, and return the session to go on with.

    Raises:
        ClinicError: Whatever the vault refuses; then they stay in doubt.
    """
    station_id = secrets.token_hex(STATION_ID_BYTES)
    with session.transaction() as opened:
        clinic = replace(opened.clinic.get(), station_id=station_id)
        opened.clinic.save(clinic)
        opened.state.forget_computers()
        session.note(opened, Act.CHANGED, About.STATION, station_id)
    session.vault.trust_records()
    return _at_home(replace(session, clinic=clinic), settings_folder)


def refuse_doubtful_station(session: Session, opened: OpenVault) -> None:
    """Refuse to count under a station id that other records may count under.

    Raises:
        OlderRecordsError: The records are older than their key file, or than what another laptop
            took in.
        PerhapsCopiedError: Nobody has said whether they were moved here or copied.
    """
    if _is_older(session, opened):
        raise OlderRecordsError
    known = opened.state.computers()
    if known and session.computer not in known:
        raise PerhapsCopiedError


def refuse_unknown_place(session: Session, settings_folder: Path) -> Session:
    """Return the session to go on with where nobody can be asked about a doubt.

    Raises:
        OlderRecordsError: The records are older than their key file.
        PerhapsCopiedError: They lie where nobody has said that they were moved to.
    """
    arrival = arrive(session, settings_folder)
    if arrival.doubt is StationDoubt.OLDER_RECORDS:
        raise OlderRecordsError
    if arrival.doubt is not None:
        raise PerhapsCopiedError
    return arrival.session


def _is_older(session: Session, opened: OpenVault) -> bool:
    return session.vault.ages.has_older_records or newer_records.are_known(opened)


def _at_home(session: Session, settings_folder: Path | None) -> Session:
    """Keep in the records and on this computer that they belong together."""
    own = OwnComputer("") if settings_folder is None else own_computer(settings_folder)
    if settings_folder is None or not own.token:
        return session
    with session.transaction() as opened:
        if own.token not in opened.state.computers():
            opened.state.add_computer(own.token)
            session.note(opened, Act.ADDED, About.COMPUTER)
    places = {**own.places, _key(session): str(session.vault.folder.absolute())}
    if places != own.places:
        with suppress(FileError):  # it is asked once more, at worst
            keep_computer(settings_folder, replace(own, places=places))
    return replace(session, computer=own.token)


def _lie_elsewhere_too(session: Session, own: OwnComputer) -> bool:
    before = own.places.get(_key(session), "")
    if not before or Path(before) == session.vault.folder.absolute():
        return False
    try:
        return keyring_of(Path(before)).id == session.vault.id
    except ClinicError:
        return False


def _key(session: Session) -> str:
    return f"{session.vault.id} {session.clinic.station_id}"
