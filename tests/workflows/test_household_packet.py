"""A household's packet: each person's sheets behind a cover, in one go, and it can be stopped."""

from datetime import date

import pytest

from clinic_app.printing.drawing import draw_all, draw_steps
from clinic_app.printing.pages import page_count
from clinic_app.printing.sheet import SheetKind
from clinic_app.records.client import Client, Consent
from clinic_app.workflows import clients, household_packet, papers
from clinic_app.workflows.session import Session


def registers(
    session: Session, name: str, language: str, member_of: Client | None = None
) -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=date(1990, 1, 2),
        language=language,
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
        member_of=member_of,
    )


@pytest.fixture
def mother(session: Session) -> Client:
    first = registers(session, "Marie Desir", "ht")
    registers(session, "Luz Desir", "es", member_of=first)
    return first


def test_each_persons_pile_begins_with_a_cover_and_is_in_their_language(
    session: Session, mother: Client
) -> None:
    (packet,) = household_packet.packet_of(session, mother)

    piles = [(sheet.kind, sheet.language) for sheet in packet.sheets("en")]

    assert piles == [
        (SheetKind.FILE, "en"),
        (SheetKind.TAKE_HOME, "ht"),
        (SheetKind.TAKE_HOME, "en"),
        (SheetKind.FILE, "en"),
        (SheetKind.TAKE_HOME, "es"),
        (SheetKind.TAKE_HOME, "en"),
    ]
    assert packet.is_taken_apart
    assert page_count(draw_all(packet.sheets("en"))) == 6


def test_a_cover_says_whose_pile_it_is(session: Session, mother: Client) -> None:
    (packet,) = household_packet.packet_of(session, mother)

    first, *_rest = packet.sheets("en")

    assert mother.code in str(first.sections)
    assert "Marie Desir" in str(first.about)


def test_somebody_alone_has_no_packet(session: Session) -> None:
    assert household_packet.packet_of(session, registers(session, "Ana Sol", "es")) == ()


def test_somebody_withdrawn_has_no_pile(session: Session, mother: Client) -> None:
    (other,) = (one for one in clients.household(session, mother) if one.id != mother.id)
    clients.withdraw(session, other.id, "registered twice")

    found = household_packet.packet_of(session, mother)

    assert not found or len(found[0].sheets("en")) == 3


def test_a_packet_tells_how_far_it_is(session: Session, mother: Client) -> None:
    (packet,) = household_packet.packet_of(session, mother)
    kept: list[bytes] = []

    steps = list(papers.make_steps(packet, "en", kept.append))

    assert steps == [(number, 6) for number in range(1, 7)]
    assert kept == [draw_all(packet.sheets("en"))]


def test_a_packet_that_is_stopped_keeps_nothing(session: Session, mother: Client) -> None:
    (packet,) = household_packet.packet_of(session, mother)
    kept: list[bytes] = []
    steps = draw_steps(packet.sheets("en"), kept.append)

    next(steps)
    steps.close()  # type: ignore[attr-defined]

    assert kept == []
