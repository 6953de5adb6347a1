"""A closed month's sealed file, written for headquarters with everything it still lacks.

A file spells out the closes of two years. Where headquarters did not take in some that lie
before them (a clinic that closed months for years before it had one, or that moves to another),
the files that do spell them out are written beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clinic_app.files.writing import write_atomically
from clinic_app.records.audit import About, Act
from clinic_app.records.clinic import Close
from clinic_app.tallies.disclosure import MOST_SPELLED_OUT
from clinic_app.workflows import own_key, questions
from clinic_app.workflows.carrying_errors import NotSealedError
from clinic_app.workflows.session import Session


@dataclass(frozen=True, slots=True)
class Written:
    """What lies in the folder now.

    Attributes:
        path: The file of the month that was asked for.
        beside: Files of older months that headquarters lacks and that one does not spell out,
            oldest first; mostly none.
    """

    path: Path
    beside: tuple[Path, ...]


def write(session: Session, label: str, folder: Path) -> Written:
    """Write the sealed file of a closed month into *folder*, and read back what was written.

    Raises:
        RecordMissingError: The month is not closed.
        NotSealedError: It was closed without headquarters.
        FileError: The folder is full, read-only or gone; nothing half-written stays.
    """
    with session.transaction() as opened:  # before: no file leaves without its entry
        closed = opened.closes.get(label)
        if closed.sealed is None:
            raise NotSealedError(label)
        older = reversed(tuple(lacking_before(opened.closes.all(), closed)))
        leaving = [close for close in (*older, closed) if close.sealed is not None]
        for close in leaving:
            session.note(opened, Act.EXPORTED, About.MONTH, close.label)
        notes = (*own_key.notes(opened), *questions.replies(opened))
    for name, data in (*notes, *((close.file_name, close.sealed) for close in leaving)):
        write_atomically(folder / name, data or b"")
    *beside, path = (folder / close.file_name for close in leaving)
    return Written(path, tuple(beside))


def carried_with(seq: int) -> range:
    """Return the numbers of the closes that the file of the close *seq* spells out."""
    return range(max(1, seq - MOST_SPELLED_OUT + 1), seq + 1)


def lacking_before(closes: Sequence[Close], written: Close) -> Iterator[Close]:
    """Yield, newest first, the closes whose files carry what headquarters lacks.

    Args:
        closes: All of them, newest first.
        written: Of whose file is spelled out what is not lacking.
    """
    carried = carried_with(written.seq)
    for close in closes:
        if close.seq < carried.start and not close.is_acknowledged:
            yield close
            carried = carried_with(close.seq)
