"""Bundles that are kept apart: why, whose they say they are, and how each gets out.

One signed by a key not accepted gets out by itself once the clinic's answer is accepted, and one
that brings a locked month once that is unlocked. One that
contradicts what was taken in never counts: a person calls the clinic and notes what was found
out, and from then on nobody is asked about it again. Its bytes stay.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from clinic_app.bundles.errors import BundleError
from clinic_app.bundles.seal_file import OpenedFile, open_file
from clinic_app.crypto.signing import fingerprint
from clinic_app.files.names import is_one_line
from clinic_app.headquarters.conflict_errors import (
    ChainBrokenError,
    CloseContradictedError,
    MonthLockedError,
    PastContradictedError,
)
from clinic_app.headquarters.errors import NotApartError, ReasonMissingError, UnknownSignerError
from clinic_app.headquarters.ledger.cells import SpoiltCellError
from clinic_app.headquarters.ledger.open_ledger import OpenLedger
from clinic_app.headquarters.ledger.values import LyingApart, SetAside
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.month import Month

MOST_REASON_CHARACTERS = 200
_LEAST_DIGITS = 8
_ERRORS: Mapping[str, type[BundleError]] = {
    kind.reason: kind
    for kind in (
        UnknownSignerError,
        CloseContradictedError,
        PastContradictedError,
        ChainBrokenError,
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptApart:
    """A bundle that is whole and does not count.

    Attributes:
        clinic: As the bundle says it.
        month: Likewise.
        since: When it came.
        error: Why it does not count.
        signer: Fingerprint of the key that signed it.
        settled: What a person found out; empty until then.
    """

    sha256: str
    clinic: str
    month: str
    since: datetime
    error: BundleError
    signer: str
    settled: str


def kept_apart(headquarters: Headquarters) -> tuple[KeptApart, ...]:
    """Return every bundle that is kept apart, those that wait for a person first."""
    with headquarters.ledger.reading() as opened:
        locked = opened.locks.locked()
        held = {
            sha256: tuple(month for month in months if month in locked) or months
            for sha256, months in opened.locks.held().items()
        }
        found = [_described(headquarters, one, held) for one in opened.bundles.lying_apart()]
    return tuple(sorted(found, key=lambda one: bool(one.settled)))


def months_apart(
    headquarters: Headquarters, opened: OpenLedger, missing: Mapping[str, Collection[Month]]
) -> dict[str, frozenset[Month]]:
    """Return which missing months of a clinic are in bundles that are kept apart and wait.

    Args:
        headquarters: Unlocked.
        opened: Its ledger.
        missing: By the code of a clinic; only these are looked for.
    """
    found: dict[str, frozenset[Month]] = {}
    wanted = {clinic: frozenset(told) for clinic, told in missing.items() if told}
    for clinic, raw in opened.bundles.waiting_of(wanted):
        held = {close.month for close in _opened(headquarters, raw).tally.closes}
        if told := wanted[clinic] & held:
            found[clinic] = found.get(clinic, frozenset()) | told
    return found


def settle(headquarters: Headquarters, digits: str, words: str, at: datetime) -> None:
    """Note what was found out of a bundle that is kept apart.

    Args:
        headquarters: Unlocked.
        digits: The first digits of the file's hash.
        words: One line.
        at: Now.

    Raises:
        ReasonMissingError: *words* is empty or too long.
        NotApartError: No bundle that waits has such a hash, or several have.
    """
    said = checked_reason(words)
    begin = digits.strip().lower()
    with headquarters.ledger.transaction() as opened:
        waiting = [
            one.file.sha256
            for one in opened.bundles.lying_apart()
            if not one.settled and one.file.sha256.hex().startswith(begin)
        ]
        if len(waiting) != 1 or len(begin) < _LEAST_DIGITS:
            raise NotApartError
        opened.bundles.settle(waiting[0], said, at.isoformat())


def checked_reason(words: str) -> str:
    """Return a person's reason as it is kept.

    Raises:
        ReasonMissingError: It is empty, too long, or holds a line break or the like.
    """
    kept = words.strip()
    if not kept or len(kept) > MOST_REASON_CHARACTERS or not is_one_line(kept):
        raise ReasonMissingError
    return kept


def _opened(headquarters: Headquarters, raw: bytes) -> OpenedFile:
    """Open a bundle that could be opened when it was kept."""
    try:
        return open_file(raw, headquarters.keys.opening)
    except BundleError as error:
        raise SpoiltCellError from error


def _described(
    headquarters: Headquarters, one: LyingApart, held: Mapping[bytes, tuple[Month, ...]]
) -> KeptApart:
    file = one.file
    newest = _opened(headquarters, file.raw).tally.newest
    return KeptApart(
        sha256=file.sha256.hex(),
        clinic=file.clinic,
        month=newest.month.label,
        since=datetime.fromisoformat(file.at),
        error=_error(file, held),
        signer=fingerprint(file.signer),
        settled=one.settled,
    )


def _error(file: SetAside, held: Mapping[bytes, tuple[Month, ...]]) -> BundleError:
    if file.reason == MonthLockedError.reason:
        return MonthLockedError(tuple(month.label for month in held.get(file.sha256, ())))
    if file.reason not in _ERRORS:
        raise SpoiltCellError
    return _ERRORS[file.reason]()
