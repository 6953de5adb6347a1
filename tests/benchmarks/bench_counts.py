"""Closing a month, the built-in attacker, sealing and opening; prints a table.

Run by name: ``python tests/benchmarks/bench_counts.py [clients]``. Goals: counting and releasing
100,000 clients at most 1 s (``bench_close`` has a whole close, from the vault to the seal), the
attacker at most 10 s for three years of one clinic, sealing and opening at least 500 a second each.
"""

import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta

from clinic_app.bundles import payload, seal_file
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.tallies.attacker import first_leak
from clinic_app.tallies.batch_carry import DEFAULT_POLICY
from clinic_app.tallies.breakdowns import Traits
from clinic_app.tallies.case_facts import CaseFacts, Countable
from clinic_app.tallies.counting import count
from clinic_app.tallies.disclosure import Origin, ReleaseLedger, release
from clinic_app.tallies.month import Month, months

FIRST = Month(2024, 1)
YEARS = months(FIRST, FIRST.plus(35))
ORIGIN = Origin(clinic="BOS-1", station="0" * 16, is_training=True, draw_key=bytes(32))
FILES = 500


def invented(clients: int) -> Countable:
    """Return clients of twenty countries and counties over three years, some helped."""
    chance = random.Random(11)  # noqa: S311 - repeatable
    countries = ("HT", "VE", "SV", "HN", "UA", "AF", "CM", "ET", "MM", "NP", "NI", "SO", "SS")
    cases = []
    for _ in range(clients):
        screened = FIRST.first + timedelta(days=chance.randrange(1090))
        helped = screened + timedelta(days=chance.randrange(40)) if chance.random() < 0.6 else None
        traits = Traits(
            country=countries[min(12, int(chance.expovariate(0.5)))],
            language=chance.choice(("ht", "es", "uk", "am")),
            age_band=chance.choice(("0-13", "18-24", "25-44", "45-64", "65+")),
            gender=chance.choice(("female", "male", "unknown")),
            county=f"250{chance.randrange(1, 28):02d}",
        )
        cases.append(CaseFacts(helped, screened, helped, traits))
    return Countable(tuple(cases), (), ())


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of the processor that *work* takes: a busy computer does not matter."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def open_each(files: list[bytes], opening: OpeningKey) -> None:
    """Open one file after the other, as headquarters does: none is held while the next is read."""
    for file in files:
        seal_file.open_file(file, opening)


def main(clients: int) -> None:
    """Measure, and print one row per goal."""
    facts = invented(clients)
    last = (YEARS[-1],)
    closing = timed(
        lambda: release(count(facts, last, counting_since=FIRST)[0], ReleaseLedger(), ORIGIN)
    )
    ledger = ReleaseLedger()
    for raw in count(facts, YEARS, counting_since=FIRST):
        tally = release(raw, ledger, ORIGIN)
        ledger = ledger.with_release(tally, payload.sha256(payload.write(tally)), DEFAULT_POLICY)
    closes = [entry.close for entry in ledger.entries]
    attacking = timed(lambda: first_leak(closes, DEFAULT_POLICY))
    key, opening = SigningKey(b"c" * 32), OpeningKey(b"o" * 32)
    files: list[bytes] = []
    sealing = timed(
        lambda: files.extend(seal_file.seal(tally, key, opening.public).data for _ in range(FILES))
    )
    reading = timed(lambda: open_each(files, opening))
    print(f"count and release, {clients:,} clients   {closing:8.2f} s   goal <= 1 s")
    print(f"attacker, three years             {attacking:8.2f} s   goal <= 10 s")
    print(f"seal, {len(files[0]):,} bytes             {FILES / sealing:8.0f} /s  goal >= 500/s")
    print(f"open                              {FILES / reading:8.0f} /s  goal >= 500/s")
    print(f"leak found                        {first_leak(closes, DEFAULT_POLICY)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
