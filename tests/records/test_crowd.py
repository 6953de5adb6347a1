"""A crowd finds whoever is alike, and nobody else, without comparing everybody."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.records.crowd import Crowd
from clinic_app.records.folding import words_of
from clinic_app.records.likeness import Face, likeness, phone_end
from clinic_app.records.spelling import words_of_name

NAMES = st.sampled_from(["Marie Joseph", "Joseph Marie", "María López García", "Maria Lopez"])
BIRTHS = st.none() | st.dates(date(1980, 1, 1), date(1981, 12, 31))
PHONES = st.sampled_from(["", "305 555 0123", "305 555 0199"])


def face(number: int, name: str, born: date | None, phone: str) -> Face:
    return Face(
        client_id=f"c{number}",
        household_id=f"c{number}",
        words=words_of_name(name),
        together="".join(words_of(name)),
        birth_date=born,
        phone=phone_end(phone),
        gender=None,
    )


@given(st.lists(st.tuples(st.integers(0, 9), NAMES, BIRTHS, PHONES), max_size=30))
def test_it_finds_what_comparing_everybody_finds(told: list[tuple[int, str, date, str]]) -> None:
    crowd, newest = Crowd(), {}
    for number, name, born, phone in told:
        one = face(number, name, born, phone)
        crowd.put(one)
        newest[one.client_id] = one

    for one in newest.values():
        alike = {other.client_id: likeness(one, other) for other in newest.values()}
        assert crowd.alike(one) == {who: points for who, points in alike.items() if points}


def test_whoever_left_is_found_no_more() -> None:
    crowd = Crowd()
    here, gone = (face(number, "Marie Joseph", date(1984, 6, 3), "") for number in (1, 2))
    crowd.put(here)
    crowd.put(gone)

    crowd.leave(gone.client_id)
    crowd.leave("nobody")

    assert crowd.alike(here) == {}
