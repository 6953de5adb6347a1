"""Services: one thing done for a client on a day."""

import secrets
from dataclasses import replace

from clinic_app.records.audit import About, Act
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, Service, ServiceKind
from clinic_app.workflows.clients import standing_client
from clinic_app.workflows.elsewhere import refuse_elsewhere
from clinic_app.workflows.errors import ServiceIncompleteError
from clinic_app.workflows.screenings import newest_kept
from clinic_app.workflows.session import Session
from clinic_app.workflows.withdrawing import withdrawal


def likely_filing(session: Session, client_id: str) -> FilingKind | None:
    """Return how an I-821 of a client would be filed, by the newest finished screening."""
    with session.reading() as opened:
        newest = newest_kept(opened.screenings.of_client(client_id))
    if newest is None or newest.outcome is None:
        return None
    track = newest.outcome.track.value
    return next((one for one in FilingKind if one.value == track), None)


def record(
    session: Session,
    client_id: str,
    *,
    kind: ServiceKind,
    at_no_cost: bool,
    form: Form | None = None,
    filing: FilingKind | None = None,
    before: AppearanceBefore | None = None,
    referred_to: str = "",
) -> Service:
    """Write down one thing that was done for a client today.

    Raises:
        ServiceIncompleteError: A field is missing that this kind needs, or filled that it
            never has: a form belongs to an application, a filing to an I-821, *before* to an
            appearance, *referred_to* to a referral.
        RecordWithdrawnError: The client was withdrawn.
    """
    _check("form", is_filled=form is not None, is_due=kind is ServiceKind.APPLICATION_PREPARED)
    _check("filing", is_filled=filing is not None, is_due=form is Form.I_821)
    _check("before", is_filled=before is not None, is_due=kind is ServiceKind.APPEARANCE)
    _check(
        "referred_to",
        is_filled=bool(referred_to.strip()),
        is_due=kind is ServiceKind.REFERRAL,
    )
    service = Service(
        id=secrets.token_hex(16),
        client_id=client_id,
        kind=kind,
        form=form,
        filing=filing,
        before=before,
        referred_to=referred_to.strip(),
        at_no_cost=at_no_cost,
        stamp=session.stamp(),
    )
    with session.transaction() as opened:
        standing_client(opened, client_id)
        opened.services.add(service)
        session.note(opened, Act.ADDED, About.SERVICE, service.id)
    return service


def withdraw(session: Session, service_id: str, reason: str) -> Service:
    """Take a wrong service out; it stays readable and counts no more.

    Raises:
        ReasonMissingError: The reason is empty.
        RecordWithdrawnError: It was withdrawn before.
    """
    with session.transaction() as opened:
        service = opened.services.get(service_id)
        refuse_elsewhere(opened, service.client_id)
        service = replace(service, withdrawn=withdrawal(session, reason, service.withdrawn))
        opened.services.save(service)
        session.note(opened, Act.WITHDRAWN, About.SERVICE, service_id)
    return service


def of_client(session: Session, client_id: str) -> tuple[Service, ...]:
    """Return a client's services, those withdrawn included."""
    with session.reading() as opened:
        return opened.services.of_client(client_id)


def _check(field: str, *, is_filled: bool, is_due: bool) -> None:
    if is_filled is not is_due:
        raise ServiceIncompleteError(field)
