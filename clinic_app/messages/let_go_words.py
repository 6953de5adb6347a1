"""Words for clients whom a day laptop let go of, on the command line and in the window."""

from clinic_app.translation import ngettext


def let_go_words(count: int) -> str:
    """Return why so many clients cannot be changed at a day laptop, and what to do."""
    return ngettext(
        "{count} client can only be read here since this laptop answered anew: hand over, and let "
        "the main laptop hand them out again.",
        "{count} clients can only be read here since this laptop answered anew: hand over, and let "
        "the main laptop hand them out again.",
        count,
    ).format(count=count)
