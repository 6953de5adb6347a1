"""Words for what the room ``printing`` expects may fail."""

from clinic_app.messages.sentences import Sentences
from clinic_app.printing.errors import CharacterNotPrintableError, PageUnreadableError
from clinic_app.translation import gettext as _


def _character_not_printable(error: CharacterNotPrintableError) -> str:
    return _(
        "The sheet was not made: no font of this program can print the character {name}. "
        "Take it out of the name or note where it stands, then make the sheet again."
    ).format(name=error.name)


def _page_unreadable(_error: PageUnreadableError) -> str:
    return _(
        "The page cannot be shown, because the file is damaged or is no PDF. "
        "Go back and make the sheet again."
    )


SENTENCES: Sentences = {
    CharacterNotPrintableError: _character_not_printable,
    PageUnreadableError: _page_unreadable,
}
