"""Finding a client as the name is typed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.clock import DaySource
from clinic_app.records.client import Client, Consent
from clinic_app.records.folding import search_words, words_of
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.records.worker import Worker
from clinic_app.vault.open_vault import OpenVault

Trial = Callable[[], AbstractContextManager[OpenVault]]

STAMP = Stamp(
    at=datetime(2026, 11, 2, 18, 30, tzinfo=UTC),
    day=date(2026, 11, 2),
    day_source=DaySource.COMPUTER,
    worker_id="w1",
    site="Church hall",
)
GONE = Withdrawal("typed twice", STAMP)
PEOPLE = {
    "7K3F": "Thérèse Jean-Baptiste",
    "7K4G": "Łukasz Ørsted",
    "7K5H": "Đặng Thị Ánh",
    "7K6J": "Jürgen Strauß",
    "7K7M": "N'Guessan Aya",
    "7K8N": "José María Nuñez",
    "7K9P": "Ольга Ковальчук",
    "7KAQ": "جان بيير",
    "7KBR": "Marie-Thérèse O’Neill",
}


def a_client(code: str, name: str, **change: object) -> Client:
    client = Client(
        id=code.lower(),
        code=code,
        name=name,
        household_id=code.lower(),
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        registered=STAMP,
    )
    return replace(client, **change)  # type: ignore[arg-type] # a test's own words


@pytest.fixture
def opened(opened: OpenVault) -> OpenVault:
    opened.workers.add(Worker(id="w1", name="Ana"))
    return opened


@pytest.fixture
def people(opened: OpenVault) -> OpenVault:
    for code, name in PEOPLE.items():
        opened.clients.add(a_client(code, name))
    return opened


def found(opened: OpenVault, typed: str) -> list[str]:
    return [client.code for client in opened.clients.search(typed)]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("therese", ["7KBR", "7K3F"]),
        ("THÉR", ["7KBR", "7K3F"]),
        ("t", ["7KBR", "7K5H", "7K3F"]),
        ("bapt", ["7K3F"]),
        ("jeanb", ["7K3F"]),
        ("jean-ba", ["7K3F"]),
        ("baptiste therese", ["7K3F"]),
        ("lukasz orsted", ["7K4G"]),
        ("Łukasz", ["7K4G"]),
        ("ør", ["7K4G"]),
        ("dang anh", ["7K5H"]),
        ("strauss", ["7K6J"]),
        ("strauß", ["7K6J"]),
        ("jurgen", ["7K6J"]),
        ("n'guess", ["7K7M"]),
        ("nguess", ["7K7M"]),
        ("guessan", ["7K7M"]),
        ("oneill", ["7KBR"]),
        ("o'neill", ["7KBR"]),
        ("nunez", ["7K8N"]),
        ("ковал", ["7K9P"]),
        ("بيير", ["7KAQ"]),
        ("herese", []),
        ("therese orsted", []),
        ("", []),
        ("  ", []),
        ("!", []),
        ('"', []),
        ('therese" OR "lukasz', []),
        ("therese*", ["7KBR", "7K3F"]),
        ("search_words:therese", []),
    ],
)
def test_a_client_is_found_by_what_is_typed(
    people: OpenVault, typed: str, codes: list[str]
) -> None:
    assert found(people, typed) == codes


@pytest.mark.parametrize("typed", ["7K3F", "7k3f", "7k-3f", " 7K3F "])
def test_the_come_back_code_finds_its_client(people: OpenVault, typed: str) -> None:
    assert found(people, typed) == ["7K3F"]


def test_the_one_with_the_code_comes_before_those_with_the_name(opened: OpenVault) -> None:
    opened.clients.add(a_client("R0SE", "Ana"))
    opened.clients.add(a_client("7K3F", "Rose Joseph"))

    assert found(opened, "rose") == ["R0SE", "7K3F"]


@pytest.mark.parametrize(
    "typed", ["305", "3055550123", "+1 305", "(305) 555-01", "555-0123", "0123", "13055550123"]
)
def test_a_client_is_found_by_the_digits_of_the_phone(opened: OpenVault, typed: str) -> None:
    opened.clients.add(a_client("7K3F", "Marie", phone="+1 (305) 555-0123"))
    opened.clients.add(a_client("7K4G", "Jean", phone="+1 (786) 555-9999"))

    assert found(opened, typed) == ["7K3F"]


def test_a_name_and_digits_can_be_typed_together(opened: OpenVault) -> None:
    opened.clients.add(a_client("7K3F", "Marie", phone="305 555 0123"))
    opened.clients.add(a_client("7K4G", "Marie", phone="305 555 9999"))

    assert found(opened, "mar 0123") == ["7K3F"]


def test_withdrawn_clients_come_last(opened: OpenVault) -> None:
    opened.clients.add(a_client("7K3F", "Marie"))
    opened.clients.add(a_client("7K4G", "Marie", withdrawn=GONE))
    opened.clients.add(a_client("7K5H", "Mariette"))

    assert found(opened, "marie") == ["7K3F", "7K5H", "7K4G"]


def test_a_short_name_is_not_lost_among_longer_ones(opened: OpenVault) -> None:
    opened.clients.add(a_client("7K3F", "Ana Li"))
    for number in range(60):
        opened.clients.add(a_client(f"7A{number:02d}", "Ana Lima"))

    first, *others = opened.clients.search("ana li")

    assert first.code == "7K3F"
    assert len(others) == 49
    assert others[0].code == "7A59"


def test_who_refused_a_record_is_found_by_the_code_alone(opened: OpenVault) -> None:
    opened.clients.add(a_client("7K3F", "", consent=Consent.REFUSED))

    assert found(opened, "7k3f") == ["7K3F"]
    assert found(opened, "7") == []


def test_a_corrected_name_is_found_and_the_wrong_one_is_not(people: OpenVault) -> None:
    kept = people.clients.get("7k3f")

    people.clients.save(replace(kept, name="Rosalie Pierre", phone="305 555 0123"))

    assert found(people, "rosa") == ["7K3F"]
    assert found(people, "0123") == ["7K3F"]
    assert found(people, "bapt") == []


def test_no_more_are_returned_than_asked_for(people: OpenVault) -> None:
    assert len(people.clients.search("t", limit=2)) == 2


NAMES = st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=8)
TYPED = st.text(st.characters(categories=("L", "M", "P", "Zs")), max_size=6)


@given(NAMES, TYPED)
def test_the_index_finds_what_a_walk_through_all_clients_finds(
    trial: Trial, names: list[str], typed: str
) -> None:
    wanted = words_of(typed)
    with trial() as opened:
        opened.workers.add(Worker(id="w1", name="Ana"))
        for number, name in enumerate(names):
            opened.clients.add(a_client(f"A00{number}", name))
        found = {client.name for client in opened.clients.search(typed)}

    walked = {
        name
        for name in names
        if wanted and all(_begins_a_word(part, search_words(name, "")) for part in wanted)
    }
    assert found == walked


def _begins_a_word(part: str, words: str) -> bool:
    return any(word.startswith(part) for word in words.split(" "))


@given(st.text())
def test_no_typing_breaks_the_search(trial: Trial, typed: str) -> None:
    with trial() as opened:
        assert opened.clients.search(typed) == ()
