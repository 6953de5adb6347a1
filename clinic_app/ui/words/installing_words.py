"""Rules at work, and rules that were brought, in words."""

from datetime import date

from clinic_app.messages.explaining import explain
from clinic_app.records.confirmation import KeptConfirmation
from clinic_app.records.installed_pack import InstalledPack
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.models.rules_view import (
    ArrivalView,
    ConfirmedLine,
    OpenLine,
    RulesView,
)
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.words.rules_words import pack_line
from clinic_app.workflows.confirming import Unconfirmed
from clinic_app.workflows.installing import Arrival
from clinic_app.workflows.rules import Rules


def rules_view(
    rules: Rules,
    installed: tuple[InstalledPack, ...],
    names: dict[str, str],
    today: date,
    left_open: str = "",
) -> RulesView:
    """Return the rules at work as they are drawn.

    Args:
        rules: At work.
        installed: Every installation.
        left_open: What they could not confirm, in words.
        names: Of the workers, by id.
        today: As the clinic counts it.
    """
    pack = next((one for one in installed if one.id == rules.installation_id), None)
    origin = _("They came with the program.")
    if pack is not None:
        origin = _("Installed on {day} by {name}; headquarters signed them.").format(
            day=day_words(pack.stamp.day), name=names.get(pack.stamp.worker_id, "")
        )
    made = _("Made on {day}.").format(day=day_words(rules.pack.as_of))
    return RulesView(
        title=_("Rules {version}").format(version=rules.pack.version),
        line=pack_line(rules.pack, today),
        origin=f"{made} {origin}",
        can_roll_back=pack is not None,
        left_open=left_open,
    )


def left_open_words(
    unconfirmed: tuple[Unconfirmed, ...], confirmed: tuple[KeptConfirmation, ...]
) -> str:
    """Return in one or two sentences what the rules could not confirm, and what was read here."""
    said = []
    standing = [one.confirmation.line for one in confirmed if one.taken_back is None]
    if unconfirmed:
        lines = ", ".join(one.line for one in unconfirmed)
        words = _("Whether it is in force today, the rules could not confirm of: {lines}.")
        said.append(words.format(lines=lines))
    if standing:
        words = _("Confirmed by somebody here: {lines}.")
        said.append(words.format(lines=", ".join(dict.fromkeys(standing))))
    return " ".join(said)


def open_line(one: Unconfirmed) -> OpenLine:
    """Return a designation that the rules could not confirm as it is drawn."""
    words = one.note
    if not words and one.last_known is not None:
        words = _("The last known period ended on {day}.").format(day=day_words(one.last_known))
    return OpenLine(one.line, words)


def confirmed_line(
    one: KeptConfirmation, names: dict[str, str], *, may_sign: bool
) -> ConfirmedLine:
    """Return what somebody read as it is drawn."""
    read = one.confirmation
    words = _("{line}: in force through {through}. {by} read it on {day} in: {source}.").format(
        line=read.line,
        through=day_words(read.through),
        by=read.by,
        day=day_words(read.read_on),
        source=read.source,
    )
    if read.reregistration is not None:
        window = _("Re-registration from {first} through {last}.").format(
            first=day_words(read.reregistration.first), last=day_words(read.reregistration.last)
        )
        words = f"{words} {window}"
    if one.taken_back is not None:
        back = _("Taken back on {day} by {name}.").format(
            day=day_words(one.taken_back.day), name=names.get(one.taken_back.worker_id, "")
        )
        words = f"{words} {back}"
    return ConfirmedLine(one.id, words, may_sign and one.taken_back is None)


def arrival_view(arrival: Arrival) -> ArrivalView:
    """Return rules that were brought as they are drawn."""
    signed = _("Signed by {headquarters}.").format(headquarters=arrival.headquarters)
    ran = ngettext(
        "{count} scenario of its own was run and came out.",
        "{count} scenarios of its own were run and came out.",
        arrival.scenarios,
    ).format(count=arrival.scenarios)
    checked = f"{signed} {ran}"
    if arrival.unread is not None:
        checked = f"{checked} {explain(arrival.unread)}"
    changes = arrival.changes or (_("Nothing that a screening or a sheet rests on changes."),)
    return ArrivalView(
        title=_("Newer rules: {version}").format(version=arrival.rules.pack.version),
        checked=checked,
        changes=changes,
    )
