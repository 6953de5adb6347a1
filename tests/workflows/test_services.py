"""Services: each kind has its own fields, and only those."""

from datetime import date
from typing import Any

import pytest

from clinic_app.interview.answers import Answer
from clinic_app.records.client import Client, Consent
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, ServiceKind
from clinic_app.workflows import clients, screenings, services
from clinic_app.workflows.errors import (
    ReasonMissingError,
    RecordWithdrawnError,
    ServiceIncompleteError,
)
from clinic_app.workflows.session import Session

APPLICATION: dict[str, Any] = {
    "kind": ServiceKind.APPLICATION_PREPARED,
    "form": Form.I_821,
    "filing": FilingKind.INITIAL,
    "before": None,
    "referred_to": "",
    "at_no_cost": True,
}
ADVICE: dict[str, Any] = {**APPLICATION, "kind": ServiceKind.ADVICE, "form": None, "filing": None}
REFERRAL = {**ADVICE, "kind": ServiceKind.REFERRAL, "referred_to": "County legal aid"}
APPEARANCE = {**ADVICE, "kind": ServiceKind.APPEARANCE, "before": AppearanceBefore.DHS}


@pytest.fixture
def client(session: Session) -> Client:
    return clients.register(
        session,
        name="Rosalie Dorvil",
        birth_date=None,
        language="ht",
        needs_interpreter=False,
        consent=Consent.GIVEN,
        phone="",
    )


HAITIAN = {"nationalities": ("Haiti",), "birth_country": "Haiti", "first_entry": date(2020, 1, 5)}
HELD = {
    "prior_tps.granted": True,
    "prior_tps.designation": "HT-2021-D",
    "prior_tps.current": True,
    "prior_tps.granted_date": date(2022, 3, 1),
    "prior_tps.has_reregistered": True,
    "prior_tps.last_reregistered": date(2023, 2, 1),
}


@pytest.mark.parametrize(
    ("answers", "filing"),
    [(HAITIAN, FilingKind.INITIAL), (HAITIAN | HELD, FilingKind.REREGISTRATION)],
)
def test_an_application_is_likely_filed_as_the_newest_screening_found(
    session: Session, client: Client, answers: dict[str, Answer], filing: FilingKind
) -> None:
    assert services.likely_filing(session, client.id) is None
    draft = screenings.begin(session, client.id, "Haiti", date(2024, 7, 15))
    screenings.answer_many(session, draft.id, answers)
    assert services.likely_filing(session, client.id) is None

    screenings.finish(session, draft.id)

    assert services.likely_filing(session, client.id) is filing


@pytest.mark.parametrize("fields", [APPLICATION, ADVICE, REFERRAL, APPEARANCE])
def test_each_kind_is_kept_with_its_fields_day_and_site(
    session: Session, client: Client, fields: dict[str, Any]
) -> None:
    service = services.record(session, client.id, **fields)

    assert services.of_client(session, client.id) == (service,)
    assert service.stamp.day == session.today.day
    assert service.stamp.site == "Church hall"
    assert service.stamp.worker_id == session.worker.id


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({**APPLICATION, "form": None, "filing": None}, "form"),
        ({**APPLICATION, "filing": None}, "filing"),
        ({**APPLICATION, "form": Form.I_765}, "filing"),
        ({**ADVICE, "form": Form.I_765}, "form"),
        ({**APPEARANCE, "before": None}, "before"),
        ({**ADVICE, "before": AppearanceBefore.BOARD}, "before"),
        ({**REFERRAL, "referred_to": "  "}, "referred_to"),
        ({**ADVICE, "referred_to": "County legal aid"}, "referred_to"),
    ],
)
def test_a_field_that_is_missing_or_does_not_belong_is_named(
    session: Session, client: Client, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(ServiceIncompleteError) as caught:
        services.record(session, client.id, **fields)

    assert caught.value.field == field
    assert services.of_client(session, client.id) == ()


def test_a_wrong_service_is_withdrawn_with_a_reason_once(session: Session, client: Client) -> None:
    service = services.record(session, client.id, **ADVICE)

    with pytest.raises(ReasonMissingError):
        services.withdraw(session, service.id, "")
    gone = services.withdraw(session, service.id, "other client")
    with pytest.raises(RecordWithdrawnError):
        services.withdraw(session, service.id, "again")

    assert services.of_client(session, client.id) == (gone,)


def test_nothing_is_done_for_a_withdrawn_client(session: Session, client: Client) -> None:
    clients.withdraw(session, client.id, "registered twice")

    with pytest.raises(RecordWithdrawnError):
        services.record(session, client.id, **ADVICE)
