"""A page that shows whether a printer prints what clients must be able to read."""

from clinic_app.printing.sheet import (
    BigCode,
    CheckList,
    CodeGroups,
    Note,
    Points,
    Section,
    Sheet,
    SheetKind,
    StrikeGrid,
    Text,
    Words,
)
from clinic_app.records.clinic import Clinic
from clinic_app.translation import gettext as _
from clinic_app.workflows.file_frame import clinic_sheet
from clinic_app.workflows.papers import Paper
from clinic_app.workflows.voice import to_scan

_CODE = "TEST"


def printer_paper(clinic: Clinic) -> Paper:
    """Return the test page; nobody's data stands on it."""
    return Paper(
        title=_("Test page for the printer"),
        purpose=_("Shows whether small print, boxes, bars and the code to scan come out."),
        kind=SheetKind.FILE,
        file_name="printer-test",
        sheets=lambda _language: (printer_sheet(clinic),),
    )


def printer_sheet(clinic: Clinic) -> Sheet:
    """Decide what the test page shows."""
    looked_at = (
        _("The black bar at the top is black from end to end, without stripes."),
        _("The small grey line at the foot can be read."),
        _("No side of the frames is cut off."),
        _("A telephone's camera reads the square: the clinic's telephone and the word TEST."),
        _("Where both sides are printed, the next sheet begins on a new page."),
    )
    scripts = ("Kreyòl · Português · Українська", "العربية · دری · پښتو", "አማርኛ · नेपाली · မြန်မာ")
    return clinic_sheet(
        issuer=clinic.name,
        title=_("Test page"),
        code=BigCode(Words(_("Code")), _CODE, to_scan(clinic, _CODE)),
        sections=(
            Section(Words(_("Look at this")), (CheckList(tuple(map(Words, looked_at))),)),
            Section(Words(_("Scripts")), tuple(Text(Words(script)) for script in scripts)),
            Section(Words(_("A frame")), (Note(Words(_("Nobody may overlook this."))),)),
            Section(Words(_("Boxes")), (StrikeGrid(("1", "2", "3"), ("A", "B")),)),
            Section(Words(_("A long code")), (CodeGroups(("7K3F", "0O8B", "1I5S", "2Z6G")),)),
            Section(Words(_("Then")), (Points((Words(_("Tear this page up.")),)),)),
        ),
        footer=_("This line is the smallest that a client must read."),
    )
