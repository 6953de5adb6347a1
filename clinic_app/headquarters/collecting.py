"""Taking in every bundle in a folder, and writing a receipt beside each.

Files are read in the order of their names, in batches of one transaction each; what a batch
took in stays, whatever happens to the stick afterwards. Receipts are written after their batch
is safe, so a receipt never says more than the ledger holds.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clinic_app.bundles import receipt, signed_note
from clinic_app.bundles.errors import BundleError, BundleTooLargeError, NoteError
from clinic_app.bundles.file_name import BUNDLE_SUFFIX, RECEIPT_SUFFIX
from clinic_app.bundles.receipt import Receipt, ReceiptStatus
from clinic_app.bundles.seal_file import MOST_FILE_BYTES
from clinic_app.files.errors import FileError, FileTooLargeError
from clinic_app.files.listing import settled_files
from clinic_app.files.names import shown_name
from clinic_app.files.reading import read_bounded, size_of
from clinic_app.files.writing import write_atomically
from clinic_app.files.writing_many import write_many
from clinic_app.headquarters import asking
from clinic_app.headquarters.errors import FileNotReadError, ReceiptsNotWrittenError
from clinic_app.headquarters.notes_in import NoteResult, take_notes
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.taking_in import Arrival, Batch, FileResult

FILES_PER_BATCH = 256


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of every bundle found.

    Attributes:
        results: In the order of the files' names, those set aside before first.
        notes: Of the clinics' notes that lay there: new keys; those taken in before are left out.
        receipts_missing: Receipts that could not be written; None where all are.
    """

    results: tuple[FileResult, ...]
    notes: tuple[NoteResult, ...]
    receipts_missing: ReceiptsNotWrittenError | None

    def count(self, status: ReceiptStatus) -> int:
        """Return how many files ended so."""
        return sum(result.status is status for result in self.results)


class Collection:
    """One look through a folder; :meth:`steps` does it, :meth:`collected` says what came of it."""

    def __init__(self, headquarters: Headquarters, folder: Path, at: datetime) -> None:
        """Take what will be looked through.

        Args:
            headquarters: Unlocked.
            folder: A stick, or a folder that the system synchronises.
            at: Now; receipts carry it.
        """
        self._headquarters = headquarters
        self._folder = folder
        self._at = at
        self._results: list[FileResult] = []
        self._notes: tuple[NoteResult, ...] = ()
        self._missing = 0

    def steps(self) -> Iterator[tuple[int, int]]:
        """Take in one batch after the other; yield how many files are done, and of how many.

        Whoever stops between two steps keeps what was taken in, with its receipts.

        Raises:
            FileError: The folder cannot be read, or the ledger's disk is full or gone.
            ClinicError: The ledger refused.
        """
        headquarters, folder, at = self._headquarters, self._folder, self._at
        self._notes = take_notes(headquarters, folder, at)
        files = settled_files(folder, BUNDLE_SUFFIX)
        self._results += _waiting(headquarters, at)
        places = [(folder, result) for result in self._results]
        self._missing += _write_receipts(headquarters, places, at)
        for start in range(0, len(files), FILES_PER_BATCH):
            paths = files[start : start + FILES_PER_BATCH]
            found = _take_in(headquarters, folder, paths, at)
            places = [(path.parent, result) for path, result in zip(paths, found, strict=True)]
            self._missing += _write_receipts(headquarters, places, at)
            self._results += found
            yield start + len(paths), len(files)
        self._missing += _write_questions(headquarters, folder, self._results)

    def collected(self) -> Collected:
        """Return what became of every file looked at so far."""
        missing = self._missing
        return Collected(
            tuple(self._results),
            self._notes,
            ReceiptsNotWrittenError(self._folder, missing) if missing else None,
        )


def collect(
    headquarters: Headquarters,
    folder: Path,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> Collected:
    """Take in every bundle in *folder* and below, and write receipts beside them.

    Args:
        headquarters: Unlocked.
        folder: A stick, or a folder that the system synchronises.
        at: Now; receipts carry it.
        progress: Told how many files are done, and of how many.

    Raises:
        FileError: The folder cannot be read, or the ledger's disk is full or gone.
        HeadquartersError: The ledger refused.
    """
    collection = Collection(headquarters, folder, at)
    for done, total in collection.steps():
        if progress is not None:
            progress(done, total)
    return collection.collected()


def _waiting(headquarters: Headquarters, at: datetime) -> Iterator[FileResult]:
    """Judge what was set aside for a key that is pinned by now, or a month that is unlocked."""
    while True:
        with headquarters.ledger.transaction() as opened:
            raws = opened.bundles.waiting(FILES_PER_BATCH, opened.locks.locked())
            arrivals = [Arrival("", raw) for raw in raws]
            results = Batch(headquarters, opened, arrivals, at.isoformat()).results()
        if not results:
            return
        yield from results


def _take_in(
    headquarters: Headquarters, folder: Path, paths: Sequence[Path], at: datetime
) -> tuple[FileResult, ...]:
    """Return what became of each of *paths*, in their order."""
    read = [_read(folder, path) for path in paths]
    arrivals = [one for one in read if isinstance(one, Arrival)]
    with headquarters.ledger.transaction() as opened:
        judged = iter(Batch(headquarters, opened, arrivals, at.isoformat()).results())
    return tuple(next(judged) if isinstance(one, Arrival) else one for one in read)


def _read(folder: Path, path: Path) -> Arrival | FileResult:
    name = shown_name(path.relative_to(folder).as_posix())
    error: BundleError
    try:
        return Arrival(name, read_bounded(path, MOST_FILE_BYTES))
    except FileTooLargeError:
        error = BundleTooLargeError(MOST_FILE_BYTES)
    except FileError:
        error = FileNotReadError()
    return FileResult(name=name, status=ReceiptStatus.REJECTED, error=error)


def _write_receipts(
    headquarters: Headquarters, places: Sequence[tuple[Path, FileResult]], at: datetime
) -> int:
    """Write the receipts that are not there yet; return how many could not be."""
    unsaid: dict[Path, bytes] = {}
    for place, result in places:
        path = place / (result.stem + RECEIPT_SUFFIX)
        # A second copy of a file has the receipt of the first.
        if result.stem and path not in unsaid and not _is_said(headquarters, path, result):
            said = Receipt(
                sha256=result.sha256,
                status=result.status,
                reason=result.reason,
                at=at,
                code=result.code,
            )
            unsaid[path] = receipt.write(said, headquarters.keys.signing)
    return len(write_many(unsaid))


def _write_questions(
    headquarters: Headquarters, folder: Path, results: Sequence[FileResult]
) -> int:
    """Put the open questions to whoever has a bundle here beside it; return how many failed."""
    clinics = {result.clinic for result in results if result.name}
    missing = 0
    for kept in asking.asked(headquarters):
        if kept.answer or kept.clinic not in clinics:
            continue
        name, data = asking.question_file(headquarters, kept)
        try:
            if size_of(folder / name) != len(data):
                write_atomically(folder / name, data)
        except FileError:
            missing += 1
    return missing


def _is_said(headquarters: Headquarters, path: Path, result: FileResult) -> bool:
    """Whether a receipt lies there that says as much: held is held, by whatever word."""
    try:
        if size_of(path) is None:
            return False
        unverified = read_bounded(path, signed_note.MOST_BYTES)
        earlier = receipt.read(unverified, headquarters.keys.signing.public)
    except (FileError, NoteError):
        return False
    return earlier.sha256 == result.sha256 and (
        (earlier.status.is_held and result.status.is_held)
        or (earlier.status, earlier.reason) == (result.status, result.reason)
    )
