"""A client's file as it is drawn: values that the flow makes and the screen shows."""

from dataclasses import dataclass

from clinic_app.records.client import Client, Consent
from clinic_app.records.merge import Merge
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.day_field import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One record in a client's file.

    Attributes:
        record: The record itself.
        kind: What it is, in a word or two.
        words: What it says.
        state: Where it stands.
        is_withdrawn: Whether it was taken out.
        is_openable: Whether there is more to see than the line says.
    """

    record: object
    day: str
    kind: str
    words: str
    state: str
    is_withdrawn: bool
    is_openable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A client's file as it is drawn; *lines* newest first.

    Attributes:
        like: Other clients who may be the same person, the likeliest first.
        elsewhere: The name of the laptop that holds the client; empty for this one.
        merged: Files that were taken into this one, newest first.
        is_held: Whether a legal hold stands on the client.
        can_screen: Whether the worker at the keyboard reads answers and findings.
        can_keep: Whether there is a hold to set or read here, or the client may be forgotten.
    """

    client: Client
    language: str
    household: tuple[Client, ...]
    lines: tuple[FileLine, ...]
    like: tuple[Client, ...] = ()
    elsewhere: str = ""
    merged: tuple[tuple[Merge, Client], ...] = ()
    is_held: bool = False
    can_screen: bool = True
    can_keep: bool = True


def client_facts(view: FileView) -> str:
    """Return what is known of a client besides the name, in one line."""
    client = view.client
    parts = []
    if client.birth_date is not None:
        parts.append(_("born {day}").format(day=day_words(client.birth_date)))
    parts.append(_("reads {language}").format(language=view.language))
    if client.needs_interpreter:
        parts.append(_("needs an interpreter"))
    if client.phone:
        parts.append(_("phone {phone}").format(phone=client.phone))
    if client.consent is Consent.REFUSED:
        parts.append(_("no record wanted: counted only"))
    if view.is_held:
        parts.append(_("legal hold"))
    return " · ".join(parts)


def next_words(view: FileView) -> str:
    """Return what comes next: the other laptop, or the date agreed on; empty for neither."""
    client = view.client
    if view.elsewhere:
        return handed_over_words(view.elsewhere)
    return next_date_words(client)


def handed_over_words(laptop: str) -> str:
    """Return that another laptop holds what is shown; empty where none does."""
    words = _("Handed over to “{laptop}”: can be read here, and changed only there.")
    return words.format(laptop=laptop) if laptop else ""


def next_date_words(client: Client) -> str:
    """Return the date agreed with a client and what for; empty where none is."""
    if client.come_back_on is None:
        return ""
    day = day_words(client.come_back_on)
    if not client.come_back_note:
        return _("Comes back on {day}.").format(day=day)
    return _("Comes back on {day}: {note}").format(day=day, note=client.come_back_note)
