"""What this clinic is called, where this laptop works, and which number clients call."""

from dataclasses import replace

from clinic_app.files.names import kept_name
from clinic_app.records.audit import About, Act
from clinic_app.workflows.errors import NameMissingError
from clinic_app.workflows.session import Session


def describe(session: Session, *, name: str, site: str, phone: str) -> Session:
    """Save the clinic's description and return the session that goes on with it.

    Args:
        session: The code stays as headquarters wrote it.
        name: As printed on what clients take home.
        site: Where this laptop works; empty for the clinic's own name.
        phone: May be empty.

    Raises:
        NameMissingError: The name is empty.
    """
    if not kept_name(name):
        raise NameMissingError("clinic")
    with session.transaction() as opened:
        clinic = replace(
            opened.clinic.get(),
            name=kept_name(name),
            site=kept_name(site) or kept_name(name),
            phone=phone.strip(),
        )
        opened.clinic.save(clinic)
        session.note(opened, Act.CHANGED, About.CLINIC)
    return replace(session, clinic=clinic)
