"""Closing a month: in order, by who may, with exactly what was shown, sealed once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from clinic_app.bundles import payload, seal_file
from clinic_app.clock import Today
from clinic_app.crypto.sealed_file import file_sha256
from clinic_app.crypto.sealing import OpeningKey
from clinic_app.crypto.signing import SigningKey, grouped
from clinic_app.files.errors import FileError
from clinic_app.messages.explaining import explain
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Ruling
from clinic_app.records.service import FilingKind, Form, ServiceKind
from clinic_app.tallies.batch_carry import DEFAULT_POLICY, CountPolicy
from clinic_app.tallies.breakdowns import Stream, Table, Traits
from clinic_app.tallies.case_facts import CaseFacts, Countable, Happening
from clinic_app.tallies.disclosure import Origin, ReleaseLedger
from clinic_app.tallies.errors import MonthOutOfOrderError, NotAMonthError
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import Change
from clinic_app.vault.store_errors import RecordMissingError
from clinic_app.workflows import (
    clients,
    closing,
    decisions,
    duplicates,
    enrolment,
    exporting,
    kyr,
    releasing,
    screenings,
    sending,
    services,
    workers,
)
from clinic_app.workflows.carrying_errors import (
    LeakFoundError,
    LedgerNotWholeError,
    MayNotCloseError,
    MonthNotOpenError,
    NotEnrolledError,
    NothingToSendError,
    NotSealedError,
    PairsOpenError,
    StalePreviewError,
)
from clinic_app.workflows.closing import ConditionKind
from clinic_app.workflows.errors import AccreditationExpiredError, AccreditationNotYetError
from clinic_app.workflows.session import Session


class Crew(Protocol):
    @property
    def volunteer(self) -> Session: ...
    @property
    def representative(self) -> Session: ...


OPENING_KEY = OpeningKey(b"o" * 32)
EnrolmentFile = Callable[[str], bytes]


def on(session: Session, day: date) -> Session:
    return replace(session, today=Today(day))


def a_client(session: Session, name: str = "Rosalie Dorvil") -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def help_somebody(session: Session) -> None:
    services.record(
        session,
        a_client(session).id,
        kind=ServiceKind.APPLICATION_PREPARED,
        form=Form.I_821,
        filing=FilingKind.INITIAL,
        at_no_cost=True,
    )


@pytest.fixture
def september(session: Session) -> Session:
    """The session of the 2nd of November, where one was helped in September and one in October."""
    help_somebody(on(session, date(2026, 9, 30)))
    help_somebody(on(session, date(2026, 10, 1)))
    return session


def close_next(session: Session) -> closing.Preview:
    label = closing.open_months(session)[-1]
    shown = closing.preview(session, label)
    closing.close(session, label, shown)
    return shown


def test_a_clinic_without_records_has_no_month_to_close(session: Session) -> None:
    assert closing.open_months(session) == ()


def test_whole_months_since_the_first_record_are_open_newest_first(september: Session) -> None:
    assert closing.open_months(september) == ("2026-10", "2026-09")


def test_a_month_is_over_on_the_first_day_of_the_next(session: Session) -> None:
    help_somebody(on(session, date(2026, 9, 30)))

    assert closing.open_months(on(session, date(2026, 9, 30))) == ()
    assert closing.open_months(on(session, date(2026, 10, 1))) == ("2026-09",)


def test_a_month_with_nothing_in_it_is_closed_all_the_same(session: Session) -> None:
    help_somebody(on(session, date(2026, 8, 1)))
    close_next(session)

    shown = close_next(session)

    tally = payload.read(shown.payload)
    assert tally.newest.month == Month(2026, 9)
    assert tally.newest.headlines[HeadlineCount.HELPED] == Change(net=0, total=1)


def test_months_are_closed_in_order(september: Session) -> None:
    with pytest.raises(MonthOutOfOrderError) as caught:
        closing.preview(september, "2026-10")
    assert caught.value.expected == "2026-09"


@pytest.mark.parametrize("label", ["2026-08", "2026-11", "2027-01"])
def test_a_month_that_is_not_open_is_not_closed(september: Session, label: str) -> None:
    with pytest.raises(MonthNotOpenError):
        closing.preview(september, label)


def test_what_is_no_month_is_refused(september: Session) -> None:
    with pytest.raises(NotAMonthError):
        closing.preview(september, "October")


def test_a_close_is_kept_with_the_bytes_that_were_shown(september: Session) -> None:
    shown = closing.preview(september, "2026-09")

    closed = closing.close(september, "2026-09", shown)

    assert closed.payload == shown.payload
    assert (closed.seq, closed.first, closed.last) == (1, date(2026, 9, 1), date(2026, 9, 30))
    assert closing.closes(september) == (closed,)
    assert closing.open_months(september) == ("2026-10",)


def test_a_month_is_closed_once(september: Session) -> None:
    shown = close_next(september)

    with pytest.raises(MonthNotOpenError):
        closing.close(september, "2026-09", shown)


def test_records_that_changed_after_the_preview_hold_the_close_back(september: Session) -> None:
    shown = closing.preview(september, "2026-09")
    help_somebody(on(september, date(2026, 9, 2)))

    with pytest.raises(StalePreviewError):
        closing.close(september, "2026-09", shown)
    assert closing.closes(september) == ()


def test_a_late_record_goes_into_the_next_close(september: Session) -> None:
    close_next(september)
    help_somebody(on(september, date(2026, 9, 3)))

    tally = payload.read(close_next(september).payload)

    assert tally.newest.headlines[HeadlineCount.HELPED] == Change(net=2, total=3)
    assert tally.closes[0].headlines[HeadlineCount.HELPED] == Change(net=1, total=1)


def test_the_next_payload_names_the_one_before(september: Session) -> None:
    first = close_next(september)

    second = payload.read(close_next(september).payload)

    assert second.prev == payload.sha256(first.payload)


def test_a_volunteer_does_not_close_where_a_representative_could(crew: Crew) -> None:
    help_somebody(on(crew.volunteer, date(2026, 10, 1)))
    shown = closing.preview(crew.volunteer, "2026-10")

    with pytest.raises(MayNotCloseError):
        closing.close(crew.volunteer, "2026-10", shown)
    assert closing.close(crew.representative, "2026-10", shown).label == "2026-10"


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2028, 2, 29), None),
        (date(2028, 3, 1), AccreditationExpiredError),
        (date(2025, 2, 28), AccreditationNotYetError),
    ],
)
def test_who_closes_is_accredited_on_that_day(
    session: Session, day: date, kind: type[Exception] | None
) -> None:
    help_somebody(on(session, date(2025, 1, 30)))
    at_work = on(session, day)
    shown = closing.preview(at_work, "2025-01")

    if kind is None:
        assert closing.close(at_work, "2025-01", shown).label == "2025-01"
        return
    with pytest.raises(kind):
        closing.close(at_work, "2025-01", shown)
    assert closing.closes(at_work) == ()


def test_no_road_lets_somebody_close_whose_accreditation_ran_out(enrolled: Session) -> None:
    help_somebody(on(enrolled, date(2026, 9, 30)))

    with pytest.raises(AccreditationExpiredError):
        exporting.close_through(on(enrolled, date(2028, 3, 1)), Month(2026, 9))

    assert closing.closes(enrolled) == ()


def test_where_no_representative_is_set_up_anybody_closes(september: Session) -> None:
    worker = replace(september.worker, accreditation=None)
    workers.update(september, worker)
    volunteer = replace(september, worker=worker)

    assert close_next(volunteer).payload


def test_every_condition_is_met_where_nothing_is_open(
    september: Session, headquarters_file: EnrolmentFile
) -> None:
    enrolment.take(september, headquarters_file("STMARK"))

    found = closing.conditions(september, "2026-09")

    of_laptops = {ConditionKind.CLIENTS_OUT, ConditionKind.LAPTOPS_SILENT}  # there is one here
    expected = [kind for kind in ConditionKind if kind not in of_laptops]
    assert [condition.kind for condition in found] == expected
    assert all(condition.is_met for condition in found)


def test_what_stands_open_is_counted_and_only_an_earlier_month_blocks(crew: Crew) -> None:
    october = on(crew.volunteer, date(2026, 10, 5))
    help_somebody(on(crew.volunteer, date(2026, 9, 5)))
    client = a_client(october)
    screenings.begin(october, client.id, "HT")
    finished = screenings.begin(october, client.id, "VE")
    screenings.finish(october, finished.id)
    kyr.begin(october, "Harbor school", ("ht",))

    found = closing.conditions(crew.volunteer, "2026-10")

    assert {condition.kind: condition.count for condition in found} == {
        ConditionKind.DRAFTS_OPEN: 1,
        ConditionKind.UNDECIDED: 1,
        ConditionKind.EVENTS_OPEN: 1,
        ConditionKind.POSSIBLE_DUPLICATES: 0,
        ConditionKind.EARLIER_MONTH: 1,
        ConditionKind.NO_HEADQUARTERS: 1,
    }
    assert [one.kind for one in found if one.is_blocking and not one.is_met] == [
        ConditionKind.EARLIER_MONTH
    ]
    september = closing.conditions(crew.volunteer, "2026-09")
    assert {one.kind for one in september if not one.is_met} == {ConditionKind.NO_HEADQUARTERS}


def test_a_possible_duplicate_blocks_until_somebody_said_whether_it_is_one_person(
    crew: Crew,
) -> None:
    september, october = (on(crew.representative, date(2026, month, 5)) for month in (9, 10))
    help_somebody(september)
    one, other = (registered_twice(september) for _ in range(2))
    shown = closing.preview(october, "2026-09")

    with pytest.raises(PairsOpenError) as refused:
        closing.close(october, "2026-09", shown)

    assert refused.value.count == 1
    assert explain(refused.value).startswith("1 possible duplicate")
    found = {one.kind: one for one in closing.conditions(october, "2026-09")}
    standing = found[ConditionKind.POSSIBLE_DUPLICATES]
    assert (standing.count, standing.is_blocking) == (1, True)
    duplicates.tell_apart(october, one.id, other.id)
    assert closing.close(october, "2026-09", shown).label == "2026-09"


def test_whoever_comes_again_after_the_month_waits_for_the_next_close(crew: Crew) -> None:
    help_somebody(on(crew.representative, date(2026, 9, 5)))
    registered_twice(on(crew.representative, date(2026, 9, 5)))
    october = on(crew.representative, date(2026, 10, 5))
    registered_twice(october)

    closing.close(october, "2026-09", closing.preview(october, "2026-09"))

    november = on(crew.representative, date(2026, 11, 5))
    with pytest.raises(PairsOpenError):
        closing.close(november, "2026-10", closing.preview(november, "2026-10"))


def registered_twice(session: Session) -> Client:
    return clients.register(
        session,
        name="Marie Joseph",
        birth_date=date(1984, 6, 3),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def test_a_decided_screening_and_a_withdrawn_event_do_not_stand_open(crew: Crew) -> None:
    october = on(crew.volunteer, date(2026, 10, 5))
    screening = screenings.begin(october, a_client(october).id, "HT")
    screenings.finish(october, screening.id)
    decisions.decide(crew.representative, screening.id, Ruling.ACCEPT, "")
    event = kyr.begin(october, "Harbor school", ("ht",))
    kyr.withdraw(october, event.id, "counted twice")

    found = closing.conditions(crew.volunteer, "2026-10")

    assert {one.kind for one in found if not one.is_met} == {ConditionKind.NO_HEADQUARTERS}


def test_the_page_is_read_back_from_the_bytes(september: Session) -> None:
    shown = closing.preview(september, "2026-09")

    lines = dict(shown.page.lines)

    assert shown.page.title == "STMARK, 2026-09"
    assert lines["People helped to apply for TPS"] == "1 this month, 1 in all"
    assert lines["Representatives, partial accreditation"] == "1 on the last day"
    assert lines["Clinic's code"] == "STMARK"
    assert lines["Smallest group that may be shown"] == "11"
    assert shown.page.hashes == (("Hash of the contents", grouped(payload.sha256(shown.payload))),)


def test_the_page_says_what_else_is_in_the_file(september: Session) -> None:
    first = close_next(september)

    lines = dict(close_next(september).page.lines)

    assert lines["Repeated as it left: 2026-09"] == "close 1, 32 numbers"
    assert lines["Hash of the contents before"] == grouped(payload.sha256(first.payload))


def test_the_page_of_a_sealed_close_shows_the_hash_of_the_file_too(
    september: Session, headquarters_file: EnrolmentFile
) -> None:
    enrolment.take(september, headquarters_file("STMARK"))
    close_next(september)
    (closed,) = closing.closes(september)

    page = closing.page_of(september, closed)

    assert closed.sealed is not None
    assert [words for words, _groups in page.hashes] == [
        "Hash of the contents",
        "Hash of the sealed file",
    ]
    assert page.hashes[1][1] == grouped(file_sha256(closed.sealed))


def test_what_is_sealed_is_what_was_shown(
    september: Session, headquarters_file: EnrolmentFile
) -> None:
    enrolment.take(september, headquarters_file("STMARK"))

    shown = close_next(september)

    (closed,) = closing.closes(september)
    assert closed.sealed is not None
    opened = seal_file.open_file(closed.sealed, OPENING_KEY)
    assert opened.payload == shown.payload
    assert closed.file_name == f"STMARK_2026-09_1_{opened.sha256[:12]}.tally"


def test_every_copy_is_the_same_file(
    september: Session, headquarters_file: EnrolmentFile, tmp_path: Path
) -> None:
    enrolment.take(september, headquarters_file("STMARK"))
    close_next(september)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()

    first = sending.write(september, "2026-09", tmp_path / "one").path
    second = sending.write(september, "2026-09", tmp_path / "two").path

    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()
    assert [path.name for path in (tmp_path / "one").iterdir()] == [first.name]


def test_without_headquarters_a_close_is_kept_and_cannot_be_written(
    september: Session, tmp_path: Path
) -> None:
    close_next(september)

    (closed,) = closing.closes(september)
    assert closed.sealed is None
    assert closed.file_name == ""
    with pytest.raises(NotSealedError):
        sending.write(september, "2026-09", tmp_path)


def test_a_month_that_is_not_closed_is_not_written(september: Session, tmp_path: Path) -> None:
    with pytest.raises(RecordMissingError):
        sending.write(september, "2026-09", tmp_path)


def test_a_folder_that_is_gone_is_said_to_be_that(
    september: Session, headquarters_file: EnrolmentFile, tmp_path: Path
) -> None:
    enrolment.take(september, headquarters_file("STMARK"))
    close_next(september)

    with pytest.raises(FileError):
        sending.write(september, "2026-09", tmp_path / "pulled")


def test_all_open_months_are_closed_in_one_go(
    september: Session, headquarters_file: EnrolmentFile
) -> None:
    enrolment.take(september, headquarters_file("STMARK"))

    closed = exporting.close_through(september, None)

    assert closed == exporting.ClosedMonths(("2026-09", "2026-10"), "2026-10")
    assert exporting.close_through(september, None) == exporting.ClosedMonths((), "2026-10")
    assert exporting.close_through(september, Month(2026, 9)) == exporting.ClosedMonths(
        (), "2026-09"
    )


def test_months_after_the_one_asked_for_stay_open(
    september: Session, headquarters_file: EnrolmentFile
) -> None:
    enrolment.take(september, headquarters_file("STMARK"))

    closed = exporting.close_through(september, Month(2026, 9))

    assert closed == exporting.ClosedMonths(("2026-09",), "2026-09")
    assert closing.open_months(september) == ("2026-10",)


def test_without_headquarters_nothing_is_closed_in_one_go(september: Session) -> None:
    with pytest.raises(NotEnrolledError):
        exporting.close_through(september, None)
    assert closing.closes(september) == ()


def test_a_month_that_is_not_over_is_not_asked_for(
    september: Session, headquarters_file: EnrolmentFile
) -> None:
    enrolment.take(september, headquarters_file("STMARK"))

    with pytest.raises(MonthNotOpenError):
        exporting.close_through(september, Month(2026, 11))
    assert closing.closes(september) == ()


def test_a_clinic_without_records_has_nothing_to_send(
    session: Session, headquarters_file: EnrolmentFile
) -> None:
    enrolment.take(session, headquarters_file("STMARK"))

    with pytest.raises(NothingToSendError):
        exporting.close_through(session, None)


def test_drawing_up_is_a_matter_of_values_alone() -> None:
    counted = Countable((), (Happening(HeadlineCount.KYR_TRAINED, date(2026, 9, 5), 706),), ())
    origin = Origin(clinic="BOS-1", station="0" * 16, is_training=False, draw_key=bytes(32))

    tallies = [
        releasing.drawn_up(counted, ReleaseLedger(), origin, Month(2026, 9)) for _ in range(2)
    ]

    assert tallies[0] == tallies[1]
    assert tallies[0].newest.headlines[HeadlineCount.KYR_TRAINED] == Change(706, 706)


def test_what_the_programs_own_attacker_can_work_out_does_not_leave() -> None:
    """As a bug would leave it: everything is shown at once, and nobody stays in the pool."""
    everything = CountPolicy(
        smallest_crowd=1, pool_floor=0, least_arrivals=1, jitter=0, skip_in=10**9, wide_in=10**9
    )
    origin = Origin(
        clinic="BOS-1", station="0" * 16, is_training=False, draw_key=bytes(32), policy=everything
    )
    helped = CaseFacts(date(2026, 9, 5), None, None, Traits(country="HT"))
    counted = Countable((helped,), (), ())

    tally = releasing.drawn_up(counted, ReleaseLedger(), origin, Month(2026, 9))

    with pytest.raises(LeakFoundError) as refused:
        releasing.refuse_leak(ReleaseLedger(), tally, DEFAULT_POLICY)
    assert (refused.value.stream, refused.value.table) == (Stream.HELPED, Table.COUNTRY)
    assert "by country" in explain(refused.value)


def test_the_clinic_signs_with_the_key_that_it_answered_with(
    september: Session, headquarters_file: EnrolmentFile
) -> None:
    enrolment.take(september, headquarters_file("STMARK"))
    close_next(september)

    (closed,) = closing.closes(september)
    assert closed.sealed is not None
    with september.reading() as opened:
        held = opened.enrolment.get()
    assert held is not None
    signer = seal_file.open_file(closed.sealed, OPENING_KEY).signer
    assert signer == SigningKey(held.own_signing_seed).public


def test_a_ledger_that_does_not_name_all_that_left_lets_nothing_leave(september: Session) -> None:
    close_next(september)
    with september.reading() as opened:
        ledger, closes = opened.closes.ledger(), opened.closes.all()

    releasing.refuse_doubtful_ledger(ledger, closes, None)
    for doubtful, closed in (
        (ReleaseLedger(), closes),
        (ledger, ()),
        (ledger, (replace(closes[0], payload=b"{}"),)),
    ):
        with pytest.raises(LedgerNotWholeError):
            releasing.refuse_doubtful_ledger(doubtful, closed, None)
