"""Somebody who comes again is known when the file is opened; whoever takes no part is not."""

from datetime import date
from typing import Any

from clinic_app.records.client import Client, Consent
from clinic_app.workflows import clients, duplicates
from clinic_app.workflows.session import Session

BORN = date(1984, 6, 3)


def registered(session: Session, name: str, **change: Any) -> Client:
    said: dict[str, Any] = {
        "name": name,
        "birth_date": BORN,
        "language": "ht",
        "needs_interpreter": False,
        "consent": Consent.GIVEN,
        "phone": "",
    }
    return clients.register(session, **(said | change))


def test_whoever_was_registered_under_another_spelling_is_known(session: Session) -> None:
    first = registered(session, "Mirlande Désrosiers")
    again = registered(session, "DESROSIERS Mirlande", birth_date=date(1984, 3, 6))

    assert duplicates.like(session, again) == (first,)
    assert duplicates.like(session, first) == (again,)


def test_without_a_birth_date_the_phone_finds_them(session: Session) -> None:
    first = registered(session, "Mohammed Ahmed", phone="305 555 0123")
    again = registered(session, "Muhammad Ahmad", birth_date=None, phone="(305) 555-0123")

    assert duplicates.like(session, again) == (first,)
    assert duplicates.like(session, first) == (again,)


def test_a_new_client_alone_is_like_nobody(session: Session) -> None:
    assert duplicates.like(session, registered(session, "Wislande Cadet")) == ()


def test_the_likeliest_two_are_told_first(session: Session) -> None:
    near = registered(session, "Marie Joseph", birth_date=date(1984, 6, 13))
    same = [registered(session, "Marie Joseph") for _ in range(4)]

    told = duplicates.like(session, same[0])

    assert len(told) == 2
    assert near not in told


def test_the_withdrawn_and_those_without_a_record_take_no_part(session: Session) -> None:
    gone = registered(session, "Marie Joseph")
    again = registered(session, "Marie Joseph")
    refusing = registered(session, "Marie Joseph", consent=Consent.REFUSED)

    gone = clients.withdraw(session, gone.id, "typed twice")

    assert duplicates.like(session, again) == ()
    assert duplicates.like(session, gone) == ()
    assert duplicates.like(session, refusing) == ()
