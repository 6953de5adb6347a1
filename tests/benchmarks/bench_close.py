"""Closing months of a clinic with 100,000 screenings, as the window does it; prints a table.

Run by name: ``python tests/benchmarks/bench_close.py [clients]``. Goal: a close at most 1 s of a
processor, with everything: reading the vault, counting, releasing, the attacker, the page of what
leaves, the seal and the log. *Preview* draws a month up and shows it; *close* draws it up once
more, so that nothing leaves but what was shown, and seals it. The records of a year are written
by SQL; everything else goes through the workflows.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.headquarters import enrolling, place
from clinic_app.tallies.month import Month, months
from clinic_app.workflows import closing, enrolment
from clinic_app.workflows.first_start import create_clinic
from clinic_app.workflows.session import Session

T = TypeVar("T")

YEAR = months(Month(2025, 11), Month(2026, 10))
TODAY = Today(YEAR[-1].plus(1).first)
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
PASSPHRASE = "six words that only benchmarks know"

_PEOPLE = """
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :clients)
    SELECT i, lower(hex(randomblob(16))) AS id, abs(random()) % 365 AS day,
        abs(random()) AS a, abs(random()) AS b, abs(random()) AS c, abs(random()) AS d
    FROM n
"""
_FILLING = (
    f"CREATE TEMP TABLE people AS {_PEOPLE}",
    "CREATE TEMP TABLE days AS SELECT *, date('2025-11-01', day || ' days') AS first,"
    " date('2025-11-01', min(364, day + a % 40) || ' days') AS later FROM people",
    "INSERT INTO clients (id, code, name, household_id, birth_date, language, needs_interpreter,"
    " consent, phone, registered_at, registered_day, registered_day_source, registered_worker_id,"
    " registered_site, search_words, gender, county, come_back_note)"
    " SELECT id, printf('%06d', i), 'Somebody', id, date('1940-01-01', (a % 28000) || ' days'),"
    " substr('hteshtukamesht', 1 + 2 * (b % 7), 2), 0, 'given', '', first || 'T12:00:00+00:00',"
    " first, 'computer', :worker, 'Hall', '', iif(c % 9 = 0, NULL, iif(c % 2, 'female', 'male')),"
    " printf('250%02d', 1 + min(b % 27, c % 27)), '' FROM days",
    "INSERT INTO screenings (id, client_id, country, as_of, state, question_id, started_at,"
    " started_day, started_day_source, started_worker_id, started_site, finished_at, finished_day,"
    " finished_day_source, finished_worker_id, finished_site, is_decided, pack_version, answers,"
    " outcome, findings)"
    " SELECT 's' || id, id, substr('HTVEHTSVHNHTUAAFCMVEETNPHTNI', 1 + 2 * (d % 14), 2), first,"
    " 'finished', '', first || 'T12:00:00+00:00', first, 'computer', :worker, 'Hall',"
    " first || 'T13:00:00+00:00', first, 'computer', :worker, 'Hall', 1, '1', randomblob(900),"
    " randomblob(90), randomblob(900) FROM days",
    "INSERT INTO services (id, client_id, kind, form, filing, referred_to, at_no_cost, stamp_at,"
    " stamp_day, stamp_day_source, stamp_worker_id, stamp_site)"
    " SELECT 'v' || id, id, iif(c % 5 < 3, 'application_prepared', 'advice'),"
    " iif(c % 5 < 3, 'I-821', NULL), iif(c % 5 < 3, 'initial', NULL), '', d % 2,"
    " later || 'T12:00:00+00:00', later, 'computer', :worker, 'Hall' FROM days",
    "DELETE FROM clients_to_compare",
    "DROP TABLE people",
    "DROP TABLE days",
)


def a_clinic(folder: Path, clients: int) -> Session:
    """Return the session of a clinic with a headquarters and so many clients of one year."""
    headquarters, _code = place.create(
        folder / "hq", name="HQ", passphrase=PASSPHRASE, is_training=True, cost=LEAST_COST
    )
    session = create_clinic(
        folder / "clinic",
        clinic_name="Clinic",
        clinic_code="BENCH",
        site="Hall",
        phone="",
        worker_name="Ana",
        accreditation=None,
        sign_in_name="ana",
        passphrase=PASSPHRASE,
        today=TODAY,
        moment=lambda: NOW,
        is_training=True,
        cost=LEAST_COST,
    ).session
    enrolment.take(session, enrolling.issue(headquarters, "BENCH", "Clinic", NOW))
    with session.transaction() as opened:
        for statement in _FILLING:
            opened._connection.exec_driver_sql(  # faster than a hundred thousand acts
                statement, {"clients": clients, "worker": session.worker.id}
            )
    return session


def timed(work: Callable[[], T], taken: list[tuple[float, float]]) -> T:
    """Do *work*, and note the seconds of the processor and of the clock."""
    busy, begun = time.process_time(), time.perf_counter()
    done = work()
    taken.append((time.process_time() - busy, time.perf_counter() - begun))
    return done


def main(clients: int) -> None:
    """Close twelve months, and print what the middle one took."""
    taken: dict[str, list[tuple[float, float]]] = {"preview": [], "close": []}
    with tempfile.TemporaryDirectory() as folder:
        session = a_clinic(Path(folder), clients)
        for month in YEAR:
            shown = timed(partial(closing.preview, session, month.label), taken["preview"])
            timed(partial(closing.close, session, month.label, shown), taken["close"])
        session.lock()
    print(f"{clients:,} clients       processor     clock   goal <= 1 s")
    for name, rounds in taken.items():
        busy, clock = map(statistics.median, zip(*rounds, strict=True))
        print(f"{name:20}{busy:10.2f} s{clock:8.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
