"""gettext, one catalogue for window, command line and paper."""

import gettext as _gettext
from pathlib import Path

_DOMAIN = "clinic_app"
_folder: Path | None = None
_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def install(folder: Path, language: str) -> None:
    """Use the catalogue of *language* under *folder*; English where there is none.

    Called by ``startup``, which knows where the folder is.
    """
    global _folder, _catalogue  # noqa: PLW0603 - one process speaks one language to its worker
    _folder = folder
    _catalogue = catalogue(language)


def catalogue(language: str) -> _gettext.NullTranslations:
    """Return the catalogue of another language, for paper in a client's language."""
    if _folder is None:
        return _gettext.NullTranslations()
    return _gettext.translation(_DOMAIN, _folder, languages=[language], fallback=True)


def gettext(sentence: str) -> str:
    """Return *sentence* in the worker's language; call it when the text is shown."""
    return _catalogue.gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a sentence that fits *count* in the worker's language."""
    return _catalogue.ngettext(one, many, count)
