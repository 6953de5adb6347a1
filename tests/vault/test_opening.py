"""A vault opens for who may open it; whatever is wrong is said by its own name, and left alone."""

import os
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clinic_app.computer import folders
from clinic_app.crypto import keyring_format
from clinic_app.crypto.keyring import Keyring
from clinic_app.crypto.keyring_errors import (
    CostOverCeilingError,
    RecoveryCodeSlipError,
    SignInNameUnknownError,
    WeakCostError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.errors import ClinicError
from clinic_app.files.errors import FileError, FileUnreadableError
from clinic_app.messages.explaining import explain
from clinic_app.records.clinic import Clinic
from clinic_app.records.worker import Worker
from clinic_app.vault import opening
from clinic_app.vault.create import create_vault
from clinic_app.vault.errors import (
    DatabaseDamagedError,
    DatabaseMissingError,
    HeaderDamagedError,
    HeaderError,
    HeaderMissingError,
    HeaderTamperedError,
    HeaderTruncatedError,
    NetworkFolderError,
    SetUpUnfinishedError,
    StrayJournalError,
    SyncedFolderError,
    VaultInUseError,
    WrongPairError,
)
from clinic_app.vault.opening import open_vault, open_vault_by_recovery_code, sign_in_names
from clinic_app.vault.places import is_vault_in
from clinic_app.vault.store_errors import VaultNewerError

PASSPHRASE = "correct horse battery staple"
HEADER, COPY, DATABASE, JOURNAL = (
    "clinic.vault.json",
    "clinic.vault.json.bak",
    "clinic.db",
    "clinic.db-wal",
)


@dataclass(frozen=True)
class Made:
    """A vault on disk, closed, and the code that opens it without the work of a passphrase."""

    folder: Path
    code: str

    def open(self) -> None:
        open_vault_by_recovery_code(self.folder, self.code).lock()

    def workers(self) -> int:
        vault = open_vault_by_recovery_code(self.folder, self.code)
        try:
            with vault.reading() as opened:
                return len(opened.workers.all())
        finally:
            vault.lock()


def make(folder: Path) -> Made:
    vault, code = create_vault(
        folder,
        clinic=Clinic(name="Harbor", code="HARBOR", site="Hall", station_id="0123456789abcdef"),
        worker=Worker(id="a1", name="Ana Example"),
        passphrase=PASSPHRASE,
        sign_in_name="Ana",
        cost=LEAST_COST,
    )
    with vault.transaction() as opened:
        for number in range(60):
            opened.workers.add(Worker(id=f"w{number}", name="Volunteer " * 30))
    # Copied while open, as a crash leaves it: the journal is part of the vault.
    shutil.copytree(folder, folder.with_name("crashed"))
    vault.lock()
    return Made(folder, code)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("one") / "clinic")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("two") / "clinic")


@pytest.fixture
def made(template: Made, tmp_path: Path) -> Made:
    return Made(shutil.copytree(template.folder, tmp_path / "clinic"), template.code)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if "lock" not in path.name}


def refusal(made: Made) -> ClinicError:
    """What opening says; it must be ours, have words, and leave every file as it was."""
    before = contents(made.folder)
    with pytest.raises(ClinicError) as caught:
        made.open()
    after = contents(made.folder)
    after.pop("clinic.db-shm", None)
    before.pop("clinic.db-shm", None)
    assert after == before
    assert explain(caught.value)
    return caught.value


def flipped(data: bytes, at: int, bit: int = 0) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1 << bit
    return bytes(changed)


def test_the_right_passphrase_opens_and_says_whose_it_is(made: Made) -> None:
    vault = open_vault(made.folder, PASSPHRASE, "ana")

    with vault.reading() as opened:
        worker = opened.workers.get(vault.worker_id)
    vault.lock()

    assert worker.slot_id == vault.slot_id
    assert vault.id == Keyring.from_bytes((made.folder / HEADER).read_bytes()).id


