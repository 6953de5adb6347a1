"""Who may have been registered twice, among 20,000 invented people of a real vault.

Run by name: ``python tests/benchmarks/bench_pairs.py [people]``. Goals: everybody is compared in
the background in at most twice the time of a plain loop (everybody read, looked up and written in
one transaction, which nobody could stop and for which every save would wait), no step over 50 ms;
one form is checked within 20 ms; few pairs are false (all are: every person is invented once;
invented names say little of real ones). Steps are told in time of this thread, so that whoever
else uses the machine does not count.
"""

import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.records.client import Client, Consent
from clinic_app.records.crowd import Crowd
from clinic_app.records.likeness import Face, likeness, takes_part
from clinic_app.workflows import duplicates, first_start
from clinic_app.workflows.invented_families import invented_family
from clinic_app.workflows.session import Session

FIRST_DAY = date(2025, 8, 1)
PASSPHRASE = "stapling unguarded corset vividly manhunt oat"
FORMS = 300
FEW = 50
AT_A_TIME = 1000


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
        today=Today(FIRST_DAY + timedelta(days=400)),
        cost=LEAST_COST,
    )
    return made.session


def fill(session: Session, count: int) -> list[Client]:
    """Keep so many invented people, in families."""
    chance, people = Random(7), list[Client]()  # noqa: S311 - the same each time
    stamp = session.stamp()
    while len(people) < count:
        day = FIRST_DAY + timedelta(days=len(people) % 365)
        head = f"{len(people):032x}"
        for one in invented_family(chance, day, count - len(people)):
            client_id = f"{len(people):032x}"
            people.append(
                Client(
                    id=client_id,
                    code=f"{len(people):06d}",
                    name=one.name if one.consent is Consent.GIVEN else "",
                    household_id=head,
                    birth_date=one.birth_date if one.consent is Consent.GIVEN else None,
                    language=one.language,
                    needs_interpreter=one.needs_interpreter,
                    consent=one.consent,
                    phone=one.phone if one.consent is Consent.GIVEN else "",
                    gender=one.gender,
                    county=one.county,
                    registered=replace(stamp, day=day),
                )
            )
    for start in range(0, count, 2000):
        with session.transaction() as opened:
            for client in people[start : start + 2000]:
                opened.clients.add(client)
    return people


def timed(name: str, spent: list[float]) -> None:
    """Print how long something took, in milliseconds."""
    ordered = sorted(spent)
    median, most = ordered[len(ordered) // 2], ordered[-1]
    nearly = ordered[len(ordered) * 95 // 100]
    print(
        f"{name}: median {median * 1000:.1f}, 95 % {nearly * 1000:.1f}, most {most * 1000:.1f} ms"
    )


def plain_loop(session: Session) -> float:
    """Return how long it takes to find and write the same pairs in one go."""
    at = time.thread_time()
    with session.transaction() as opened:
        crowd = Crowd()
        people = [one for _number, one in opened.clients.after(0, sys.maxsize) if takes_part(one)]
        faces = [(one, crowd.put(one)) for one in people]
        found = [(one, crowd.alike(face)) for one, face in faces]
        for start in range(0, len(found), AT_A_TIME):
            opened.pairs.compared(found[start : start + AT_A_TIME])
        opened.pairs.done(opened.pairs.to_compare(sys.maxsize))
    return time.thread_time() - at


def every_two(people: list[Client]) -> float:
    """Return how long comparing every two would take, from a few who are compared with all."""
    faces = [Face.of(one) for one in people if takes_part(one)]
    few, at = faces[:FEW], time.thread_time()
    for one in few:
        for other in faces:
            likeness(one, other)
    return (time.thread_time() - at) * len(faces) / len(few) / 2


def main(count: int) -> None:
    """Compare, and print what it took and what was found."""
    with tempfile.TemporaryDirectory() as folder:
        session = a_session(Path(folder) / "vault")
        people = fill(session, count)
        steps, began, at = [], time.perf_counter(), time.thread_time()
        for _step in duplicates.catch_up(session):
            steps.append(time.thread_time() - at)
            at = time.thread_time()
        print(f"{count} compared: {time.perf_counter() - began:.1f} s, {sum(steps):.1f} s of work")
        timed("a step", steps)
        plain = plain_loop(session)
        print(f"a plain loop: {plain:.1f} s of work; ratio {sum(steps) / plain:.2f}")
        print(f"every two compared: {every_two(people):.0f} s of work")
        found = duplicates.count(session)
        print(f"{found} pairs, all false: {found * 1000 / count:.2f} for 1,000 people")
        forms = Random(8).sample([one for one in people if one.name], FORMS)  # noqa: S311
        spent = []
        for one in forms:
            face = Face.typed(one.name, one.birth_date, one.phone, one.gender, one.household_id)
            at = time.perf_counter()
            duplicates.like_typed(session, face)
            spent.append(time.perf_counter() - at)
        timed("a form", spent)
        session.lock()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
