"""A day laptop forgets copies alone: whoever is handed out to it again is not deleted again."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from clinic_app.clock import Today
from clinic_app.crypto.signing import key_id
from clinic_app.records.client import Client, Consent
from clinic_app.records.laptop import HandOff
from clinic_app.records.service import ServiceKind
from clinic_app.vault.progress import never
from clinic_app.workflows import (
    backups,
    clients,
    forgetting,
    handing_out,
    handing_over,
    retention,
    services,
    taking_in,
    unlocking,
)
from clinic_app.workflows.backups import ByPassphrase
from clinic_app.workflows.elsewhere import holder_of
from clinic_app.workflows.session import Session

Three = tuple[Session, Session, Session]
PASSPHRASE = "correct horse battery staple gravel moth"


def a_client(session: Session) -> Client:
    return clients.register(
        session,
        name="Widline Canary",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def key_of(session: Session) -> str:
    with session.reading() as opened:
        own = opened.laptops.own()
    assert own is not None
    return key_id(own.signing_key)


def out(main: Session, day: Session, client: Client) -> None:
    people = handing_out.households_of(main, (client.code,))
    sealed = handing_out.hand_out(main, key_of(day), people).sealed
    assert sealed is not None
    taking_in.take_in(day, sealed)


def hand_over(day: Session, main: Session) -> None:
    sealed = handing_over.hand_over(day).sealed
    assert sealed is not None
    taking_in.take_in(main, sealed)


def back(day: Session, main: Session) -> None:
    hand_over(day, main)
    taking_in.take_acknowledgement(day, taking_in.acknowledgement(main, key_of(day)))


def unlocked(folder: Path) -> Session:
    return unlocking.unlock(folder, PASSPHRASE, "mirlande", Today(date(2026, 11, 3)))


def restored(backup: Path, folder: Path) -> Session:
    backups.restore(backup, folder, ByPassphrase("mirlande", PASSPHRASE))
    return unlocked(folder)


def when_it_was_asked(session: Session, client: Client) -> None:
    forgetting.forget(session, client.id, never)


def when_it_was_due(session: Session, _client: Client) -> None:
    retention.set_days(session, 30)
    later = Session(
        session.vault,
        session.worker,
        session.clinic,
        Today(session.today.day + timedelta(days=90)),
    )
    assert retention.purge_due(later, 1, never).people == 1
    retention.set_days(session, None)


@pytest.mark.parametrize("forget", [when_it_was_asked, when_it_was_due])
def test_whoever_is_handed_out_again_stays_with_all_that_was_typed_since(
    three_laptops: Three, forget: Callable[[Session, Client], None]
) -> None:
    main, day, _other = three_laptops
    client = a_client(day)
    back(day, main)
    forget(day, client)
    assert clients.search(day, "canary") == ()

    out(main, day, client)
    services.record(day, client.id, kind=ServiceKind.ADVICE, at_no_cost=True)
    folder = day.vault.folder
    day.lock()
    again = unlocked(folder)

    assert holder_of(again, client.id) == ""
    assert len(services.of_client(again, client.id)) == 1
    hand_over(again, main)
    assert len(services.of_client(main, client.id)) == 1
    again.lock()
    last = unlocked(folder)  # the copy that is left was not what was forgotten either
    assert len(clients.search(last, "canary")) == 1
    last.lock()


def test_a_copy_that_comes_back_with_an_older_backup_goes_again(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(day)
    back(day, main)
    older = backups.make(day, None).backup
    forgetting.forget(day, client.id, never)

    again = restored(older.folder, tmp_path / "again")

    assert clients.search(again, "canary") == ()
    again.lock()


def test_what_an_older_backup_held_itself_is_no_copy_and_stays(
    three_laptops: Three, tmp_path: Path
) -> None:
    """It may have been worked with for long, beside a laptop that went on."""
    main, day, _other = three_laptops
    client = a_client(day)
    older = backups.make(day, None).backup
    back(day, main)
    forgetting.forget(day, client.id, never)

    again = restored(older.folder, tmp_path / "again")

    assert len(clients.search(again, "canary")) == 1
    assert holder_of(again, client.id) == ""
    again.lock()


def test_a_copy_on_its_way_to_the_main_laptop_stays_until_its_word_comes(
    three_laptops: Three, tmp_path: Path
) -> None:
    main, day, _other = three_laptops
    client = a_client(day)
    handing_over.hand_over(day)
    older = backups.make(day, None).backup
    waiting = next(one.sealed for one in _hand_offs(day))
    assert waiting is not None
    taking_in.take_in(main, waiting)
    taking_in.take_acknowledgement(day, taking_in.acknowledgement(main, key_of(day)))
    forgetting.forget(day, client.id, never)

    again = restored(older.folder, tmp_path / "again")

    assert len(clients.search(again, "canary")) == 1
    again.lock()


def _hand_offs(session: Session) -> tuple[HandOff, ...]:
    with session.reading() as opened:
        return opened.hand_offs.all()
