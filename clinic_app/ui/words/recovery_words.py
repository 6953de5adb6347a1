"""What the printed ways back in are called, and how they stand."""

from clinic_app.records.recovery_paper import CODE
from clinic_app.translation import gettext as _
from clinic_app.ui.words.days import long_day
from clinic_app.workflows.recovery_papers import HeldPaper, WaysBack
from clinic_app.workflows.shares import share_title


def paper_title(paper: HeldPaper) -> str:
    """Return what a sheet is called, as it stands on it."""
    return _("Recovery code") if paper.number == CODE else share_title(paper.number)


def proved_words(paper: HeldPaper) -> str:
    """Return whether a sheet is known to be on paper."""
    if paper.proved is None:
        return _("Not known to be on paper: it was never typed back here.")
    return _("Typed back from paper on {day}.").format(day=long_day(paper.proved))


def last_drill_words(ways: WaysBack) -> str:
    """Return when the papers were last tried."""
    if ways.last_drill is None:
        return _("Never tried.")
    return _("Last tried on {day}.").format(day=long_day(ways.last_drill.date()))


def ways_back_words(ways: WaysBack) -> str:
    """Return every way back in, with who holds it, a line each."""
    sheets = [
        _("{sheet}: {holder}.").format(sheet=paper_title(paper), holder=_holder_words(paper))
        for paper in (ways.code, *ways.shares)
    ]
    if not ways.shares:
        sheets.append(_("No shares were made."))
    return "\n".join((*sheets, last_drill_words(ways)))


def _holder_words(paper: HeldPaper) -> str:
    if paper.is_sealed:
        return _("held by whom, a coordinator sees")
    return paper.holder or _("nobody wrote down who holds it")
