"""A household stays one on every laptop, also where its head was deleted for good on one."""

from datetime import date

import pytest

from clinic_app.crypto.signing import key_id
from clinic_app.records.client import Client, Consent
from clinic_app.vault.progress import never
from clinic_app.workflows import (
    clients,
    forgetting,
    handing_out,
    handing_over,
    laptops,
    taking_in,
)
from clinic_app.workflows.session import Session

Three = tuple[Session, Session, Session]


def a_client(session: Session, name: str, member_of: Client | None = None) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=date(1990, 5, 4),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
        member_of=member_of,
    )


def back(day: Session, main: Session) -> None:
    made = handing_over.hand_over(day)
    assert made.sealed is not None
    taking_in.take_in(main, made.sealed)
    taking_in.take_acknowledgement(day, taking_in.acknowledgement(main, key_of(day)))


def key_of(session: Session) -> str:
    with session.reading() as opened:
        own = opened.laptops.own()
    assert own is not None
    return key_id(own.signing_key)


def out(main: Session, to: Session, client: Client) -> None:
    people = handing_out.households_of(main, (clients.get(main, client.id).code,))
    made = handing_out.hand_out(main, key_of(to), people)
    assert made.sealed is not None
    taking_in.take_in(to, made.sealed)


def forget(session: Session, client: Client) -> None:
    forgetting.forget(session, client.id, never)


def home(session: Session, *people: Client) -> list[list[str]]:
    """Return with whom each of *people* is at home, by name."""
    return [
        sorted(one.name for one in clients.household(session, clients.get(session, person.id)))
        for person in people
    ]


def test_members_who_come_after_their_head_was_forgotten_join_who_is_left(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    head = a_client(day, "Ana")
    first = a_client(day, "Berta", head)
    back(day, main)
    forget(main, head)

    found = [first]
    for name in ("Carla", "Dora"):
        found.append(a_client(day, name, clients.get(day, head.id)))
        back(day, main)

    assert home(main, *found) == [["Carla", "Dora"], ["Berta", "Dora"], ["Berta", "Carla"]]
    assert len(handing_out.households_of(main, (first.code,))) == 3


@pytest.mark.parametrize("at_once", [True, False])
def test_members_who_come_where_nobody_of_theirs_is_left_are_one_household(
    three_laptops: Three, at_once: bool
) -> None:
    main, day, other = three_laptops
    head = a_client(day, "Ana")
    back(day, main)
    forget(main, head)

    one = a_client(day, "Berta", clients.get(day, head.id))
    if not at_once:
        back(day, main)
    two = a_client(day, "Carla", clients.get(day, head.id))
    back(day, main)

    assert home(main, one, two) == [["Carla"], ["Berta"]]
    out(main, other, two)
    assert home(other, one, two) == [["Carla"], ["Berta"]]
    back(other, main)
    assert home(main, one, two) == [["Carla"], ["Berta"]]


def test_one_head_after_the_other_may_be_forgotten(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    head = a_client(day, "Ana")
    second = a_client(day, "Berta", head)
    third = a_client(day, "Carla", head)
    back(day, main)
    forget(main, head)
    forget(main, second)

    last = a_client(day, "Dora", clients.get(day, head.id))
    back(day, main)

    assert home(main, third, last) == [["Dora"], ["Carla"]]


def test_a_household_is_called_as_here_whatever_another_laptop_calls_it(
    three_laptops: Three,
) -> None:
    """The day laptop still has the head whom the main one forgot, and the other way round."""
    main, day, other = three_laptops
    head = a_client(day, "Ana")
    first = a_client(day, "Berta", head)
    second = a_client(day, "Carla", head)
    back(day, main)
    forget(main, head)
    new = a_client(day, "Dora", clients.get(day, head.id))

    out(main, day, first)

    assert home(day, new) == [["Ana", "Berta", "Carla"]]
    back(day, main)
    assert home(main, first, second, new) == [
        ["Carla", "Dora"],
        ["Berta", "Dora"],
        ["Berta", "Carla"],
    ]
    forget(day, first)
    out(main, other, new)
    assert home(other, new) == [["Berta", "Carla"]]


def test_who_joins_a_household_whose_head_was_deleted_on_the_day_laptop_alone_is_of_it(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    head = a_client(day, "Ana")
    first = a_client(day, "Berta", head)
    back(day, main)
    forget(day, head)

    new = a_client(day, "Carla", clients.get(day, first.id))
    back(day, main)

    assert home(main, head, first, new) == [
        ["Berta", "Carla"],
        ["Ana", "Carla"],
        ["Ana", "Berta"],
    ]


def test_a_lost_laptop_that_is_found_brings_its_members_into_the_household_of_now(
    three_laptops: Three,
) -> None:
    main, day, _other = three_laptops
    head = a_client(main, "Ana")
    first = a_client(main, "Berta", head)
    out(main, day, head)
    laptops.give_up(main, laptops.look(main).others[0][0].id)
    forget(main, head)
    new = a_client(day, "Carla", clients.get(day, head.id))

    back(day, main)

    assert home(main, first, new) == [["Carla"], ["Berta"]]
