"""Somebody who comes again is known when the file is opened; whoever takes no part is not."""

import itertools
from datetime import date
from typing import Any

import pytest

from clinic_app.records.audit import Act
from clinic_app.records.client import Client, Consent
from clinic_app.workflows import audit, clients, duplicates
from clinic_app.workflows.audit import Wanted
from clinic_app.workflows.errors import RecordWithdrawnError
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


def corrected(session: Session, client: Client, **change: Any) -> Client:
    said = {
        name: getattr(client, name)
        for name in ("name", "birth_date", "language", "needs_interpreter", "consent", "phone")
    }
    return clients.correct(session, client.id, **(said | {"gender": None, "county": ""} | change))


def open_ids(session: Session) -> list[set[str]]:
    duplicates.finish(session)
    found = duplicates.open_pairs(session)
    assert duplicates.count(session) == len(found)
    return [{twins.left.client.id, twins.right.client.id} for twins in found]


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


def test_everybody_is_compared_once_and_the_first_registered_stands_left(session: Session) -> None:
    first = registered(session, "Mirlande Désrosiers")
    again = registered(session, "Desrosiers Mirlande", birth_date=date(1984, 3, 6))
    registered(session, "Wislande Cadet")

    steps = list(duplicates.catch_up(session))
    (twins,) = duplicates.open_pairs(session)

    assert steps == [(3, 3)]
    assert (twins.left.client, twins.right.client) == (first, again)
    assert (twins.left.screenings, twins.left.services) == (0, 0)
    assert list(duplicates.catch_up(session)) == []


def test_many_are_compared_at_once_and_find_the_same(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "_FEW", 2)
    monkeypatch.setattr(duplicates, "_READ_AT_A_TIME", 2)
    monkeypatch.setattr(duplicates, "_COMPARED_AT_A_TIME", 2)
    one, other = registered(session, "Marie Joseph"), registered(session, "Joseph Marie")
    gone = registered(session, "Marie Joseph")
    registered(session, "Marie Joseph", consent=Consent.REFUSED)
    registered(session, "Wislande Cadet")
    clients.withdraw(session, gone.id, "typed twice")
    steps = duplicates.catch_up(session)
    next(steps)
    late = registered(session, "Marie JOSEPH")

    assert [done for done, _total in steps][-1] == 5
    assert {frozenset(pair) for pair in open_ids(session)} == {
        frozenset(pair) for pair in itertools.combinations((one.id, other.id, late.id), 2)
    }


def test_two_people_stay_two_until_one_of_them_is_known_otherwise(session: Session) -> None:
    father = registered(session, "Marie Joseph", phone="305 555 0123")
    other = registered(session, "Joseph Marie")
    assert open_ids(session) == [{father.id, other.id}]

    duplicates.tell_apart(session, other.id, father.id)

    assert open_ids(session) == []
    assert duplicates.like(session, father) == ()
    other = corrected(session, other, phone="305 555 0199", name="JOSEPH  Marie")
    assert open_ids(session) == []
    other = corrected(session, other, birth_date=date(1984, 3, 6))
    assert open_ids(session) == [{father.id, other.id}]
    assert duplicates.like(session, father) == (other,)
    other = corrected(session, other, name="Wislande Cadet")
    assert open_ids(session) == []


def test_an_answer_given_before_the_two_were_compared_is_kept(session: Session) -> None:
    one, other = registered(session, "Marie Joseph"), registered(session, "Joseph Marie")

    duplicates.tell_apart(session, one.id, other.id)

    assert open_ids(session) == []
    assert duplicates.like(session, one) == ()


def test_an_answer_stands_in_the_audit_log_with_both_and_without_names(session: Session) -> None:
    one, other = registered(session, "Marie Joseph"), registered(session, "Joseph Marie")

    duplicates.tell_apart(session, one.id, other.id)

    lines = audit.lines(session, Wanted(act=Act.TOLD_APART))
    assert {line.link.entry.subject_id for line in lines} == {one.id, other.id}


def test_whoever_is_withdrawn_or_takes_consent_back_waits_for_no_answer(session: Session) -> None:
    one, other, third = (registered(session, "Marie Joseph") for _ in range(3))
    assert len(open_ids(session)) == 3

    clients.withdraw(session, one.id, "typed twice")
    assert open_ids(session) == [{other.id, third.id}]
    corrected(session, other, name="", consent=Consent.REFUSED)

    assert open_ids(session) == []
    with pytest.raises(RecordWithdrawnError):
        duplicates.tell_apart(session, one.id, third.id)


def test_a_family_is_no_duplicate(session: Session) -> None:
    father = registered(session, "Jean Joseph", phone="305 555 0123")
    for name, born in (
        ("Jean Joseph", date(2009, 6, 3)),
        ("Jeanne Joseph", date(2011, 1, 2)),
        ("Jean-Marc Joseph", date(2011, 1, 2)),
    ):
        said: dict[str, Any] = {"language": "ht", "needs_interpreter": False}
        clients.register(
            session,
            name=name,
            birth_date=born,
            consent=Consent.GIVEN,
            phone="305 555 0123",
            member_of=father,
            **said,
        )

    assert open_ids(session) == []
