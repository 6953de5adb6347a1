"""A folder on a stick that cannot be looked into keeps nothing out that lies beside it."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clinic_app.bundles import question, receipt
from clinic_app.bundles.question import Question
from clinic_app.bundles.receipt import Receipt, ReceiptStatus
from clinic_app.clock import Today
from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.crypto.signing import SigningKey
from clinic_app.files.errors import FolderUnreadableError, InnerFolderUnreadableError
from clinic_app.interview.answers import UNKNOWN
from clinic_app.messages.explaining import explain
from clinic_app.records.client import Consent
from clinic_app.ui.words.installing_words import arrival_view
from clinic_app.ui.words.stick_words import stick_words
from clinic_app.workflows import (
    clients,
    closing,
    handing_over,
    installing,
    kyr,
    questions,
    receipts,
    screenings,
    stick,
)
from clinic_app.workflows.installing import Arrival
from clinic_app.workflows.rules_errors import NoRulePackThereError
from clinic_app.workflows.session import Session
from clinic_app.workflows.stick import Fate

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick with a locked folder; whoever runs tests may be allowed to look into any."""
    folder = tmp_path / "brought"
    (folder / "A locked one").mkdir(parents=True)
    look = os.scandir

    def refused(place: Path) -> object:
        if Path(place).name.endswith("locked one"):
            raise PermissionError(13, "Permission denied")
        return look(place)

    monkeypatch.setattr("os.scandir", refused)
    return folder


def test_receipts_beside_a_locked_folder_are_taken_in_and_the_folder_is_told(
    enrolled: Session, headquarters_key: SigningKey, brought: Path
) -> None:
    september = replace(enrolled, today=Today(date(2026, 9, 5)))
    kyr.finish(september, kyr.begin(september, "Harbor school", ("ht",)).id)
    closing.close(enrolled, "2026-09", closing.preview(enrolled, "2026-09"))
    (close,) = closing.closes(enrolled)
    assert close.sealed is not None
    said = Receipt(
        sha256=file_sha256(close.sealed),
        status=ReceiptStatus.ACCEPTED,
        reason="",
        at=AT,
        code="",
    )
    (brought / "x.receipt").write_bytes(receipt.write(said, headquarters_key))

    with pytest.raises(InnerFolderUnreadableError) as told:
        receipts.take_in(enrolled, brought)

    assert closing.closes(enrolled)[0].receipt_status == "accepted"
    assert (told.value.path, told.value.others) == (brought / "A locked one", 0)
    assert "“A locked one” could not be looked into; whatever lies beside it was" in explain(
        told.value
    )


def test_a_question_beside_a_locked_folder_is_taken_in(
    enrolled: Session, headquarters_key: SigningKey, brought: Path
) -> None:
    asked = Question(clinic="STMARK", number="f" * 16, month="", words="Open?", at=AT)
    (brought / asked.file_name).write_bytes(question.write_question(asked, headquarters_key))

    assert questions.take_in(enrolled, brought) == 1


def test_newer_rules_beside_a_locked_folder_are_found_and_the_folder_is_told(
    enrolled: Session, signed: Callable[..., bytes], brought: Path
) -> None:
    (brought / "x.rulepack").write_bytes(signed())

    arrival = found_in(enrolled, brought)

    assert arrival.rules.pack.version == "2026.12"
    assert "“A locked one” could not be looked into" in arrival_view(arrival).checked


@pytest.mark.parametrize("versions", [(), ("2026.9",)])
def test_where_no_newer_rules_lie_beside_it_the_locked_folder_is_told(
    enrolled: Session, signed: Callable[..., bytes], brought: Path, versions: tuple[str, ...]
) -> None:
    for version in versions:
        (brought / "x.rulepack").write_bytes(signed(version))

    with pytest.raises(InnerFolderUnreadableError):
        found_in(enrolled, brought)


def test_without_a_locked_folder_it_is_said_that_there_are_no_rules(
    enrolled: Session, tmp_path: Path
) -> None:
    (tmp_path / "brought").mkdir()

    with pytest.raises(NoRulePackThereError):
        found_in(enrolled, tmp_path / "brought")


def test_a_hand_off_and_a_word_beside_locked_folders_are_taken_in_and_the_folders_told_once(
    three_laptops: tuple[Session, Session, Session], brought: Path
) -> None:
    main, day, _other = three_laptops
    (brought / "Another locked one").mkdir()
    client = a_client(day)
    handing_over.hand_over(day)
    handing_over.write_waiting(day, brought)

    seen = stick.take_in_all(main, brought)

    assert [one.fate for one in seen.files] == [Fate.TAKEN_IN]
    assert seen.problem is None
    assert "“A locked one” and 1 other could not be looked into" in stick_words(seen)
    assert clients.get(main, client).id == client
    back = stick.take_in_all(day, brought)
    assert Fate.ACKNOWLEDGED in {one.fate for one in back.files}
    assert stick_words(back).count("A locked one") == 1


def test_a_stick_with_nothing_but_a_locked_folder_says_so(
    three_laptops: tuple[Session, Session, Session], brought: Path
) -> None:
    main, _day, _other = three_laptops

    words = stick_words(stick.take_in_all(main, brought))

    assert words.startswith("No hand-off")
    assert "“A locked one” could not be looked into" in words


def test_a_stick_that_cannot_be_looked_into_itself_is_refused(
    three_laptops: tuple[Session, Session, Session], brought: Path
) -> None:
    main, _day, _other = three_laptops

    with pytest.raises(FolderUnreadableError) as told:
        stick.take_in_all(main, brought / "A locked one")

    assert not isinstance(told.value, InnerFolderUnreadableError)


def a_client(session: Session) -> str:
    client = clients.register(
        session,
        name="Widline Canary",
        birth_date=date(1990, 5, 4),
        language="ht",
        needs_interpreter=True,
        consent=Consent.GIVEN,
        phone="",
    )
    screenings.answer(session, screenings.begin(session, client.id, "HT").id, "age_out", UNKNOWN)
    return client.id


def found_in(session: Session, folder: Path) -> Arrival:
    looking = installing.look_in(session, folder)
    while True:
        try:
            next(looking)
        except StopIteration as end:
            arrival: Arrival = end.value
            return arrival