def test_a_wrong_passphrase_name_or_code_each_says_so(made: Made, other: Made) -> None:
    with pytest.raises(WrongPassphraseError):
        open_vault(made.folder, "correct horse battery stable")
    with pytest.raises(SignInNameUnknownError):
        open_vault(made.folder, PASSPHRASE, "Ben")
    with pytest.raises(RecoveryCodeSlipError):
        open_vault_by_recovery_code(made.folder, made.code[1:])
    with pytest.raises(WrongRecoveryCodeError):
        open_vault_by_recovery_code(made.folder, other.code)

    made.open()  # none of them kept it from opening


def test_who_can_sign_in_is_known_before_unlocking(made: Made) -> None:
    assert sign_in_names(made.folder) == ("Ana",)


def test_a_second_opener_learns_who_has_the_vault(made: Made) -> None:
    vault = open_vault_by_recovery_code(made.folder, made.code)

    with pytest.raises(VaultInUseError) as caught:
        made.open()
    vault.lock()

    assert caught.value.process_id > 0
    assert str(caught.value.process_id) in explain(caught.value)
    assert not caught.value.computer or caught.value.computer in explain(caught.value)
    made.open()


@pytest.mark.parametrize("note", [b"", b"{", b"[" * 4000, b'{"computer": 1}', b"7", b"x" * 9999])
def test_a_spoiled_note_beside_the_lock_still_gives_an_answer(made: Made, note: bytes) -> None:
    vault = open_vault_by_recovery_code(made.folder, made.code)
    (made.folder / "clinic.lock.json").write_bytes(note)

    with pytest.raises(VaultInUseError) as caught:
        made.open()
    vault.lock()

    assert (caught.value.computer, caught.value.process_id) == ("", 0)
    assert explain(caught.value)


def test_an_empty_folder_is_no_vault_and_gets_no_lock(tmp_path: Path) -> None:
    with pytest.raises(HeaderMissingError) as caught:
        open_vault(tmp_path, PASSPHRASE)

    assert not caught.value.has_backup
    assert not is_vault_in(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_set_up_that_was_broken_off_is_told_from_a_damaged_vault(made: Made) -> None:
    (made.folder / DATABASE).rename(made.folder / "clinic.db.part")

    assert isinstance(refusal(made), SetUpUnfinishedError)
    assert not is_vault_in(made.folder)
    with pytest.raises(SetUpUnfinishedError):
        sign_in_names(made.folder)


def test_shares_and_copied_folders_are_refused(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = made.folder.rename(tmp_path / "OneDrive - Legal Aid")
    with pytest.raises(SyncedFolderError):
        open_vault(moved, PASSPHRASE)

    listed = tmp_path / "mountinfo"
    listed.write_text(f"1 0 0:1 / {tmp_path} rw - cifs x rw\n")
    monkeypatch.setattr(folders, "_MOUNTS", listed)
    if sys.platform == "linux":
        with pytest.raises(NetworkFolderError):
            open_vault(moved, PASSPHRASE)


def test_every_flipped_byte_of_the_key_file_is_damage_and_the_copy_is_offered(made: Made) -> None:
    path = made.folder / HEADER
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(flipped(whole, at, at % 8))

        with pytest.raises(HeaderDamagedError) as caught:
            sign_in_names(made.folder)

        assert caught.value.has_backup

    assert isinstance(refusal(made), HeaderDamagedError)


def test_every_truncation_of_the_key_file_ends_too_early(made: Made) -> None:
    path = made.folder / HEADER
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])

        with pytest.raises(HeaderTruncatedError):
            sign_in_names(made.folder)

    assert isinstance(refusal(made), HeaderTruncatedError)


def test_the_copy_put_back_as_the_words_say_opens_the_vault(made: Made) -> None:
    (made.folder / HEADER).write_bytes(b"damage")
    words = explain(refusal(made))
    assert f"rename {COPY} to {HEADER}" in words

    (made.folder / COPY).replace(made.folder / HEADER)

    made.open()


def test_a_damaged_copy_is_not_offered(made: Made) -> None:
    (made.folder / COPY).write_bytes(b"damage")
    (made.folder / HEADER).unlink()

    error = refusal(made)

    assert isinstance(error, HeaderMissingError)
    assert not error.has_backup
    assert COPY not in explain(error)


