"""A vault is made whole or not at all, encrypted, and never over another."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from clinic_app.computer import folders
from clinic_app.crypto.keyring_errors import WeakCostError
from clinic_app.crypto.passphrases import LEAST_COST, Argon2Cost
from clinic_app.files.disk import DISK
from clinic_app.files.errors import DiskFullError
from clinic_app.records.clinic import Clinic
from clinic_app.records.worker import Worker
from clinic_app.vault import create
from clinic_app.vault.create import create_vault
from clinic_app.vault.engine import check_encrypted
from clinic_app.vault.errors import (
    EncryptionMissingError,
    HeaderMissingError,
    NetworkFolderError,
    SetUpUnfinishedError,
    SyncedFolderError,
    VaultExistsError,
    VaultInUseError,
)
from clinic_app.vault.lock import VaultLock
from clinic_app.vault.opening import open_vault_by_recovery_code, sign_in_names
from clinic_app.vault.places import is_vault_in, is_vault_seen_in
from clinic_app.vault.vault import Vault

CLINIC = Clinic(name="Harbor", code="HARBOR", site="Hall", station_id="0123456789abcdef")
WORKER = Worker(id="a1", name="Ana Example")


def make(folder: Path, cost: Argon2Cost = LEAST_COST) -> tuple[Vault, str]:
    return create_vault(
        folder,
        clinic=CLINIC,
        worker=WORKER,
        passphrase="correct horse battery staple",
        sign_in_name="Ana",
        cost=cost,
    )


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_vault_holds_the_clinic_and_the_worker_with_her_slot(tmp_path: Path) -> None:
    vault, _ = make(tmp_path / "deep" / "clinic")

    with vault.reading() as opened:
        clinic, worker = opened.clinic.get(), opened.workers.get("a1")
    vault.lock()

    assert clinic == CLINIC
    assert (worker.name, worker.slot_id) == ("Ana Example", vault.slot_id)
    assert vault.worker_id == "a1"
    assert names_in(vault.folder) == {
        "clinic.db",
        "clinic.vault.json",
        "clinic.vault.json.bak",
        "clinic.lock",
    }


def test_nothing_readable_is_in_any_of_its_files(tmp_path: Path) -> None:
    vault, code = make(tmp_path)
    secret = ("Harbor", "Ana Example", "correct horse", code, vault._using.secrets.data_key.hex())  # type: ignore[union-attr]

    contents = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    vault.lock()

    assert not contents["clinic.db"].startswith(b"SQLite format 3")
    for content in contents.values():
        for word in secret:
            assert word.encode() not in content
            assert word.encode("utf-16-le") not in content


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept")

    vault, _ = make(tmp_path)
    vault.lock()

    assert (tmp_path / "letter.txt").read_text() == "kept"


@pytest.mark.parametrize(
    "name", ["clinic.db", "clinic.vault.json", "clinic.vault.json.bak", "clinic.db-wal"]
)
def test_where_a_part_of_a_vault_lies_none_is_made(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"of another vault")

    with pytest.raises(VaultExistsError):
        make(tmp_path)

    assert is_vault_in(tmp_path)
    assert names_in(tmp_path) == {name}
    assert (tmp_path / name).read_bytes() == b"of another vault"


def test_two_who_set_up_the_same_folder_do_not_mix(tmp_path: Path) -> None:
    lock = VaultLock(tmp_path)

    with pytest.raises(VaultInUseError):
        make(tmp_path)

    assert "clinic.lock.json" in names_in(tmp_path)
    lock.release()


def test_a_vault_that_appears_while_we_wait_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LateLock(VaultLock):
        def __init__(self, folder: Path) -> None:
            super().__init__(folder)
            (folder / "clinic.vault.json").write_bytes(b"of somebody faster")

    monkeypatch.setattr(create, "VaultLock", LateLock)

    with pytest.raises(VaultExistsError):
        make(tmp_path)

    assert names_in(tmp_path) == {"clinic.vault.json"}


def test_a_vault_on_a_share_or_in_a_copied_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SyncedFolderError) as caught:
        make(tmp_path / "Dropbox" / "clinic")
    assert caught.value.service == "Dropbox"

    listed = tmp_path / "mountinfo"
    listed.write_text(f"1 0 0:1 / {tmp_path}/far rw - nfs4 x rw\n")
    monkeypatch.setattr(folders, "_MOUNTS", listed)
    if sys.platform == "linux":
        with pytest.raises(NetworkFolderError):
            make(tmp_path / "far")

    assert names_in(tmp_path) == {"mountinfo"}


def test_a_cost_that_is_too_low_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(WeakCostError):
        make(tmp_path / "clinic", cost=Argon2Cost(8, 1, 1))

    assert names_in(tmp_path) == set()


def test_a_database_in_plain_text_would_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_it_plain(path: Path) -> None:
        path.write_bytes(b"SQLite format 3\x00" + bytes(4080))
        check_encrypted(path)

    monkeypatch.setattr(create, "check_encrypted", find_it_plain)

    with pytest.raises(EncryptionMissingError):
        make(tmp_path / "clinic")

    assert names_in(tmp_path) == set()


def test_what_a_broken_set_up_left_is_cleared_by_the_next_one(tmp_path: Path) -> None:
    make(tmp_path)[0].lock()
    (tmp_path / "clinic.db").rename(tmp_path / "clinic.db.part")
    (tmp_path / "clinic.vault.json.part").write_bytes(b"half")
    (tmp_path / "letter.txt").write_text("kept")
    assert not is_vault_in(tmp_path)

    vault, code = make(tmp_path)
    vault.lock()

    open_vault_by_recovery_code(tmp_path, code).lock()
    assert not list(tmp_path.glob("*.part*"))
    assert (tmp_path / "letter.txt").exists()


STEPS = ("create", "write", "fsync", "read_back", "replace", "fsync_folder")


def at_step(monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], None]) -> None:
    """Do *act* before the disk's step *number*, counted from 1."""
    taken: list[str] = []

    def counted(name: str) -> Callable[..., object]:
        whole = getattr(DISK, name)

        def step(*arguments: object) -> object:
            taken.append(name)
            if len(taken) == number:
                act()
            return whole(*arguments)

        return step

    for name in STEPS:
        monkeypatch.setattr(DISK, name, counted(name))


