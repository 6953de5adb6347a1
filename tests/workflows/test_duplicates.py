"""Somebody who comes again is known when the file is opened; whoever takes no part is not."""

import itertools
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_app.records.audit import Act
from clinic_app.records.client import Client, Consent
from clinic_app.records.likeness import Face, likeness
from clinic_app.workflows import audit, clients, duplicates, forgetting
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


@pytest.mark.parametrize(
    ("own", "latin"),
    [
        ("Олександр Шевченко", "Oleksandr Shevchenko"),
        ("محمد حسين", "Mohamed Hussein"),
        ("አበበ ቢቂላ", "Abebe Bikila"),
        ("राम बहादुर", "Ram Bahadur"),
    ],
)
def test_a_name_in_its_own_letters_meets_its_latin_spelling(
    session: Session, own: str, latin: str
) -> None:
    first, again = registered(session, own), registered(session, latin)

    assert duplicates.like(session, again) == (first,)
    assert open_ids(session) == [{first.id, again.id}]


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


def compared_together(session: Session) -> Iterator[tuple[int, int]]:
    """Compare whoever waits as many are, two at a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicates, "_FEW", 0)
        patch.setattr(duplicates, "_READ_AT_A_TIME", 2)
        patch.setattr(duplicates, "_COMPARED_AT_A_TIME", 2)
        yield from duplicates.catch_up(session)


def found(session: Session) -> set[frozenset[str]]:
    with session.reading() as opened:
        return {frozenset((one.earlier_id, one.later_id)) for one in opened.pairs.open(10_000)}


NAMES = st.sampled_from(["Marie Joseph", "Joseph Marie", "Mari Josef", "Rose Joseph", "Aung"])
BIRTHS = st.sampled_from([None, BORN, date(1984, 3, 6), date(1984, 6, 13), date(1990, 1, 1)])
PHONES = st.sampled_from(["", "305 555 0123", "+1 (305) 555-0123", "305 555 0199"])


@given(st.lists(st.tuples(NAMES, BIRTHS, PHONES), max_size=6))
@settings(
    max_examples=max(4, int(os.environ.get("CLINIC_APP_EXAMPLES", "50")) // 8),
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # more and more people in it
)
def test_one_by_one_and_all_together_find_what_comparing_every_two_finds(
    session: Session, told: list[tuple[str, date | None, str]]
) -> None:
    for name, born, phone in told:
        registered(session, name, birth_date=born, phone=phone)
    duplicates.finish(session)
    one_by_one = found(session)
    with session.transaction() as opened:
        everybody = [client for _number, client in opened.clients.after(0, 10_000)]
        opened.pairs.compared([(client, {}) for client in everybody])
        for client in everybody:
            opened.pairs.compare_again(client.id)
    assert list(compared_together(session))[-1:] == [(len(everybody),) * 2] * bool(everybody)

    every_two = {
        frozenset((one.id, other.id))
        for one, other in itertools.combinations(everybody, 2)
        if likeness(Face.of(one), Face.of(other))
    }
    assert one_by_one == found(session) == every_two


def test_somebody_forgotten_while_others_are_compared_is_in_no_pair(session: Session) -> None:
    people = [registered(session, "Marie Joseph") for _ in range(5)]
    steps = compared_together(session)
    while next(steps) != (2, 5):  # everybody was read, and two are compared
        pass

    for gone in (people[0], people[-1]):
        forgetting.forget(session, gone.id, lambda _done, _total: False)

    assert list(steps)
    left = [client.id for client in people[1:-1]]
    assert found(session) == {frozenset(pair) for pair in itertools.combinations(left, 2)}


def test_a_shelters_phone_hides_nobody(session: Session) -> None:
    first = registered(session, "Marie Joseph", birth_date=None, phone="305 555 0123")
    with session.transaction() as opened:
        for number in range(250):
            opened.clients.add(
                replace(
                    first,
                    id=f"{number:032x}",
                    household_id=f"{number:032x}",
                    code=f"S{number:03}",
                    name=f"Somebody {number}",
                )
            )

    again = registered(session, "Joseph Marie", birth_date=None, phone="(305) 555-0123")

    assert duplicates.like(session, again) == (first,)


def test_an_answer_outlasts_a_phone_that_was_mistyped_meanwhile(session: Session) -> None:
    phone = "305 555 0123"
    one = registered(session, "Marie Joseph", birth_date=None, phone=phone)
    other = registered(session, "Joseph Marie", birth_date=None, phone=phone)
    assert open_ids(session) == [{one.id, other.id}]
    duplicates.tell_apart(session, one.id, other.id)

    other = corrected(session, other, phone="305 555 0199")
    duplicates.finish(session)
    corrected(session, other, phone=phone)

    assert open_ids(session) == []


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
