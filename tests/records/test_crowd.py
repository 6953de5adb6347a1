"""A crowd finds whoever is alike, and nobody else, without comparing everybody."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.clock import DaySource
from clinic_app.records.client import Client, Consent
from clinic_app.records.crowd import Crowd
from clinic_app.records.likeness import Face, likeness
from clinic_app.records.stamp import Stamp

REGISTERED = Stamp(
    at=datetime(2026, 3, 2, 10, tzinfo=UTC),
    day=date(2026, 3, 2),
    day_source=DaySource.COMPUTER,
    worker_id="w",
    site="",
)
WORDS = st.sampled_from(
    [
        *("Marie", "Mary", "Maria", "Mario", "María", "Joseph", "Josef", "Yosef", "Jose", "José"),
        *("López", "Lopes", "García", "Garzia", "Gracia", "Mohammed", "Muhammad", "Mohamad"),
        *("Oleksandr", "Aleksandr", "Олександр", "Shevchenko", "Shevchenco", "Shevtchenko"),
        *("Martinez", "Martinze", "Martine", "Martínes", "Guadalupe", "Guadalup", "Gaudalupe"),
        *("Aung", "Aung Aung", "အောင်", "Thein", "Tin", "မောင်", "Abebe", "አበበ", "محمد", "राम"),
        *("de la Cruz", "Delacruz", "Cruz", "Jean-Baptiste", "Jeanbaptiste", "de", "O", ""),
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join) | st.text(max_size=12)
BIRTHS = st.none() | st.dates(date(1980, 1, 1), date(1981, 1, 31))
PHONES = st.sampled_from(["", "305 555 0123", "+1 (305) 555-0123", "305 555 0199"])
TOLD = st.tuples(st.integers(0, 9), NAMES, BIRTHS, PHONES)


def client(number: int, name: str, born: date | None, phone: str) -> Client:
    return Client(
        id=f"c{number}",
        code=f"{number:04}",
        name=name,
        household_id=f"c{number}",
        birth_date=born,
        language="en",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone=phone,
        registered=REGISTERED,
    )


@given(st.lists(TOLD, max_size=30))
def test_it_finds_what_comparing_everybody_finds(told: list[tuple[int, str, date, str]]) -> None:
    crowd, newest = Crowd(), {}
    for number, name, born, phone in told:
        one = client(number, name, born, phone)
        crowd.put(one)
        newest[one.id] = Face.of(one)

    for face in newest.values():
        alike = {other.client_id: likeness(face, other) for other in newest.values()}
        assert crowd.alike(face) == {who: points for who, points in alike.items() if points}


@given(st.lists(NAMES, max_size=30), NAMES)
def test_of_one_birth_date_nobody_is_missed_by_the_words_of_a_name(
    names: list[str], asked: str
) -> None:
    crowd, born = Crowd(), date(1984, 6, 3)
    people = [client(number, name, born, "") for number, name in enumerate(names)]
    for one in people:
        crowd.put(one)

    face = Face.typed(asked, born, "", None, "")

    alike = {one.id: likeness(face, Face.of(one)) for one in people}
    assert crowd.alike(face) == {who: points for who, points in alike.items() if points}


def test_whoever_left_is_found_no_more() -> None:
    crowd = Crowd()
    here, gone = (client(number, "Marie Joseph", date(1984, 6, 3), "") for number in (1, 2))
    face = crowd.put(here)
    crowd.put(gone)

    crowd.leave(gone.id)
    crowd.leave("nobody")

    assert crowd.alike(face) == {}
