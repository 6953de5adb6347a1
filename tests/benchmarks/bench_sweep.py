"""The re-screen sweep over 100,000 saved screenings of a real vault; prints seconds and memory.

Run by name: ``python tests/benchmarks/bench_sweep.py [screenings]``. Goals: the first run (which
adds what changed) and the second (which adds nothing) at most 60 s each, at most 300 MB.
"""

import resource
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.paths import resources
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.screening.engine import screen
from clinic_app.screening.scenario import Scenario, parse
from clinic_app.vault.open_vault import OpenVault
from clinic_app.workflows import first_start, sweep
from clinic_app.workflows.session import Session

FIRST_DAY, TODAY = date(2026, 8, 1), date(2026, 12, 1)
PASSPHRASE = "stapling unguarded corset vividly manhunt oat"


def a_session(folder: Path) -> Session:
    """Return a new clinic's session."""
    made = first_start.create_clinic(
        folder,
        clinic_name="Bench",
        clinic_code="BENCH",
        site="Hall",
        phone="",
        worker_name="Ana",
        accreditation=None,
        sign_in_name="ana",
        passphrase=PASSPHRASE,
        today=Today(FIRST_DAY),
        cost=LEAST_COST,
    )
    return made.session


def fill(session: Session, count: int) -> None:
    """Keep as many clients, each with the answers of one of the pack's own scenarios."""
    file = resources() / "rule_packs" / "tps" / "scenarios.toml"
    scenarios = parse(file.read_bytes())
    for start in range(0, count, 5000):
        with session.transaction() as opened:
            for number in range(start, min(start + 5000, count)):
                add_somebody(session, opened, number, scenarios[number % len(scenarios)])


def add_somebody(session: Session, opened: OpenVault, number: int, scenario: Scenario) -> None:
    """Keep one invented client with a finished screening."""
    client_id, stamp = f"{number:032x}", session.stamp()
    opened.clients.add(
        Client(
            id=client_id,
            code=f"{number:06d}",
            name=f"Invented Person {number}",
            household_id=client_id,
            birth_date=None,
            language="ht",
            needs_interpreter=False,
            consent=Consent.GIVEN,
            phone="",
            registered=stamp,
        )
    )
    day = FIRST_DAY + timedelta(days=number % 100)
    law = session.rules.pack.country(scenario.country)
    country = scenario.country if law is None else law.iso2
    opened.screenings.add(
        Screening(
            id=f"s{client_id}",
            client_id=client_id,
            country=country,
            as_of=day,
            answers=scenario.answers,
            state=ScreeningState.FINISHED,
            outcome=screen(scenario.answers, country, day, session.rules.pack),
            started=stamp,
            finished=stamp,
        )
    )


def run(session: Session, name: str) -> None:
    """Sweep once and print what it took."""
    begun, longest, last = time.perf_counter(), 0.0, time.perf_counter()
    cpu = time.process_time()
    steps = sweep.sweep(session)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            clients = end.value.clients
            break
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name:12}{time.perf_counter() - begun:8.1f} s {time.process_time() - cpu:8.1f} s CPU "
        f"{longest * 1000:8.0f} ms longest step {clients:8} clients change {most:6} MB at most"
    )


def main() -> None:
    """Fill a vault, sweep it twice, list whom to call."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        session = a_session(Path(folder) / "records")
        begun = time.perf_counter()
        fill(session, count)
        print(f"filled with {count} screenings in {time.perf_counter() - begun:.0f} s")
        later = replace(session, today=Today(TODAY))
        run(later, "first run")
        run(later, "second run")
        begun = time.perf_counter()
        calls = sweep.call_list(later)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"call list of {len(calls)} in {time.perf_counter() - begun:.1f} s, {most} MB at most"
        )
        session.lock()


if __name__ == "__main__":
    main()
