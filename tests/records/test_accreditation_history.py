"""What a worker held before: who stood on the last day of a month that is closed later."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.records import facts
from clinic_app.records.accreditation_history import with_history
from clinic_app.records.worker import (
    Accreditation,
    AccreditationLevel,
    FormerAccreditation,
    Worker,
)
from clinic_app.tallies.case_facts import Countable
from clinic_app.tallies.counting import count
from clinic_app.tallies.headlines import HeadlineCount
from clinic_app.tallies.month import Month, months

JANUARY = Month(2026, 1)
YEAR = months(JANUARY, Month(2026, 12))
PARTIAL = Accreditation(
    level=AccreditationLevel.PARTIAL, granted=date(2026, 2, 3), expires=date(2029, 2, 2)
)
FULL = Accreditation(
    level=AccreditationLevel.FULL, granted=date(2026, 6, 10), expires=date(2029, 6, 9)
)
RENEWED = replace(PARTIAL, granted=date(2026, 8, 1), expires=date(2029, 7, 31), is_renewal=True)
ANA = Worker(id="w1", name="Ana Example", accreditation=PARTIAL)


def after(worker: Worker, day: date, *, was_mistake: bool = False, **change: object) -> Worker:
    changed = replace(worker, **change)  # type: ignore[arg-type]
    return with_history(worker, changed, day, is_correction=was_mistake)


def by_month(worker: Worker, headline: HeadlineCount) -> list[int]:
    countable = Countable((), (), facts.of_worker(worker))
    return [raw.totals[headline] for raw in count(countable, YEAR, counting_since=JANUARY)]


def standing(worker: Worker) -> str:
    """Return of each month whether the worker stands at its end: partial, full or not at all."""
    partial, full = (
        by_month(worker, one)
        for one in (
            HeadlineCount.REPRESENTATIVES_PARTIAL,
            HeadlineCount.REPRESENTATIVES_FULL,
        )
    )
    return "".join("-pf!"[held + 2 * fully] for held, fully in zip(partial, full, strict=True))


def granted(worker: Worker) -> tuple[int, int]:
    """Return how often the worker was newly accredited, and renewed, by the end of the year."""
    return (
        by_month(worker, HeadlineCount.REPRESENTATIVES_NEW)[-1],
        by_month(worker, HeadlineCount.REPRESENTATIVES_RENEWED)[-1],
    )


def test_whoever_left_stands_at_the_end_of_the_months_before() -> None:
    left = after(ANA, date(2026, 11, 5), is_active=False)

    assert standing(left) == "-ppppppppp--"
    assert granted(left) == (1, 0)


def test_whoever_is_back_does_not_stand_in_between() -> None:
    left = after(ANA, date(2026, 5, 31), is_active=False)
    back = after(left, date(2026, 9, 1), is_active=True)

    assert standing(back) == "-ppp----pppp"
    assert granted(back) == (1, 0)


def test_whoever_is_back_on_the_day_on_which_they_left_never_left() -> None:
    left = after(ANA, date(2026, 5, 31), is_active=False)

    assert after(left, date(2026, 5, 31), is_active=True) == ANA


def test_an_upgrade_leaves_what_was_held_to_the_months_before() -> None:
    full = after(ANA, date(2026, 7, 20), accreditation=FULL)

    assert standing(full) == "-ppppfffffff"
    assert granted(full) == (2, 0)


def test_a_renewal_takes_nothing_from_those_who_were_new() -> None:
    renewed = after(ANA, date(2026, 8, 20), accreditation=RENEWED)

    assert standing(renewed) == "-ppppppppppp"
    assert granted(renewed) == (1, 1)


def test_whoever_is_a_volunteer_from_now_on_stood_until_then() -> None:
    volunteer = after(ANA, date(2026, 7, 20), accreditation=None)

    assert standing(volunteer) == "-ppppp------"
    assert granted(volunteer) == (1, 0)


def test_a_mistake_was_never_held() -> None:
    for new, stands in ((FULL, "-----fffffff"), (None, "------------")):
        right = after(ANA, date(2026, 7, 20), was_mistake=True, accreditation=new)

        assert right.former == ()
        assert standing(right) == stands


def test_what_begins_earlier_can_only_correct() -> None:
    full = after(ANA, date(2026, 7, 20), accreditation=FULL)
    earlier = replace(FULL, granted=date(2026, 4, 2))

    corrected = after(full, date(2026, 7, 21), accreditation=earlier)

    assert standing(corrected) == "-ppfffffffff"
    assert after(full, date(2026, 7, 21), accreditation=PARTIAL) == ANA  # taken back


def test_another_level_without_another_day_is_of_the_day_on_which_it_was_said() -> None:
    level = replace(PARTIAL, level=AccreditationLevel.FULL)
    full = after(ANA, date(2026, 7, 20), accreditation=level)
    longer = after(full, date(2026, 7, 21), accreditation=replace(level, expires=FULL.expires))

    assert standing(full) == standing(longer) == "-pppppffffff"
    assert granted(full) == granted(longer) == (2, 0)
    assert after(full, date(2026, 7, 20), was_mistake=True, accreditation=PARTIAL) == ANA
    typed = after(ANA, date(2026, 7, 20), was_mistake=True, accreditation=level)
    assert standing(typed) == "-fffffffffff"


def test_what_is_taken_back_leaves_the_time_before_somebody_left() -> None:
    left = after(ANA, date(2026, 3, 31), is_active=False)
    back = after(left, date(2026, 5, 1), is_active=True)
    full = after(back, date(2026, 7, 20), accreditation=FULL)

    assert standing(full) == "-p--pfffffff"
    assert after(full, date(2026, 7, 21), accreditation=PARTIAL) == back


def test_a_later_day_that_corrects_closes_the_gap_before_it() -> None:
    full = after(ANA, date(2026, 7, 20), accreditation=FULL)
    later = replace(FULL, granted=date(2026, 9, 1))

    corrected = after(full, date(2026, 10, 2), was_mistake=True, accreditation=later)

    assert standing(corrected) == "-pppppppffff"


def test_what_is_corrected_of_somebody_who_left_is_corrected_for_their_time_here() -> None:
    left = after(ANA, date(2026, 11, 5), is_active=False)
    level = replace(PARTIAL, level=AccreditationLevel.FULL)

    full = after(left, date(2026, 11, 6), was_mistake=True, accreditation=level)

    assert standing(full) == "-fffffffff--"
    assert granted(full) == (1, 0)


def test_whoever_left_before_days_were_kept_stands_nowhere() -> None:
    assert standing(replace(ANA, is_active=False)) == "-" * 12


def test_what_was_renewed_before_the_program_knew_stood_until_then() -> None:
    assert standing(replace(ANA, accreditation=RENEWED)) == "p" * 12


LEVELS = st.sampled_from(AccreditationLevel)
DAYS = st.sampled_from([date(2026, month, day) for month in range(1, 13) for day in (1, 15)])
HELD = st.none() | st.builds(
    Accreditation,
    level=LEVELS,
    granted=DAYS,
    expires=st.just(date(2029, 1, 1)),
    is_renewal=st.booleans(),
)


@given(st.lists(st.tuples(DAYS, HELD, st.booleans(), st.booleans()), max_size=8))
def test_nobody_stands_twice_or_less_than_not_at_all(
    changes: Iterable[tuple[date, Accreditation | None, bool, bool]],
) -> None:
    worker = replace(ANA, accreditation=None)
    for day, held, is_active, was_mistake in sorted(changes, key=lambda change: change[0]):
        worker = after(
            worker, day, was_mistake=was_mistake, accreditation=held, is_active=is_active
        )
        assert set(standing(worker)) <= set("-pf")


def test_what_stood_is_told_by_its_days() -> None:
    left = after(ANA, date(2026, 11, 5), is_active=False)
    back = after(left, date(2026, 11, 9), is_active=True)
    again = after(back, date(2026, 12, 1), is_active=False)

    assert again.former == (
        FormerAccreditation(accreditation=PARTIAL, until=date(2026, 11, 5)),
        FormerAccreditation(
            accreditation=PARTIAL, since=date(2026, 11, 9), until=date(2026, 12, 1)
        ),
    )