def test_a_huge_key_file_is_not_read(made: Made) -> None:
    (made.folder / HEADER).write_bytes(bytes(2**20))

    assert isinstance(refusal(made), HeaderDamagedError)


def forge(made: Made, change: Callable[[bytes], bytes]) -> None:
    """Change the key file as somebody does who knows the format: the checksum fits again."""
    path = made.folder / HEADER
    body = change(path.read_bytes()).rpartition(b',"checksum"')[0]
    path.write_bytes(body + b',"checksum":"' + keyring_format._checksum(body) + b'"}\n')


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (b'"epoch":1', b'"epoch":9', HeaderTamperedError),
        (b'"sign_in_name":"Ana"', b'"sign_in_name":"Eve"', HeaderTamperedError),
        (b'"memory_kib":65536', b'"memory_kib":00008', HeaderDamagedError),
        (b'"memory_kib":65536', b'"memory_kib":10000', WeakCostError),
        (b'"iterations":3', b'"iterations":1', WeakCostError),
        (b'"lanes":4', b'"lanes":0', WeakCostError),
        (b'"memory_kib":65536', b'"memory_kib":1048577', CostOverCeilingError),
        (b'"iterations":3', b'"iterations":21', CostOverCeilingError),
        (b'"version":2', b'"version":3', VaultNewerError),
    ],
)
def test_what_was_changed_on_purpose_has_an_error_of_its_own(
    made: Made, old: bytes, new: bytes, kind: type[ClinicError]
) -> None:
    forge(made, lambda data: data.replace(old, new, 1))

    assert isinstance(refusal(made), kind)


def test_a_dear_key_file_within_the_ceiling_is_still_tampered_with(made: Made) -> None:
    forge(made, lambda data: data.replace(b'"iterations":3', b'"iterations":9', 1))

    assert isinstance(refusal(made), HeaderTamperedError)


def test_keys_and_records_of_two_vaults_are_told_from_damage(made: Made, other: Made) -> None:
    shutil.copy(other.folder / DATABASE, made.folder / DATABASE)

    assert isinstance(refusal(made), WrongPairError)


def test_a_plain_database_in_its_place_is_not_taken(made: Made) -> None:
    (made.folder / DATABASE).write_bytes(b"SQLite format 3\x00" + bytes(8176))

    assert isinstance(refusal(made), WrongPairError)


def test_missing_records_are_said_and_no_empty_ones_made(made: Made) -> None:
    (made.folder / DATABASE).unlink()

    assert isinstance(refusal(made), DatabaseMissingError)


@pytest.mark.parametrize("length", [0, 1, 100, 4095, 4096, 4097, 8192, 40960])
def test_cut_records_are_damage_and_never_an_empty_vault(made: Made, length: int) -> None:
    path = made.folder / DATABASE
    path.write_bytes(path.read_bytes()[:length])

    assert isinstance(refusal(made), DatabaseDamagedError)


@pytest.mark.parametrize("at", [16, 100, 2000, 4015, 4016, 4031, 4032, 4095])
def test_a_flipped_byte_of_the_first_page_is_damage(made: Made, at: int) -> None:
    path = made.folder / DATABASE
    path.write_bytes(flipped(path.read_bytes(), at))

    assert isinstance(refusal(made), DatabaseDamagedError)


@pytest.mark.parametrize("at", [0, 7, 15])
def test_a_flipped_byte_of_the_salt_loses_nothing(made: Made, at: int) -> None:
    path = made.folder / DATABASE
    path.write_bytes(flipped(path.read_bytes(), at))

    assert made.workers() == 61  # the salt is known from the key file


def test_a_flipped_byte_anywhere_is_noticed_or_not_read(made: Made) -> None:
    path = made.folder / DATABASE
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096):
        path.write_bytes(flipped(whole, page * 4096 + 77 * page % 4096))

        try:
            assert made.workers() == 61
        except DatabaseDamagedError as error:
            assert explain(error)  # noqa: PT017 - either is right, and nothing else is


FLIPS = int(os.environ.get("CLINIC_APP_EXAMPLES", "50"))


