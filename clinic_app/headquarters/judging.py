"""Whether a bundle fits what is held of its clinic, and what of it is new.

Only what agrees is taken in: a bundle may repeat closes, or fill a gap, and contradicts nothing.
So whatever order honest bundles arrive in, and however often, the same closes are held in the
end. Of two that contradict each other the first stays, and a person is called.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from clinic_app.bundles.errors import BundleError
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.bundles.seal_file import OpenedFile
from clinic_app.headquarters.conflict_errors import (
    ChainBrokenError,
    CloseContradictedError,
    MonthLockedError,
    PastContradictedError,
)
from clinic_app.headquarters.ledger.values import History
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import ReleasedClose, ReleasedTally


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of a bundle.

    Attributes:
        error: Why it is in conflict; None where it is not.
        payloads: New payload hashes, by number.
        closes: New closes, with their digests.
    """

    status: ReceiptStatus
    error: BundleError | None
    payloads: Mapping[int, bytes]
    closes: tuple[tuple[ReleasedClose, bytes], ...]


def judge(opened: OpenedFile, history: History) -> Judgement:
    """Judge a bundle whose signer speaks for its clinic."""
    tally = opened.tally
    seq = tally.newest.seq
    named = named_payloads(opened)
    digests = opened.digests
    error = _contradiction(tally, named, digests, history)
    if error is not None:
        return Judgement(ReceiptStatus.CONFLICT, error, {}, ())
    if seq in history.bundles:
        return Judgement(ReceiptStatus.SEEN, None, {}, ())
    status = ReceiptStatus.ACCEPTED if seq > history.newest else ReceiptStatus.SUPERSEDED
    return Judgement(
        status,
        None,
        {number: sha256 for number, sha256 in named.items() if number not in history.payloads},
        tuple(
            (close, digests[close.seq])
            for close in tally.closes
            if close.seq not in history.digests
        ),
    )


def held_back(judgement: Judgement, locked: Set[Month]) -> Judgement:
    """Return *judgement*, or that a person decides where it would change a locked month."""
    held = sorted({close.month for close, _digest in judgement.closes} & locked)
    if not held:
        return judgement
    error = MonthLockedError(tuple(month.label for month in held))
    return Judgement(ReceiptStatus.CONFLICT, error, {}, ())


def remember(history: History, opened: OpenedFile, judgement: Judgement) -> None:
    """Let *history* hold what was just taken in, for the bundles judged after it."""
    newest = opened.tally.newest
    history.bundles.add(newest.seq)
    history.newest = max(history.newest, newest.seq)
    history.shift = _shift(newest)
    history.payloads.update(judgement.payloads)
    history.digests.update({close.seq: digest for close, digest in judgement.closes})


def named_payloads(opened: OpenedFile) -> dict[int, bytes]:
    """Return the payload hashes that a bundle names: its own and those before it."""
    tally = opened.tally
    seq = tally.newest.seq
    named = {seq: bytes.fromhex(opened.payload_sha256)}
    if tally.before is not None:
        named[tally.before.count] = bytes.fromhex(tally.before.sha256)
    if tally.prev:
        named[seq - 1] = bytes.fromhex(tally.prev)
    return named


def oldest_named(tally: ReleasedTally) -> int:
    """Return the number of the oldest close of which the bundle says anything."""
    return tally.closes[0].seq if tally.before is None else tally.before.count


def _contradiction(
    tally: ReleasedTally,
    named: Mapping[int, bytes],
    digests: Mapping[int, bytes],
    history: History,
) -> BundleError | None:
    seq = tally.newest.seq
    if history.payloads.get(seq, named[seq]) != named[seq]:
        return CloseContradictedError()
    for number, digest in digests.items():
        if history.digests.get(number, digest) != digest:
            return PastContradictedError()
    for number, sha256 in named.items():
        if history.payloads.get(number, sha256) != sha256:
            return ChainBrokenError()
    if history.shift is not None and history.shift != _shift(tally.newest):
        return ChainBrokenError()
    return None


def _shift(close: ReleasedClose) -> int:
    return close.month.year * 12 + close.month.number - close.seq
