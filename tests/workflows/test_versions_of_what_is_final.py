"""A version that a final record cannot become is there to be read, and is not offered."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from clinic_app.interview.answers import UNKNOWN
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Ruling, ScreeningState
from clinic_app.records.service import ServiceKind
from clinic_app.ui.words.version_words import version_line
from clinic_app.vault.store_errors import RecordFinalError
from clinic_app.workflows import (
    clients,
    decisions,
    handing_out,
    handing_over,
    kyr,
    laptops,
    merging,
    screenings,
    services,
    taking_in,
    two_versions,
)
from clinic_app.workflows.moving import history_now
from clinic_app.workflows.session import Session
from clinic_app.workflows.two_versions import Final, Version

Three = tuple[Session, Session, Session]
Act = Callable[[Session, Client], object]


def a_client(session: Session, name: str = "Widline Canary") -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=date(1990, 5, 4),
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="555 0101",
    )


def begin(session: Session, client: Client) -> None:
    draft = screenings.begin(session, client.id, "HT")
    screenings.answer(session, draft.id, "nationalities", UNKNOWN)


def only(session: Session, client: Client) -> str:
    (screening,) = screenings.of_client(session, client.id)
    return screening.id


def answer(session: Session, client: Client) -> None:
    screenings.answer(session, only(session, client), "us_citizen", UNKNOWN)


def finish(session: Session, client: Client) -> None:
    screenings.finish(session, only(session, client))


def withdraw(session: Session, client: Client) -> None:
    screenings.withdraw(session, only(session, client), f"of somebody else, {session.clinic.site}")


def decide(session: Session, client: Client) -> None:
    decisions.decide(session, only(session, client), Ruling.MORE_PAPERS, "Bring the passport.")


def advise(session: Session, client: Client) -> None:
    services.record(session, client.id, kind=ServiceKind.ADVICE, at_no_cost=True)


def withdraw_advice(session: Session, client: Client) -> None:
    (service,) = services.of_client(session, client.id)
    services.withdraw(session, service.id, f"written twice, {session.clinic.site}")


def call(phone: str) -> Act:
    def correct(session: Session, client: Client) -> None:
        known: dict[str, Any] = {
            name: getattr(client, name)
            for name in ("name", "birth_date", "language", "needs_interpreter", "consent")
        }
        clients.correct(session, client.id, **known, phone=phone, gender=None, county="")

    return correct


def leave(session: Session, client: Client) -> None:
    clients.withdraw(session, client.id, "came by mistake")


def merge(session: Session, client: Client) -> None:
    merging.merge(session, a_client(session, "Widlin Canary").id, client.id, set())


def both(*acts: Act) -> Act:
    def do(session: Session, client: Client) -> None:
        for act in acts:
            act(session, client)

    return do


def nothing(_session: Session, _client: Client) -> None:
    """Do nothing."""


def apart(three: Three, before: Act, at_main: Act, at_day: Act) -> Client:
    """Return a client with whom both went on while the day laptop was lost; it hands over."""
    main, day, _other = three
    client = a_client(main)
    before(main, client)
    people = handing_out.households_of(main, (client.code,))
    lost = laptops.look(main).others[0][0].id
    taking_in.take_in(day, sealed(handing_out.hand_out(main, lost, people).sealed))
    laptops.give_up(main, lost)
    at_main(main, client)
    at_day(day, client)
    a_client(day, "Somebody else")
    taking_in.take_in(main, sealed(handing_over.hand_over(day).sealed))
    return client


def sealed(file: bytes | None) -> bytes:
    assert file is not None
    return file


def two(session: Session, kind: str) -> tuple[Version, Version]:
    shown, other = (one for one in two_versions.look(session) if one.kind == kind)
    assert (shown.is_shown, other.is_shown, shown.final) == (True, False, None)
    return shown, other


@pytest.mark.parametrize(
    ("kind", "acts", "final"),
    [
        ("screening", (begin, finish, answer), Final.FINISHED),
        ("screening", (begin, both(answer, finish), finish), Final.FINISHED),
        ("screening", (begin, finish, withdraw), Final.FINISHED),
        ("screening", (begin, withdraw, answer), Final.WITHDRAWN),
        ("screening", (both(begin, finish), withdraw, withdraw), Final.WITHDRAWN),
        ("service", (advise, withdraw_advice, withdraw_advice), Final.WITHDRAWN),
        ("client", (nothing, leave, call("555 0909")), Final.WITHDRAWN),
        ("client", (nothing, merge, call("555 0909")), Final.MERGED),
        ("decision", (begin, both(answer, finish), both(finish, decide)), Final.OTHER_ANSWERS),
    ],
)
def test_what_a_record_cannot_become_is_to_be_read_only(
    three_laptops: Three, kind: str, acts: tuple[Act, Act, Act], final: Final
) -> None:
    main = three_laptops[0]
    apart(three_laptops, *acts)

    shown, other = two(main, kind)

    assert other.final is final
    line = version_line(other)
    assert (line.state, bool(line.refusal)) == ("to be read only", True)
    assert version_line(shown).refusal == ""
    with pytest.raises(RecordFinalError):
        two_versions.pick(main, other)
    two_versions.pick(main, shown)
    assert kind not in {one.kind for one in two_versions.look(main)}


@pytest.mark.parametrize("at_day", [withdraw, both(finish, withdraw), finish])
def test_what_is_half_way_here_may_become_what_was_withdrawn_elsewhere(
    three_laptops: Three, at_day: Act
) -> None:
    main, day, _other = three_laptops
    client = apart(three_laptops, begin, answer, at_day)

    _shown, other = two(main, "screening")
    assert other.final is None
    assert version_line(other).state == ""
    two_versions.pick(main, other)

    assert screenings.of_client(main, client.id) == screenings.of_client(day, client.id)
    assert two_versions.look(main) == ()


def test_what_is_to_be_read_only_says_what_was_answered_otherwise(three_laptops: Three) -> None:
    main = three_laptops[0]
    apart(three_laptops, begin, finish, both(answer, finish))

    shown, other = two(main, "screening")

    (line,) = version_line(other).detail.splitlines()
    assert line.endswith("does not know")
    assert version_line(shown).detail == ""


def test_looking_changes_nothing(three_laptops: Three) -> None:
    main = three_laptops[0]
    client = apart(three_laptops, begin, answer, finish)

    before = two(main, "screening")

    assert screenings.get(main, only(main, client)).state is ScreeningState.DRAFT
    assert two(main, "screening") == before


def test_of_two_counts_each_says_how_many_were_counted(three_laptops: Three) -> None:
    main = three_laptops[0]
    begun = kyr.begin(main, "Library", ("ht",))
    event = kyr.finish(main, begun.id)
    with main.transaction() as opened:
        here = history_now(opened, event, event.id)
        text = here.parts["whole"].value
        there = here.parts["whole"].of(text.replace('"trained":"0"', '"trained":"7"'), "elsewhere")
        merged = {"whole": here.parts["whole"].merged(there)}
        opened.histories.save(type(here)(here.kind, event.id, event.id, merged))

    lines = [version_line(one) for one in two_versions.look(main)]

    assert [(one.value, one.state) for one in lines] == [
        ("0 counted, 0 trained", "shown now"),
        ("0 counted, 7 trained", "to be read only"),
    ]


def test_a_record_that_another_laptop_holds_is_tried_by_nobody(three_laptops: Three) -> None:
    main, _day, other = three_laptops
    client = apart(three_laptops, begin, finish, answer)
    people = handing_out.households_of(main, (client.code,))
    there = laptops.look(main).others[1][0].id
    taking_in.take_in(other, sealed(handing_out.hand_out(main, there, people).sealed))

    _shown, version = two(main, "screening")

    assert version.final is None  # what can be done about it is told when it is picked
