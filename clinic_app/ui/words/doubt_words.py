"""What does not fit together in the answers, in two sentences."""

from clinic_app.interview.doubts import Doubt
from clinic_app.translation import gettext as _


def doubt_words(doubt: Doubt) -> str:
    """Say what does not fit, and that the answer is kept all the same."""
    return _("{what} Look at it again; if it is right, press Enter to go on.").format(
        what=_words(doubt.kind)
    )
