"""The sheets that can be printed, as they are listed."""

from dataclasses import dataclass

from clinic_app.printing.sheet import SheetKind
from clinic_app.translation import gettext as _
from clinic_app.workflows.papers import Paper


@dataclass(frozen=True, slots=True)
class PapersView:
    """Sheets of one client, event or day.

    Attributes:
        title: Whose or what they are about, in one line.
    """

    title: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class NumberedPaper:
    """One line of the list; *number* is 1 for the first."""

    number: int
    paper: Paper


def keeper_words(paper: Paper) -> str:
    """Return who keeps a sheet."""
    if paper.is_taken_apart:
        return _("only its covers stay")
    if paper.kind is SheetKind.TAKE_HOME:
        return _("to take home")
    return _("stays in the file")
