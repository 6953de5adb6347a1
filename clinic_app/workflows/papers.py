"""Which sheets there are for somebody or something, and the bytes of the one that is chosen."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from clinic_app.printing.drawing import draw_all
from clinic_app.printing.sheet import Sheet, SheetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A sheet that can be made now.

    Attributes:
        title: What it is called in the list; never a client's name.
        purpose: What it is for, in the worker's words.
        file_name: Offered when it is saved, without ending; never a client's name.
        languages: BCP 47 tags of the languages it comes in.
        sheets: From one of them to what is printed, decided anew each time.
    """

    title: str
    purpose: str
    kind: SheetKind
    file_name: str
    languages: tuple[str, ...] = ("en",)
    sheets: Callable[[str], tuple[Sheet, ...]]


def make(paper: Paper, language: str, *, is_large: bool = False) -> bytes:
    """Make a paper in one of its languages, in large print where *is_large*.

    Returns:
        A PDF's bytes; nothing is written anywhere.

    Raises:
        CharacterNotPrintableError: A name or note has a character that no font has.
    """
    return draw_all(tuple(replace(sheet, is_large=is_large) for sheet in paper.sheets(language)))
