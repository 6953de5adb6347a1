"""Who may be registered twice, and which families are simply families."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.records.folding import words_of
from clinic_app.records.likeness import Face, likeness, near_dates, phone_end
from clinic_app.records.spelling import telling_words, word_of
from clinic_app.tallies.breakdowns import Gender

BORN = date(1984, 6, 3)
NAMES = st.sampled_from(
    ["Marie Joseph", "Joseph Marie", "María López García", "Maria Lopez", "Ana", "Мария Лопес"]
)
BIRTHS = st.none() | st.dates(date(1980, 1, 1), date(1981, 12, 31))
FACES = st.tuples(NAMES, BIRTHS, st.sampled_from(["", "305 555 0123"]))


def face(
    name: str,
    born: date | None = BORN,
    phone: str = "",
    *,
    number: int = 1,
    household: str = "",
    gender: Gender | None = None,
) -> Face:
    return Face.typed(name, born, phone, gender, household or f"c{number}", client_id=f"c{number}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("María López", "maria lopez"),
        ("Marie Joseph", "Joseph Marie"),
        ("Maria Guadalupe Lopez Garcia", "Maria Lopez"),
        ("Juan de la Cruz", "Juan Cruz"),
        ("Juan De La Cruz", "Juan Delacruz"),
        ("Jean-Baptiste Pierre", "Jeanbaptiste Pierre"),
        ("Mohammed Ahmed", "Muhammad Ahmad"),
        ("Oleksandr Shevchenko", "Aleksandr Shevtchenko"),
        ("Олександр Шевченко", "Oleksandr Shevchenko"),
        ("محمد حسين", "Mohamed Hussein"),
        ("አበበ ቢቂላ", "Abebe Bikila"),
        ("राम बहादुर", "Ram Bahadur"),
        ("Anna Sarah Diaz", "Ana Sara Diaz"),
        ("Roberto Martinez", "Roberto Martinze"),
        ("Nguyễn Văn Đức", "Duc Nguyen Van"),
        ("U Aung", "Aung"),
        ("Daw Aye Aye", "Aye Aye"),
        ("李伟", "李伟"),
        ("김민수", "김민수"),
    ],
)
def test_one_birth_date_and_one_name_however_spelled_may_be_one_person(
    one: str, other: str
) -> None:
    assert likeness(face(one), face(other, number=2)) >= 85


@pytest.mark.parametrize(
    "born",
    [
        date(1984, 3, 6),  # day and month swapped
        date(1984, 6, 13),
        date(1984, 6, 2),
        date(1983, 6, 3),
        date(1948, 6, 3),  # two digits changed places
    ],
)
def test_a_birth_date_easily_mistyped_is_near(born: date) -> None:
    assert likeness(face("Marie Joseph"), face("Marie Joseph", born, number=2))


def test_a_near_birth_date_and_two_phones_are_two_people() -> None:
    one = face("Marie Joseph", BORN, "305 555 0123")
    other = face("Marie Joseph", date(1983, 6, 3), "305 555 9999", number=2)

    assert likeness(one, other) == 0


def test_without_a_birth_date_only_the_phone_tells() -> None:
    one, other = face("Marie Joseph", None), face("Marie Joseph", number=2)

    assert likeness(one, other) == 0
    phone = "(305) 555-0123"
    assert likeness(
        face("Marie Joseph", None, phone), face("Marie Joseph", BORN, "3055550123", number=2)
    )


def test_a_married_name_is_known_by_birth_date_and_phone_together() -> None:
    one = face("Rose Pierre", BORN, "305 555 0123")

    assert likeness(one, face("Rose Louis", BORN, "305 555 0123", number=2))
    assert likeness(one, face("Rose Louis", BORN, number=2)) == 0


PHONE = "305 555 0123"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A father and a son of one name.
        (face("Jean Pierre", date(1960, 2, 1), PHONE), face("Jean Pierre", BORN, PHONE, number=2)),
        # Twins.
        (
            face("Marie Ange Pierre", BORN, PHONE),
            face("Marie Jeanne Pierre", BORN, PHONE, number=2),
        ),
        (face("Hassan Ali", BORN, PHONE), face("Hussein Ali", BORN, PHONE, number=2)),
        (face("Mario Lopez", BORN, PHONE), face("Maria Lopez", BORN, PHONE, number=2)),
        (face("Daniel Lopez", BORN, PHONE), face("Daniela Lopez", BORN, PHONE, number=2)),
        # Brothers and sisters at one phone.
        (face("Ana Lopez", BORN, PHONE), face("Rosa Lopez", date(1986, 1, 9), PHONE, number=2)),
        # Strangers of a common name.
        (face("Jean Pierre", BORN), face("Jean Pierre", date(1991, 11, 20), number=2)),
        (face("Jean Pierre", BORN), face("Paul Louis", BORN, number=2)),
        (face("Ana", BORN), face("Rosa", BORN, number=2)),
        (face("Ana", BORN), face("Ana Lopez", BORN, number=2)),
        # Letters of which nobody told how they sound.
        (face("李伟", BORN, PHONE), face("王芳", BORN, PHONE, number=2)),
        (face("김민수", BORN), face("박지영", BORN, number=2)),
    ],
)
def test_a_family_is_a_family(one: Face, other: Face) -> None:
    assert likeness(one, other) == 0


def test_two_of_one_household_are_two_unless_name_and_birth_date_agree() -> None:
    one = face("Mariela Lopez", household="h")

    assert likeness(one, face("Mariella Lopez", number=2, household="h")) == 0
    assert likeness(one, face("Mariela Lopez", number=2, household="h")) == 100


def test_two_genders_are_two_people_unless_name_and_birth_date_agree() -> None:
    one = face("Camille Pierre", gender=Gender.MALE)

    assert likeness(one, face("Camile Pierre", number=2, gender=Gender.FEMALE)) == 0
    assert likeness(one, face("Camille Pierre", number=2, gender=Gender.FEMALE)) == 100


def test_nobody_is_like_themselves() -> None:
    assert likeness(face("Marie Joseph"), face("Marie Joseph")) == 0


@given(FACES, FACES)
def test_likeness_is_the_same_from_both_sides(
    one: tuple[str, date | None, str], other: tuple[str, date | None, str]
) -> None:
    left, right = face(*one), face(*other, number=2)

    assert likeness(left, right) == likeness(right, left)


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)))
def test_a_near_date_is_near_from_both_sides(born: date) -> None:
    assert all(born in near_dates(near) for near in near_dates(born))


def test_the_first_and_the_last_day_of_all_have_near_dates() -> None:
    assert date.min + timedelta(days=1) in near_dates(date.min)
    assert date.max - timedelta(days=1) in near_dates(date.max)


def test_a_short_number_is_no_phone() -> None:
    assert phone_end("0123") == ""
    assert phone_end("+1 (305) 555-0123") == "5550123"


def test_particles_are_left_out_unless_nothing_else_is_there() -> None:
    assert telling_words(words_of("Ana de la O Cruz")) == ("ana", "cruz")
    assert telling_words(words_of("De La")) == ("de", "la")


def test_a_symbol_that_nobody_speaks_is_silent() -> None:
    assert word_of("漢ana").text == "ana"
