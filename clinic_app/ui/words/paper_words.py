"""Words around a sheet that is about to leave the program."""

from clinic_app.translation import gettext as _


def leaves_words() -> str:
    """Return what is left behind when a sheet is printed or saved."""
    return _(
        "Printing leaves a copy in the computer's print queue until it is printed. "
        "A saved PDF is not encrypted: anybody who has the file can read it."
    )


def sent_words(sent: int, count: int) -> str:
    """Return how much of a sheet went to the printer."""
    if sent == count:
        return _("Sent to the printer.")
    return _("Stopped: {sent} of {count} pages went to the printer.").format(sent=sent, count=count)
