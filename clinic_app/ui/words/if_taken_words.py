"""What the page "If this laptop is taken today" says, line by line."""

from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.words.days import long_day
from clinic_app.ui.words.recovery_words import ways_back_words
from clinic_app.workflows.if_taken import IfTaken


def if_taken_lines(found: IfTaken) -> tuple[tuple[str, str], ...]:
    """Return what is asked and how it stands, the gravest first."""
    return (
        (
            _("What a finder reads"),
            _(
                "While it is locked: the sign-in names ({names}) and which keys each opens, how "
                "many entries the log has, where records lie or lay on this computer, and the "
                "sizes and dates of files. Unlocked, as now: all that your passphrase opens."
            ).format(names=", ".join(found.sign_in_names)),
        ),
        (_("Records here"), _records(found)),
        (_("Encryption of the disk"), _disk(found)),
        (_("What headquarters lacks"), _unsent(found)),
        (_("Backups"), _backup(found)),
        (_("Ways back in"), ways_back_words(found.ways_back)),
    )


def _records(found: IfTaken) -> str:
    if found.oldest is None:
        return _("No client is registered.")
    return ngettext(
        "{count} client, registered on {day}.",
        "{count} clients, the first registered on {day}.",
        found.clients,
    ).format(count=found.clients, day=long_day(found.oldest))


def _disk(found: IfTaken) -> str:
    match found.disk:
        case True:
            return _("On: swap and the print queue are covered too.")
        case False:
            return _("Off: swap, the print queue and saved PDFs can be read. Turn it on.")
        case None:
            return _("This system does not tell. Look in its settings, and turn it on.")


def _unsent(found: IfTaken) -> str:
    lacking = []
    if found.main_lacks:
        lacking.append(
            ngettext(
                "{count} client or head count that the main laptop has not taken in.",
                "{count} clients and head counts that the main laptop has not taken in.",
                found.main_lacks,
            ).format(count=found.main_lacks)
        )
    if found.unsent_closes:
        lacking.append(
            ngettext(
                "{count} closed month that it has not acknowledged.",
                "{count} closed months that it has not acknowledged.",
                found.unsent_closes,
            ).format(count=found.unsent_closes)
        )
    if found.open_months:
        lacking.append(
            ngettext(
                "{count} month that is over and not closed.",
                "{count} months that are over and not closed.",
                found.open_months,
            ).format(count=found.open_months)
        )
    return " ".join(lacking) or _("Nothing of the months that are over.")


def _backup(found: IfTaken) -> str:
    if found.newest_backup is None:
        return _("None on this laptop. Make one, with a second copy on a stick kept elsewhere.")
    return _("The newest here is of {day}; it goes with the laptop. Keep a second copy.").format(
        day=long_day(found.newest_backup.date())
    )
