"""Words for a name or a code that cannot be kept at headquarters."""

from clinic_app.headquarters.errors import CodeNotValidError, NameNotValidError
from clinic_app.headquarters.name_errors import UnseenSignError
from clinic_app.messages.sentences import Sentences
from clinic_app.translation import gettext as _


def _code(_error: CodeNotValidError) -> str:
    return _(
        "A clinic's code has 2 to 20 letters, digits and hyphens; nothing was made. "
        "Choose a code such as BOS-1."
    )


def _name(_error: NameNotValidError) -> str:
    return _("A name is needed, on one line of at most 200 letters. Give another name.")


def _unseen_sign(_error: UnseenSignError) -> str:
    return _(
        "The name holds a sign that cannot be seen, such as a line break or one that came along "
        "where it was copied; nothing was made. Type the name anew."
    )


SENTENCES: Sentences = {
    CodeNotValidError: _code,
    NameNotValidError: _name,
    UnseenSignError: _unseen_sign,
}
