"""A copy of a clinic's vault from before a move is known as one when it moves there as well."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.headquarters import collecting, enrolling, place
from clinic_app.headquarters.errors import EnrolmentAnsweredError
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.totals import draw_up
from clinic_app.messages.explaining import explain
from clinic_app.records.kyr_event import Attendance
from clinic_app.records.worker import Accreditation, AccreditationLevel
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.vault.opening import open_vault_by_recovery_code
from clinic_app.workflows import closing, enrolment, first_start, kyr, receipts, sending
from clinic_app.workflows.carrying_errors import OlderCopyError
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.session import Session

NOW = datetime.fromisoformat("2026-11-02T09:00:00-05:00")
FIRST, LAST = Month(2026, 8), Month(2026, 10)
HEADS = 3
CODE = "STMARK"


@dataclass(frozen=True)
class Clinic:
    """Its vault, of which August is closed, and what makes a copy of it as it is now."""

    session: Session
    copied: Callable[[], Session]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = set_up(tmp_path / "records")
    opened = [made.session]

    def copied() -> Session:
        folder = tmp_path / f"copy {len(opened)}"
        with made.session.vault.as_a_whole():
            ignored = shutil.ignore_patterns("*.lock")
            shutil.copytree(made.session.vault.folder, folder, ignore=ignored)
        vault = open_vault_by_recovery_code(folder, made.recovery_code)
        opened.append(replace(made.session, vault=vault))
        return opened[-1]

    for month in (FIRST, FIRST.plus(1), LAST):
        teach(made.session, month)
    close(made.session, FIRST)
    yield Clinic(made.session, copied)
    for session in opened:
        session.lock()


def set_up(folder: Path) -> NewClinic:
    return first_start.create_clinic(
        folder,
        clinic_name="St. Mark's Legal Clinic",
        clinic_code=CODE,
        site="Church hall",
        phone="555 0100",
        worker_name="Mirlande Baptiste",
        accreditation=Accreditation(
            level=AccreditationLevel.FULL, granted=date(2024, 8, 1), expires=date(2027, 7, 31)
        ),
        sign_in_name="mirlande",
        passphrase="gravel moth lantern copper violin sage",
        today=Today(date(2026, 11, 2)),
        cost=LEAST_COST,
    )


def teach(session: Session, month: Month) -> None:
    there = replace(session, today=Today(month.last))
    event = kyr.begin(there, "Hall", ("ht",))
    kyr.save(there, event.with_heads(Attendance("ht", adults=HEADS)))
    kyr.finish(there, event.id)


def close(session: Session, month: Month) -> None:
    closing.close(session, month.label, closing.preview(session, month.label))


def a_headquarters(folder: Path) -> Headquarters:
    headquarters, _code = place.create(
        folder,
        name=f"Coalition {folder.name}",
        passphrase="six words of headquarters itself",
        is_training=False,
        cost=LEAST_COST,
    )
    return headquarters


def issued(headquarters: Headquarters) -> bytes:
    return enrolling.issue(headquarters, CODE, "St. Mark's Legal Clinic", NOW)


def enrol(headquarters: Headquarters, session: Session, file: bytes) -> None:
    to = enrolling.own_fingerprint(headquarters)
    enrolling.accept(headquarters, enrolment.take(session, file, moves_to=to), NOW)


def report(headquarters: Headquarters, session: Session, month: Month, stick: Path) -> list[str]:
    """Carry a month there and its receipts back; return what became of each file."""
    stick.mkdir()
    sending.write(session, month.label, stick)
    found = collecting.collect(headquarters, stick, NOW)
    receipts.take_in(session, stick)
    return [result.status for result in found.results]


def heads(headquarters: Headquarters) -> int | None:
    (clinic,) = draw_up(headquarters, FIRST, LAST).clinics
    return clinic.totals[HeadlineCount.KYR_ATTENDANCE]


def test_a_copy_from_before_a_move_that_moves_there_too_closes_no_month(
    clinic: Clinic, tmp_path: Path
) -> None:
    first, second = a_headquarters(tmp_path / "A"), a_headquarters(tmp_path / "B")
    enrol(first, clinic.session, issued(first))
    copy, other = clinic.copied(), clinic.copied()
    file = issued(second)
    enrol(second, clinic.session, file)
    close(clinic.session, FIRST.plus(1))
    report(second, clinic.session, FIRST.plus(1), tmp_path / "stick")
    teach(copy, FIRST.plus(1))

    with pytest.raises(EnrolmentAnsweredError):  # the file of the vault itself leads nowhere
        enrol(second, other, file)
    enrol(second, copy, issued(second))

    with pytest.raises(OlderCopyError) as refused:
        close(copy, FIRST.plus(1))
    assert refused.value.seq == 2
    assert "close 2 of this clinic" in explain(refused.value)
    assert len(closing.closes(copy)) == 1
    assert report(second, copy, FIRST, tmp_path / "of the copy") == [ReceiptStatus.SUPERSEDED]
    assert heads(second) == 2 * HEADS

    close(clinic.session, LAST)
    report(second, clinic.session, LAST, tmp_path / "later")
    assert heads(second) == 3 * HEADS


def test_a_copy_that_knew_every_close_when_it_was_enrolled_learns_of_the_next_by_a_receipt(
    clinic: Clinic, tmp_path: Path
) -> None:
    headquarters = a_headquarters(tmp_path / "A")
    enrol(headquarters, clinic.session, issued(headquarters))
    copy = clinic.copied()
    enrol(headquarters, copy, issued(headquarters))
    close(clinic.session, FIRST.plus(1))
    report(headquarters, clinic.session, FIRST.plus(1), tmp_path / "1")

    assert report(headquarters, copy, FIRST, tmp_path / "2") == [ReceiptStatus.SUPERSEDED]

    with pytest.raises(OlderCopyError) as refused:
        close(copy, FIRST.plus(1))
    assert refused.value.seq == 2
    close(clinic.session, LAST)


def test_a_vault_that_has_every_close_is_enrolled_anew_and_goes_on(
    clinic: Clinic, tmp_path: Path
) -> None:
    headquarters = a_headquarters(tmp_path / "A")
    enrol(headquarters, clinic.session, issued(headquarters))
    report(headquarters, clinic.session, FIRST, tmp_path / "1")
    close(clinic.session, FIRST.plus(1))

    enrol(headquarters, clinic.session, issued(headquarters))

    close(clinic.session, LAST)
    assert ReceiptStatus.ACCEPTED in report(headquarters, clinic.session, LAST, tmp_path / "2")
    assert heads(headquarters) == 3 * HEADS


def test_what_another_headquarters_said_is_missing_keeps_no_month_open_after_a_move(
    clinic: Clinic, tmp_path: Path
) -> None:
    """A false one could say so of any vault, and the clinic leaves it for that."""
    first, second = a_headquarters(tmp_path / "A"), a_headquarters(tmp_path / "B")
    copy = clinic.copied()
    enrol(first, clinic.session, issued(first))
    close(clinic.session, FIRST.plus(1))
    report(first, clinic.session, FIRST.plus(1), tmp_path / "1")
    enrol(first, copy, issued(first))
    with pytest.raises(OlderCopyError):
        close(copy, FIRST.plus(1))

    enrol(second, copy, issued(second))

    close(copy, FIRST.plus(1))
    assert report(second, copy, FIRST.plus(1), tmp_path / "2") == [ReceiptStatus.ACCEPTED]
    assert heads(second) == 2 * HEADS


def test_a_clinic_that_begins_anew_under_its_code_is_no_older_copy(
    clinic: Clinic, tmp_path: Path
) -> None:
    """Its first close contradicts the one that is held, and a person at headquarters settles it."""
    headquarters = a_headquarters(tmp_path / "A")
    enrol(headquarters, clinic.session, issued(headquarters))
    report(headquarters, clinic.session, FIRST, tmp_path / "1")
    anew = set_up(tmp_path / "anew").session
    teach(anew, LAST)

    enrol(headquarters, anew, issued(headquarters))
    close(anew, LAST)

    assert report(headquarters, anew, LAST, tmp_path / "2") == [ReceiptStatus.CONFLICT]
    assert heads(headquarters) == HEADS
    anew.lock()
