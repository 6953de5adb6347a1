"""Tallies to seal, and the keys of an invented clinic and headquarters."""

from collections.abc import Callable

import pytest

from clinic_app.bundles import payload
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.tallies.counting import RawTally
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import ReleasedTally

MakeTally = Callable[..., ReleasedTally]


def _tally_after(*helped: int, is_training: bool = False) -> ReleasedTally:
    """Release one month after the other, with so many helped in all at the end of each."""
    origin = Origin(
        clinic="BOS-1", station="0123456789abcdef", is_training=is_training, draw_key=bytes(32)
    )
    ledger = ReleaseLedger()
    for ahead, total in enumerate(helped):
        totals = dict.fromkeys(HeadlineCount, 0) | {HeadlineCount.HELPED: total}
        tally = release(RawTally(Month(2026, 1).plus(ahead), totals), ledger, origin)
        ledger = ledger.with_release(tally, payload.sha256(payload.write(tally)), origin.policy)
    return tally


@pytest.fixture(scope="session")
def tally_after() -> MakeTally:
    return _tally_after


@pytest.fixture(scope="session")
def clinic_key() -> SigningKey:
    return SigningKey(b"c" * 32)


@pytest.fixture(scope="session")
def headquarters_key() -> SigningKey:
    return SigningKey(b"h" * 32)


@pytest.fixture(scope="session")
def opening_key() -> OpeningKey:
    return OpeningKey(b"o" * 32)
