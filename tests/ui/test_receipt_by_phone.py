"""A receipt that headquarters reads over the phone: its code is typed under Close & send."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from clinic_app.bundles import question, receipt
from clinic_app.bundles.enrolment_file import Enrolment, write_enrolment
from clinic_app.bundles.phone_code import phone_code
from clinic_app.bundles.question import Question
from clinic_app.bundles.receipt import Receipt, ReceiptStatus
from clinic_app.clock import Today
from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey
from clinic_app.records.worker import Accreditation, AccreditationLevel
from clinic_app.ui.flows.close_flow import CloseFlow
from clinic_app.ui.program import Program
from clinic_app.workflows import closing, enrolment, kyr, questions
from clinic_app.workflows.first_start import NewClinic

ACCREDITED = Accreditation(
    level=AccreditationLevel.PARTIAL, granted=date(2025, 3, 1), expires=date(2028, 2, 29)
)
NUMBER = "0123456789abcdef"
HEADQUARTERS = SigningKey(b"h" * 32)
ENROLMENT = Enrolment(
    clinic="MIA-1",
    clinic_name="St. Mark's clinic",
    headquarters="Coalition",
    number=NUMBER,
    is_training=False,
    sealing_key=OpeningKey(b"o" * 32).public,
    signing_key=HEADQUARTERS.public,
    pack_key=SigningKey(b"p" * 32).public,
    smallest_crowd=11,
)


@pytest.fixture
def flow(
    new_clinic: Callable[..., NewClinic], opened: Callable[..., Program], tmp_path: Path
) -> CloseFlow:
    """Close & send at a clinic that closed September and October."""
    began = Today(date(2026, 9, 5))
    made = new_clinic(tmp_path / "records", accreditation=ACCREDITED, today=began)
    enrolment.take(made.session, write_enrolment(ENROLMENT, HEADQUARTERS))
    kyr.finish(made.session, kyr.begin(made.session, "Harbor school", ("ht",)).id)
    made.session.lock()
    desk = opened(tmp_path / "records").desk
    assert desk is not None
    flow = desk.close_month
    for label in reversed(closing.open_months(flow._session)):
        closing.close(flow._session, label, closing.preview(flow._session, label))
    flow.open()
    return flow


def code_of(flow: CloseFlow, status: str) -> str:
    newest = closing.closes(flow._session)[0]
    assert newest.sealed is not None
    return phone_code(NUMBER, HEADQUARTERS.public, file_sha256(newest.sealed), status)


def states(flow: CloseFlow) -> list[str]:
    model = flow.month.model
    return [model.data(model.index(row, 2)) for row in range(model.rowCount())]


def test_the_code_acknowledges_the_month_and_those_before(flow: CloseFlow) -> None:
    flow.month.phone.code.setText(code_of(flow, "accepted").lower())

    flow.month.phone.button.click()

    assert states(flow) == ["acknowledged by headquarters"] * 2
    assert "2 months" in flow.month.notice.text()
    assert flow.month.phone.code.text() == ""


def test_a_code_heard_twice_says_what_was_known(flow: CloseFlow) -> None:
    for _time in range(2):
        flow.month.phone.code.setText(code_of(flow, "accepted"))
        flow.month.phone.code.returnPressed.emit()

    assert "known already" in flow.month.notice.text()


def test_a_refusal_read_over_the_phone_stands_in_the_list(flow: CloseFlow) -> None:
    flow.month.phone.code.setText(code_of(flow, "rejected"))

    flow.month.phone.button.click()

    assert "did not take it in" in states(flow)[0]
    assert states(flow)[1] == "not yet acknowledged"


def test_a_slip_changes_nothing_and_leaves_what_was_typed(flow: CloseFlow) -> None:
    flow.month.phone.button.click()  # nothing typed: nothing tried
    flow.month.phone.code.setText("0000 0001")
    flow.month.phone.button.click()

    assert flow.month.problem.text()
    assert states(flow) == ["not yet acknowledged"] * 2
    assert flow.month.phone.code.text() == "0000 0001"


def test_a_slip_does_not_stand_below_the_word_that_another_code_was_right(flow: CloseFlow) -> None:
    flow.month.phone.code.setText(code_of(flow, "accepted"))
    flow.month.phone.button.click()
    flow.month.phone.code.setText("0000 0001")

    flow.month.phone.button.click()

    assert flow.month.problem.text()
    assert flow.month.notice.isHidden()


def test_receipts_that_could_not_be_read_are_told_beside_what_the_others_say(
    flow: CloseFlow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    oldest = closing.closes(flow._session)[-1]
    assert oldest.sealed is not None
    said = Receipt(
        sha256=file_sha256(oldest.sealed),
        status=ReceiptStatus.ACCEPTED,
        reason="",
        at=datetime(2026, 11, 3, 9, tzinfo=UTC),
        code="",
    )
    (stick / "a.receipt").write_bytes(receipt.write(said, HEADQUARTERS))
    (stick / "b.receipt").write_bytes(b"on a sector that went bad")
    really_open = Path.open

    def refusing(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path.name == "b.receipt":
            raise OSError(errno.EIO, "Input/output error")
        return really_open(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refusing)

    flow._on_receipts_chosen(stick)

    assert states(flow) == ["not yet acknowledged", "acknowledged by headquarters"]
    assert "b.receipt" in flow.month.problem.text()


def test_a_locked_folder_is_told_beside_what_headquarters_says_and_asks(
    flow: CloseFlow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    (stick / "A locked one").mkdir(parents=True)
    oldest = closing.closes(flow._session)[-1]
    assert oldest.sealed is not None
    at = datetime(2026, 11, 3, 9, tzinfo=UTC)
    said = Receipt(
        sha256=file_sha256(oldest.sealed),
        status=ReceiptStatus.ACCEPTED,
        reason="",
        at=at,
        code="",
    )
    (stick / "a.receipt").write_bytes(receipt.write(said, HEADQUARTERS))
    asked = Question(clinic="MIA-1", number="f" * 16, month="", words="Open?", at=at)
    (stick / asked.file_name).write_bytes(question.write_question(asked, HEADQUARTERS))
    look = os.scandir

    def refused(folder: Path) -> object:
        if Path(folder).name == "A locked one":
            raise PermissionError(13, "Permission denied")
        return look(folder)

    monkeypatch.setattr("os.scandir", refused)

    flow._on_receipts_chosen(stick)

    assert states(flow) == ["not yet acknowledged", "acknowledged by headquarters"]
    assert [one.words for one in questions.asked(flow._session)] == ["Open?"]
    assert "“A locked one” could not be looked into" in flow.month.problem.text()
