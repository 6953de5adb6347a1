"""Pairs meet drafts, decisions, holds, deletion and the close: nothing is lost, nobody is stuck."""

from dataclasses import replace
from datetime import date

import pytest

from clinic_app.clock import Today
from clinic_app.messages.explaining import explain
from clinic_app.records.client import Client, Consent
from clinic_app.records.screening import Ruling
from clinic_app.records.service import ServiceKind
from clinic_app.vault.store_errors import ClientHeldError
from clinic_app.workflows import (
    clients,
    closing,
    decisions,
    duplicates,
    forgetting,
    holds,
    merging,
    screenings,
    services,
)
from clinic_app.workflows.carrying_errors import PairsOpenError
from clinic_app.workflows.session import Session

BORN = date(1984, 6, 3)


def registered(session: Session, name: str = "Marie Joseph") -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=BORN,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


def asked(session: Session) -> list[set[str]]:
    duplicates.finish(session)
    return [{one.left.client.id, one.right.client.id} for one in duplicates.open_pairs(session)]


def advised(session: Session, client: Client) -> None:
    services.record(
        session,
        client.id,
        kind=ServiceKind.ADVICE,
        at_no_cost=True,
    )


def on(_done: int, _total: int) -> bool:
    """Go on."""
    return False


def test_merged_made_two_and_merged_the_other_way_round_keeps_every_record(
    session: Session,
) -> None:
    one, two = registered(session), registered(session, "Joseph Marie")
    screenings.begin(session, one.id, "HT")
    done = screenings.begin(session, two.id, "HT")
    screenings.answer(session, done.id, "lpr", True)
    screenings.finish(session, done.id)
    decisions.decide(session, done.id, Ruling.ACCEPT, "")

    for kept, other, taken in ((one, two, {"name"}), (two, one, ()), (one, two, ())):
        made = merging.merge(session, kept.id, other.id, taken)
        assert asked(session) == []
        assert len(screenings.of_client(session, kept.id)) == 2
        merging.undo(session, made.id)
        assert asked(session) == [{one.id, two.id}]

    assert clients.get(session, one.id) == one
    assert clients.get(session, two.id) == two
    assert [len(screenings.of_client(session, who.id)) for who in (one, two)] == [1, 1]


def test_a_hold_on_either_file_keeps_the_person(session: Session) -> None:
    one, two = registered(session), registered(session)
    holds.set_hold(session, two.id, "A suit is pending.")
    made = merging.merge(session, one.id, two.id, ())

    with pytest.raises(ClientHeldError):
        forgetting.forget(session, one.id, on)

    merging.undo(session, made.id)
    with pytest.raises(ClientHeldError):
        forgetting.forget(session, two.id, on)
    forgetting.forget(session, one.id, on)
    assert asked(session) == []
    assert [client.id for client in clients.search(session, "")] == [two.id]


def test_a_month_with_an_unanswered_pair_waits_and_says_what_to_do(session: Session) -> None:
    one, two = registered(session), registered(session)
    advised(session, one)
    later = replace(session, today=Today(date(2026, 12, 2)))
    preview = closing.preview(later, "2026-11")

    with pytest.raises(PairsOpenError) as told:
        closing.close(later, "2026-11", preview)

    assert told.value.count == 1
    assert "Registered twice?" in explain(told.value)
    forgetting.forget(later, two.id, on)
    closing.close(later, "2026-11", closing.preview(later, "2026-11"))


def test_twins_are_merged_by_nobody_but_a_person(session: Session) -> None:
    twins = [registered(session, name) for name in ("Marie Ange Pierre", "Marie Jeanne Pierre")]
    again = registered(session, "Marie Ange Pierre")

    assert asked(session) == [{twins[0].id, again.id}]
    assert {client.id for client in clients.search(session, "")} == {
        *(twin.id for twin in twins),
        again.id,
    }
