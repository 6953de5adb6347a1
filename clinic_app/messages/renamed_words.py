"""Words for a clinic that gets another name, on the command line and in the window."""

from clinic_app.headquarters.enrolling import Renamed
from clinic_app.translation import gettext as _


def renamed_words(found: Renamed) -> str:
    """Return what the clinic was called, and what it is called from now on."""
    return _("{code} was known as “{before}”; it is called “{name}” from now on.").format(
        code=found.code, before=found.before, name=found.name
    )
