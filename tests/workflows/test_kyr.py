"""Know Your Rights: heads by language, trained apart, final once."""

from dataclasses import replace

import pytest

from clinic_app.records.kyr_event import Attendance
from clinic_app.workflows import kyr
from clinic_app.workflows.errors import (
    AlreadyFinishedError,
    CountyError,
    HeadCountError,
    NameMissingError,
    RecordWithdrawnError,
)
from clinic_app.workflows.session import Session


def test_an_event_begins_today_with_an_empty_counter_per_language(session: Session) -> None:
    event = kyr.begin(session, " St. Mark's hall ", ("ht", "es", "ht"))

    assert event.day == session.today.day
    assert event.title == "St. Mark's hall"
    assert event.attendance == (Attendance("ht"), Attendance("es"))
    assert kyr.events(session) == (event,)


@pytest.mark.parametrize("title", [" ", "\u200b"])
def test_an_event_needs_a_place(session: Session, title: str) -> None:
    with pytest.raises(NameMissingError):
        kyr.begin(session, title, ("ht",))


def test_every_press_is_kept_and_only_the_numbers_change(session: Session) -> None:
    event = kyr.begin(session, "Hall", ("ht",))

    counted = replace(event.with_heads(Attendance("ht", 3, 1)), title="Someone else", trained=1)
    saved = kyr.save(session, counted)

    assert saved.title == "Hall"
    assert saved.heads == 4
    assert saved.trained == 1
    assert kyr.events(session) == (saved,)


def test_trained_may_be_pressed_before_the_heads(session: Session) -> None:
    event = kyr.begin(session, "Hall", ("ht",))

    assert kyr.save(session, replace(event, trained=1)).trained == 1


def test_a_final_count_has_no_more_trained_than_heads(session: Session) -> None:
    event = kyr.begin(session, "Hall", ("ht",))
    kyr.save(session, replace(event, trained=1))

    with pytest.raises(HeadCountError):
        kyr.finish(session, event.id)


@pytest.mark.parametrize("row", [Attendance("ht", -1), Attendance("ht", 2, -1)])
def test_no_head_count_is_below_zero(session: Session, row: Attendance) -> None:
    event = kyr.begin(session, "Hall", ("ht",))

    with pytest.raises(HeadCountError):
        kyr.save(session, event.with_heads(row))


def test_a_final_count_never_changes_and_counts_itself_once(session: Session) -> None:
    event = kyr.begin(session, "Hall", ("ht", "es"))
    kyr.save(session, replace(event.with_heads(Attendance("ht", 30, 6)), trained=4))
    final = kyr.finish(session, event.id)

    with pytest.raises(AlreadyFinishedError):
        kyr.save(session, final)
    with pytest.raises(AlreadyFinishedError):
        kyr.finish(session, event.id)

    with session.reading() as opened:
        happened = {found.headline: found.times for found in opened.countable().happenings}
    assert happened == {"kyr_events": 1, "kyr_attendance": 36, "kyr_trained": 4}


def test_a_withdrawn_event_counts_nowhere_and_takes_no_more_heads(session: Session) -> None:
    event = kyr.begin(session, "Hall", ("ht",))
    kyr.finish(session, event.id)
    other = kyr.begin(session, "Shelter", ("ht",))

    kyr.withdraw(session, event.id, "counted twice")
    kyr.withdraw(session, other.id, "did not happen")

    with session.reading() as opened:
        assert opened.countable().happenings == ()
    with pytest.raises(RecordWithdrawnError):
        kyr.save(session, other)


def test_an_event_is_held_in_a_county_of_the_list(session: Session) -> None:
    assert kyr.begin(session, "Hall", ("ht",), "25025").county == "25025"

    with pytest.raises(CountyError):
        kyr.begin(session, "Hall", ("ht",), "Boston")
