"""Months of more than two years reach headquarters whole: a first one, or another.

One file spells out two years of closes. What lies before is acknowledged only once its own file
was taken in.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from clinic_app.bundles.errors import NoteDamagedError
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.headquarters import asking, collecting, enrolling, place
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.totals import draw_up
from clinic_app.records.audit import About, Act
from clinic_app.records.kyr_event import Attendance
from clinic_app.records.worker import Accreditation, AccreditationLevel
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.workflows import (
    audit,
    closing,
    enrolment,
    first_start,
    kyr,
    own_key,
    questions,
    receipts,
    sending,
    today,
)
from clinic_app.workflows.audit import Wanted
from clinic_app.workflows.carrying_errors import EnrolledElsewhereError, NotSealedError
from clinic_app.workflows.session import Session

NOW = datetime.fromisoformat("2026-11-02T09:00:00-05:00")
FIRST, LAST = Month(2024, 8), Month(2026, 10)
MONTHS = 27
HEADS = 3
CODE = "STMARK"


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Session]:
    """A clinic that closed 27 months, three heads in each, and had no headquarters."""
    made = first_start.create_clinic(
        tmp_path / "records",
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
    for number in range(MONTHS):
        there = replace(made.session, today=Today(FIRST.plus(number).last))
        event = kyr.begin(there, "Hall", ("ht",))
        kyr.save(there, event.with_heads(Attendance("ht", adults=HEADS)))
        kyr.finish(there, event.id)
    for label in reversed(closing.open_months(made.session)):
        closing.close(made.session, label, closing.preview(made.session, label))
    yield made.session
    made.session.lock()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def a_headquarters(folder: Path) -> Headquarters:
    headquarters, _code = place.create(
        folder,
        name=f"Coalition {folder.name}",
        passphrase="six words of headquarters itself",
        is_training=False,
        cost=LEAST_COST,
    )
    return headquarters


def accept(headquarters: Headquarters, session: Session, *, moves: bool = False) -> None:
    file = enrolling.issue(headquarters, CODE, "St. Mark's Legal Clinic", NOW)
    compared = enrolling.own_fingerprint(headquarters) if moves else ""
    enrolling.accept(headquarters, enrolment.take(session, file, moves_to=compared), NOW)


def heads(headquarters: Headquarters) -> int | None:
    """Return how many heads the report counts in those of the 27 months that it has."""
    report = draw_up(headquarters, FIRST, LAST)
    (clinic,) = report.clinics
    return clinic.totals[HeadlineCount.KYR_ATTENDANCE]


def waiting(session: Session) -> int:
    return len(today.unacknowledged(closing.closes(session)))


def test_months_before_those_a_file_spells_out_travel_beside_it(
    clinic: Session, stick: Path, tmp_path: Path
) -> None:
    headquarters = a_headquarters(tmp_path / "A")
    accept(headquarters, clinic)

    newest = sending.write(clinic, LAST.label, stick).path

    assert len(list(stick.glob("*.tally"))) == 2
    collecting.collect(headquarters, stick, NOW)
    assert heads(headquarters) == MONTHS * HEADS
    receipts.take_in(clinic, stick)
    assert waiting(clinic) == 0

    for path in stick.iterdir():
        path.unlink()
    assert sending.write(clinic, LAST.label, stick).path.name == newest.name
    assert [path.name for path in stick.iterdir()] == [newest.name]


def test_no_month_is_acknowledged_whose_file_did_not_arrive(
    clinic: Session, stick: Path, tmp_path: Path
) -> None:
    headquarters = a_headquarters(tmp_path / "A")
    accept(headquarters, clinic)
    newest = sending.write(clinic, LAST.label, stick).path
    lost = [path for path in stick.glob("*.tally") if path != newest]
    for path in lost:
        path.unlink()

    collecting.collect(headquarters, stick, NOW)
    learnt = receipts.take_in(clinic, stick)

    assert heads(headquarters) == 24 * HEADS
    assert len(learnt) == 24
    assert [close.label for close in today.unacknowledged(closing.closes(clinic))] == [
        FIRST.plus(number).label for number in range(3)
    ]
    sending.write(clinic, LAST.label, stick)  # again, and whole this time
    collected = collecting.collect(headquarters, stick, NOW)
    assert collected.count(ReceiptStatus.SUPERSEDED) == len(lost) == 1
    receipts.take_in(clinic, stick)
    assert waiting(clinic) == 0
    assert heads(headquarters) == MONTHS * HEADS


def test_a_clinic_moves_to_another_headquarters_with_every_month(
    clinic: Session, stick: Path, tmp_path: Path
) -> None:
    first, second = a_headquarters(tmp_path / "A"), a_headquarters(tmp_path / "B")
    accept(first, clinic)
    own_key.renew(clinic)
    sending.write(clinic, LAST.label, stick)
    collecting.collect(first, stick, NOW)
    asking.ask(first, CODE, LAST, "Is October whole?", NOW)
    collecting.collect(first, stick, NOW)
    receipts.take_in(clinic, stick)
    questions.take_in(clinic, stick)
    questions.reply(clinic, questions.asked(clinic)[0].number, "It is.")

    with pytest.raises(EnrolledElsewhereError) as caught:
        accept(second, clinic)
    assert (caught.value.headquarters, caught.value.other) == ("Coalition A", "Coalition B")
    assert caught.value.fingerprint == enrolling.own_fingerprint(second)
    assert waiting(clinic) == 0  # nothing was changed

    accept(second, clinic, moves=True)

    assert enrolment.standing(clinic).theirs == enrolling.own_fingerprint(second)
    assert waiting(clinic) == MONTHS
    assert questions.asked(clinic) == ()
    other = tmp_path / "other stick"
    other.mkdir()
    sending.write(clinic, LAST.label, other)
    assert {path.suffix for path in other.iterdir()} == {".tally"}  # no note of the first one's
    collecting.collect(second, other, NOW)
    assert heads(second) == heads(first) == MONTHS * HEADS
    with pytest.raises(NoteDamagedError):  # those of the first count no more
        receipts.take_in(clinic, stick)
    receipts.take_in(clinic, other)
    assert waiting(clinic) == 0
    (left,) = audit.lines(clinic, Wanted(act=Act.WITHDRAWN))
    assert left.link.entry.about is About.ENROLMENT


def test_months_closed_after_a_move_build_on_those_before(
    clinic: Session, stick: Path, tmp_path: Path
) -> None:
    first, second = a_headquarters(tmp_path / "A"), a_headquarters(tmp_path / "B")
    accept(first, clinic)
    accept(second, clinic, moves=True)
    sending.write(clinic, LAST.label, stick)
    collecting.collect(second, stick, NOW)

    december = replace(clinic, today=Today(date(2026, 12, 2)))
    closing.close(december, "2026-11", closing.preview(december, "2026-11"))
    sending.write(december, "2026-11", stick)
    collected = collecting.collect(second, stick, NOW)

    assert collected.count(ReceiptStatus.ACCEPTED) == 1
    assert collected.count(ReceiptStatus.CONFLICT) == 0
    assert heads(second) == MONTHS * HEADS


def test_months_that_wait_are_sealed_anew_for_a_clinic_whose_key_was_revoked(
    clinic: Session, stick: Path, tmp_path: Path
) -> None:
    headquarters = a_headquarters(tmp_path / "A")
    accept(headquarters, clinic)
    enrolling.revoke(headquarters, CODE, "the laptop was stolen", NOW)
    sending.write(clinic, LAST.label, stick)
    refused = collecting.collect(headquarters, stick, NOW)
    assert {result.reason for result in refused.results} == {"revoked_key"}
    receipts.take_in(clinic, stick)
    accept(headquarters, clinic)

    sending.write(clinic, LAST.label, stick)
    collecting.collect(headquarters, stick, NOW)
    receipts.take_in(clinic, stick)

    assert heads(headquarters) == MONTHS * HEADS
    assert waiting(clinic) == 0


def test_what_an_older_version_left_unsealed_is_sealed_by_the_same_file_or_the_next_close(
    clinic: Session, stick: Path, tmp_path: Path
) -> None:
    headquarters = a_headquarters(tmp_path / "A")
    file = enrolling.issue(headquarters, CODE, "St. Mark's Legal Clinic", NOW)
    enrolling.accept(headquarters, enrolment.take(clinic, file), NOW)
    with clinic.transaction() as opened:
        opened.closes.unseal(opened.closes.all()[1:])
    with pytest.raises(NotSealedError):
        sending.write(clinic, FIRST.plus(1).label, stick)

    enrolment.take(clinic, file)

    assert all(close.sealed for close in closing.closes(clinic))
    with clinic.transaction() as opened:
        opened.closes.unseal(opened.closes.all()[1:])
    december = replace(clinic, today=Today(date(2026, 12, 2)))
    closing.close(december, "2026-11", closing.preview(december, "2026-11"))
    assert all(close.sealed for close in closing.closes(december))
    sending.write(december, "2026-11", stick)
    collecting.collect(headquarters, stick, NOW)
    receipts.take_in(clinic, stick)
    assert heads(headquarters) == MONTHS * HEADS
    assert waiting(clinic) == 0
