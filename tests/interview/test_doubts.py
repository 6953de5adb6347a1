"""What does not fit together is shown and never refused."""

from datetime import date

import pytest

from clinic_app.interview.answers import UNKNOWN, Answer, Answers, DaySpan, Row
from clinic_app.interview.doubts import Doubt, DoubtKind, doubts

DAY = date(2024, 9, 16)
EARLY, LATE, FUTURE = date(2001, 1, 1), date(2022, 1, 1), date(2030, 1, 1)


def is_country(name: str) -> bool:
    return name in {"Haiti", "Chile"}


@pytest.mark.parametrize(
    ("answers", "question_id", "kind"),
    [
        ({"first_entry": FUTURE}, "first_entry", DoubtKind.DAY_IN_FUTURE),
        ({"statuses": ({"start": FUTURE},)}, "statuses", DoubtKind.DAY_IN_FUTURE),
        (
            {"date_of_birth": LATE, "first_entry": EARLY},
            "first_entry",
            DoubtKind.ENTRY_BEFORE_BIRTH,
        ),
        (
            {"first_entry": LATE, "last_entry": EARLY},
            "last_entry",
            DoubtKind.LAST_ENTRY_BEFORE_FIRST,
        ),
        (
            {"date_of_birth": LATE, "prior_tps.granted_date": EARLY},
            "prior_tps.granted_date",
            DoubtKind.BEFORE_BIRTH,
        ),
        (
            {"absences": ({"left": LATE, "returned": EARLY},)},
            "absences",
            DoubtKind.RETURN_BEFORE_LEAVING,
        ),
        (
            {"relatives": ({"married_on": LATE, "ended_on": EARLY},)},
            "relatives",
            DoubtKind.END_BEFORE_START,
        ),
        (
            {"first_entry": LATE, "absences": ({"left": EARLY, "returned": LATE},)},
            "absences",
            DoubtKind.TRIP_BEFORE_FIRST_ENTRY,
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_question(
    answers: dict[str, Answer], question_id: str, kind: DoubtKind
) -> None:
    assert doubts(Answers(answers), DAY, is_country) == (Doubt(question_id, kind),)


def test_what_fits_or_is_not_known_gives_no_doubt() -> None:
    trips: tuple[Row, ...] = (
        {"left": LATE, "returned": LATE},
        {"left": UNKNOWN, "returned": LATE},
    )
    answers = Answers(
        {
            "date_of_birth": EARLY,
            "first_entry": LATE,
            "last_entry": DAY,
            "absences": trips,
            "statuses": UNKNOWN,
            "nationalities": ("Haiti",),
            "prior_tps.granted_date": UNKNOWN,
        }
    )

    assert doubts(answers, DAY, is_country) == ()


def test_the_same_doubt_is_told_once() -> None:
    trip = {"left": LATE, "returned": EARLY}

    assert len(doubts(Answers({"absences": (trip, trip)}), DAY, is_country)) == 1


@pytest.mark.parametrize(
    "key",
    ["last_habitual_residence", "birth_country", "mandatory_bars.third_country.country"],
)
def test_a_name_of_no_country_is_looked_at_again(key: str) -> None:
    assert doubts(Answers({key: "Haiti"}), DAY, is_country) == ()
    assert doubts(Answers({key: "Hayti"}), DAY, is_country) == (
        Doubt(key, DoubtKind.COUNTRY_NOT_LISTED, "Hayti"),
    )


def test_each_mistyped_nationality_is_a_doubt_of_its_own() -> None:
    answers = Answers({"nationalities": ("Hayti", "Chile", "Chilli")})

    found = doubts(answers, DAY, is_country)

    assert [doubt.typed for doubt in found] == ["Hayti", "Chilli"]


@pytest.mark.parametrize(
    ("answers", "kinds"),
    [
        ({"first_entry": DaySpan.month(2024, 9)}, []),
        ({"first_entry": DaySpan.year(2024)}, []),
        ({"first_entry": DaySpan.month(2024, 10)}, [DoubtKind.DAY_IN_FUTURE]),
        ({"date_of_birth": date(2020, 5, 20), "first_entry": DaySpan.month(2020, 5)}, []),
        (
            {"date_of_birth": date(2020, 5, 20), "first_entry": DaySpan.month(2020, 4)},
            [DoubtKind.ENTRY_BEFORE_BIRTH],
        ),
        ({"first_entry": DaySpan.month(2020, 5), "last_entry": date(2020, 5, 1)}, []),
        (
            {"first_entry": DaySpan.month(2020, 5), "last_entry": date(2020, 4, 30)},
            [DoubtKind.LAST_ENTRY_BEFORE_FIRST],
        ),
        ({"absences": ({"left": DaySpan.month(2021, 5), "returned": date(2021, 5, 1)},)}, []),
        (
            {"absences": ({"left": DaySpan.month(2021, 5), "returned": DaySpan.month(2021, 4)},)},
            [DoubtKind.RETURN_BEFORE_LEAVING],
        ),
        ({"absences": ({"left": DaySpan.month(2024, 11)},)}, [DoubtKind.DAY_IN_FUTURE]),
        (
            {
                "first_entry": DaySpan.year(2020),
                "absences": ({"left": DaySpan.month(2019, 12)},),
            },
            [DoubtKind.TRIP_BEFORE_FIRST_ENTRY],
        ),
    ],
)
def test_a_month_is_in_doubt_only_where_none_of_its_days_fits(
    answers: dict[str, Answer], kinds: list[DoubtKind]
) -> None:
    found = doubts(Answers(answers), DAY, is_country)

    assert [doubt.kind for doubt in found] == kinds
