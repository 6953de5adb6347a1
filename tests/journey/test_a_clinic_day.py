"""The whole story once: read this first.

A family comes to a church hall; what they answer becomes an outcome, a record in an encrypted
file, and a sheet in their hand. A month later three numbers travel to headquarters, and nobody
behind them can be found in anything that left the laptop.
"""

import csv
import logging
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.clock import Today
from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.headquarters import collecting, enrolling, place
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.reporting import write_report
from clinic_app.interview.answers import UNKNOWN, Answer
from clinic_app.printing.pages import page_count
from clinic_app.records.client import Client, Consent
from clinic_app.records.kyr_event import Attendance
from clinic_app.records.screening import Ruling, Screening
from clinic_app.records.service import FilingKind, Form, ServiceKind
from clinic_app.records.worker import Accreditation, AccreditationLevel, Role
from clinic_app.screening.outcome import Headline, Status, Track
from clinic_app.tallies.month import Month
from clinic_app.workflows import (
    checklist,
    clients,
    closing,
    decisions,
    enrolment,
    first_start,
    kyr,
    receipts,
    screenings,
    sending,
    services,
    unlocking,
    workers,
)
from clinic_app.workflows.answering import answered
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.session import Session

CANARY = "Canary-7f3a"
"""Part of the client's name. It may stand on the sheet in her hand, and nowhere else."""

TOLD: dict[str, Answer] = {
    "nationalities": ("Haiti",),
    "birth_country": "Haiti",
    "nationality_document": True,
    "residence_evidence": True,
    "date_of_birth": date(1988, 4, 12),
    "first_entry": date(2023, 5, 10),
    "last_entry": date(2023, 5, 10),
    "marital_status": "single",
}
"""What she tells; to every other question there is nothing to report."""

CLINIC_DAY = Today(date(2026, 10, 14))
MONTH_AFTER = Today(date(2026, 11, 2))
UNDER_THE_LAW_OF = date(2024, 9, 16)
NOW = datetime.fromisoformat("2026-11-02T09:00:00-05:00")
PASSPHRASE = "gravel moth lantern copper violin sage"


