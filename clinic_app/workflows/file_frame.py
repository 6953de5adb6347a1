"""What every sheet that stays in the clinic has in common: its black head and its foot."""

from clinic_app.printing.plain_text import isolated
from clinic_app.printing.sheet import BigCode, Section, Sheet, SheetKind, Words
from clinic_app.records.client import Client
from clinic_app.records.clinic import Clinic
from clinic_app.translation import gettext as _


def file_sheet(
    clinic: Clinic,
    client: Client,
    *,
    title: str,
    about: tuple[str, ...],
    sections: tuple[Section, ...],
    rules_line: str,
) -> Sheet:
    """Put a sheet together that stays in the file of *client*; its subject is its title."""
    name = (isolated(client.name),) if client.name else ()
    return Sheet(
        kind=SheetKind.FILE,
        language="en",
        label=Words(_("Stays in the clinic")),
        issuer=clinic.name,
        title=Words(title),
        subject=title,
        about=tuple(Words(line) for line in (*name, *about)),
        code=BigCode(Words(_("Code")), client.code),
        sections=sections,
        footer=foot(
            _("Not for the client to take home. No decision and no legal advice."), rules_line
        ),
        page_words=_("Page {page} of {count}"),
    )


def foot(said: str, rules_line: str) -> str:
    """Return what stands at the foot of a sheet that rests on the rules, in one paragraph."""
    return f"{said} {rules_line}"
