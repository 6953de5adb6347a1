"""An open vault: all or nothing, one writer, and nothing after it was locked."""

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clinic_app.crypto.keyring import Keyring
from clinic_app.crypto.keyring_errors import (
    LastSlotError,
    SignInNameTakenError,
    SignInNameUnknownError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.files.disk import DISK
from clinic_app.files.errors import DiskFullError
from clinic_app.records.clinic import Clinic
from clinic_app.records.worker import Role, Worker
from clinic_app.vault.create import create_vault
from clinic_app.vault.errors import (
    DatabaseDamagedError,
    HeaderDamagedError,
    HeaderTamperedError,
    VaultLockedError,
)
from clinic_app.vault.opening import open_vault, open_vault_by_recovery_code, sign_in_names
from clinic_app.vault.vault import Vault

PASSPHRASE = "correct horse battery staple"
CROWD = 200


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("template") / "clinic"
    vault, code = create_vault(
        folder,
        clinic=Clinic(name="Harbor", code="HARBOR", site="Hall", station_id="0123456789abcdef"),
        worker=Worker(id="a1", name="Ana Example"),
        passphrase=PASSPHRASE,
        sign_in_name="Ana",
        cost=LEAST_COST,
    )
    with vault.transaction() as opened:
        for number in range(CROWD):
            opened.workers.add(Worker(id=f"w{number}", name="Volunteer"))
    vault.lock()
    return folder, code


@pytest.fixture
def code(template: tuple[Path, str]) -> str:
    return template[1]


@pytest.fixture
def vault(template: tuple[Path, str], tmp_path: Path) -> Iterator[Vault]:
    shutil.copytree(template[0], tmp_path / "clinic")
    vault = open_vault_by_recovery_code(tmp_path / "clinic", template[1])
    yield vault
    vault.lock()


@pytest.fixture
def anas(template: tuple[Path, str], tmp_path: Path) -> Iterator[Vault]:
    shutil.copytree(template[0], tmp_path / "anas")
    vault = open_vault(tmp_path / "anas", PASSPHRASE, "Ana")
    yield vault
    vault.lock()


def count(vault: Vault) -> int:
    with vault.reading() as opened:
        return len(opened.workers.all())


def add(vault: Vault, worker_id: str) -> None:
    with vault.transaction() as opened:
        opened.workers.add(Worker(id=worker_id, name="New"))


def test_a_transaction_is_kept_as_a_whole(vault: Vault) -> None:
    with vault.transaction() as opened:
        opened.workers.add(Worker(id="n1", name="One"))
        opened.workers.add(Worker(id="n2", name="Two"))

    assert count(vault) == 1 + CROWD + 2


class PulledPlugError(Exception):
    """Something that goes wrong in the middle of a transaction."""


def fail_half_way(vault: Vault, statement: str = "SELECT 1") -> None:
    with vault.transaction() as opened:
        opened.workers.add(Worker(id="n1", name="One"))
        opened._connection.exec_driver_sql(statement)
        raise PulledPlugError


def test_a_transaction_that_fails_keeps_nothing(vault: Vault) -> None:
    with pytest.raises(PulledPlugError):
        fail_half_way(vault)

    assert count(vault) == 1 + CROWD
    add(vault, "n1")  # and the next one is none the worse


def test_tables_made_in_a_failing_transaction_are_gone_too(vault: Vault) -> None:
    with pytest.raises(PulledPlugError):
        fail_half_way(vault, "CREATE TABLE half_done (x)")

    with vault.reading() as opened:
        names = opened._connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert "half_done" not in names


def test_reading_sees_the_records_as_they_were_when_it_began(vault: Vault) -> None:
    with vault.reading() as opened:
        before = len(opened.workers.all())
        add(vault, "n1")

        assert len(opened.workers.all()) == before

    assert count(vault) == before + 1


def test_what_only_reads_can_change_nothing(vault: Vault) -> None:
    with pytest.raises(RuntimeError), vault.reading() as opened:
        opened.workers.add(Worker(id="n1", name="One"))

    assert count(vault) == 1 + CROWD


def test_threads_read_while_one_writes(vault: Vault) -> None:
    with ThreadPoolExecutor(4) as pool:
        writes = [pool.submit(add, vault, f"n{number}") for number in range(20)]
        reads = [pool.submit(count, vault) for _ in range(20)]

    assert all(write.exception() is None for write in writes)
    assert all(1 + CROWD <= read.result() <= 1 + CROWD + 20 for read in reads)
    assert count(vault) == 1 + CROWD + 20


def test_a_transaction_inside_a_transaction_is_a_mistake_and_not_a_wait_for_ever(
    vault: Vault,
) -> None:
    with vault.transaction() as opened:
        with pytest.raises(RuntimeError), vault.transaction():
            pass
        opened.workers.add(Worker(id="n1", name="One"))

    assert count(vault) == 1 + CROWD + 1


def test_after_locking_nothing_opens_and_nothing_is_kept(vault: Vault) -> None:
    vault.lock()
    vault.lock()

    assert vault.is_locked
    assert vault._using is None
    for use in (
        lambda: count(vault),
        lambda: add(vault, "n1"),
        lambda: vault.add_slot("another good passphrase", "Ben", "b2", Role.VOLUNTEER),
        lambda: vault.change_passphrase(PASSPHRASE, "another good passphrase"),
        lambda: vault.set_passphrase("Ana", "another good passphrase"),
        lambda: vault.remove_slot("00"),
        lambda: vault.rewrap(Keyring.with_recovery_code),
    ):
        with pytest.raises(VaultLockedError):
            use()


def test_after_locking_the_journal_is_written_in_and_another_can_open(
    vault: Vault, code: str
) -> None:
    add(vault, "n1")
    vault.lock()

    assert not (vault.folder / "clinic.db-wal").exists()
    again = open_vault_by_recovery_code(vault.folder, code)
    assert count(again) == 1 + CROWD + 1
    again.lock()


@pytest.mark.parametrize("kind", ["reading", "transaction"])
def test_work_under_way_in_another_thread_ends_as_it_would_have(
    vault: Vault, code: str, kind: str
) -> None:
    is_inside, may_go_on = threading.Event(), threading.Event()

    def work() -> int:
        with getattr(vault, kind)() as opened:
            first = len(opened.workers.all())
            is_inside.set()
            assert may_go_on.wait(30)
            if kind == "transaction":
                opened.workers.add(Worker(id="n1", name="Late"))
            return first + len(opened.workers.all())

    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(work)
        assert is_inside.wait(30)
        vault.lock()
        with pytest.raises(VaultLockedError):
            count(vault)
        may_go_on.set()
        saw = under_way.result()

    added = int(kind == "transaction")
    assert saw == 2 * (1 + CROWD) + added
    assert vault._using is None
    again = open_vault_by_recovery_code(vault.folder, code)  # the lock file was let go
    assert count(again) == 1 + CROWD + added
    again.lock()


def test_locking_while_many_read_never_crashes(vault: Vault) -> None:
    def read_until_locked() -> int:
        times = 0
        while True:
            try:
                count(vault)
            except VaultLockedError:
                return times
            times += 1

    started = threading.Barrier(5)

    def work() -> int:
        started.wait(30)
        count(vault)
        return read_until_locked()

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(work) for _ in range(4)]
        started.wait(30)
        add(vault, "n1")
        vault.lock()
        errors = [reader.exception() for reader in readers]

    assert all(error is None or isinstance(error, VaultLockedError) for error in errors)
    assert vault._using is None


