"""Who is handed out, corrected and then withdrawn comes back so, and nobody is asked anything."""

from datetime import date

import pytest

from clinic_app.interview.answers import UNKNOWN
from clinic_app.records.client import Client, Consent
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.workflows import (
    clients,
    handing_out,
    handing_over,
    laptops,
    merging,
    screenings,
    shown_papers,
    taking_in,
    two_versions,
)
from clinic_app.workflows.session import Session

Three = tuple[Session, Session, Session]
BORN = date(1990, 5, 4)


def a_client(session: Session, name: str = "Widline Canary") -> Client:
    return clients.register(
        session,
        name=name,
        birth_date=BORN,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="555 0101",
    )


def call(session: Session, client: Client, phone: str, consent: Consent = Consent.GIVEN) -> None:
    """Correct the phone of a client, or take consent back."""
    clients.correct(
        session,
        client.id,
        name=client.name,
        birth_date=client.birth_date,
        language=client.language,
        needs_interpreter=client.needs_interpreter,
        consent=consent,
        phone=phone,
        gender=client.gender,
        county=client.county,
    )


def out(main: Session, day: Session, *people: Client) -> None:
    codes = tuple(one.code for one in people)
    to = laptops.look(main).others[0][0].id
    made = handing_out.hand_out(main, to, handing_out.households_of(main, codes))
    assert made.sealed is not None
    taking_in.take_in(day, made.sealed)


def back(day: Session, main: Session) -> None:
    sealed = handing_over.hand_over(day).sealed
    assert sealed is not None
    taking_in.take_in(main, sealed)


def test_what_was_corrected_before_is_there_and_nobody_is_asked(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    client = a_client(main)
    out(main, day, client)
    call(day, client, "555 0202")
    clients.set_come_back(day, client.id, date(2026, 12, 1), "papers")
    clients.withdraw(day, client.id, "registered twice")

    back(day, main)

    kept = clients.get(main, client.id)
    assert kept == clients.get(day, client.id)
    assert (kept.phone, kept.withdrawn is not None) == ("555 0202", True)
    assert two_versions.look(main) == ()


@pytest.mark.parametrize("has_record", [False, True])
def test_consent_taken_back_before_leaves_no_name(three_laptops: Three, has_record: bool) -> None:
    main, day, _other = three_laptops
    client = a_client(main)
    if has_record:
        draft = screenings.begin(main, client.id, "HT")
        screenings.answer(main, draft.id, "nationalities", UNKNOWN)
        seen = PaperSeen(kind="id.passport", first=date(2020, 1, 1), last=date(2030, 1, 1))
        shown_papers.add(main, client.id, seen)
    out(main, day, client)
    call(day, client, "", Consent.REFUSED)
    clients.withdraw(day, client.id, "came by mistake")

    back(day, main)

    kept = clients.get(main, client.id)
    assert (kept.name, kept.phone, kept.birth_date) == ("", "", None)
    assert kept.withdrawn is not None
    assert screenings.of_client(main, client.id) == screenings.of_client(day, client.id)
    assert shown_papers.on_file(main, client.id).papers == ()
    assert two_versions.look(main) == ()


def test_files_that_were_merged_before_come_as_one_and_withdrawn(three_laptops: Three) -> None:
    main, day, _other = three_laptops
    kept, other = a_client(main, "Widline Jean"), a_client(main, "Widlin Jean")
    out(main, day, kept, other)
    call(day, other, "555 0909")
    merging.merge(day, kept.id, other.id, {"phone"})
    clients.withdraw(day, kept.id, "came by mistake")

    back(day, main)

    assert clients.get(main, other.id) == clients.get(day, kept.id)
    assert clients.get(main, kept.id).phone == "555 0909"
    assert two_versions.look(main) == ()
