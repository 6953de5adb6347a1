"""Labels over all clinics: between what is shown and what may be besides."""

from clinic_app.bundles.payload import ToldClose
from clinic_app.headquarters.breakdown import LabelRange, breakdowns
from clinic_app.headquarters.label_bounds import ClinicLabels, clinic_labels
from clinic_app.tallies.breakdowns import TABLES_OF, Stream, Table
from clinic_app.tallies.disclosure import streams_of
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month
from clinic_app.tallies.released import Change, ReleasedClose

MARCH = Month(2026, 3)


def a_close(total: int, **shown: int) -> ClinicLabels:
    """Return a close of which only the countries of those helped say something."""
    changes = dict.fromkeys(HeadlineCount, Change(0, 0)) | {
        HeadlineCount.HELPED: Change(total, total)
    }
    places: dict[tuple[Stream, Table], dict[str, int]] = {
        (stream, table): {} for stream, tables in TABLES_OF.items() for table in tables
    }
    streams = streams_of(changes, places | {(Stream.HELPED, Table.COUNTRY): shown})
    return labels_of(ReleasedClose(3, MARCH, changes, streams))


def labels_of(close: ReleasedClose) -> ClinicLabels:
    return clinic_labels(ToldClose(close, {}))


def test_a_label_is_at_least_what_is_shown_and_at_most_that_and_what_is_not() -> None:
    found = breakdowns((a_close(50, HT=30), a_close(40, HT=12, VE=15), a_close(9)))[0]

    assert (found.stream, found.table) == (Stream.HELPED, Table.COUNTRY)
    assert found.total == 99
    assert found.spare == 20 + 13 + 9
    assert found.labels == (LabelRange("HT", 42, 84), LabelRange("VE", 15, 57))


def test_a_mistake_in_bulk_that_waits_lowers_the_least_and_not_the_most() -> None:
    """Of 30 shown, 8 left before anything could be taken back."""
    found = breakdowns((a_close(22, HT=30), a_close(20)))[0]

    assert found.labels == (LabelRange("HT", 22, 42),)
    assert found.spare == 20


def test_every_table_is_added_up_and_closes_without_tables_alone_say_nothing() -> None:
    found = breakdowns((an_old_close(5), a_close(50, HT=30)))

    assert [(one.stream, one.table) for one in found] == [
        (stream, table) for stream, tables in TABLES_OF.items() for table in tables
    ]
    assert breakdowns((an_old_close(5),)) == ()


def test_whoever_is_in_a_close_without_tables_may_be_under_any_label() -> None:
    found = breakdowns((an_old_close(5), a_close(50, HT=30)))[0]

    assert (found.total, found.spare) == (55, 25)
    assert found.labels == (LabelRange("HT", 30, 55),)


def an_old_close(total: int) -> ClinicLabels:
    """Return a close of the first program."""
    return labels_of(ReleasedClose(1, MARCH, dict.fromkeys(HeadlineCount, Change(total, total))))
