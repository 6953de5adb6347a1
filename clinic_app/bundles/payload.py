"""A released tally as the bytes that are shown, signed and sealed; and back.

The bytes are canonical JSON::

    {"clinic": "BOS-1", "closes": [{"headlines": {"helped": {"net": 4, "total": 34}, ...},
     "label": "2026-10", "seq": 3, "streams": {"helped": {"N": 34, "n": 4, "tables":
     {"country": {"not_yet_shown": 12, "shown": {"HT": 22}}, ...}}, ...}}], "dataset": "real",
     "k": 11, "prev": "<64 hex digits>", "schema": 3, "seq": 3, "station": "0123456789abcdef"}

``prev`` is the SHA-256 of the payload before and empty in a first one; ``before`` (``count``,
``sha256``) is there only when older closes are no longer spelled out. ``streams`` is missing in
closes of schema 1, ``representatives_expiring`` in those of schema 1 and 2, and what is counted
once a year in those before 4. A close stays as it left, and a payload has the schema of its newest
close; each schema is still read. Another field, another headline or a missing one is a new
``schema``.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from clinic_app.bundles import canonical, close_row, close_wire, stream_wire
from clinic_app.bundles.close_row import CloseRow
from clinic_app.bundles.errors import (
    BundleError,
    BundleNewerError,
    BundleTooLargeError,
    ContentUnreadableError,
    HistoryBrokenError,
)
from clinic_app.crypto.sealed_file import UNREADABLE
from clinic_app.tallies.batch_carry import LEAST_SMALLEST_CROWD
from clinic_app.tallies.breakdowns import Stream, Table
from clinic_app.tallies.headlines import EDITIONS
from clinic_app.tallies.linked import Both
from clinic_app.tallies.released import (
    LARGEST_COUNT,
    Before,
    ReleasedClose,
    ReleasedTally,
)

SCHEMA = 4
_WITH_STREAMS = 2
_HEADLINES_ALONE = 1
MOST_PAYLOAD_BYTES = 1024 * 1024
"""Two years of closes have about 100 kB."""

CLINIC_CODE = r"\A[A-Z0-9][A-Z0-9-]{1,19}\Z"
"""A clinic's code; safe in a file name."""

_Hash = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_HashOrNone = Annotated[str, Meta(pattern=r"\A([0-9a-f]{64})?\Z")]
_Count = Annotated[int, Meta(ge=1, le=LARGEST_COUNT)]


class _Before(Struct, frozen=True, forbid_unknown_fields=True):
    count: _Count
    sha256: _Hash


class _Payload(Struct, frozen=True, forbid_unknown_fields=True):
    clinic: Annotated[str, Meta(pattern=CLINIC_CODE)]
    closes: list[msgspec.Raw]
    dataset: Literal["real", "training"]
    k: Annotated[int, Meta(ge=LEAST_SMALLEST_CROWD, le=LARGEST_COUNT)]
    prev: _HashOrNone
    schema: int
    seq: _Count
    station: Annotated[str, Meta(pattern=r"\A[0-9a-f]{16}\Z")]
    before: _Before | UnsetType = UNSET


class _Schema(Struct, frozen=True):
    schema: int


@dataclass(frozen=True, slots=True)
class ToldClose:
    """One close, with what the closes before it say of people.

    Attributes:
        close: As it left.
        people: By table what each close says, oldest first and this one the last; of closes that
            are no longer spelled out nothing, and nothing at all where this one shows nobody who
            was screened and not helped. Where nothing was released before, nobody begins the row.
    """

    close: ReleasedClose
    people: Mapping[Table, Sequence[Both]]


_CLOSES = b'"closes":['
_AFTER_CLOSES = b'],"dataset":"'
"""Between these stand the closes, and nothing that is written like these stands outside of them."""

_DECODER = msgspec.json.Decoder(_Payload)
_SCHEMA_DECODER = msgspec.json.Decoder(_Schema)


def write(tally: ReleasedTally) -> bytes:
    """Return the payload of *tally*; the same tally gives the same bytes."""
    before = tally.before
    return canonical.write(
        _Payload(
            clinic=tally.clinic,
            closes=[msgspec.Raw(close_wire.write(close)) for close in tally.closes],
            dataset=dataset(is_training=tally.is_training),
            k=tally.smallest_crowd,
            prev=tally.prev,
            schema=_schema(tally.newest),
            seq=tally.newest.seq,
            station=tally.station,
            before=UNSET if before is None else _Before(before.count, before.sha256),
        )
    )