def test_a_full_disk_keeps_what_was_saved_and_says_so(vault: Vault) -> None:
    assert vault._using is not None
    with vault._using.engines.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")

    with pytest.raises(DiskFullError), vault.transaction() as opened:
        opened.workers.add(Worker(id="n1", name="N" * 100_000))

    assert count(vault) == 1 + CROWD
    add(vault, "n1")


def test_damage_found_while_working_is_said_and_not_shown_as_records(vault: Vault) -> None:
    path = vault.folder / "clinic.db"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(size - 4096))

    with pytest.raises(DatabaseDamagedError):
        count(vault)


def test_another_worker_gets_a_way_in_of_their_own(anas: Vault) -> None:
    slot_id = anas.add_slot("another good passphrase", "Ben", "b2", Role.VOLUNTEER)
    anas.lock()

    bens = open_vault(anas.folder, "another good passphrase", "Ben")
    assert (bens.slot_id, bens.worker_id) == (slot_id, "b2")
    assert count(bens) == 1 + CROWD
    bens.lock()
    assert sign_in_names(anas.folder) == ("Ana", "Ben")


def test_two_of_one_name_are_refused_and_nothing_changes(anas: Vault) -> None:
    before = (anas.folder / "clinic.vault.json").read_bytes()

    with pytest.raises(SignInNameTakenError):
        anas.add_slot("another good passphrase", "ana", "b2", Role.VOLUNTEER)

    assert (anas.folder / "clinic.vault.json").read_bytes() == before


