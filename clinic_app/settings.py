"""What this computer remembers between two starts: never about a client.

The window is in one file, and what tells this computer from another in a second: a random token,
and which records were last seen in which folder, by ids that say nothing.
"""

import secrets
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from clinic_app.files.checked_notes import note_of, read_note
from clinic_app.files.errors import FileError, FileMissingError
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import make_folder, write_atomically

FILE_NAME = "window.json"
MOST_BYTES = 16 * 1024
COMPUTER_FILE_NAME = "computer.json"
_TOKEN_BYTES = 16
MOST_PIXELS = 100_000
"""No screen is as wide; the window's library breaks on numbers far beyond it."""
LEAST_TYPE_PERCENT, MOST_TYPE_PERCENT = 100, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The window as it was left.

    Attributes:
        width: Of the window, in pixels; 0 for its first size.
        height: Likewise.
        type_percent: The size of the type, 100 to 200.
        records_folder: Where the vault lies; empty for this computer's own place.
        second_folder: The stick or disk for second copies of backups; empty for none.
        headquarters_folder: Where the headquarters lies that this computer works for; empty for
            none.
        printer: As the system calls the one that sheets go to without asking; empty for none.
        is_both_sides: Whether they are printed on both sides of the paper.
        unproven_vault: Id of a vault whose recovery code was shown and never typed back; empty
            for none.
    """

    width: int = 0
    height: int = 0
    is_maximised: bool = False
    type_percent: int = LEAST_TYPE_PERCENT
    records_folder: str = ""
    second_folder: str = ""
    headquarters_folder: str = ""
    printer: str = ""
    is_both_sides: bool = False
    unproven_vault: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was found of the settings.

    Attributes:
        is_unreadable: Whether there was a file that could not be understood.
    """

    settings: Settings
    is_unreadable: bool = False


@dataclass(frozen=True, slots=True)
class OwnComputer:
    """What records know this computer by.

    Attributes:
        token: Random, 32 hex digits; empty where the computer cannot keep one.
        places: From the ids of records to the folder in which they were last opened.
    """

    token: str
    places: dict[str, str] = field(default_factory=dict)


def own_computer(folder: Path) -> OwnComputer:
    """Return what is remembered in *folder*; a token is made where there is none."""
    path = folder / COMPUTER_FILE_NAME
    try:
        return _computer(read_bounded(path, MOST_BYTES))
    except FileMissingError:
        pass
    except (FileError, ValueError, RecursionError):
        _keep_aside(path)
    made = OwnComputer(secrets.token_hex(_TOKEN_BYTES))
    try:
        keep_computer(folder, made)
    except FileError:
        return OwnComputer("")
    return made


def keep_computer(folder: Path, computer: OwnComputer) -> None:
    """Remember *computer* in *folder*.

    Raises:
        FileError: The folder cannot be written.
    """
    make_folder(folder)
    write_atomically(folder / COMPUTER_FILE_NAME, note_of(asdict(computer)))


def _computer(unverified: bytes) -> OwnComputer:
    match read_note(unverified):
        case {"token": str(token), "places": dict(places)} if all(
            isinstance(place, str) for place in places.values()
        ):
            return OwnComputer(token, places)
        case _:
            raise ValueError


def load(folder: Path) -> Loaded:
    """Return what is remembered in *folder*; the defaults where there is nothing.

    A file that cannot be understood is kept aside as ``window.json.unreadable``: nothing of
    it is worth stopping the program for, and somebody may want to look at it. What a newer
    program added is passed over: records in a chosen folder must be found by both. A file in
    which a byte is damaged is not understood: it could name another folder, or none.
    """
    path = folder / FILE_NAME
    try:
        return Loaded(_parse(read_bounded(path, MOST_BYTES)))
    except FileMissingError:
        return Loaded(Settings())
    except (FileError, ValueError, RecursionError):
        _keep_aside(path)
        return Loaded(Settings(), is_unreadable=True)


def save(folder: Path, settings: Settings) -> None:
    """Remember *settings* in *folder*.

    Raises:
        FileError: The folder cannot be written.
    """
    make_folder(folder)
    write_atomically(folder / FILE_NAME, note_of(asdict(settings)))


def _parse(unverified: bytes) -> Settings:
    found = read_note(unverified)
    expected = {field.name: field.type for field in fields(Settings)}
    if any(type(found[name]) is not kind for name, kind in expected.items() if name in found):
        raise ValueError
    settings = Settings(**{name: found[name] for name in expected if name in found})
    if not (0 <= settings.width <= MOST_PIXELS and 0 <= settings.height <= MOST_PIXELS):
        raise ValueError
    if not LEAST_TYPE_PERCENT <= settings.type_percent <= MOST_TYPE_PERCENT:
        raise ValueError
    return settings


def _keep_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(path.name + ".unreadable"))
    except OSError:
        return  # it is ignored where it lies, and written over at the end