def fill_up() -> None:
    raise OSError(errno.ENOSPC, "no room")


def test_a_disk_that_is_full_at_any_step_leaves_nothing(tmp_path: Path) -> None:
    number, is_made = 0, False
    while not is_made:
        number += 1
        with pytest.MonkeyPatch.context() as patched:
            at_step(patched, number, fill_up)
            try:
                make(tmp_path / "clinic")[0].lock()
            except DiskFullError:
                assert names_in(tmp_path) == set()
            else:
                is_made = True

    assert number == 2 * len(STEPS) + 2 + 1  # two copies of the key file, one rename


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only POSIX limits a process this way")
@pytest.mark.parametrize("most_bytes", [0, 20_000, 100_000])
def test_a_database_that_cannot_grow_leaves_nothing(tmp_path: Path, most_bytes: int) -> None:
    said = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, __file__, "limited", str(tmp_path / "clinic"), str(most_bytes)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() in {"FileVanishedError", "DiskFullError", "FileNotWritableError"}
    assert names_in(tmp_path) == set()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="crashes are tried on copies of the process")
def test_a_crash_at_any_step_leaves_a_vault_or_a_folder_that_can_be_set_up(
    tmp_path: Path,
) -> None:
    said = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, __file__, "crashing", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )

    results = json.loads(said.stdout)
    assert set(results) == {"unfinished", "whole"}
    assert results["unfinished"] >= 2 * len(STEPS) + 1
    assert results["whole"] >= 1


def limited(folder: Path, most_bytes: int) -> None:
    """Make a vault in a process whose files may not grow over *most_bytes*."""
    import resource  # noqa: PLC0415 - Windows has none

    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    try:
        make(folder)
    except Exception as error:  # noqa: BLE001 - its name is what is asked
        sys.stdout.write(type(error).__name__)


def crashing(folder: Path) -> None:
    """Crash at each step in turn, and look at what is left as the next start would."""
    results = {"unfinished": 0, "whole": 0}
    for number in range(1, 100):
        where = folder / str(number)
        child = os.fork()
        if not child:
            at_step(pytest.MonkeyPatch(), number, lambda: os._exit(9))
            _, code = make(where)
            (folder / "code").write_text(code)
            os._exit(0)
        is_through = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        results[set_up_again(where)] += 1
        if is_through:
            break
    sys.stdout.write(json.dumps(results))


def set_up_again(folder: Path) -> str:
    if is_vault_in(folder):  # the crash came after the last step that matters
        assert sign_in_names(folder) == ("Ana",)
        return "whole"
    with suppress(SetUpUnfinishedError, HeaderMissingError):  # or it crashed even before
        sign_in_names(folder)
    vault, code = make(folder)
    vault.lock()
    open_vault_by_recovery_code(folder, code).lock()
    return "unfinished"


def test_records_are_not_seen_in_a_folder_that_nobody_may_look_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clinic.vault.json").touch()

    def refuse(_path: Path, **_how: bool) -> None:
        raise PermissionError

    assert is_vault_seen_in(tmp_path)
    monkeypatch.setattr(Path, "stat", refuse)
    assert not is_vault_seen_in(tmp_path)


if __name__ == "__main__":
    if sys.argv[1] == "limited":
        limited(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        crashing(Path(sys.argv[2]))
