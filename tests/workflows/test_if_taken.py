"""Each number of "If this laptop is taken today" is what the tables say, counted in another way.

The vault's file is opened here with its key, and asked in SQL of this file's own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from clinic_app.bundles import receipt
from clinic_app.bundles.receipt import Receipt, ReceiptStatus
from clinic_app.clock import Today
from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.crypto.signing import SigningKey, key_id
from clinic_app.records.client import Client, Consent
from clinic_app.vault.engine import apart
from clinic_app.vault.errors import VaultLockedError
from clinic_app.vault.opening import keyring_of
from clinic_app.workflows import (
    backups,
    clients,
    closing,
    demo,
    forgetting,
    handing_out,
    handing_over,
    if_taken,
    kyr,
    merging,
    receipts,
    stick,
    unlocking,
)
from clinic_app.workflows.demo import DemoOrder
from clinic_app.workflows.session import Session

EnrolmentFile = Callable[[str], bytes]
PEOPLE = """
    SELECT count(*), min(registered_day) FROM clients AS one WHERE NOT EXISTS (
        SELECT 1 FROM merges WHERE merges.merged_id = one.id AND undone_day IS NULL)"""
UNSENT = """
    SELECT count(*) FROM closes WHERE seq > coalesce(
        (SELECT max(seq) FROM closes WHERE receipt_status IN ('accepted', 'seen', 'superseded')),
        0)"""
AWAY = """
    SELECT (SELECT count(*) FROM clients WHERE id NOT IN (
                SELECT client_id FROM client_holders WHERE laptop_id IS NOT NULL))
         + (SELECT count(*) FROM kyr_events WHERE id NOT IN (
                SELECT event_id FROM event_holders WHERE laptop_id IS NOT NULL))
         + (SELECT coalesce(sum(units), 0) FROM hand_offs
            WHERE direction = 'out' AND acknowledged_day IS NULL)"""


@dataclass(frozen=True)
class Asked:
    """What the tables say."""

    clients: int
    oldest: date | None
    unsent_closes: int
    main_lacks: int


def asked(session: Session, *, is_day_laptop: bool = False) -> Asked:
    with session.vault.as_a_whole() as whole, apart(whole[0], whole[1]) as connection:
        count, oldest = connection.execute(PEOPLE).fetchone()
        (unsent,) = connection.execute(UNSENT).fetchone()
        (away,) = connection.execute(AWAY).fetchone() if is_day_laptop else (0,)
    return Asked(count, date.fromisoformat(oldest) if oldest else None, unsent, away)


def seen(session: Session) -> Asked:
    found = if_taken.look(session)
    names = tuple(slot.sign_in_name for slot in keyring_of(session.vault.folder).user_slots)
    assert found.sign_in_names == names
    assert all(name.encode() in header(session) for name in names)
    return Asked(found.clients, found.oldest, found.unsent_closes, found.main_lacks)


def header(session: Session) -> bytes:
    return (session.vault.folder / "clinic.vault.json").read_bytes()


def registered(session: Session, name: str, consent: Consent = Consent.GIVEN) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=consent,
        phone="",
    )


def on(session: Session, day: date) -> Session:
    return replace(session, today=Today(day))


def test_an_empty_vault_holds_nothing_and_lacks_nothing(session: Session) -> None:
    assert seen(session) == asked(session) == Asked(0, None, 0, 0)
    assert if_taken.look(session).open_months == 0
    assert if_taken.look(session).newest_backup is None


def test_who_is_registered_withdrawn_merged_and_forgotten_is_counted_as_the_tables_do(
    session: Session,
) -> None:
    first = registered(on(session, date(2026, 9, 3)), "Widline Canary")
    twice = registered(session, "Widlin Canary")
    registered(session, "", Consent.REFUSED)
    clients.withdraw(session, registered(session, "Solanj Kanari").id, "came by mistake")
    assert seen(session) == asked(session)
    assert seen(session).clients == 4
    assert seen(session).oldest == date(2026, 9, 3)

    merging.merge(session, twice.id, first.id, ())
    assert seen(session) == asked(session)
    assert seen(session).clients == 3

    forgetting.forget(session, twice.id, lambda _done, _total: False)
    assert seen(session) == asked(session)
    assert seen(session).clients == 2
    assert seen(session).oldest == session.today.day


def test_months_and_backups_stand_as_they_are(
    enrolled: Session, headquarters_key: SigningKey, tmp_path: Path
) -> None:
    august = on(enrolled, date(2026, 8, 5))
    kyr.finish(august, kyr.begin(august, "Harbor school", ("ht",)).id)
    assert if_taken.look(enrolled).open_months == len(("2026-08", "2026-09", "2026-10"))
    for label in ("2026-08", "2026-09"):
        closing.close(enrolled, label, closing.preview(enrolled, label))
    assert if_taken.look(enrolled).open_months == 1
    assert seen(enrolled) == asked(enrolled) == Asked(0, None, 2, 0)

    sealed = closing.close_of(enrolled, "2026-08").sealed
    said = Receipt(
        sha256=file_sha256(sealed or b""),
        status=ReceiptStatus.ACCEPTED,
        reason="",
        at=enrolled.moment(),
        code="",
    )
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "one.receipt").write_bytes(receipt.write(said, headquarters_key))
    receipts.take_in(enrolled, tmp_path / "stick")
    assert seen(enrolled) == asked(enrolled) == Asked(0, None, 1, 0)

    made = backups.make(enrolled, None).backup
    assert if_taken.look(enrolled).newest_backup == made.at
    assert made.folder.name == f"{made.at:%Y-%m-%d_%H%M%S}"


def test_several_laptops_each_say_what_lies_with_them(
    three_laptops: tuple[Session, Session, Session], tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    carried = tmp_path / "stick"
    carried.mkdir()
    people = [registered(day, f"Somebody {number}") for number in range(3)]
    kyr.finish(day, kyr.begin(day, "Harbor school", ("ht",)).id)
    assert seen(day) == asked(day, is_day_laptop=True)
    assert seen(day).main_lacks == len(people) + 1
    assert if_taken.look(day).open_months == 0

    handing_over.hand_over(day)
    handing_over.write_waiting(day, carried)
    assert seen(day) == asked(day, is_day_laptop=True)
    assert seen(day).main_lacks == len(people) + 1  # on the stick, and nobody has said more

    stick.take_in_all(main, carried)
    stick.take_in_all(day, carried)
    assert seen(day) == asked(day, is_day_laptop=True)
    assert (seen(day).clients, seen(day).main_lacks) == (len(people), 0)

    with main.reading() as opened:
        (to,) = (one for one in opened.laptops.all() if one.id in by_day(day))
    handing_out.hand_out(main, to.id, people[:2])
    assert seen(main) == asked(main)
    assert seen(main).clients == len(people)  # those handed out can still be read here


def by_day(day: Session) -> set[str]:
    """Return the id that the other laptops know a day laptop by."""
    with day.reading() as opened:
        own = opened.laptops.own()
    assert own is not None
    return {key_id(own.signing_key)}


def test_a_training_vault_is_counted_alike_and_a_locked_one_tells_nothing(tmp_path: Path) -> None:
    folder, month = tmp_path / "demo", date(2026, 9, 1)
    order = DemoOrder(clients=5, events=1, seed=3, first=month, last=date(2026, 9, 30))
    *_steps, _last = demo.fill(folder, order, date(2026, 10, 1))
    words = (folder / "passphrase.txt").read_text(encoding="utf-8").strip()
    session = unlocking.unlock(folder, words, "ana", Today(date(2026, 10, 1)))
    try:
        assert seen(session) == asked(session)
        assert seen(session).clients >= 5
    finally:
        session.lock()

    with pytest.raises(VaultLockedError):
        if_taken.look(session)
