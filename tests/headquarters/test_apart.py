"""Bundles kept apart: each says why it does not count, and a person can settle it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.bundles.enrolment_file import Enrolment
from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.bundles.seal_file import SealedFile
from clinic_app.crypto.signing import SigningKey, fingerprint
from clinic_app.headquarters import enrolling, room_apart
from clinic_app.headquarters.apart import kept_apart, settle
from clinic_app.headquarters.collecting import collect
from clinic_app.headquarters.conflict_errors import CloseContradictedError, ConflictsError
from clinic_app.headquarters.errors import (
    NotApartError,
    ReasonMissingError,
    UnknownSignerError,
    UnknownSignersError,
)
from clinic_app.headquarters.ledger.values import SetAside
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.room_apart import RoomApart
from clinic_app.headquarters.totals import MonthState, draw_up
from clinic_app.tallies.disclosure import ReleaseLedger
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
JANUARY = Month(2026, 1)


class Clinic(Protocol):
    enrolment: Enrolment
    key: SigningKey
    ledger: ReleaseLedger

    def close(self, **totals: int) -> SealedFile: ...

    def answer(self) -> bytes: ...


Enrol = Callable[[str], Clinic]


def put(folder: Path, file: SealedFile) -> None:
    (folder / file.name).write_bytes(file.data)


@pytest.fixture
def forked(headquarters: Headquarters, enrolled: Enrol, inbox: Path) -> Clinic:
    """Two closes of one month that contradict each other; the second is kept apart."""
    clinic = enrolled("BOS-1")
    put(inbox, clinic.close(helped=34))
    collect(headquarters, inbox, AT)
    clinic.ledger = ReleaseLedger()
    put(inbox, clinic.close(helped=35))
    collect(headquarters, inbox, AT)
    return clinic


def test_a_bundle_that_contradicts_is_listed_with_its_reason(
    headquarters: Headquarters, forked: Clinic
) -> None:
    (one,) = kept_apart(headquarters)

    assert (one.clinic, one.month, one.since, one.settled) == ("BOS-1", "2026-01", AT, "")
    assert isinstance(one.error, CloseContradictedError)
    assert one.signer == fingerprint(forked.key.public)


@pytest.mark.usefixtures("forked")
def test_what_a_person_found_out_stays_and_no_report_asks_again(
    headquarters: Headquarters, inbox: Path
) -> None:
    assert draw_up(headquarters, JANUARY, JANUARY).conflicts == {"BOS-1": 1}
    (one,) = kept_apart(headquarters)

    settle(headquarters, one.sha256[:12].upper(), " an older copy, deleted ", AT)

    assert draw_up(headquarters, JANUARY, JANUARY).conflicts == {}
    collect(headquarters, inbox, AT)  # the same file lies there still
    assert [one.settled for one in kept_apart(headquarters)] == ["an older copy, deleted"]


def test_one_of_an_unknown_key_gets_out_by_itself_once_the_key_is_accepted(
    headquarters: Headquarters, issued: Enrol, inbox: Path
) -> None:
    clinic = issued("BOS-1")
    put(inbox, clinic.close(helped=34))
    collect(headquarters, inbox, AT)
    (one,) = kept_apart(headquarters)
    assert isinstance(one.error, UnknownSignerError)

    enrolling.accept(headquarters, clinic.answer(), AT)
    collect(headquarters, inbox, AT)

    assert kept_apart(headquarters) == ()


def test_one_that_was_settled_counts_never_whatever_is_accepted_or_brought_again(
    headquarters: Headquarters, issued: Enrol, inbox: Path
) -> None:
    clinic = issued("BOS-1")
    put(inbox, clinic.close(helped=34))
    collect(headquarters, inbox, AT)
    (one,) = kept_apart(headquarters)
    settle(headquarters, one.sha256, "nobody knows that clinic", AT)

    again = collect(headquarters, inbox, AT)  # the file lies there still
    assert [result.reason for result in again.results] == ["settled"]
    enrolling.accept(headquarters, clinic.answer(), AT)
    after = collect(headquarters, inbox, AT)

    assert [result.reason for result in after.results] == ["settled"]
    assert [one.settled for one in kept_apart(headquarters)] == ["nobody knows that clinic"]
    put(inbox, clinic.close(helped=40))  # the clinic's next bundle brings both months
    collect(headquarters, inbox, AT)
    report = draw_up(headquarters, JANUARY, Month(2026, 2))
    assert report.total(HeadlineCount.HELPED) == 40


def test_those_that_wait_come_first(headquarters: Headquarters, issued: Enrol, inbox: Path) -> None:
    for code in ("BOS-1", "WOR-1"):
        put(inbox, issued(code).close(helped=34))
    collect(headquarters, inbox, AT)
    boston = next(one for one in kept_apart(headquarters) if one.clinic == "BOS-1")

    settle(headquarters, boston.sha256, "nobody knows that clinic", AT)

    assert [one.clinic for one in kept_apart(headquarters)] == ["WOR-1", "BOS-1"]


@pytest.mark.usefixtures("forked")
def test_a_reason_is_spelt_with_the_joiners_that_its_letters_need(
    headquarters: Headquarters,
) -> None:
    (one,) = kept_apart(headquarters)

    settle(headquarters, one.sha256, "نمی\u200cخواهند", AT)

    assert kept_apart(headquarters)[0].settled == "نمی\u200cخواهند"


@pytest.mark.usefixtures("forked")
@pytest.mark.parametrize("words", ["", "  ", "x" * 201, "two\nlines"])
def test_nothing_is_settled_without_a_reason_on_one_line(
    headquarters: Headquarters, words: str
) -> None:
    (one,) = kept_apart(headquarters)

    with pytest.raises(ReasonMissingError):
        settle(headquarters, one.sha256, words, AT)

    assert kept_apart(headquarters)[0].settled == ""


@pytest.mark.usefixtures("forked")
def test_only_what_waits_can_be_settled_and_by_enough_digits(headquarters: Headquarters) -> None:
    (one,) = kept_apart(headquarters)
    for digits in ("", one.sha256[:7], "0" * 64):
        with pytest.raises(NotApartError):
            settle(headquarters, digits, "a reason", AT)
    settle(headquarters, one.sha256, "a reason", AT)

    with pytest.raises(NotApartError):
        settle(headquarters, one.sha256, "another reason", AT)


def test_of_a_stranger_only_so_much_is_kept_and_none_of_a_clinics_own_room(
    headquarters: Headquarters,
    enrolled: Enrol,
    issued: Enrol,
    inbox: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room_apart, "MOST_FILES", 2)
    known, waiting, strangers = enrolled("BOS-1"), issued("NYC-1"), issued("NYC-2")
    for clinic, months in ((known, 3), (strangers, 5), (waiting, 2)):
        for total in range(months):
            put(inbox, clinic.close(helped=total))

    found = collect(headquarters, inbox, AT)
    again = collect(headquarters, inbox, AT)

    for collected in (found, again):
        errors = [type(one.error) for one in collected.results if one.clinic == "NYC-2"]
        assert errors == [UnknownSignerError] * 2 + [UnknownSignersError] * 3
        assert {one.reason for one in collected.results if one.error} == {"unknown_key"}
    assert found.count(ReceiptStatus.ACCEPTED) == 3
    assert [one.clinic for one in kept_apart(headquarters)].count("NYC-1") == 2

    enrolling.accept(headquarters, waiting.answer(), AT)
    enrolling.accept(headquarters, strangers.answer(), AT)
    collect(headquarters, inbox, AT)

    assert kept_apart(headquarters) == ()
    assert draw_up(headquarters, JANUARY, JANUARY.plus(4)).count(MonthState.REPORTED) == 10


def test_of_what_a_clinic_contradicts_only_so_much_is_kept_until_somebody_settles_it(
    headquarters: Headquarters,
    forked: Clinic,
    enrolled: Enrol,
    inbox: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room_apart, "MOST_FILES", 2)
    for total in (36, 37):
        forked.ledger = ReleaseLedger()
        put(inbox, forked.close(helped=total))
    other = enrolled("WOR-1")
    for total in (1, 2):
        other.ledger = ReleaseLedger()
        put(inbox, other.close(helped=total))

    found = collect(headquarters, inbox, AT)
    again = collect(headquarters, inbox, AT)

    assert found.count(ReceiptStatus.CONFLICT) == again.count(ReceiptStatus.CONFLICT) == 4
    for collected in (found, again):
        assert [type(one.error) for one in collected.results].count(ConflictsError) == 1
    kept = kept_apart(headquarters)
    assert sorted(one.clinic for one in kept) == ["BOS-1", "BOS-1", "WOR-1"]

    settle(headquarters, next(one.sha256 for one in kept if one.clinic == "BOS-1"), "a copy", AT)
    collect(headquarters, inbox, AT)

    assert [one.clinic for one in kept_apart(headquarters)].count("BOS-1") == 3


def test_what_was_kept_for_its_key_stays_kept_where_it_contradicts(
    headquarters: Headquarters, issued: Enrol, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stick is away by then: what headquarters let go would be lost."""
    clinic = issued("BOS-1")
    for total in (1, 2, 3):
        clinic.ledger = ReleaseLedger()
        put(inbox, clinic.close(helped=total))
    collect(headquarters, inbox, AT)
    for path in inbox.iterdir():
        path.unlink()
    monkeypatch.setattr(room_apart, "MOST_FILES", 1)

    enrolling.accept(headquarters, clinic.answer(), AT)
    collect(headquarters, inbox, AT)

    errors = [type(one.error) for one in kept_apart(headquarters)]
    assert errors == [CloseContradictedError, CloseContradictedError]


def test_what_names_no_clinic_of_ours_shares_one_room(
    headquarters: Headquarters, issued: Enrol, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So a stranger gains nothing by other names, and a person makes room."""
    file = issued("NYC-1").close(helped=1)
    room = 2 * len(file.data)
    monkeypatch.setattr(room_apart, "MOST_BYTES", room)
    with headquarters.ledger.transaction() as opened:
        for number in range(2):
            stranger = SetAside(
                sha256=bytes([number]) * 32,
                reason="unknown_key",
                clinic=f"NOBODY-{number}",
                signer=bytes(32),
                at=AT.isoformat(),
                raw=file.data,
            )
            opened.bundles.set_aside(stranger)
        keys = RoomApart(opened, [bytes(32)], is_known=False)

        assert keys.has_room(bytes(32), "NOBODY-7", room)
        assert not keys.has_room(bytes([7]) * 32, "NOBODY-7", 1)
        assert keys.has_room(bytes([8]) * 32, "NYC-1", room)
        assert not keys.has_room(bytes([9]) * 32, "NYC-1", 1)

        opened.bundles.settle(bytes(32), "nobody's", AT.isoformat())
        assert RoomApart(opened, [], is_known=False).has_room(bytes([7]) * 32, "NOBODY-7", 1)
