"""Which backups still hold somebody is read from them: a clock that was wrong does not hide one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_app import clock
from clinic_app.records.client import Client, Consent
from clinic_app.vault.progress import never
from clinic_app.workflows import backups, clients, forgetting, old_backups, proof_sheet
from clinic_app.workflows.session import Session

At = Callable[[timedelta], Session]
NOW = timedelta()


def register(session: Session) -> Client:
    return clients.register(
        session,
        name="Widline Canary",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


@pytest.fixture
def at(session: Session) -> At:
    """Return a session whose clock is wrong by so much."""
    return lambda wrong: replace(session, moment=lambda: clock.now() + wrong)


@pytest.mark.parametrize(
    ("backing_up", "deleting"),
    [(timedelta(days=30), NOW), (NOW, timedelta(days=-3000)), (NOW, NOW)],
)
def test_a_backup_that_holds_the_deleted_is_listed_and_destroyed(
    at: At, tmp_path: Path, backing_up: timedelta, deleting: timedelta
) -> None:
    client, stick = register(at(NOW)), tmp_path / "stick"
    stick.mkdir()
    made = backups.make(at(backing_up), stick)
    assert made.second is not None
    purge = forgetting.forget(at(deleting), client.id, never)
    told = proof_sheet.proof_of(at(NOW), purge.id).remaining

    found = old_backups.look(at(NOW))
    left = old_backups.destroy(at(NOW), never)

    assert [one.folder for one in found.reachable] == [made.backup.folder, made.second.folder]
    assert [one.folder for one in told] == [made.backup.folder]
    assert left == old_backups.OldBackups()
    assert not made.backup.folder.exists()
    assert not made.second.folder.exists()


def test_a_stick_that_is_away_is_named_though_the_clock_was_behind(at: At, tmp_path: Path) -> None:
    client, stick = register(at(NOW)), tmp_path / "stick"
    stick.mkdir()
    backups.make(at(NOW), stick)
    forgetting.forget(at(timedelta(days=-3000)), client.id, never)

    stick.rename(tmp_path / "away")

    (place,) = old_backups.look(at(NOW)).unreachable
    assert Path(place.path).parent == stick


def test_a_backup_made_after_the_deletion_is_clean_though_the_clock_was_ahead(at: At) -> None:
    client = register(at(NOW))
    forgetting.forget(at(timedelta(days=30)), client.id, never)
    backups.make(at(NOW), None)

    assert old_backups.look(at(NOW)) == old_backups.OldBackups()


def test_the_preview_counts_a_backup_though_the_client_came_while_the_clock_was_ahead(
    at: At,
) -> None:
    client = register(at(timedelta(days=30)))
    made = backups.make(at(NOW), None).backup

    (found,) = forgetting.preview(at(NOW), client.id).backups
    assert found.folder == made.folder


@pytest.mark.parametrize("before", [timedelta(days=30), NOW])
def test_a_new_backup_stays_and_the_day_has_one_though_the_clock_was_wrong(
    at: At, monkeypatch: pytest.MonkeyPatch, before: timedelta
) -> None:
    monkeypatch.setattr("clinic_app.vault.backups.KEPT", 2)
    since = at(before - timedelta(days=15))
    for _time in range(2):
        backups.make(at(before), None)
    assert backups.is_due(since)

    made = backups.make(since, None).backup

    assert made.folder.exists()
    assert len(backups.existing(since)) == 2
    assert not backups.is_due(since)


def test_the_newest_to_restore_is_none_of_a_clock_that_was_ahead(at: At) -> None:
    backups.make(at(timedelta(days=30)), None)
    made = backups.make(at(NOW), None).backup

    assert backups.found_in(at(NOW).vault.folder)[0] == made.folder
