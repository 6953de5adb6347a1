"""What another laptop put onto a stick: every file is tried, and what is taken in is answered.

Hand-offs of one laptop are taken in by their numbers, whatever the files are called. A file that
is no use is listed with its reason and changes nothing. The answer is written onto the same
stick; without it, a file that was taken in is only told so again the next time. Whose records are
a copy is answered too: the word names files that a copy does not know.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from clinic_app.bundles import laptop_file, signed_note
from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.errors import ClinicError
from clinic_app.files.errors import FileError
from clinic_app.files.listing import settled_files, unread_below
from clinic_app.files.names import shown_name
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import write_atomically
from clinic_app.hand_off import parcel_file
from clinic_app.hand_off.errors import ParcelForAnotherError
from clinic_app.vault.progress import Progress, never
from clinic_app.workflows import taking_in
from clinic_app.workflows.laptop_errors import (
    HandOffBrokenError,
    HandOffForkedError,
    HandOffMissingError,
    HandOffStoppedError,
)
from clinic_app.workflows.session import Session

_LOG = logging.getLogger(__name__)

_MISTAKES = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What the program itself may get wrong in one file; other laptops' files come in all the same."""


class Fate(Enum):
    """What became of a file on the stick."""

    TAKEN_IN = "taken_in"
    AGAIN = "again"  # taken in before
    ACKNOWLEDGED = "acknowledged"  # the other laptop's word
    FOR_ANOTHER = "for_another"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """One file on the stick.

    Attributes:
        laptop: The name of the other laptop; empty where nobody can tell.
        laptop_id: Whom our word is for; empty where none is written.
        count: How many clients and events it holds, or how many hand-offs it acknowledges.
        new_codes: How many clients were given another come-back code.
        forgotten: How many were left out, because they were deleted here for good.
        disputed: Of how many pairs of files two laptops said two things.
        older_rules: How many screenings that are new here were finished by older rules.
        error: Why it was refused; None where it was not.
    """

    file: str
    fate: Fate
    laptop: str = ""
    laptop_id: str = ""
    count: int = 0
    new_codes: int = 0
    forgotten: int = 0
    disputed: int = 0
    older_rules: int = 0
    error: ClinicError | None = None


@dataclass(frozen=True, slots=True)
class StickSeen:
    """One look through a stick.

    Attributes:
        problem: Why no answer could be written onto it; None where all is well.
        unread: A folder on it that could not be looked into; None where all were.
    """

    files: tuple[FileSeen, ...]
    problem: ClinicError | None
    unread: FileError | None = None


def take_in_all(session: Session, folder: Path, *, progress: Progress = never) -> StickSeen:
    """Take in what lies in *folder*, and write the answers into it.

    Args:
        session: Of a worker with the representative key.
        folder: A stick, or any folder.
        progress: See :data:`Progress`.

    Raises:
        KeyNotHeldError: The worker's passphrase does not open legal notes.
        HandOffStoppedError: *progress* said so; files taken in before stay taken in.
        FileError: The folder cannot be read; one below it is passed over and told.
    """
    session.vault.require(REPRESENTATIVE_KEY)  # once, not as if each file were at fault
    passed_over: list[FileError] = []
    notes = settled_files(folder, laptop_file.TAKEN_IN_SUFFIX, passed_over.append)
    words = [_of_word(session, path) for path in notes]
    waiting = settled_files(folder, parcel_file.SUFFIX, passed_over.append)
    files = list(_of_hand_offs(session, waiting, progress))
    problem = None
    try:
        for laptop_id in dict.fromkeys(one.laptop_id for one in files if one.laptop_id):
            _answer(session, laptop_id, folder)
    except ClinicError as error:
        problem = error
    return StickSeen((*files, *words), problem, unread_below(passed_over))


def _of_hand_offs(
    session: Session, waiting: tuple[Path, ...], progress: Progress
) -> Iterator[FileSeen]:
    while waiting:
        too_early: dict[Path, FileSeen] = {}
        for path in waiting:
            seen = _of_hand_off(session, path, progress)
            if isinstance(seen.error, HandOffMissingError):
                too_early[path] = seen
            else:
                yield seen
        if len(too_early) == len(waiting):
            yield from too_early.values()
            return
        waiting = tuple(too_early)


def _of_hand_off(session: Session, path: Path, progress: Progress) -> FileSeen:
    try:
        unverified = read_bounded(path, parcel_file.MOST_FILE_BYTES)
        taken = taking_in.take_in(session, unverified, progress=progress)
    except HandOffStoppedError:
        raise
    except ParcelForAnotherError:
        return FileSeen(file=shown_name(path.name), fate=Fate.FOR_ANOTHER)
    except HandOffForkedError as error:
        refused, name = Fate.REFUSED, shown_name(path.name)
        return FileSeen(file=name, fate=refused, laptop_id=error.laptop_id, error=error)
    except ClinicError as error:
        return FileSeen(file=shown_name(path.name), fate=Fate.REFUSED, error=error)
    except _MISTAKES as error:
        _LOG.error("a hand-off was not taken in: %s", type(error).__name__)
        return FileSeen(file=shown_name(path.name), fate=Fate.REFUSED, error=HandOffBrokenError())
    return FileSeen(
        file=shown_name(path.name),
        fate=Fate.AGAIN if taken.is_again else Fate.TAKEN_IN,
        laptop=taken.laptop.name,
        laptop_id=taken.laptop.id,
        count=taken.hand_off.units,
        new_codes=taken.new_codes,
        forgotten=taken.forgotten,
        disputed=taken.disputed,
        older_rules=taken.older_rules,
    )


def _of_word(session: Session, path: Path) -> FileSeen:
    try:
        unverified = read_bounded(path, signed_note.MOST_BYTES)
        acknowledged = taking_in.take_acknowledgement(session, unverified)
    except ParcelForAnotherError:
        return FileSeen(file=shown_name(path.name), fate=Fate.FOR_ANOTHER)
    except ClinicError as error:
        return FileSeen(file=shown_name(path.name), fate=Fate.REFUSED, error=error)
    return FileSeen(file=shown_name(path.name), fate=Fate.ACKNOWLEDGED, count=len(acknowledged))


def _answer(session: Session, laptop_id: str, folder: Path) -> None:
    word = taking_in.acknowledgement(session, laptop_id)
    clinic = session.clinic
    name = f"{clinic.code}-{clinic.station_id[:4]}-to-{laptop_id[:4]}"
    write_atomically(folder / f"{name}{laptop_file.TAKEN_IN_SUFFIX}", word)
