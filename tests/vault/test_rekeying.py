"""New keys: whoever remains opens everything, whoever was removed nothing, and no cut loses a word.

This file is also the program that is killed at every step of a change of keys.
"""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinic_app.clock import DaySource
from clinic_app.crypto import share_slots
from clinic_app.crypto.field_seals import FieldSeals, key_named_in
from clinic_app.crypto.keyring import Keyring
from clinic_app.crypto.keyring_errors import (
    FieldChangedError,
    KeyNotHeldError,
    KeyringTamperedError,
    SignInNameUnknownError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from clinic_app.crypto.new_keys import NewKeys
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.errors import ClinicError
from clinic_app.files.disk import DISK, Disk
from clinic_app.files.errors import FileError
from clinic_app.interview.answers import Answers
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic
from clinic_app.records.confirmation import KeptConfirmation
from clinic_app.records.draft import Draft
from clinic_app.records.enrolment import StoredEnrolment
from clinic_app.records.laptop import OwnPart, Part
from clinic_app.records.recovery_paper import RecoveryPaper
from clinic_app.records.rescreening import Rescreening
from clinic_app.records.retention import Hold, Lifting
from clinic_app.records.screening import Decision, Ruling, Screening, ScreeningState
from clinic_app.records.shown_paper import PaperSeen, ShownPaper
from clinic_app.records.stamp import Stamp
from clinic_app.records.versions import History
from clinic_app.records.worker import Role, Worker
from clinic_app.screening.confirmation import Confirmation
from clinic_app.screening.outcome import Finding, Outcome, Status, Track
from clinic_app.vault import backups, places, rekeying, restoring, rewriting
from clinic_app.vault.create import create_vault
from clinic_app.vault.engine import salt_in
from clinic_app.vault.errors import (
    DatabaseDamagedError,
    NewKeysNotProvedError,
    VaultLockedError,
    WorkStoppedError,
)
from clinic_app.vault.open_vault import OpenVault
from clinic_app.vault.opening import open_vault, open_vault_by_recovery_code, open_vault_by_shares
from clinic_app.vault.vault import Vault

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = date(2026, 11, 2)
STAMP = Stamp(at=AT, day=DAY, day_source=DaySource.COMPUTER, worker_id="ana", site="Hall")
CLIENT = Client(
    id="c" * 32,
    code="7K3F",
    name="Widline Désir",
    household_id="c" * 32,
    birth_date=date(1990, 1, 1),
    language="ht",
    needs_interpreter=False,
    consent=Consent.GIVEN,
    phone="",
    registered=STAMP,
)
OUTCOME = Outcome(
    country="HT",
    as_of=DAY,
    pack_version="1",
    track=Track.NONE,
    designation=None,
    deadline=None,
    findings=(Finding(test="crimes", status=Status.NEEDS_REVIEW, text="x", citations=("y",)),),
)
FINISHED = Screening(
    id="a" * 32,
    client_id=CLIENT.id,
    country="HT",
    as_of=DAY,
    answers=Answers({"late_reregistration_reason": "canary"}),
    state=ScreeningState.FINISHED,
    outcome=OUTCOME,
    started=STAMP,
    finished=STAMP,
)
DECISION = Decision(
    id="d" * 32,
    screening_id=FINISHED.id,
    ruling=Ruling.MORE_PAPERS,
    note="of the lawyer",
    stamp=STAMP,
    same_worker=False,
)
OWN = "a long passphrase of the coordinator"
OLD = {"greta": "a long passphrase of the greeter", "gone": "a long passphrase of who left"}
TEMPORARY = "six words that somebody else chose"


@dataclass(frozen=True)
class Made:
    """A locked vault with three workers, and what it was made with."""

    folder: Path
    code: str
    slots: dict[str, str]


def make_vault(folder: Path) -> Made:
    vault, code = create_vault(
        folder,
        clinic=Clinic(name="Harbor", code="HARBOR", site="Hall", station_id="0123456789abcdef"),
        worker=Worker(id="ana", name="Ana Example", role=Role.COORDINATOR),
        passphrase=OWN,
        sign_in_name="ana",
        cost=LEAST_COST,
    )
    slots = {"ana": vault.slot_id}
    for name, role in (("greta", Role.GREETER), ("gone", Role.REPRESENTATIVE)):
        slots[name] = vault.add_slot(OLD[name], name, name, role)
        with vault.transaction() as opened:
            opened.workers.add(Worker(id=name, name=name, role=role, slot_id=slots[name]))
    with vault.transaction() as opened:
        opened.clients.add(CLIENT)
        opened.screenings.add(FINISHED)
        opened.decisions.add(DECISION)
        opened.drafts.keep("ana", Draft(AT, ()))
        fill_the_rest(opened)
    vault.lock()
    return Made(folder, code, slots)


def fill_the_rest(opened: OpenVault) -> None:
    """Write into every column of sealed fields that the records above leave empty."""
    opened.rescreenings.add(
        Rescreening(
            id="r" * 32,
            screening_id=FINISHED.id,
            installation_id="",
            outcome=OUTCOME,
            stamp=STAMP,
        )
    )
    opened.holds.add(Hold(id="h" * 32, client_id=CLIENT.id, reason="a lawsuit", stamp=STAMP))
    opened.holds.lift("h" * 32, Lifting("settled", STAMP))
    opened.shown_papers.add(
        ShownPaper(
            id="p" * 32,
            client_id=CLIENT.id,
            seen=PaperSeen(kind="rent", first=DAY, last=DAY),
            stamp=STAMP,
        )
    )
    opened.laptops.save_own(
        OwnPart(
            part=Part.MAIN,
            station_id="0123456789abcdef",
            signing_key=bytes(32),
            sealing_key=bytes(32),
            signing_seed=bytes(range(32)),
            opening_secret=bytes(range(32)),
            stamp=STAMP,
        )
    )
    read = Confirmation(line="HT", source="a notice", read_on=DAY, through=DAY, by="Ana Example")
    opened.confirmations.add(
        KeptConfirmation(id="k" * 32, confirmation=read, pack_version="1", stamp=STAMP)
    )
    opened.enrolment.pin(
        StoredEnrolment(
            clinic_code="HARBOR",
            headquarters="Coalition",
            number="0123456789abcdef",
            sealing_key=bytes(32),
            signing_key=bytes(32),
            pack_key=bytes(32),
            smallest_crowd=11,
            own_signing_seed=bytes(range(32)),
            stamp=STAMP,
        )
    )
    opened.histories.save(History(kind="client", record_id=CLIENT.id, unit_id=CLIENT.id, parts={}))
    opened.recovery_papers.keep(RecoveryPaper(number=1, slot_id="s", holder="Ana Ruiz"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make_vault(tmp_path_factory.mktemp("template") / "vault")


@pytest.fixture
def made(template: Made, tmp_path: Path) -> Made:
    shutil.copytree(template.folder, tmp_path / "vault")
    return replace(template, folder=tmp_path / "vault")


@pytest.fixture
def vault(made: Made) -> Iterator[Vault]:
    opened = open_vault(made.folder, OWN, "ana")
    yield opened
    opened.lock()


def prepared(vault: Vault, made: Made, *, with_shares: bool = False) -> NewKeys:
    temporary = {made.slots["greta"]: TEMPORARY}
    return rekeying.prepare(vault, OWN, temporary, with_shares=with_shares)


def nothing_more(_opened: OpenVault) -> None:
    """Write nothing beside the records."""


def go_on(_done: int, _total: int) -> bool:
    return False


def carried_out(vault: Vault, keys: NewKeys) -> int:
    return rekeying.carry_out(vault, keys, finish=nothing_more, progress=go_on)


def everything(vault: Vault) -> tuple[object, ...]:
    with vault.reading() as opened:
        return (
            opened.clients.search("desir"),
            opened.screenings.get(FINISHED.id),
            opened.decisions.of_screening(FINISHED.id),
            opened.drafts.of("ana"),
            {worker.id: worker.role for worker in opened.workers.all()},
            opened.audit.newest(),
        )


def files_of(folder: Path) -> dict[str, bytes]:
    kept = (places.HEADER_NAME, places.HEADER_COPY_NAME)
    names = sorted(
        path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm"))
    )
    return {name: (folder / name).read_bytes() if name in kept else b"" for name in names}


def test_whoever_remains_opens_everything_and_whoever_left_nothing(
    vault: Vault, made: Made
) -> None:
    before, coins = everything(vault), vault.count_key()
    old_salt = salt_in(made.folder / places.DATABASE_NAME)

    keys = prepared(vault, made)
    assert carried_out(vault, keys) == 0

    assert vault.is_locked
    assert salt_in(made.folder / places.DATABASE_NAME) != old_salt
    again = open_vault(made.folder, OWN, "ana")
    assert everything(again) == before
    assert again.count_key() == coins
    assert again.slot_id == made.slots["ana"]
    again.lock()
    greeter = open_vault(made.folder, TEMPORARY, "greta")
    assert greeter.count_key() == coins
    with greeter.reading() as opened, pytest.raises(KeyNotHeldError):
        opened.drafts.of("ana")
    greeter.lock()
    with pytest.raises(SignInNameUnknownError):
        open_vault(made.folder, OLD["gone"], "gone")
    with pytest.raises(WrongPassphraseError):
        open_vault(made.folder, OLD["greta"], "greta")
    with pytest.raises(WrongRecoveryCodeError):
        open_vault_by_recovery_code(made.folder, made.code)
    open_vault_by_recovery_code(made.folder, keys.recovery_code).lock()
    copy = Keyring.from_bytes((made.folder / places.HEADER_COPY_NAME).read_bytes())
    assert [slot.sign_in_name for slot in copy.user_slots] == ["ana", "greta"]
    assert not list(made.folder.glob("*.next*"))


def test_a_copy_of_the_old_key_file_opens_nothing_any_more(vault: Vault, made: Made) -> None:
    kept = (made.folder / places.HEADER_NAME).read_bytes()
    carried_out(vault, prepared(vault, made))

    (made.folder / places.HEADER_NAME).write_bytes(kept)

    with pytest.raises(ClinicError):
        open_vault(made.folder, OLD["gone"], "gone")


def test_no_key_of_before_opens_a_field_of_after(vault: Vault, made: Made) -> None:
    with vault.as_a_whole() as (_database, _key, keyring, secrets):
        old = FieldSeals.of(secrets, keyring.id)
    keys = prepared(vault, made)
    carried_out(vault, keys)
    again = open_vault(made.folder, OWN, "ana")

    with again.as_a_whole() as (_database, _key, keyring, secrets):
        new = FieldSeals.of(secrets, keyring.id)
    fields = [
        (place, sealed)
        for column in rewriting.sealed_columns()
        for _row, place, sealed in rewriting.fields(raw_connection(again), column)
    ]
    again.lock()

    # A new column of sealed fields belongs into fill_the_rest: that its store binds a field to
    # what the model says is known only by this. A field bound to something else would be lost.
    assert {place[:2] for place, _sealed in fields} == {
        (column.table.name, column.name) for column in rewriting.sealed_columns()
    }
    for place, sealed in fields:
        new.open(key_named_in(sealed), place, sealed)
        with pytest.raises(FieldChangedError):
            old.open(key_named_in(sealed), place, sealed)


def raw_connection(vault: Vault) -> object:
    using = vault._using
    assert using is not None
    return using.engines.reader.raw_connection().cursor().connection


def test_the_coins_stay_however_often_the_keys_change(vault: Vault, made: Made) -> None:
    coins = vault.count_key()
    carried_out(vault, prepared(vault, made))
    again = open_vault(made.folder, OWN, "ana")

    carried_out(again, rekeying.prepare(again, OWN, {}, with_shares=False))

    third = open_vault(made.folder, OWN, "ana")
    assert third.count_key() == coins
    third.lock()


def test_two_of_three_new_shares_open_and_no_old_one(vault: Vault, made: Made) -> None:
    old = vault.rewrap(share_slots.added)
    keys = prepared(vault, made, with_shares=True)
    carried_out(vault, keys)

    with pytest.raises(ClinicError):
        open_vault_by_shares(made.folder, (old[0], old[1]))
    open_vault_by_shares(made.folder, (keys.shares[2], keys.shares[0])).lock()


def test_backups_of_before_open_with_the_old_keys(vault: Vault, made: Made, tmp_path: Path) -> None:
    backup = backups.back_up(vault, tmp_path / "b", AT)
    carried_out(vault, prepared(vault, made))

    restored = restoring.restore(backup.folder, tmp_path / "new", OLD["gone"], "gone")

    assert restored.worker_id == "gone"
    restored.lock()


def test_what_belongs_to_the_new_keys_is_written_with_them(vault: Vault, made: Made) -> None:
    def finish(opened: OpenVault) -> None:
        opened.temporary_passphrases.add("greta")

    rekeying.carry_out(vault, prepared(vault, made), finish=finish, progress=go_on)

    again = open_vault(made.folder, OWN, "ana")
    with again.reading() as opened:
        assert "greta" in opened.temporary_passphrases
        assert "ana" not in opened.temporary_passphrases
    again.lock()


def test_only_whoever_holds_every_key_and_knows_their_passphrase_makes_new_ones(
    vault: Vault, made: Made
) -> None:
    with pytest.raises(WrongPassphraseError):
        rekeying.prepare(vault, OLD["gone"], {}, with_shares=False)
    vault.lock()
    greeter = open_vault(made.folder, OLD["greta"], "greta")
    with pytest.raises(KeyNotHeldError):
        rekeying.prepare(greeter, OLD["greta"], {}, with_shares=False)
    greeter.lock()
    nobody = open_vault_by_recovery_code(made.folder, made.code)
    with pytest.raises(WrongPassphraseError):
        rekeying.prepare(nobody, OWN, {}, with_shares=False)
    nobody.lock()


def test_keys_that_were_made_before_a_worker_changed_are_refused(vault: Vault, made: Made) -> None:
    keys = prepared(vault, made)
    vault.change_passphrase(OWN, "another long passphrase of hers")
    before = files_of(made.folder)

    with pytest.raises(NewKeysNotProvedError):
        carried_out(vault, keys)

    assert not vault.is_locked
    assert files_of(made.folder) == before


def test_whoever_stops_it_at_any_look_keeps_everything_as_it_was(vault: Vault, made: Made) -> None:
    keys = prepared(vault, made)
    before, records = files_of(made.folder), everything(vault)
    looks = 0

    def stop_at(number: int) -> Callable[[int, int], bool]:
        seen = iter(range(number))
        return lambda _done, _total: next(seen, None) is None

    while True:
        try:
            rekeying.carry_out(vault, keys, finish=nothing_more, progress=stop_at(looks))
        except WorkStoppedError:
            looks += 1
            assert not vault.is_locked
            assert files_of(made.folder) == before
            assert everything(vault) == records
            continue
        break

    assert looks >= 5
    open_vault(made.folder, OWN, "ana").lock()


def test_a_lock_stops_it(vault: Vault, made: Made) -> None:
    keys = prepared(vault, made)

    def lock(_done: int, _total: int) -> bool:
        vault.lock()
        return False

    with pytest.raises((WorkStoppedError, VaultLockedError)):
        rekeying.carry_out(vault, keys, finish=nothing_more, progress=lock)
    with pytest.raises(VaultLockedError):
        carried_out(vault, keys)

    again = open_vault(made.folder, OWN, "ana")
    assert again.slot_id == made.slots["ana"]
    again.lock()
    open_vault(made.folder, OLD["gone"], "gone").lock()


def test_a_field_that_no_key_opens_stays_one_and_is_counted(vault: Vault, made: Made) -> None:
    with vault.transaction() as opened:
        opened._connection.exec_driver_sql("UPDATE drafts SET content = zeroblob(60)")

    assert carried_out(vault, prepared(vault, made)) == 1

    again = open_vault(made.folder, OWN, "ana")
    with again.reading() as opened, pytest.raises(FieldChangedError):
        opened.drafts.of("ana")
    again.lock()


def test_a_damaged_page_gets_no_new_keys(made: Made) -> None:
    database = made.folder / places.DATABASE_NAME
    vault = open_vault(made.folder, OWN, "ana")
    with vault.transaction() as opened:
        opened._connection.exec_driver_sql("CREATE TABLE room (filling BLOB)")
        opened._connection.exec_driver_sql("INSERT INTO room VALUES (zeroblob(40000))")
        opened._connection.exec_driver_sql("DROP TABLE room")
    vault.lock()
    data = bytearray(database.read_bytes())
    data[-4096 + 700] ^= 1
    database.write_bytes(data)
    vault = open_vault(made.folder, OWN, "ana")

    with pytest.raises(DatabaseDamagedError):
        carried_out(vault, prepared(vault, made))

    assert not vault.is_locked
    vault.lock()


def test_what_does_not_read_back_as_it_was_is_thrown_away(vault: Vault, made: Made) -> None:
    def lose_a_row(opened: OpenVault) -> None:
        opened._connection.exec_driver_sql("INSERT INTO kyr_events SELECT * FROM kyr_events")
        opened._connection.exec_driver_sql("DELETE FROM drafts")

    def lose_a_worker(opened: OpenVault) -> None:
        opened._connection.exec_driver_sql(
            "INSERT INTO workers (id, name, slot_id, is_active) VALUES ('x', 'x', '', 0)"
        )

    before = files_of(made.folder)
    with pytest.raises(NewKeysNotProvedError):
        rekeying.carry_out(vault, prepared(vault, made), finish=lose_a_worker, progress=go_on)
    assert files_of(made.folder) == before
    assert not vault.is_locked
    rekeying.carry_out(vault, prepared(vault, made), finish=lose_a_row, progress=go_on)


STEPS = ("create", "reopen", "write", "fsync", "read_back", "replace")


def test_a_disk_that_refuses_at_any_step_leaves_a_vault_that_opens(
    template: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = None
    outcomes = []
    for number in range(100):
        folder = tmp_path / str(number)
        shutil.copytree(template.folder, folder)
        made = replace(template, folder=folder)
        vault = open_vault_by_recovery_code(folder, template.code)
        vault.slot_id = template.slots["ana"]
        keys = keys or prepared(vault, made)
        with monkeypatch.context() as failing:
            refuse_from(number, failing)
            try:
                carried_out(vault, keys)
            except FileError:
                outcomes.append(False)
            else:
                outcomes.append(True)
        vault.lock()
        assert opens_with_one_of(folder, template.code, keys.recovery_code) in {"old", "new"}
        if outcomes[-1]:
            break

    assert outcomes[-1]
    assert len(outcomes) > 10


def refuse_from(number: int, patch: pytest.MonkeyPatch) -> None:
    """Let every step of the disk fail from the *number*-th on."""
    taken = [0]

    def refusing(name: str) -> Callable[..., object]:
        whole = getattr(Disk, name)

        def step(*arguments: object) -> object:
            taken[0] += 1
            if taken[0] > number:
                raise OSError(errno.ENOSPC, "refused")
            return whole(DISK, *arguments)

        return step

    for name in STEPS:
        patch.setattr(DISK, name, refusing(name))


def opens_with_one_of(folder: Path, old: str, new: str) -> str:
    """Return which code opens the vault; everything in it is there, and nothing is left over."""
    for name, code in (("old", old), ("new", new)):
        try:
            vault = open_vault_by_recovery_code(folder, code)
        except (WrongRecoveryCodeError, KeyringTamperedError):
            continue
        with vault.reading() as opened:
            assert opened.clients.search("desir") == (CLIENT,)
            assert opened.screenings.get(FINISHED.id) == FINISHED
            assert opened.decisions.of_screening(FINISHED.id) == (DECISION,)
            check = opened._connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
        vault.lock()
        assert check == []
        assert not list(folder.glob("*.next*"))
        header, copy = (
            (folder / name).read_bytes() for name in (places.HEADER_NAME, places.HEADER_COPY_NAME)
        )
        assert header == copy
        return name
    return ""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="copies of the process are killed")
def test_a_power_cut_at_every_step_leaves_the_old_keys_or_the_new_ones(tmp_path: Path) -> None:
    said = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, __file__, str(tmp_path / "template")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},  # the program tested here
    )

    opened = json.loads(said.stdout)
    assert len(opened) > 20
    assert opened == sorted(opened, key=["old", "new"].index)  # one step settles it
    assert set(opened) == {"old", "new"}


def main(template: Path) -> None:
    """Kill a change of keys at its first step, at its second, until one ends by itself."""
    made = make_vault(template)
    vault = open_vault(template, OWN, "ana")
    keys = prepared(vault, made)
    vault.lock()
    opened: list[str] = []
    is_over = False
    while not is_over:
        folder = template.with_name(f"killed at {len(opened)}")
        shutil.copytree(template, folder)
        child = os.fork()
        if not child:
            change_until(len(opened), folder, made.code, keys)
        _pid, status = os.waitpid(child, 0)
        is_over = not os.WIFSIGNALED(status)
        opened.append(opens_with_one_of(folder, made.code, keys.recovery_code))
        shutil.rmtree(folder)
    sys.stdout.write(json.dumps(opened))


def change_until(steps: int, folder: Path, code: str, keys: NewKeys) -> None:
    """Change the keys in this process, and be killed before the step of this number."""
    taken = [0]

    def count() -> None:
        taken[0] += 1
        if taken[0] > steps:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(name: str) -> Callable[..., object]:
        whole = getattr(Disk, name)

        def step(*arguments: object) -> object:
            count()
            return whole(DISK, *arguments)

        return step

    def look(_done: int, _total: int) -> bool:
        count()
        return False

    vault = open_vault_by_recovery_code(folder, code)
    for name in STEPS:
        setattr(DISK, name, counted(name))
    rekeying.carry_out(vault, keys, finish=nothing_more, progress=look)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
