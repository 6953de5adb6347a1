"""Taking in every bundle in a folder, and writing a receipt beside each.

Files are read in the order of their names, in batches of one transaction each; what a batch
took in stays, whatever happens to the stick afterwards. Receipts are written after their batch
is safe, so a receipt never says more than the ledger holds, and before the next files are judged:
a thread that wrote them meanwhile waited for Python's lock, and all took longer. There may be
hundreds of thousands of files: what became of each is told when it is known, and only some of it
is kept.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from clinic_app.bundles.errors import BundleError, BundleTooLargeError
from clinic_app.bundles.file_name import BUNDLE_SUFFIX
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.bundles.seal_file import MOST_FILE_BYTES
from clinic_app.files.errors import FileError, FileTooLargeError
from clinic_app.files.listing import count_settled_files, each_settled_file
from clinic_app.files.names import shown_name
from clinic_app.files.reading import is_link, read_bounded, size_of
from clinic_app.files.writing import write_atomically
from clinic_app.files.writing_many import write_many
from clinic_app.headquarters import asking
from clinic_app.headquarters.errors import (
    FileIsLinkError,
    FileNotReadError,
    FolderNotReadError,
    LedgerDamagedError,
    ReceiptsNotWrittenError,
)
from clinic_app.headquarters.inbox_errors import InnerFolderNotReadError
from clinic_app.headquarters.notes_in import NoteResult, take_notes
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.receipts_out import unsaid
from clinic_app.headquarters.taking_in import Arrival, Batch, FileResult

FILES_PER_BATCH = 250
"""With twice as many none is taken in faster, and twice as much is held in memory: 28 MB for 14."""

MOST_KEPT = 1_000
"""Nobody reads more of what became of the files, nor more of why they do not count."""

Tell = Callable[[FileResult], None]
"""Is told what became of one file, as soon as that is safe and its receipt is written."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of every bundle found.

    Attributes:
        results: In the order of the files' names, those set aside before first: the first
            thousand that count, and the first thousand that do not.
        counts: How many files ended how, all of them.
        notes: Of the clinics' notes that lay there: new keys; those taken in before are left out.
        receipts_missing: Receipts that could not be written; None where all are.
    """

    results: tuple[FileResult, ...]
    counts: Mapping[ReceiptStatus, int]
    notes: tuple[NoteResult, ...]
    receipts_missing: ReceiptsNotWrittenError | None

    def count(self, status: ReceiptStatus) -> int:
        """Return how many files ended so."""
        return self.counts.get(status, 0)

    @property
    def left_out(self) -> int:
        """How many more files there were than *results* names."""
        return sum(self.counts.values()) - len(self.results)


class Collection:
    """One look through a folder; :meth:`steps` does it, :meth:`collected` says what came of it."""

    def __init__(
        self,
        headquarters: Headquarters,
        folder: Path,
        at: datetime,
        tell: Tell = lambda _result: None,
    ) -> None:
        """Take what will be looked through.

        Args:
            headquarters: Unlocked.
            folder: A stick, or a folder that the system synchronises.
            at: Now; receipts carry it.
            tell: Is told of every file.
        """
        self._headquarters = headquarters
        self._folder = folder
        self._at = at
        self._tell = tell
        self._results: list[FileResult] = []
        self._counts: Counter[ReceiptStatus] = Counter()
        self._kept: Counter[bool] = Counter()
        self._clinics: set[str] = set()
        self._waited: dict[str, FileResult] = {}
        self._notes: tuple[NoteResult, ...] = ()
        self._missing = 0
        self._unread: list[FileResult] = []

    def steps(self) -> Iterator[tuple[int, int]]:
        """Take in one batch after the other; yield how many files are done, and of how many.

        Whoever stops between two steps keeps what was taken in, with its receipts.

        Raises:
            FileError: The folder cannot be read, or the ledger's disk is full or gone. One that
                goes away only while its files are taken in is told among what became of them, and
                so is one below it that cannot be read.
            ClinicError: The ledger refused.
        """
        headquarters, folder, at = self._headquarters, self._folder, self._at
        self._notes = take_notes(headquarters, folder, at)
        total = count_settled_files(folder, BUNDLE_SUFFIX)
        done = 0
        files = self._found()
        with headquarters.ledger.staying_open():
            for waited in _waiting(headquarters, at):
                self._note([(folder, result) for result in waited])
                self._waited |= {result.sha256: result for result in waited}
            while paths := tuple(islice(files, FILES_PER_BATCH)):
                found = _take_in(headquarters, folder, paths, at)
                self._note(list(zip((path.parent for path in paths), found, strict=True)))
                done += len(paths)
                yield done, max(done, total)
            self._note([(folder, unread) for unread in self._unread])
            self._missing += _write_questions(headquarters, folder, self._clinics)

    def _found(self) -> Iterator[Path]:
        """Yield every file; where the folder goes away meanwhile, those that were found before."""
        try:
            yield from each_settled_file(self._folder, BUNDLE_SUFFIX, self._pass_over)
        except FileError as error:
            self._tell_unread(error.path, FolderNotReadError())

    def _pass_over(self, error: FileError) -> None:
        self._tell_unread(error.path, InnerFolderNotReadError())

    def _tell_unread(self, path: Path, error: BundleError) -> None:
        folder = self._folder
        name = _name_below(folder, path) or shown_name(folder.name or str(folder))
        self._unread.append(FileResult(name=name, status=ReceiptStatus.REJECTED, error=error))

    def _note(self, found: Sequence[tuple[Path, FileResult]]) -> None:
        """Write the receipts of what is safe now, tell of it, and keep what a person reads.

        A file that was set aside before, and lies here as well, was told of already: the receipt
        beside it says the same, and nobody hears of it twice.
        """
        self._clinics.update(result.clinic for _place, result in found if result.name)
        told = [self._waited.pop(result.sha256, None) for _place, result in found]
        places = [
            (place, earlier or result) for (place, result), earlier in zip(found, told, strict=True)
        ]
        self._missing += len(write_many(unsaid(self._headquarters, places, self._at)))
        for (_place, result), earlier in zip(found, told, strict=True):
            if earlier is None:
                self._tell_of(result)

    def _tell_of(self, result: FileResult) -> None:
        self._counts[result.status] += 1
        counts = result.error is None
        if self._kept[counts] < MOST_KEPT:
            self._kept[counts] += 1
            self._results.append(result)
        self._tell(result)

    def collected(self) -> Collected:
        """Return what became of every file looked at so far."""
        missing = self._missing
        return Collected(
            tuple(self._results),
            dict(self._counts),
            self._notes,
            ReceiptsNotWrittenError(self._folder, missing) if missing else None,
        )


def collect(
    headquarters: Headquarters,
    folder: Path,
    at: datetime,
    tell: Tell = lambda _result: None,
) -> Collected:
    """Take in every bundle in *folder* and below, and write receipts beside them.

    Args:
        headquarters: Unlocked.
        folder: A stick, or a folder that the system synchronises.
        at: Now; receipts carry it.
        tell: Is told of every file.

    Raises:
        FileError: The folder cannot be read, or the ledger's disk is full or gone.
        HeadquartersError: The ledger refused.
    """
    collection = Collection(headquarters, folder, at, tell)
    for _done in collection.steps():
        pass
    return collection.collected()


def _waiting(headquarters: Headquarters, at: datetime) -> Iterator[tuple[FileResult, ...]]:
    """Judge what was set aside for a key that is pinned by now, or a month that is unlocked.

    Yields:
        What became of the files of one transaction.

    Raises:
        LedgerDamagedError: One that was judged waits all the same: what is deleted stays.
    """
    judged: set[bytes] = set()
    while True:
        with headquarters.ledger.transaction() as opened:
            raws = opened.bundles.waiting(FILES_PER_BATCH, opened.locks.locked())
            arrivals = [_arrival("", raw) for raw in raws]
            hashes = {arrival.sha256 for arrival in arrivals}
            if judged & hashes:  # else they came again for ever
                raise LedgerDamagedError(headquarters.folder)
            judged |= hashes
            results = Batch(headquarters, opened, arrivals, at.isoformat()).results()
        if not results:
            return
        yield results


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
    name = _name_below(folder, path)
    error: BundleError
    try:
        if not is_link(path):  # a receipt would tell of a file that lies elsewhere
            return _arrival(name, read_bounded(path, MOST_FILE_BYTES))
        error = FileIsLinkError()
    except FileTooLargeError:
        error = BundleTooLargeError(MOST_FILE_BYTES)
    except FileError:
        error = FileNotReadError()
    return FileResult(name=name, status=ReceiptStatus.REJECTED, error=error)


def _name_below(folder: Path, path: Path) -> str:
    return shown_name("/".join(path.parts[len(folder.parts) :]))


def _arrival(name: str, raw: bytes) -> Arrival:
    return Arrival(name, raw, hashlib.sha256(raw).digest())


def _write_questions(headquarters: Headquarters, folder: Path, clinics: Set[str]) -> int:
    """Put the open questions to whoever has a bundle here beside it; return how many failed."""
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
