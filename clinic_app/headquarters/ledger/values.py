"""What goes into the ledger and what comes out of it; no row leaves the room."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Self

from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import Change, ReleasedClose


@dataclass(frozen=True, slots=True)
class About:
    """Whose ledger it is.

    Attributes:
        keyring_id: Ties the ledger to the file of the keys.
    """

    keyring_id: str
    name: str
    is_training: bool


@dataclass(frozen=True, slots=True)
class EnrolledClinic:
    """A clinic that was given an enrolment file.

    Attributes:
        is_accepted: A key of it is pinned.
    """

    id: int
    code: str
    name: str
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class IssuedEnrolment:
    """An enrolment number, whose it is, and the key that answered it; None until then."""

    clinic_id: int
    code: str
    name: str
    signing_key: bytes | None


@dataclass(frozen=True, slots=True)
class PinnedKey:
    """A key that speaks for a clinic, and since when."""

    signing_key: bytes
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedClinic:
    """A clinic, and how far its enrolment is.

    Attributes:
        issued_at: When its newest enrolment file was made.
        is_awaited: That file was not answered yet.
        keys: The newest last.
        revoked: Why its last key was revoked; empty where it was not, or has another since.
    """

    code: str
    name: str
    issued_at: str
    is_awaited: bool
    keys: tuple[PinnedKey, ...]
    revoked: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose bundles a key signs, and under which enrolment number.

    Attributes:
        last: Number and payload hash of the last close that it could seal; None for a key that
            is pinned.
        is_revoked: It speaks for nobody any more.
    """

    clinic_id: int
    code: str
    number: str
    last: tuple[int, str] | None = None
    is_revoked: bool = False

    @property
    def speaks(self) -> bool:
        """Whether it still speaks for its clinic."""
        return self.last is None and not self.is_revoked


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedKey:
    """A pinned key in whose place another one speaks from now on.

    Attributes:
        number: The enrolment number under which the new one speaks.
        last_seq: Number of the last close that the old one sealed; 0 for none.
        last_payload: Hash of that close's payload; empty for none.
    """

    old: bytes
    new: bytes
    number: str
    last_seq: int
    last_payload: str


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that was taken in before: whose it is, for which close, and who signed it."""

    code: str
    seq: int
    month: Month
    signer: bytes


@dataclass(slots=True)
class History:
    """What is held of one clinic around some closes; grows with what is taken in.

    Attributes:
        newest: Number of the newest bundle; 0 for none.
        shift: Months since year 0, less the number of the close, which is the same for all
            closes of a clinic; None before the first.
        bundles: Numbers of the bundles held.
        payloads: Hash of the payload by number, as held or as named by a later one.
        digests: Hash of each close by number.
    """

    newest: int = 0
    shift: int | None = None
    bundles: set[int] = field(default_factory=set)
    payloads: dict[int, bytes] = field(default_factory=dict)
    digests: dict[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """A bundle to be kept.

    Attributes:
        file: Its name, without the suffix.
        payloads: The payload hashes that it brings to the ledger, by number.
        closes: The closes that it brings, each with its digest.
        repeats_from: The oldest close that it spells out, where a newer bundle is held; else 0.
    """

    clinic_id: int
    seq: int
    sha256: bytes
    file: str
    signer: bytes
    raw: bytes
    at: str
    payloads: Mapping[int, bytes]
    closes: tuple[tuple[ReleasedClose, bytes], ...]
    repeats_from: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A whole bundle that does not count.

    Attributes:
        place: Where it lay among the others before; None behind all.
    """

    sha256: bytes
    reason: str
    clinic: str
    signer: bytes
    at: str
    raw: bytes
    place: int | None = None


@dataclass(frozen=True, slots=True)
class LyingApart:
    """A bundle that was set aside, and what a person found out of it; empty until then."""

    file: SetAside
    settled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptQuestion:
    """What a clinic was asked.

    Attributes:
        clinic: Its code.
        month: The month it is about; empty for none.
        answer: Empty until it came.
        answered_at: Likewise.
    """

    clinic: str
    number: str
    month: str
    words: str
    at: str
    answer: str
    answered_at: str


@dataclass(frozen=True, slots=True)
class LockEntry:
    """A month that was approved, or unlocked for a reason.

    Attributes:
        words: The reason; empty for an approval.
    """

    month: Month
    is_locked: bool
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A bundle that waits until months are unlocked.

    Attributes:
        clinic: The code that it names.
        months: Those that it would have changed, oldest first.
    """

    clinic: str
    months: tuple[Month, ...]


Totals = Mapping[HeadlineCount, int | None]
"""What something adds up to; None where nobody says it."""

_PLACES = {headline: 2 * place for place, headline in enumerate(HeadlineCount)}


def change_in(told: str, headline: HeadlineCount) -> Change | None:
    """Return one headline of what a close says of all; None where it does not have it.

    Args:
        told: How much the first headline changed, its total, and so on, with commas between and
            nothing where the close does not say it: there may be hundreds of thousands of closes.
        headline: Which.
    """
    place = _PLACES[headline]
    net, total = told.split(",")[place : place + 2]
    return Change(int(net), int(total)) if total else None


def spelled(numbers: Iterable[int | None]) -> str:
    """Return what :func:`change_in` reads."""
    return ",".join(["" if number is None else str(number) for number in numbers])


class Lines(NamedTuple):
    """What closes of one clinic say, as reports list it, oldest first.

    Attributes:
        months: Their numbers, see :attr:`.Month.index`.
        files: The names of the files that brought them, without the suffix.
        numbers: See :func:`change_in`.
    """

    months: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @classmethod
    def read(cls, months: Sequence[int], files: str, numbers: str) -> Self:
        """Take lines in any order, the same one for months, files and numbers.

        Args:
            months: Their indexes.
            files: With commas between; no file's name has one.
            numbers: With semicolons between; see :func:`change_in`.

        Raises:
            ValueError: They are not equally many.
        """
        parts = tuple(months), tuple(files.split(",")), tuple(numbers.split(";"))
        lines = cls(*parts)
        if list(months) == sorted(months):
            return lines
        return cls(*zip(*sorted(zip(*lines, strict=True)), strict=True))


@lru_cache(2048)
def label_numbered(number: int) -> str:
    """Return the label of the month with that :attr:`.Month.index`."""
    return Month.at(number).label