def test_a_clinic_day(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    representative = a_new_clinic(tmp_path / "laptop")
    volunteer, second = two_more_workers(representative)

    # The interview: what is not known stays unknown, and the outcome says what to find out.
    client = registered(volunteer)
    screening = screened(volunteer, client)

    # The representative, not the program, decides; and never who prepared it.
    decisions.decide(second, screening.id, Ruling.ACCEPT, "")
    applied_for(second, client)

    # The sheet that goes home, in the client's language.
    (tmp_path / "home").mkdir()
    pdf = checklist.make_checklist(volunteer, screening.id, "ht")
    (tmp_path / "home" / "checklist.pdf").write_bytes(pdf)
    assert page_count(pdf) >= 1

    # An evening talk: heads, never names.
    counted_at_the_talk(volunteer)

    # Night: the laptop is locked. Whoever takes it has a file without a key.
    representative.lock()
    assert not names_in(tmp_path / "laptop")

    # A month later the counts, and only they, go to headquarters on a stick.
    stick = tmp_path / "stick"
    stick.mkdir()
    session = unlocking.unlock(tmp_path / "laptop", PASSPHRASE, "mirlande", MONTH_AFTER)
    headquarters = a_headquarters(tmp_path / "headquarters")
    enrolled(session, headquarters)
    preview = closing.preview(session, "2026-10")
    closing.close(session, "2026-10", preview)
    sending.write(session, "2026-10", stick)

    collected = collecting.collect(headquarters, stick, NOW)
    again = collecting.collect(headquarters, stick, NOW)
    assert [result.status for result in collected.results] == [ReceiptStatus.ACCEPTED]
    assert [result.status for result in again.results] == [ReceiptStatus.SEEN]

    # The report says what was put in: one helped, forty heads, three trained.
    october = Month.from_label("2026-10")
    write_report(headquarters, october, october, tmp_path / "report")
    assert reported(tmp_path / "report", "helped") == 1
    assert reported(tmp_path / "report", "screened") == 0
    assert reported(tmp_path / "report", "form_i_821") == 1
    assert reported(tmp_path / "report", "kyr_attendance") == 40
    assert reported(tmp_path / "report", "kyr_trained") == 3

    # The stick comes back with a receipt, and the close no longer waits.
    receipts.take_in(session, stick)
    assert [close.receipt_status for close in closing.closes(session)] == ["accepted"]
    session.lock()

    # Nobody can be found in what was kept, printed for headquarters, carried or logged.
    for left in ("laptop", "stick", "headquarters", "report"):
        assert not names_in(tmp_path / left)
    assert CANARY not in caplog.text
    assert CANARY.encode() not in preview.payload


def a_new_clinic(folder: Path) -> Session:
    made = first_start.create_clinic(
        folder,
        clinic_name="St. Mark's Legal Clinic",
        clinic_code="STMARK",
        site="Church hall",
        phone="555 0100",
        worker_name="Mirlande Baptiste",
        accreditation=accredited(),
        sign_in_name="mirlande",
        passphrase=PASSPHRASE,
        today=CLINIC_DAY,
        cost=LEAST_COST,
    )
    return made.session


def accredited() -> Accreditation:
    return Accreditation(
        level=AccreditationLevel.PARTIAL, granted=date(2025, 3, 1), expires=date(2028, 2, 29)
    )


def two_more_workers(session: Session) -> tuple[Session, Session]:
    helps = workers.SignIn(
        name="tomas", passphrase="six words of another person", role=Role.VOLUNTEER
    )
    volunteer = workers.add(session, "Tomas Vale", None, helps)
    signs = workers.SignIn(
        name="ana", passphrase="six words of a third person", role=Role.REPRESENTATIVE
    )
    second = workers.add(session, "Ana Ruelo", accredited(), signs)
    return replace(session, worker=volunteer), replace(session, worker=second)


def registered(session: Session) -> Client:
    client = clients.register(
        session,
        name=f"Rosalie {CANARY}",
        birth_date=date(1988, 4, 12),
        language="ht",
        needs_interpreter=True,
        consent=Consent.GIVEN,
        phone="555 0199",
    )
    assert clients.search(session, "canary") == (client,)
    assert clients.search(session, client.code) == (client,)
    return client


def screened(session: Session, client: Client) -> Screening:
    unsure = interviewed(session, client, {**TOLD, "first_entry": UNKNOWN, "last_entry": UNKNOWN})
    assert unsure.outcome is not None
    assert unsure.outcome.headline is Headline.INFORMATION_MISSING
    assert "first_entry" in unsure.outcome.missing
    screenings.withdraw(session, unsure.id, "finished before the stamp was found")

    finished = interviewed(session, client, TOLD)
    assert finished.outcome is not None
    assert finished.outcome.headline is Headline.LIKELY_ELIGIBLE
    assert finished.outcome.track is Track.INITIAL
    assert finished.outcome.designation == "HT-2024-R"
    deciding = [finding for finding in finished.outcome.findings if not finding.is_advisory]
    assert {finding.status for finding in deciding} == {Status.MET}
    assert all(finding.citations for finding in deciding)
    return finished


def interviewed(session: Session, client: Client, told: dict[str, Answer]) -> Screening:
    """Ask every question of the real questionnaire; each answer is saved before the next."""
    draft = screenings.begin(session, client.id, "Haiti", UNDER_THE_LAW_OF)
    answers = answered(shipped_questionnaire(), told)
    for key in answers:
        screenings.answer(session, draft.id, key, answers[key])
    return screenings.finish(session, draft.id)


def applied_for(session: Session, client: Client) -> None:
    for form, filing in ((Form.I_821, FilingKind.INITIAL), (Form.I_765, None)):
        services.record(
            session,
            client.id,
            kind=ServiceKind.APPLICATION_PREPARED,
            form=form,
            filing=filing,
            at_no_cost=True,
        )


def counted_at_the_talk(session: Session) -> None:
    event = kyr.begin(session, "Church hall, Tuesday evening", ("ht", "es"))
    event = kyr.save(session, event.with_heads(Attendance("ht", adults=25, children=7)))
    event = kyr.save(session, event.with_heads(Attendance("es", adults=8)))
    kyr.save(session, replace(event, trained=3))
    kyr.finish(session, event.id)


def a_headquarters(folder: Path) -> Headquarters:
    headquarters, _recovery_code = place.create(
        folder,
        name="State TPS coalition",
        passphrase="six words of headquarters itself",
        is_training=False,
        cost=LEAST_COST,
    )
    return headquarters


def enrolled(session: Session, headquarters: Headquarters) -> None:
    """Two files cross, and each side reads the other's fingerprint over the phone."""
    file = enrolling.issue(headquarters, "STMARK", "St. Mark's Legal Clinic", NOW)
    answer = enrolment.take(session, file)
    accepted = enrolling.accept(headquarters, answer, NOW)
    theirs, ours = enrolment.fingerprints(session)
    assert theirs == enrolling.own_fingerprint(headquarters)
    assert ours == accepted.fingerprint


def reported(folder: Path, headline: str) -> int:
    """Return one number of the report's table."""
    (table,) = folder.glob("*_totals.csv")
    with table.open(encoding="utf-8", newline="") as file:
        totals = {row["headline"]: row["total"] for row in csv.DictReader(file)}
    return int(totals[headline])


def names_in(folder: Path) -> list[str]:
    """Return the files that hold the client's name, in any of the ways a computer writes it."""
    spelled = [CANARY.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(name in path.read_bytes() for name in spelled)
    ]
