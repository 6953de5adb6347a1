"""Who was deleted stays gone: old backups are destroyed, and one that is restored is purged."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_app.crypto.keyring_errors import KeyNotHeldError
from clinic_app.files.errors import DiskFullError, FileVanishedError
from clinic_app.records.audit import Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.retention import PurgeCause
from clinic_app.records.worker import Role
from clinic_app.vault import gone_list
from clinic_app.vault.backups import HEADER_NAME, Backup
from clinic_app.vault.errors import WorkStoppedError
from clinic_app.vault.lifted_guards import lifted_guards
from clinic_app.vault.places import GONE_NAME
from clinic_app.workflows import (
    backups,
    clients,
    forgetting,
    holds,
    new_keys,
    old_backups,
    rescuing,
    unlocking,
    workers,
)
from clinic_app.workflows.audit import Wanted, lines
from clinic_app.workflows.backups import ByPassphrase
from clinic_app.workflows.session import Session

PASSPHRASE = "correct horse battery staple gravel moth"
WORDS = "a long passphrase of the greeter"
NAME = "Widline Canary"


def on(_done: int, _total: int) -> bool:
    """Go on."""
    return False


@pytest.fixture
def client(session: Session) -> Client:
    return clients.register(
        session,
        name=NAME,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def ahead(session: Session, hours: int) -> Session:
    """Return the same worker, so many hours later."""
    return replace(session, moment=lambda: session.moment() + timedelta(hours=hours))


def restored(
    session: Session, backup: Path, folder: Path, *, beside: Path | None = None
) -> Session:
    """Restore a backup into a folder, and unlock it."""
    backups.restore(backup, folder, ByPassphrase("mirlande", PASSPHRASE), beside=beside)
    return unlocking.unlock(folder, PASSPHRASE, "mirlande", session.today)


def test_an_older_backup_is_purged_again_as_soon_as_it_is_opened(
    session: Session, client: Client, tmp_path: Path
) -> None:
    older = backups.make(session, None).backup
    forgetting.forget(session, client.id, on)

    again = restored(session, older.folder, tmp_path / "again")

    assert clients.search(again, "canary") == ()
    with again.reading() as opened:
        (purge,) = opened.purges.all()
        assert opened.audit.first_broken() is None
    assert (purge.cause, purge.people, purge.is_wiped) == (PurgeCause.RESTORED, 1, True)
    acts = [line.link.entry.act for line in lines(again, Wanted())]
    assert Act.PURGED in acts
    again.lock()


def test_a_stick_that_was_away_is_purged_where_the_records_lay_until_then(
    session: Session, client: Client, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    copied = backups.make(session, stick).second
    assert copied is not None
    away = tmp_path / "away"
    stick.rename(away)
    forgetting.forget(session, client.id, on)
    assert not (away / backups.SECOND_FOLDER_NAME / GONE_NAME).exists()
    lies = away / backups.SECOND_FOLDER_NAME / copied.folder.name

    elsewhere = restored(session, lies, tmp_path / "elsewhere")
    here = restored(session, lies, tmp_path / "here", beside=session.vault.folder)

    assert len(clients.search(elsewhere, "canary")) == 1  # nothing can reach it there
    assert clients.search(here, "canary") == ()
    elsewhere.lock()
    here.lock()


def test_a_hold_of_that_time_is_lifted_by_who_may_and_keeps_until_then(
    session: Session, client: Client, tmp_path: Path
) -> None:
    sign_in = workers.SignIn(name="greta", passphrase=WORDS, role=Role.GREETER)
    workers.add(session, "Greta Hale", None, sign_in)
    holds.set_hold(session, client.id, "A suit is pending.")
    older = backups.make(session, None).backup
    holds.lift_hold(session, client.id, "It is settled.")
    forgetting.forget(session, client.id, on)
    folder = tmp_path / "again"
    backups.restore(older.folder, folder, ByPassphrase("greta", WORDS))

    greeter = unlocking.unlock(folder, WORDS, "greta", session.today)
    assert len(clients.search(greeter, "canary")) == 1
    greeter.lock()

    again = unlocking.unlock(folder, PASSPHRASE, "mirlande", session.today)
    assert clients.search(again, "canary") == ()
    again.lock()


def test_a_greeter_who_opens_first_deletes_again(
    session: Session, client: Client, tmp_path: Path
) -> None:
    sign_in = workers.SignIn(name="greta", passphrase=WORDS, role=Role.GREETER)
    workers.add(session, "Greta Hale", None, sign_in)
    older = backups.make(session, None).backup
    forgetting.forget(session, client.id, on)
    folder = tmp_path / "again"
    backups.restore(older.folder, folder, ByPassphrase("greta", WORDS))

    greeter = unlocking.unlock(folder, WORDS, "greta", session.today)

    assert clients.search(greeter, "canary") == ()
    greeter.lock()


def test_a_disk_that_refuses_keeps_nobody_out_and_is_asked_again(
    session: Session, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = backups.make(session, None).backup
    forgetting.forget(session, client.id, on)
    folder = tmp_path / "again"
    backups.restore(older.folder, folder, ByPassphrase("mirlande", PASSPHRASE))

    def full(path: Path) -> None:
        raise DiskFullError(path)

    with monkeypatch.context() as patched:
        patched.setattr("clinic_app.vault.stores.purges.hanging", full)
        unlocking.unlock(folder, PASSPHRASE, "mirlande", session.today).lock()

    again = unlocking.unlock(folder, PASSPHRASE, "mirlande", session.today)
    assert clients.search(again, "canary") == ()
    again.lock()


def test_the_list_is_sealed_padded_and_of_these_records_alone(
    session: Session, client: Client, tmp_path: Path
) -> None:
    forgetting.forget(session, client.id, on)
    lists = [session.vault.folder / GONE_NAME]
    content = lists[0].read_bytes()

    assert client.id.encode() not in content
    assert 4096 <= len(content) < 4200
    assert gone_list.read(session.vault, session.vault.folder) == {client.id}
    torn = tmp_path / "torn"
    torn.mkdir()
    for wrong in (b"", content[:-1], b"x" * 100):
        (torn / GONE_NAME).write_bytes(wrong)
        assert gone_list.read(session.vault, torn) == frozenset()


def test_a_list_that_was_lost_is_written_again_at_the_next_opening(
    session: Session, client: Client
) -> None:
    forgetting.forget(session, client.id, on)
    folder = session.vault.folder
    (folder / GONE_NAME).unlink()
    session.lock()

    unlocking.unlock(folder, PASSPHRASE, "mirlande", session.today).lock()

    assert (folder / GONE_NAME).exists()


def test_rescued_records_know_who_is_gone_though_their_own_list_was_damaged(
    session: Session, client: Client, tmp_path: Path
) -> None:
    older = backups.make(session, None).backup
    forgetting.forget(session, client.id, on)
    with (
        session.transaction() as opened,
        lifted_guards(opened._connection, deleting=["purged_people"], updating=()),
    ):
        opened._connection.exec_driver_sql("DELETE FROM purged_people")

    rescued = rescuing.rescue(session).folder
    again = restored(session, older.folder, tmp_path / "again", beside=rescued)

    assert clients.search(again, "canary") == ()
    again.lock()


def test_a_backup_of_before_new_keys_says_that_somebody_may_be_back(
    session: Session, client: Client, tmp_path: Path
) -> None:
    folder, words = session.vault.folder, ByPassphrase("mirlande", PASSPHRASE)
    older = backups.make(session, None).backup
    forgetting.forget(session, client.id, on)
    known = backups.restore(older.folder, tmp_path / "known", words)
    prepared = new_keys.prepare(session, PASSPHRASE, with_shares=False)
    new_keys.carry_out(session, prepared, {}, progress=on)
    again = unlocking.unlock(folder, PASSPHRASE, "mirlande", session.today)
    backups.make(again, None)
    again.lock()

    unknown = backups.restore(older.folder, tmp_path / "unknown", words)

    assert (known.has_closed_list, unknown.has_closed_list) == (False, True)


def test_a_disk_that_refuses_the_list_does_not_undo_a_deletion(
    session: Session, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_rest: object) -> None:
        raise DiskFullError(path)

    with monkeypatch.context() as patched:
        patched.setattr(gone_list, "write_atomically", full)
        forgetting.forget(session, client.id, on)
    assert clients.search(session, "canary") == ()
    assert not (session.vault.folder / GONE_NAME).exists()


def test_without_a_deletion_no_backup_is_old(session: Session) -> None:
    backups.make(session, None)

    assert old_backups.look(session) == old_backups.OldBackups()


def test_old_backups_are_listed_and_destroyed_once_a_new_one_lies_there(
    session: Session, client: Client, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = backups.make(session, stick)
    forgetting.forget(session, client.id, on)
    later = ahead(session, 1)

    found = old_backups.look(later)
    assert found.reachable == (made.backup, made.second)
    left = old_backups.destroy(later, on)

    assert left == old_backups.OldBackups()
    assert len(backups.existing(later)) == 1
    for folder in (session.vault.folder / "backups", stick / backups.SECOND_FOLDER_NAME):
        (kept,) = (one for one in folder.iterdir() if (one / HEADER_NAME).exists())
        assert kept != made.backup.folder
        assert (folder / GONE_NAME).exists()
    acts = [line.link.entry.act for line in lines(later, Wanted())]
    assert acts.count(Act.DESTROYED) == 2


def test_a_stick_that_is_away_is_named_until_it_is_clean(
    session: Session, client: Client, tmp_path: Path
) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    backups.make(session, stick)
    stick.rename(away)
    forgetting.forget(session, client.id, on)
    later = ahead(session, 1)
    place = str(stick / backups.SECOND_FOLDER_NAME)

    assert [one.path for one in old_backups.destroy(later, on).unreachable] == [place]
    away.rename(stick)
    assert old_backups.destroy(later, on) == old_backups.OldBackups()
    stick.rename(away)
    assert old_backups.look(later) == old_backups.OldBackups()


def test_a_stick_that_is_pulled_while_its_backups_go_is_named_too(
    session: Session, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.make(session, stick)
    forgetting.forget(session, client.id, on)

    def pull(backup: Backup) -> None:
        if stick in backup.folder.parents:
            stick.rename(tmp_path / "in a pocket")
            raise FileVanishedError(backup.folder)

    monkeypatch.setattr("clinic_app.vault.backups.destroy", pull)

    left = old_backups.destroy(ahead(session, 1), on)

    place = str(stick / backups.SECOND_FOLDER_NAME)
    assert [one.path for one in left.unreachable] == [place]


def test_a_stick_first_used_after_the_deletion_holds_nobody(
    session: Session, client: Client, tmp_path: Path
) -> None:
    forgetting.forget(session, client.id, on)
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.make(ahead(session, 1), stick)
    shutil.rmtree(stick)

    assert old_backups.look(session) == old_backups.OldBackups()


def test_whoever_stops_keeps_the_old_backups(session: Session, client: Client) -> None:
    older = backups.make(session, None).backup
    forgetting.forget(session, client.id, on)

    with pytest.raises(WorkStoppedError):
        old_backups.destroy(session, lambda _done, _total: True)

    assert old_backups.look(session).reachable == (older,)


def test_what_the_disk_does_not_let_go_stays_on_the_list(
    session: Session, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = backups.make(session, None).backup
    forgetting.forget(session, client.id, on)

    def refuse(backup: Backup) -> None:
        raise DiskFullError(backup.folder)

    monkeypatch.setattr("clinic_app.vault.backups.destroy", refuse)

    assert old_backups.destroy(ahead(session, 1), on).reachable == (older,)


def test_only_who_deletes_destroys(session: Session, clinic_folder: Path) -> None:
    sign_in = workers.SignIn(name="greta", passphrase=WORDS, role=Role.VOLUNTEER)
    workers.add(session, "Greta Hale", None, sign_in)
    session.lock()
    volunteer = unlocking.unlock(clinic_folder, WORDS, "greta", session.today)

    with pytest.raises(KeyNotHeldError):
        old_backups.destroy(volunteer, on)
    volunteer.lock()