def test_random_flipped_bytes_are_noticed_and_nothing_wrong_is_shown(made: Made) -> None:
    path = made.folder / DATABASE
    whole, chance = path.read_bytes(), random.Random(7)  # noqa: S311 - where to flip
    right = read_all(made)
    refusals = 0
    for _flip in range(FLIPS):
        path.write_bytes(flipped(whole, chance.randrange(len(whole)), chance.randrange(8)))
        try:
            assert read_all(made) == right
        except DatabaseDamagedError as error:
            refusals += 1
            assert explain(error)  # noqa: PT017 - either is right, and nothing else is

    assert refusals > FLIPS // 4


def read_all(made: Made) -> tuple[object, ...]:
    vault = open_vault_by_recovery_code(made.folder, made.code)
    try:
        with vault.reading() as opened:
            return (opened.clinic.get(), *opened.workers.all(), opened.countable())
    finally:
        vault.lock()


def test_what_a_crash_left_in_the_journal_is_there(template: Made, tmp_path: Path) -> None:
    crashed = template.folder.with_name("crashed")
    assert (crashed / JOURNAL).stat().st_size > 4096

    made = Made(shutil.copytree(crashed, tmp_path / "clinic"), template.code)

    assert made.workers() == 61


@pytest.mark.parametrize("length", [0, 31, 32, 56, 2000, 4151, 4152, 9000])
def test_a_torn_journal_gives_what_was_whole_in_it(
    template: Made, tmp_path: Path, length: int
) -> None:
    made = Made(
        shutil.copytree(template.folder.with_name("crashed"), tmp_path / "c"), template.code
    )
    whole = (made.folder / JOURNAL).read_bytes()
    (made.folder / JOURNAL).write_bytes(whole[:length] + bytes(len(whole) - length))
    (made.folder / "clinic.db-shm").unlink()

    assert made.workers() in {1, 61}


@pytest.mark.parametrize("at", [0, 5, 9, 17, 25, 33, 41, 49, 57, 3000])
def test_a_flipped_byte_in_the_journal_is_what_sqlite_ignores(
    template: Made, tmp_path: Path, at: int
) -> None:
    made = Made(
        shutil.copytree(template.folder.with_name("crashed"), tmp_path / "c"), template.code
    )
    (made.folder / JOURNAL).write_bytes(flipped((made.folder / JOURNAL).read_bytes(), at))
    (made.folder / "clinic.db-shm").unlink()

    assert made.workers() in {1, 61}


def test_a_journal_of_other_records_is_refused_and_destroys_nothing(
    made: Made, other: Made
) -> None:
    shutil.copy(other.folder.with_name("crashed") / JOURNAL, made.folder / JOURNAL)

    assert isinstance(refusal(made), StrayJournalError)

    (made.folder / JOURNAL).unlink()
    assert made.workers() == 61


def test_a_journal_that_cannot_be_read_is_said(
    template: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made(
        shutil.copytree(template.folder.with_name("crashed"), tmp_path / "c"), template.code
    )
    whole = Path.open

    def refuse(self: Path, *arguments: Any, **settings: Any) -> Any:
        if self.name == JOURNAL:
            raise PermissionError
        return whole(self, *arguments, **settings)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        with pytest.raises(FileUnreadableError):
            made.open()

    assert made.workers() == 61


def test_records_of_a_newer_program_are_refused(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer(_connection: object, _seals: object) -> None:
        raise VaultNewerError

    with monkeypatch.context() as patched:
        patched.setattr(opening, "upgrade", newer)
        assert isinstance(refusal(made), VaultNewerError)

    made.open()


def test_every_kind_of_header_error_offers_the_copy_only_where_it_is_whole(tmp_path: Path) -> None:
    for kind in HeaderError.__subclasses__():
        assert COPY in explain(kind(tmp_path, has_backup=True))
        assert COPY not in explain(kind(tmp_path, has_backup=False))


@pytest.mark.parametrize("name", [DATABASE, HEADER])
def test_a_folder_in_the_place_of_a_file_is_said(made: Made, name: str) -> None:
    (made.folder / name).unlink()
    (made.folder / name).mkdir()

    with pytest.raises((FileError, DatabaseDamagedError)) as caught:
        made.open()

    assert explain(caught.value)
