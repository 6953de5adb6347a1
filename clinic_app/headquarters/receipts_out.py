"""Which receipts are still to be written, and what they say."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from clinic_app.bundles import receipt, signed_note
from clinic_app.bundles.errors import NoteError
from clinic_app.bundles.file_name import RECEIPT_SUFFIX
from clinic_app.bundles.receipt import Receipt
from clinic_app.files.errors import FileError
from clinic_app.files.reading import read_bounded, size_of
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.taking_in import FileResult


def unsaid(
    headquarters: Headquarters, places: Sequence[tuple[Path, FileResult]], at: datetime
) -> dict[Path, bytes]:
    """Return the receipts that are not there yet, and where each belongs.

    Args:
        headquarters: Unlocked; it signs them.
        places: The folder of each file, and what became of the file; that is safe.
        at: Now.
    """
    files: dict[Path, bytes] = {}
    for place, result in places:
        path = place / (result.stem + RECEIPT_SUFFIX)
        # A second copy of a file has the receipt of the first.
        if result.stem and path not in files and not _is_said(headquarters, path, result):
            said = Receipt(
                sha256=result.sha256,
                status=result.status,
                reason=result.reason,
                at=at,
                code=result.code,
            )
            files[path] = receipt.write(said, headquarters.keys.signing)
    return files


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
