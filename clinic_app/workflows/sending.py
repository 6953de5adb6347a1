"""A closed month's sealed file, written for headquarters with everything it still lacks.

A file spells out the closes of two years. Where headquarters did not take in some that lie
before them (a clinic that closed months for years before it had one, or that moves to another),
the files that do spell them out are written beside it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from clinic_app.crypto.slots import REPRESENTATIVE_KEY
from clinic_app.files.writing import write_atomically
from clinic_app.records.audit import About, Act
from clinic_app.records.clinic import Close
from clinic_app.tallies.disclosure import MOST_SPELLED_OUT
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import own_key, questions, sealing
from clinic_app.workflows.carrying_errors import NotSealedError
from clinic_app.workflows.pinned_keys import enrolled
from clinic_app.workflows.session import Session


def write(session: Session, label: str, folder: Path) -> Path:
    """Write the sealed file of a closed month into *folder*, read it back, return its path.

    Raises:
        RecordMissingError: The month is not closed.
        NotSealedError: There is no headquarters.
        KeyNotHeldError: An older version left it unsealed, and only a representative seals.
        FileError: The folder is full, read-only or gone; nothing half-written stays.
    """
    with session.transaction() as opened:  # before: no file leaves without its entry
        closed = opened.closes.get(label)
        if closed.sealed is None and opened.enrolment.get() is None:
            raise NotSealedError(label)
        older = _written_with(session, opened, closed)
        files = dict(_file(session, opened, close) for close in (*older, closed))
        notes = (*own_key.notes(opened), *questions.replies(opened))
    for name, data in (*notes, *files.items()):
        write_atomically(folder / name, data)
    return folder / [*files][-1]


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


def _file(session: Session, opened: OpenVault, close: Close) -> tuple[str, bytes]:
    """Note that a close's file leaves; return its name and bytes.

    It is sealed where an older version of the program left that until the next month's; only
    who can tell headquarters' keys from others does.
    """
    session.note(opened, Act.EXPORTED, About.MONTH, close.label)
    if close.sealed is None:
        session.vault.require(REPRESENTATIVE_KEY)
        close = sealing.seal(opened, close, enrolled(opened))
    return close.file_name, close.sealed or b""


def _written_with(session: Session, opened: OpenVault, closed: Close) -> tuple[Close, ...]:
    """Return what is written beside the file of *closed*, oldest first."""
    may_seal = session.vault.holds(REPRESENTATIVE_KEY)
    lacking = tuple(lacking_before(opened.closes.all(), closed))
    return tuple(close for close in reversed(lacking) if close.sealed or may_seal)
