"""The store on 100,000 clients, encrypted against the same code on plain SQLite; prints a table.

Run by name: ``python tests/benchmarks/bench_store.py [clients]``. Goals: save at most 1.2 times,
find as you type at most 1.5 times and 16 ms a keystroke, counting a close at most 1 s, a backup at
most 4 times, opening at most 20 ms once the passphrase has done its work. A backup copies the file;
only while somebody reads for long is each row written anew (``VACUUM INTO``). The last column is
the ratio of the processor's time alone, which says the same on a busy computer.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlcipher3 import dbapi2

from clinic_app.clock import DaySource
from clinic_app.crypto.field_seals import FieldSeals
from clinic_app.crypto.slots import Secrets
from clinic_app.files.writing import copy_opened
from clinic_app.interview.answers import Answers
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.service import FilingKind, Form, Service, ServiceKind
from clinic_app.records.stamp import Stamp
from clinic_app.records.worker import Worker
from clinic_app.screening.outcome import Finding, Outcome, Status, Track
from clinic_app.tallies.counting import count
from clinic_app.tallies.month import Month, months
from clinic_app.vault.copying import stands_still
from clinic_app.vault.engine import _SETTINGS, DatabaseKey, Engines
from clinic_app.vault.migrations.upgrading import upgrade
from clinic_app.vault.open_vault import OpenVault

KEY = DatabaseKey(bytes(range(32)), bytes(range(16)))
SEALS = FieldSeals.of(Secrets(b"d" * 32, b"s" * 32, b"r" * 32), "0" * 32)
FIRST_NAMES = (
    *("Marie", "Jean", "José", "Thérèse", "Ana", "María", "Luis", "Pierre", "Rose", "Samuel"),
    *("Esther", "Carlos", "Fabiola", "Widline", "Yusuf", "Olha", "Aung", "Hodan", "Tesfaye"),
)
LAST_NAMES = (
    *("Joseph", "Jean-Baptiste", "Pierre", "González", "Rodríguez", "Nuñez", "Charles", "Louis"),
    *("Hernández", "Michel", "Étienne", "Dieudonné", "Kovalchuk", "Abdi", "Thein", "Bekele"),
)
KEYSTROKES = (
    *("m", "ma", "mar", "mari", "marie", "marie j", "marie je", "j", "jo", "jose", "jose n"),
    *("the", "therese e", "30", "305", "3055", "01", "q", "a", "ana l", "kovalchuk o", "zzz"),
)
SAVES = 200
FIRST_DAY = date(2024, 1, 1)
ANSWERS = Answers()
for fact in range(30):
    ANSWERS = ANSWERS.with_answer(f"fact_number_{fact}", FIRST_DAY + timedelta(days=fact))
OUTCOME = Outcome(
    country="HT",
    as_of=FIRST_DAY,
    pack_version="2026.11",
    track=Track.INITIAL,
    designation="HT-2024-R",
    deadline=FIRST_DAY,
    findings=tuple(
        Finding(
            test=f"legal_test_{number}",
            status=Status.MET,
            text="What the test says of this client, in about as many words as it takes.",
            citations=("8 CFR 244.2(a)", "8 USC 1254a(c)(1)(A)"),
        )
        for number in range(12)
    ),
)


def plain_engine(path: Path) -> Engine:
    """Return an engine on the same library without a key: plain SQLite, our settings."""

    def connect() -> Any:
        connection = dbapi2.connect(path, isolation_level=None, check_same_thread=False)
        for setting in (*_SETTINGS, "PRAGMA journal_mode = WAL"):
            connection.execute(setting)
        return connection

    engine = create_engine("sqlite://", module=dbapi2, creator=connect, hide_parameters=True)
    event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


@contextmanager
def opened_in(engine: Engine) -> Iterator[OpenVault]:
    """Open the records in one transaction."""
    with engine.begin() as connection:
        yield OpenVault(connection, SEALS)


def a_stamp(day: date) -> Stamp:
    """Return an act of the only worker."""
    return Stamp(
        at=datetime(day.year, day.month, day.day, 18, tzinfo=UTC),
        day=day,
        day_source=DaySource.COMPUTER,
        worker_id="w1",
        site="Church hall",
    )


def a_screening(screening_id: str, client_id: str, day: date) -> Screening:
    """Return a finished screening with as many answers and findings as a real one."""
    return Screening(
        id=screening_id,
        client_id=client_id,
        country="HT",
        as_of=day,
        answers=ANSWERS,
        state=ScreeningState.FINISHED,
        outcome=OUTCOME,
        started=a_stamp(day),
        finished=a_stamp(day),
    )


def fill(engine: Engine, clients: int) -> None:
    """Keep as many clients, each with a screening and a service."""
    chance = random.Random(7)  # noqa: S311 - invented people
    with engine.begin() as connection:
        upgrade(connection, SEALS)
        OpenVault(connection, SEALS).workers.add(Worker(id="w1", name="Ana"))
    for start in range(0, clients, 5000):
        with opened_in(engine) as opened:
            for number in range(start, min(start + 5000, clients)):
                add_somebody(opened, number, chance)


def add_somebody(opened: OpenVault, number: int, chance: random.Random) -> None:
    """Keep one invented client, screened and helped to apply."""
    day = FIRST_DAY + timedelta(days=number % 1000)
    client_id = f"{number:032x}"
    name = f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)} {chance.choice(LAST_NAMES)}"
    opened.clients.add(
        Client(
            id=client_id,
            code=f"{number:06d}",
            name=name,
            household_id=client_id,
            birth_date=date(1980, 1, 1),
            language="ht",
            needs_interpreter=False,
            consent=Consent.GIVEN,
            phone=f"305 555 {number % 10000:04d}",
            registered=a_stamp(day),
        )
    )
    opened.screenings.add(a_screening(f"s{client_id}", client_id, day))
    opened.services.add(
        Service(
            id=f"v{client_id}",
            client_id=client_id,
            kind=ServiceKind.APPLICATION_PREPARED,
            form=Form.I_821,
            filing=FilingKind.INITIAL,
            at_no_cost=number % 2 == 0,
            stamp=a_stamp(day),
        )
    )


def save(engine: Engine, number: int) -> None:
    """Save one finished screening durably."""
    with opened_in(engine) as opened:
        opened.screenings.add(a_screening(f"n{number}", f"{number:032x}", FIRST_DAY))


def answer(engine: Engine, number: int) -> None:
    """Save one more answer of a draft durably: what every answer in the window does."""
    with opened_in(engine) as opened:
        if number == 0:
            draft = a_screening("draft", f"{0:032x}", FIRST_DAY)
            opened.screenings.add(
                Screening(
                    id=draft.id,
                    client_id=draft.client_id,
                    country="HT",
                    as_of=FIRST_DAY,
                    answers=ANSWERS,
                    started=draft.started,
                )
            )
        kept = opened.screenings.get("draft")
        answers = kept.answers.with_answer("fact_number_0", number)
        opened.screenings.save(
            Screening(
                id=kept.id,
                client_id=kept.client_id,
                country=kept.country,
                as_of=kept.as_of,
                answers=answers,
                started=kept.started,
            )
        )


def find(engine: Engine, number: int) -> None:
    """Answer one keystroke."""
    with opened_in(engine) as opened:
        opened.clients.search(KEYSTROKES[number % len(KEYSTROKES)])


def recent(engine: Engine, _number: int) -> None:
    """List 50 clients."""
    with opened_in(engine) as opened:
        opened.clients.recent()


def close(engine: Engine, _number: int) -> None:
    """Count everything, and a year of closes."""
    year = months(Month(2026, 1), Month(2026, 12))
    with opened_in(engine) as opened:
        count(opened.countable(), year, counting_since=year[0])


def back_up_beside(engine: Engine, _number: int) -> None:
    """Copy the whole database, as a backup does before it is proved."""
    with the_file_of(engine) as (connection, database):
        copy = database.with_suffix(".copy")
        if not stands_still(connection, database):
            raise RuntimeError("somebody else uses the database of a benchmark")
        with database.open("rb") as file:
            copy_opened(file, copy, progress=lambda _done: None)
        connection.execute("ROLLBACK")
    copy.unlink()


def rewrite_beside(engine: Engine, _number: int) -> None:
    """Copy the whole database as a backup does while somebody reads for long."""
    with the_file_of(engine) as (connection, database):
        copy = database.with_suffix(".copy")
        connection.execute("VACUUM INTO ?", (str(copy),))
    copy.unlink()


@contextmanager
def the_file_of(engine: Engine) -> Iterator[tuple[Any, Path]]:
    """Yield a connection to the database of *engine*, and where that lies."""
    connection = engine.raw_connection()
    try:
        yield connection, Path(str(connection.execute("PRAGMA database_list").fetchone()[2]))
    finally:
        connection.close()


def open_anew(engine: Engine, _number: int) -> None:
    """Open the database with its key, as after the work of a passphrase."""
    engine.dispose()
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM workers").scalar_one()


def timed(
    plain: Engine, ours: Engine, work: Callable[[Engine, int], None], rounds: int
) -> dict[Engine, tuple[list[float], list[float]]]:
    """Return the milliseconds of each round, plain and ours, taken in turns.

    Of each engine by the clock, and of the processor alone.
    """
    taken: dict[Engine, tuple[list[float], list[float]]] = {plain: ([], []), ours: ([], [])}
    for number in range(rounds):
        for engine in (plain, ours) if number % 2 else (ours, plain):
            started, busy = time.perf_counter(), time.process_time()
            work(engine, number)
            for kept, since, now in (
                (taken[engine][0], started, time.perf_counter()),
                (taken[engine][1], busy, time.process_time()),
            ):
                kept.append((now - since) * 1000)
    return taken


def main() -> None:
    """Print one line per goal."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        plain = plain_engine(Path(folder) / "plain.db")
        ours = Engines(Path(folder) / "clinic.db", KEY, is_new=True).writer
        for engine in (plain, ours):
            started = time.perf_counter()
            fill(engine, clients)
            print(f"filled with {clients} clients in {time.perf_counter() - started:.0f} s")
        print(f"{'':16}{'plain ms':>10}{'ours ms':>10}{'slowest':>10}{'ratio':>8}{'cpu':>8}")
        for name, work, rounds in (
            ("save", save, SAVES),
            ("answer", answer, SAVES),
            ("keystroke", find, 10 * len(KEYSTROKES)),
            ("list 50", recent, 100),
            ("close", close, 5),
            ("open", open_anew, 20),
            ("backup", back_up_beside, 3),
            ("VACUUM INTO", rewrite_beside, 3),
        ):
            taken = timed(plain, ours, work, rounds)
            middle, busy = map(statistics.median, taken[plain])
            middle_ours, busy_ours = map(statistics.median, taken[ours])
            slowest = max(taken[ours][0])
            ratios = f"{middle_ours / middle:8.2f}{busy_ours / busy:8.2f}"
            print(f"{name:16}{middle:10.2f}{middle_ours:10.2f}{slowest:10.2f}{ratios}")
        plain.dispose()
        ours.dispose()


if __name__ == "__main__":
    main()
