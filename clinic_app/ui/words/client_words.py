"""Words for what a client said about themselves."""

from clinic_app.tallies.breakdowns import Gender
from clinic_app.translation import gettext as _


def gender_words() -> dict[Gender | None, str]:
    """Return what a client may say, and that nobody must."""
    return {
        None: _("Not said"),
        Gender.FEMALE: _("Female"),
        Gender.MALE: _("Male"),
        Gender.OTHER: _("Another gender"),
    }
