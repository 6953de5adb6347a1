"""Files that were put back from an older copy: nobody is counted twice, and nobody comes back."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.bundles import receipt
from clinic_app.bundles.phone_code import phone_code
from clinic_app.bundles.receipt import Receipt, ReceiptStatus
from clinic_app.clock import Today
from clinic_app.crypto.keyring_errors import SignInNameUnknownError
from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.crypto.signing import SigningKey
from clinic_app.messages.explaining import explain
from clinic_app.records.audit import About, Act
from clinic_app.records.worker import Role
from clinic_app.vault.errors import OlderKeysError
from clinic_app.vault.opening import sign_in_names
from clinic_app.workflows import (
    backups,
    closing,
    enrolment,
    exporting,
    kyr,
    receipts,
    stations,
    unlocking,
    workers,
)
from clinic_app.workflows.backups import ByPassphrase
from clinic_app.workflows.carrying_errors import (
    OlderCopyError,
    OlderRecordsError,
    PerhapsCopiedError,
)
from clinic_app.workflows.session import Session
from clinic_app.workflows.stations import StationDoubt

PASSPHRASE = "correct horse battery staple gravel moth"
NEW = "six other words of this very clinic"
NUMBER = "0123456789abcdef"
EnrolmentFile = Callable[[str], bytes]


class MadeClinic(Protocol):
    @property
    def folder(self) -> Path: ...
    @property
    def recovery_code(self) -> str: ...


@dataclass(frozen=True)
class Clinic:
    """An enrolled clinic that is worked in on the days that are named."""

    folder: Path

    def at_work(self, day: date, name: str = "mirlande") -> Session:
        return unlocking.unlock(self.folder, PASSPHRASE, name, Today(day))

    def teaches(self, day: date) -> None:
        session = self.at_work(day)
        kyr.finish(session, kyr.begin(session, "Harbor school", ("ht",)).id)
        session.lock()

    def copied(self) -> Path:
        return Path(shutil.copytree(self.folder, self.folder.with_name("older")))


@pytest.fixture
def clinic(clinic_folder: Path, headquarters_file: EnrolmentFile) -> Clinic:
    found = Clinic(clinic_folder)
    session = found.at_work(date(2026, 9, 3))
    enrolment.take(session, headquarters_file("STMARK"))
    session.lock()
    found.teaches(date(2026, 9, 3))
    return found


def test_records_that_were_put_back_close_no_month_before_they_are_a_new_station(
    clinic: Clinic,
) -> None:
    older = clinic.copied()
    clinic.teaches(date(2026, 9, 20))
    shutil.copy2(older / "clinic.db", clinic.folder / "clinic.db")
    session = clinic.at_work(date(2026, 10, 5))
    was = session.clinic.station_id

    assert stations.arrive(session, None).doubt is StationDoubt.OLDER_RECORDS
    with pytest.raises(OlderRecordsError) as refused:
        closing.preview(session, "2026-09")
    with pytest.raises(OlderRecordsError):
        exporting.close_through(session, None)
    assert "--new-station" in explain(refused.value)
    assert closing.closes(session) == ()

    session = stations.as_new_station(session, None)
    closed = closing.close(session, "2026-09", closing.preview(session, "2026-09"))
    session.lock()
    again = clinic.at_work(date(2026, 10, 6))
    assert was.encode() not in closed.payload
    assert session.clinic.station_id.encode() in closed.payload
    assert stations.arrive(again, None).doubt is None
    with again.reading() as opened:
        (entry,) = (one.entry for one in opened.audit.found() if one.entry.about is About.STATION)
    assert (entry.act, entry.subject_id) == (Act.CHANGED, session.clinic.station_id)
    again.lock()


def test_where_everything_was_put_back_headquarters_receipt_tells(
    clinic: Clinic, headquarters_key: SigningKey, tmp_path: Path
) -> None:
    older = clinic.copied()
    session = clinic.at_work(date(2026, 10, 5))
    sent = closing.close(session, "2026-09", closing.preview(session, "2026-09"))
    assert sent.sealed is not None
    session.lock()
    shutil.rmtree(clinic.folder)
    older.rename(clinic.folder)
    stick = tmp_path / "stick"
    stick.mkdir()
    sha256 = file_sha256(sent.sealed)
    held = Receipt(
        sha256=sha256,
        status=ReceiptStatus.ACCEPTED,
        reason="",
        at=datetime(2026, 10, 6, 9, tzinfo=UTC),
        code=phone_code(NUMBER, headquarters_key.public, sha256, ReceiptStatus.ACCEPTED),
    )
    named = stick / Path(sent.file_name).with_suffix(".receipt").name
    named.write_bytes(receipt.write(held, headquarters_key))

    session = clinic.at_work(date(2026, 10, 7))
    assert stations.arrive(session, None).doubt is None
    receipts.take_in(session, stick)

    with pytest.raises(OlderCopyError) as refused:
        closing.preview(session, "2026-09")
    assert refused.value.seq == 1
    session.lock()


def test_an_older_key_file_gives_no_removed_worker_their_passphrase_back(
    clinic: Clinic, made_clinic: MadeClinic
) -> None:
    session = clinic.at_work(date(2026, 10, 5))
    helps = workers.SignIn(name="tomas", passphrase=PASSPHRASE + "!", role=Role.VOLUNTEER)
    tomas = workers.add(session, "Tomas Vale", None, helps)
    older = clinic.copied()
    workers.update(session, replace(tomas, is_active=False))
    session.lock()
    for name in ("clinic.vault.json", "clinic.vault.json.bak"):
        shutil.copy2(older / name, clinic.folder / name)
    today = Today(date(2026, 10, 6))

    with pytest.raises(OlderKeysError):
        unlocking.unlock(clinic.folder, PASSPHRASE + "!", "tomas", today)
    with pytest.raises(SignInNameUnknownError):
        unlocking.unlock_by_recovery_code(
            clinic.folder, made_clinic.recovery_code, NEW, "tomas", today
        )
    code = made_clinic.recovery_code
    session = unlocking.unlock_by_recovery_code(clinic.folder, code, NEW, "mirlande", today)
    session.lock()

    assert sign_in_names(clinic.folder) == ("mirlande",)
    unlocking.unlock(clinic.folder, NEW, "mirlande", today).lock()


def test_the_first_computer_is_remembered_and_never_asks(clinic: Clinic, tmp_path: Path) -> None:
    for _time in range(2):
        session = clinic.at_work(date(2026, 10, 5))
        arrival = stations.arrive(session, tmp_path / "here")
        assert arrival.doubt is None
        closing.preview(arrival.session, "2026-09")
        session.lock()


def test_records_from_another_computer_close_no_month_until_somebody_says_that_they_were_moved(
    clinic: Clinic, tmp_path: Path
) -> None:
    session = clinic.at_work(date(2026, 10, 5))
    stations.arrive(session, tmp_path / "there")
    session.lock()
    session = clinic.at_work(date(2026, 10, 6))
    was = session.clinic.station_id

    arrival = stations.arrive(session, tmp_path / "here")

    assert arrival.doubt is StationDoubt.OTHER_COMPUTER
    with pytest.raises(PerhapsCopiedError) as refused:
        closing.preview(arrival.session, "2026-09")
    assert "--moved" in explain(refused.value)
    moved = stations.moved(arrival.session, tmp_path / "here")
    assert moved.clinic.station_id == was
    closing.preview(moved, "2026-09")
    session.lock()
    for settings in ("here", "there"):  # a stick between two desks asks once at each
        session = clinic.at_work(date(2026, 10, 7))
        assert stations.arrive(session, tmp_path / settings).doubt is None
        session.lock()


def test_a_copy_takes_a_station_id_of_its_own_and_the_other_goes_on(
    clinic: Clinic, tmp_path: Path
) -> None:
    session = clinic.at_work(date(2026, 10, 5))
    stations.arrive(session, tmp_path / "there")
    session.lock()
    copy = Clinic(clinic.copied())
    session = copy.at_work(date(2026, 10, 6))
    was = session.clinic.station_id

    copied = stations.as_new_station(session, tmp_path / "here")

    assert copied.clinic.station_id != was
    closing.preview(copied, "2026-09")
    session.lock()
    session = copy.at_work(date(2026, 10, 7))
    assert stations.arrive(session, tmp_path / "here").doubt is None
    assert stations.arrive(session, tmp_path / "there").doubt is StationDoubt.OTHER_COMPUTER
    session.lock()
    session = clinic.at_work(date(2026, 10, 7))
    arrival = stations.arrive(session, tmp_path / "there")
    assert (arrival.doubt, session.clinic.station_id) == (None, was)
    session.lock()


def test_a_copy_on_the_same_computer_is_noticed_while_the_other_lies_there(
    clinic: Clinic, tmp_path: Path
) -> None:
    session = clinic.at_work(date(2026, 10, 5))
    stations.arrive(session, tmp_path / "here")
    session.lock()
    copy = Clinic(clinic.copied())

    session = copy.at_work(date(2026, 10, 6))
    arrival = stations.arrive(session, tmp_path / "here")
    assert arrival.doubt is StationDoubt.OTHER_FOLDER
    with pytest.raises(PerhapsCopiedError):
        stations.refuse_unknown_place(session, tmp_path / "here")
    with pytest.raises(PerhapsCopiedError):
        closing.preview(arrival.session, "2026-09")
    session.lock()

    shutil.rmtree(clinic.folder)  # moved after all
    session = copy.at_work(date(2026, 10, 6))
    assert stations.arrive(session, tmp_path / "here").doubt is None
    session.lock()


def test_a_copy_made_before_any_computer_was_known_is_noticed_too(
    clinic: Clinic, tmp_path: Path
) -> None:
    copy = Clinic(clinic.copied())
    session = clinic.at_work(date(2026, 10, 5))
    stations.arrive(session, tmp_path / "here")
    session.lock()

    session = copy.at_work(date(2026, 10, 6))

    assert stations.arrive(session, tmp_path / "here").doubt is StationDoubt.OTHER_FOLDER
    session.lock()


def test_a_computer_that_keeps_nothing_works_as_before_computers_were_known(
    clinic: Clinic, tmp_path: Path
) -> None:
    (tmp_path / "here").write_text("no folder")
    session = clinic.at_work(date(2026, 10, 5))

    arrival = stations.arrive(session, tmp_path / "here")

    assert arrival.doubt is None
    closing.preview(arrival.session, "2026-09")
    session.lock()


def test_restored_records_are_at_home_wherever_they_were_restored(
    clinic: Clinic, tmp_path: Path
) -> None:
    session = clinic.at_work(date(2026, 10, 5))
    stations.arrive(session, tmp_path / "there")
    made = backups.make(session, None)
    session.lock()

    way = ByPassphrase("mirlande", PASSPHRASE)
    backups.restore(made.backup.folder, tmp_path / "restored", way)

    session = Clinic(tmp_path / "restored").at_work(date(2026, 10, 6))
    assert stations.arrive(session, tmp_path / "here").doubt is None
    session.lock()
