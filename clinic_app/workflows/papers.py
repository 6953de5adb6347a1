"""Which sheets there are for somebody or something, and the bytes of the one that is chosen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from clinic_app.printing.drawing import draw_steps
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
        is_taken_apart: Whether only its covers are of *kind*, and the sheets behind them go home.
    """

    title: str
    purpose: str
    kind: SheetKind
    file_name: str
    languages: tuple[str, ...] = ("en",)
    sheets: Callable[[str], tuple[Sheet, ...]]
    is_taken_apart: bool = False


def make_steps(
    paper: Paper, language: str, keep: Callable[[bytes], object], *, is_large: bool = False
) -> Iterator[tuple[int, int]]:
    """Make a paper of many sheets, pausing after each.

    Args:
        paper: Which.
        language: One of its languages.
        keep: Gets the PDF's bytes at the end; never where the work is stopped before.
        is_large: Whether in large print.

    Yields:
        How many sheets are drawn, of how many.

    Raises:
        CharacterNotPrintableError: A name or note has a character that no font has.
    """
    sheets = (replace(sheet, is_large=is_large) for sheet in paper.sheets(language))
    yield from draw_steps(tuple(sheets), keep)
