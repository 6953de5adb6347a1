"""What every sheet that stays in the clinic has in common: its black head and its foot."""

from clinic_app.printing.plain_text import isolated
from clinic_app.printing.sheet import BigCode, Section, Sheet, SheetKind, Words
from clinic_app.records.client import Client
from clinic_app.records.clinic import Clinic
from clinic_app.translation import gettext as _


def clinic_sheet(
    *,
    issuer: str,
    title: str,
    about: tuple[str, ...] = (),
    sections: tuple[Section, ...],
    footer: str,
    label: str = "",
    code: BigCode | None = None,
) -> Sheet:
    """Put a sheet together that stays in the clinic, in English; its subject is its title.

    Args:
        issuer: Who hands it out, in one line.
        title: Names no client: viewers and print queues show it.
        about: Lines below the title.
        sections: What it says.
        footer: Stands at the foot of every page.
        label: What kind of paper it is, where it is more than one for the clinic's file.
        code: A come-back code.
    """
    return Sheet(
        kind=SheetKind.FILE,
        language="en",
        label=Words(label or _("For the clinic's file")),
        issuer=issuer,
        title=Words(title),
        subject=title,
        about=tuple(map(Words, about)),
        code=code,
        sections=sections,
        footer=footer,
        page_words=_("Page {page} of {count}"),
    )


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
    return clinic_sheet(
        label=_("Stays in the clinic"),
        issuer=clinic.name,
        title=title,
        about=(*name, *about),
        code=BigCode(Words(_("Code")), client.code),
        sections=sections,
        footer=foot(
            _("Not for the client to take home. No decision and no legal advice."), rules_line
        ),
    )


def foot(said: str, rules_line: str) -> str:
    """Return what stands at the foot of a sheet that rests on the rules, in one paragraph."""
    return f"{said} {rules_line}"
