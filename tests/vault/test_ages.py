"""An older key file, or older records, really put back: each is told, and each has a way out."""

import itertools
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clinic_app.crypto import share_slots
from clinic_app.crypto.keyring import Keyring
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.messages.explaining import explain
from clinic_app.records.audit import About, Act, Entry
from clinic_app.records.clinic import Clinic
from clinic_app.records.worker import Role, Worker
from clinic_app.vault import backups, restoring
from clinic_app.vault.create import create_vault
from clinic_app.vault.errors import OlderKeysError
from clinic_app.vault.opening import (
    open_vault,
    open_vault_by_recovery_code,
    open_vault_by_shares,
)
from clinic_app.vault.vault import Vault

WORDS, NEWER_WORDS = "correct horse battery staple", "gravel moth corset vividly"
HEADER, COPY, DATABASE = "clinic.vault.json", "clinic.vault.json.bak", "clinic.db"
AT = datetime(2026, 11, 26, 8, tzinfo=UTC)
MINUTES = itertools.count()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, tuple[str, ...]]:
    """Ana's vault, locked, with its recovery code and its shares."""
    folder = tmp_path_factory.mktemp("made") / "clinic"
    vault, code = create_vault(
        folder,
        clinic=Clinic(name="Harbor", code="HARBOR", site="Hall", station_id="0123456789abcdef"),
        worker=Worker(id="a1", name="Ana Example"),
        passphrase=WORDS,
        sign_in_name="Ana",
        cost=LEAST_COST,
    )
    shares = vault.rewrap(share_slots.added)
    note(vault)
    vault.lock()
    return folder, code, shares


@pytest.fixture
def folder(template: tuple[Path, str, tuple[str, ...]], tmp_path: Path) -> Path:
    return Path(shutil.copytree(template[0], tmp_path / "clinic"))


def note(vault: Vault) -> None:
    """Do something that the audit log keeps."""
    with vault.transaction() as opened:
        at = AT + timedelta(minutes=next(MINUTES))
        opened.audit.add(Entry(at=at, worker_id="a1", act=Act.PRINTED, about=About.VAULT))


def worked_on(folder: Path) -> None:
    vault = open_vault(folder, WORDS, "Ana")
    note(vault)
    vault.lock()


def with_ben_removed(folder: Path) -> None:
    """Ben comes and goes; what is in the folder when he is there is kept beside it."""
    vault = open_vault(folder, WORDS, "Ana")
    slot_id = vault.add_slot("ben has a passphrase", "Ben", "b1", Role.VOLUNTEER)
    shutil.copytree(folder, folder.with_name("older"))
    vault.remove_slot(slot_id)
    vault.lock()


def put_back(folder: Path, *names: str) -> None:
    for name in names:
        shutil.copy2(folder.with_name("older") / name, folder / name)


def test_older_records_are_told_by_the_newer_key_file(folder: Path) -> None:
    shutil.copytree(folder, folder.with_name("older"))
    worked_on(folder)
    put_back(folder, DATABASE)

    vault = open_vault(folder, WORDS, "Ana")

    assert vault.ages.has_older_records
    assert not vault.ages.has_older_keys
    vault.lock()


def test_older_records_stay_in_doubt_until_somebody_decides_however_often_they_are_opened(
    folder: Path,
) -> None:
    shutil.copytree(folder, folder.with_name("older"))
    worked_on(folder)
    put_back(folder, DATABASE)
    for _time in range(2):  # as much happens in them as in the newer ones
        worked_on(folder)
    vault = open_vault(folder, WORDS, "Ana")
    vault.change_passphrase(WORDS, NEWER_WORDS)  # writes the key file, and keeps what it knows
    vault.lock()

    vault = open_vault(folder, NEWER_WORDS, "Ana")
    assert vault.ages.has_older_records
    vault.trust_records()
    vault.lock()

    vault = open_vault(folder, NEWER_WORDS, "Ana")
    assert not vault.ages.has_older_records
    vault.lock()


def test_records_that_went_on_apart_are_told_though_they_are_as_long(folder: Path) -> None:
    apart = Path(shutil.copytree(folder, folder.with_name("older")))
    worked_on(folder)
    vault = open_vault(apart, WORDS, "Ana")
    with vault.transaction() as opened:
        opened.audit.add(Entry(at=AT, worker_id="a1", act=Act.CHANGED, about=About.CLINIC))
    vault.lock()
    put_back(folder, DATABASE)

    vault = open_vault(folder, WORDS, "Ana")

    assert vault.ages.has_older_records
    vault.lock()