def test_a_changed_passphrase_opens_and_the_old_one_does_not_in_file_or_copy(anas: Vault) -> None:
    anas.change_passphrase(PASSPHRASE, "another good passphrase")
    anas.lock()

    with pytest.raises(WrongPassphraseError):
        open_vault(anas.folder, PASSPHRASE, "Ana")
    copy = Keyring.from_bytes((anas.folder / "clinic.vault.json.bak").read_bytes())
    with pytest.raises(WrongPassphraseError):
        copy.unlock(PASSPHRASE)
    again = open_vault(anas.folder, "another good passphrase", "Ana")
    assert again.slot_id == anas.slot_id
    again.lock()


def test_a_passphrase_is_changed_only_by_who_knows_it(anas: Vault) -> None:
    before = (anas.folder / "clinic.vault.json").read_bytes()

    with pytest.raises(WrongPassphraseError):
        anas.change_passphrase("a wrong guess at it", "another good passphrase")

    assert (anas.folder / "clinic.vault.json").read_bytes() == before


def test_after_recovery_a_worker_is_given_a_new_passphrase_and_is_who_works(vault: Vault) -> None:
    assert (vault.slot_id, vault.worker_id) == ("", "")
    with pytest.raises(WrongPassphraseError):
        vault.change_passphrase(PASSPHRASE, "another good passphrase")
    with pytest.raises(SignInNameUnknownError):
        vault.set_passphrase("Ben", "another good passphrase")

    vault.set_passphrase("ana", "another good passphrase")

    assert vault.worker_id == "a1"
    vault.change_passphrase("another good passphrase", "a third good passphrase")
    vault.lock()
    again = open_vault(vault.folder, "a third good passphrase")
    assert again.slot_id == vault.slot_id
    again.lock()


def test_a_new_recovery_code_replaces_the_old_one(vault: Vault, code: str) -> None:
    new = vault.rewrap(Keyring.with_recovery_code)
    vault.lock()

    with pytest.raises(WrongRecoveryCodeError):
        open_vault_by_recovery_code(vault.folder, code)
    open_vault_by_recovery_code(vault.folder, new).lock()


def test_a_removed_worker_cannot_open_even_from_the_copy(vault: Vault) -> None:
    slot_id = vault.add_slot("another good passphrase", "Ben", "b2", Role.VOLUNTEER)
    vault.remove_slot(slot_id)

    for name in ("clinic.vault.json", "clinic.vault.json.bak"):
        ring = Keyring.from_bytes((vault.folder / name).read_bytes())
        assert [slot.sign_in_name for slot in ring.user_slots] == ["Ana"]


def test_the_last_worker_cannot_be_removed(anas: Vault) -> None:
    with pytest.raises(LastSlotError):
        anas.remove_slot(anas.slot_id)

    assert sign_in_names(anas.folder) == ("Ana",)


def test_a_key_file_changed_behind_our_back_is_not_written_over(vault: Vault) -> None:
    path = vault.folder / "clinic.vault.json"
    whole = path.read_bytes()
    other, secrets, _ = Keyring.create(
        passphrase=PASSPHRASE, sign_in_name="Eve", worker_id="e", cost=LEAST_COST
    )
    for foreign, error in (
        (other.to_bytes(secrets), HeaderTamperedError),
        (whole[:-9] + b"damaged\n\n", HeaderDamagedError),
    ):
        path.write_bytes(foreign)

        with pytest.raises(error):
            vault.rewrap(Keyring.with_recovery_code)

        assert path.read_bytes() == foreign


def test_an_old_slot_goes_only_when_the_new_one_is_on_disk(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = vault.folder / "clinic.vault.json"
    before = path.read_bytes()
    written: list[Path] = []
    whole = DISK.replace

    def replace(source: Path, target: Path) -> None:
        written.append(target)
        if target == path:
            # The copy beside it opens with the new passphrase before the old one goes.
            copy = Keyring.from_bytes(path.with_name(path.name + ".bak").read_bytes())
            assert copy.unlock("another good passphrase")
            raise OSError(28, "no room")
        whole(source, target)

    monkeypatch.setattr(DISK, "replace", replace)

    with pytest.raises(DiskFullError):
        vault.set_passphrase("Ana", "another good passphrase")

    assert [target.name for target in written] == ["clinic.vault.json.bak", "clinic.vault.json"]
    assert path.read_bytes() == before
    assert vault.slot_id == ""


def test_nothing_secret_is_printed(vault: Vault) -> None:
    assert vault._using is not None
    secrets = vault._using.secrets
    assert secrets is not None

    printed = repr(vault) + repr(vault._using) + repr(secrets) + repr(vars(vault))

    assert secrets.data_key.hex() not in printed
    assert repr(secrets.data_key) not in printed
