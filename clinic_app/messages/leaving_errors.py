"""Words for what may fail where headquarters says that a clinic left."""

from clinic_app.headquarters.leaving_errors import (
    ClinicUnknownError,
    NotLeftError,
    ReportedSinceError,
)
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


def _unknown(error: ClinicUnknownError) -> str:
    return _(
        "No clinic has the code {code}; nothing was changed. Look at the list of clinics, and give "
        "a code as it stands there."
    ).format(code=error.code)


def _not_left(error: NotLeftError) -> str:
    return _(
        "Nobody said that {code} left, or it was taken back before; nothing was changed. Look at "
        "the list of clinics again."
    ).format(code=error.code)


def _reported_since(error: ReportedSinceError) -> str:
    return _(
        "{code} reported {newest}, so an earlier month is not its last one; nothing was changed. "
        "Name {newest}, or a later month."
    ).format(code=error.code, newest=error.newest)


SENTENCES: Sentences = {
    ClinicUnknownError: _unknown,
    NotLeftError: _not_left,
    ReportedSinceError: _reported_since,
}
