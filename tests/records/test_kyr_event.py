from dataclasses import replace
from datetime import UTC, date, datetime

from clinic_app.clock import DaySource
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.records.stamp import Stamp

STAMP = Stamp(
    at=datetime(2026, 11, 2, 18, 30, tzinfo=UTC),
    day=date(2026, 11, 2),
    day_source=DaySource.COMPUTER,
    worker_id="w1",
    site="Church hall",
)
EVENT = KyrEvent(
    id="e1",
    day=date(2026, 11, 2),
    title="Church hall",
    attendance=(Attendance("ht", 3, 2), Attendance("es")),
    stamp=STAMP,
)


def test_heads_are_adults_and_children_of_all_languages() -> None:
    assert EVENT.heads == 5


def test_a_counted_row_replaces_the_row_of_its_language() -> None:
    counted = EVENT.with_heads(Attendance("es", 1, 0))

    assert counted.attendance == (Attendance("ht", 3, 2), Attendance("es", 1, 0))
    assert counted == replace(EVENT, attendance=counted.attendance)


def test_a_new_language_is_added_at_the_end() -> None:
    assert EVENT.with_heads(Attendance("fr", 0, 1)).attendance[-1] == Attendance("fr", 0, 1)


def test_those_trained_are_a_number_of_their_own() -> None:
    assert replace(EVENT, trained=4).heads == EVENT.heads
