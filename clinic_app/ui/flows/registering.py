"""From what stands in the form of a client to the records."""

from clinic_app.records.client import Client
from clinic_app.records.likeness import Face
from clinic_app.ui.screens.register import ClientForm
from clinic_app.workflows import clients, duplicates
from clinic_app.workflows.session import Session


def register(session: Session, form: ClientForm, member_of: Client | None = None) -> Client:
    """Register the person of a form, and remember of whom it was said that they are others."""
    with session.together() as together:
        client = clients.register(
            together,
            name=form.name,
            birth_date=form.birth_date,
            language=form.language,
            needs_interpreter=form.needs_interpreter,
            consent=form.consent,
            phone=form.phone,
            gender=form.gender,
            county=form.county,
            member_of=member_of,
        )
        for other_id in form.apart_from:
            duplicates.tell_apart(together, client.id, other_id)
    return client


def correct(session: Session, client_id: str, form: ClientForm) -> Client:
    """Correct a client by what stands in the form."""
    return clients.correct(
        session,
        client_id,
        name=form.name,
        birth_date=form.birth_date,
        language=form.language,
        needs_interpreter=form.needs_interpreter,
        consent=form.consent,
        phone=form.phone,
        gender=form.gender,
        county=form.county,
    )


def alike(
    session: Session, form: ClientForm, member_of: Client | None = None
) -> tuple[Client, ...]:
    """Return who may have been registered before as the person of a form."""
    household_id = "" if member_of is None else member_of.household_id
    face = Face.typed(form.name, form.birth_date, form.phone, form.gender, household_id)
    return duplicates.like_typed(session, face)