class PayloadReader:
    """Reads payloads, and knows again what the one before it spelled out.

    A payload spells out two years of closes, of which all but the newest stood in the one before.
    """

    def __init__(self) -> None:
        self._lately = CloseRow()

    def read(self, unverified: bytes) -> tuple[ReleasedTally, dict[int, bytes]]:
        """Read a payload back, strictly; beside it a hash of each close, by its number.

        Raises:
            BundleTooLargeError: It is larger than any honest payload.
            BundleNewerError: Its schema is newer than this program.
            ContentUnreadableError: It is no JSON, or its fields are not those of a tally.
            ContentKindError: It holds a fraction, a truth value or a null.
            ContentNotCanonicalError: It is spelled otherwise than canonical.
            CountsImpossibleError: A count is out of range, or changes do not add up.
            HistoryBrokenError: Its closes do not follow each other.
        """
        if len(unverified) > MOST_PAYLOAD_BYTES:
            raise BundleTooLargeError(MOST_PAYLOAD_BYTES)
        wire, spelled = _decoded(unverified)
        try:
            row = self._lately.followed_by(spelled)
        except (*UNREADABLE, ContentUnreadableError) as error:
            raise _why_unreadable(unverified) from error
        tally = ReleasedTally(
            clinic=wire.clinic,
            station=wire.station,
            is_training=wire.dataset == "training",
            prev=wire.prev,
            smallest_crowd=wire.k,
            before=None if wire.before is UNSET else Before(wire.before.count, wire.before.sha256),
            closes=row.closes,
        )
        _check_history(tally, wire.seq)
        checked = row.checked()
        if _schema(tally.newest) != wire.schema:
            raise ContentUnreadableError
        self._lately = checked
        seqs = (close.seq for close in checked.closes)
        return tally, dict(zip(seqs, checked.digests, strict=True))


def read(unverified: bytes) -> ReleasedTally:
    """Read one payload as :meth:`PayloadReader.read` does."""
    return PayloadReader().read(unverified)[0]


def read_close(verified: bytes, seq: int) -> ToldClose:
    """Read one close of a payload that :func:`read` took before, and what leads to it.

    Raises:
        BundleError: As :func:`read` does, of what it looks at.
    """
    wire, spelled = _decoded(verified)
    every = close_row.parts(spelled)
    written = every[: len(every) + seq - wire.seq]
    close = close_wire.read(written[-1])
    screened = close.streams[Stream.SCREENED].tables if close.streams else {}
    if not any(table.shown for table in screened.values()):
        return ToldClose(close, {})
    nobody = [dict.fromkeys(Table, Both())] if wire.before is UNSET else []
    people = (*nobody, *stream_wire.people_in(written))
    return ToldClose(close, {table: [one[table] for one in people] for table in Table})


def sha256(payload: bytes) -> str:
    """Return the hash by which the next payload names this one."""
    return hashlib.sha256(payload).hexdigest()


def dataset(*, is_training: bool) -> Literal["real", "training"]:
    """Return how files name what they count: real people, or invented families."""
    return "training" if is_training else "real"


def _decoded(unverified: bytes) -> tuple[_Payload, bytes]:
    """Return the payload, canonical but for its closes, and these as they stand there."""
    begun, mark, rest = unverified.partition(_CLOSES)
    spelled, after, ended = rest.rpartition(_AFTER_CLOSES)
    hollow = begun + mark + after + ended
    try:
        wire = _DECODER.decode(hollow)
    except UNREADABLE as error:
        raise _why_unreadable(unverified) from error
    if not _HEADLINES_ALONE <= wire.schema <= SCHEMA or canonical.write(wire) != hollow:
        raise _why_unreadable(unverified)
    return wire, spelled


def _why_unreadable(unverified: bytes) -> BundleError:
    """Say as precisely as it can be told what is wrong."""
    try:
        if _SCHEMA_DECODER.decode(unverified).schema > SCHEMA:
            return BundleNewerError()
    except UNREADABLE:
        pass  # so broken that no version can be told
    try:
        canonical.read(unverified)
    except BundleError as error:
        return error
    return ContentUnreadableError()  # a field that none of ours has


def _schema(newest: ReleasedClose) -> int:
    if not newest.streams:
        return _HEADLINES_ALONE
    return _WITH_STREAMS + [len(one) for one in EDITIONS].index(len(newest.headlines))


def _check_history(tally: ReleasedTally, seq: int) -> None:
    closes, before = tally.closes, tally.before
    first = closes[0]
    left_out = 0 if before is None else before.count
    is_whole = (
        first.seq == left_out + 1
        and closes[-1].seq == seq
        and (tally.prev == "") == (seq == 1)
        and (before is None or len(closes) > 1 or tally.prev == before.sha256)
    )
    if not is_whole:
        raise HistoryBrokenError
