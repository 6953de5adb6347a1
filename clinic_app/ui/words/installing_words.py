"""Rules at work, and rules that were brought, in words."""

from datetime import date

from clinic_app.records.installed_pack import InstalledPack
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.models.rules_view import ArrivalView, RulesView
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.words.rules_words import pack_line
from clinic_app.workflows.installing import Arrival
from clinic_app.workflows.rules import Rules


def rules_view(
    rules: Rules, installed: tuple[InstalledPack, ...], names: dict[str, str], today: date
) -> RulesView:
    """Return the rules at work as they are drawn.

    Args:
        rules: At work.
        installed: Every installation.
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
    )


def arrival_view(arrival: Arrival) -> ArrivalView:
    """Return rules that were brought as they are drawn."""
    signed = _("Signed by {headquarters}.").format(headquarters=arrival.headquarters)
    ran = ngettext(
        "{count} scenario of its own was run and came out.",
        "{count} scenarios of its own were run and came out.",
        arrival.scenarios,
    ).format(count=arrival.scenarios)
    changes = arrival.changes or (_("Nothing that a screening or a sheet rests on changes."),)
    return ArrivalView(
        title=_("Newer rules: {version}").format(version=arrival.rules.pack.version),
        checked=f"{signed} {ran}",
        changes=changes,
    )
