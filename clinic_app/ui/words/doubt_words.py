"""What does not fit together in the answers, in two sentences."""

from clinic_app.interview.doubts import Doubt, DoubtKind
from clinic_app.translation import gettext as _


def doubt_words(doubt: Doubt) -> str:
    """Say what does not fit, and that the answer is kept all the same."""
    return _("{what} Look at it again; if it is right, press Enter to go on.").format(
        what=_words(doubt)
    )


def _words(doubt: Doubt) -> str:
    if doubt.kind is DoubtKind.COUNTRY_NOT_LISTED:
        return country_words(doubt.typed)
    return {
        DoubtKind.DAY_IN_FUTURE: _("This day has not come yet."),
        DoubtKind.ENTRY_BEFORE_BIRTH: _("The entry lies before the birth date."),
        DoubtKind.LAST_ENTRY_BEFORE_FIRST: _("The last entry lies before the first one."),
        DoubtKind.RETURN_BEFORE_LEAVING: _("A trip ends before it begins."),
        DoubtKind.TRIP_BEFORE_FIRST_ENTRY: _("A trip begins before the first entry."),
        DoubtKind.END_BEFORE_START: _("Something ends before it begins."),
        DoubtKind.BEFORE_BIRTH: _("This day lies before the birth date."),
    }[doubt.kind]


def country_words(typed: str) -> str:
    """Say that a name is in no list of countries."""
    return _("“{name}” is in no list of countries.").format(name=typed)