def test_what_a_crash_left_is_no_older_copy(folder: Path) -> None:
    vault = open_vault(folder, WORDS, "Ana")
    note(vault)
    crashed = Path(shutil.copytree(folder, folder.with_name("crashed")))
    vault.lock()

    again = open_vault(crashed, WORDS, "Ana")

    assert not again.ages.has_older_records
    again.lock()


def test_an_older_key_file_brings_no_removed_worker_back(folder: Path) -> None:
    with_ben_removed(folder)
    put_back(folder, HEADER, COPY)

    for words, name in ((WORDS, "Ana"), ("ben has a passphrase", "Ben")):
        with pytest.raises(OlderKeysError) as caught:
            open_vault(folder, words, name)
    assert not caught.value.has_backup
    assert "I lost my passphrase" in explain(caught.value)


def test_the_copy_is_offered_where_it_is_of_the_age_of_the_records(folder: Path) -> None:
    with_ben_removed(folder)
    put_back(folder, HEADER)

    with pytest.raises(OlderKeysError) as caught:
        open_vault(folder, WORDS, "Ana")

    assert caught.value.has_backup
    assert COPY in explain(caught.value)
    (folder / COPY).rename(folder / HEADER)
    open_vault(folder, WORDS, "Ana").lock()


@pytest.mark.parametrize("way", ["code", "shares"])
def test_code_and_shares_let_in_and_make_a_key_file_newer_than_every_other(
    folder: Path, template: tuple[Path, str, tuple[str, ...]], way: str
) -> None:
    _, code, shares = template
    with_ben_removed(folder)
    put_back(folder, HEADER, COPY)

    if way == "code":
        vault = open_vault_by_recovery_code(folder, code)
    else:
        vault = open_vault_by_shares(folder, (shares[0], shares[2]))
    assert vault.ages.has_older_keys
    vault.set_passphrase("Ana", NEWER_WORDS)
    vault.lock()

    vault = open_vault(folder, NEWER_WORDS, "Ana")
    assert not vault.ages.has_older_keys
    vault.lock()
    put_back(folder, HEADER, COPY)
    with pytest.raises(OlderKeysError):
        open_vault(folder, WORDS, "Ana")


def test_both_put_back_together_agree_and_only_headquarters_could_tell(folder: Path) -> None:
    shutil.copytree(folder, folder.with_name("older"))
    worked_on(folder)
    put_back(folder, DATABASE, HEADER, COPY)

    vault = open_vault(folder, WORDS, "Ana")

    assert not vault.ages.has_older_records
    assert not vault.ages.has_older_keys
    vault.lock()


def test_what_is_restored_from_a_backup_is_in_no_doubt(folder: Path) -> None:
    shutil.copytree(folder, folder.with_name("older"))
    worked_on(folder)
    put_back(folder, DATABASE)
    vault = open_vault(folder, WORDS, "Ana")
    made = backups.back_up(vault, folder / "backups", AT)
    vault.lock()

    restored = restoring.restore(made.folder, folder.with_name("restored"), WORDS, "Ana")
    restored.lock()

    again = open_vault(folder.with_name("restored"), WORDS, "Ana")
    assert not again.ages.has_older_records
    again.lock()


def test_a_disk_that_refuses_the_anchor_keeps_nobody_from_locking(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = open_vault(folder, WORDS, "Ana")
    note(vault)
    before = (folder / HEADER).read_bytes()
    monkeypatch.setattr("clinic_app.files.disk.Disk.fsync", refusing)

    vault.lock()

    assert vault.is_locked
    assert (folder / HEADER).read_bytes() == before


def refusing(*_about: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_damaged_copy_of_the_key_file_is_not_offered_as_newer(folder: Path) -> None:
    with_ben_removed(folder)
    put_back(folder, HEADER)
    (folder / COPY).write_bytes((folder / COPY).read_bytes()[:-9])

    with pytest.raises(OlderKeysError) as caught:
        open_vault(folder, WORDS, "Ana")

    assert not caught.value.has_backup


def test_the_anchor_moves_on_at_the_lock_and_changes_no_way_in(folder: Path) -> None:
    before = Keyring.from_bytes((folder / HEADER).read_bytes())
    worked_on(folder)

    after = Keyring.from_bytes((folder / HEADER).read_bytes())

    assert after.anchor.seq == before.anchor.seq + 1
    assert (after.epoch, after.slots) == (before.epoch, before.slots)
    assert (folder / COPY).read_bytes() == (folder / HEADER).read_bytes()
