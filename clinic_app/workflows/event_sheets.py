"""Paper around a Know Your Rights event: the poster, and the sheet on which heads are counted."""

from clinic_app.printing.plain_text import NO_BREAK_SPACE, isolated
from clinic_app.printing.sheet import (
    Banner,
    Blanks,
    Block,
    Points,
    Section,
    Sheet,
    StrikeGrid,
    Text,
    Words,
)
from clinic_app.records.clinic import Clinic
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.screening.paper_pack import PaperPack
from clinic_app.translation import gettext as _
from clinic_app.workflows.file_frame import clinic_sheet, foot
from clinic_app.workflows.languages import language_name
from clinic_app.workflows.voice import Voice, issuer_of

_EMPTY_ROWS = 3
"""For languages that nobody expected."""


def poster_sheet(voice: Voice, clinic: Clinic, event: KyrEvent) -> Sheet:
    """Decide what the poster says: what, where and when; the hour is written by hand."""
    where: tuple[Block, ...] = (
        Banner(Words(isolated(event.title))),
        Banner(voice.written(event.day)),
    )
    asked: list[Block] = [
        Text(voice.say(lambda words: words.poster.free), is_strong=True),
        Text(voice.say(lambda words: words.poster.ask)),
    ]
    if clinic.phone:
        phone = clinic.phone.replace(" ", NO_BREAK_SPACE)
        asked.append(Banner(voice.say(lambda words: words.poster.call, phone=phone)))
    return voice.sheet(
        title=lambda words: words.rights.title,
        issuer=issuer_of(clinic),
        sections=(
            Section(Words(""), (Banner(voice.say(lambda words: words.poster.what)), *where)),
            Section(Words(""), (Blanks((voice.say(lambda words: words.poster.hour),)),)),
            Section(Words(""), tuple(asked)),
        ),
    )


def tally_sheet(clinic: Clinic, event: KyrEvent, paper: PaperPack, rules_line: str) -> Sheet:
    """Decide what the counting sheet asks: strokes by language, and not one name."""
    expected = tuple(language_name(row.language) for row in event.attendance)
    grid = StrikeGrid(
        columns=(_("Adults"), _("Children"), _("Sum of adults"), _("Sum of children")),
        rows=(*expected, *[""] * _EMPTY_ROWS),
    )
    rules = Points(
        (
            Words(_("One stroke for each head, under the language in which they listen.")),
            Words(_("No names, no countries, no telephone numbers, no photograph of this sheet.")),
            Words(_("Type the sums into the program, then tear this sheet up.")),
        )
    )
    trained = Blanks((Words(_("Of these, trained to hold sessions themselves")),))
    return clinic_sheet(
        issuer=clinic.name,
        title=_("Head count"),
        about=(
            event.title,
            paper.source.dates.written(event.day),
        ),
        sections=(
            Section(Words(_("How")), (rules,)),
            Section(Words(_("Strokes")), (grid,)),
            Section(Words(_("Trained")), (trained,)),
        ),
        footer=foot(_("Heads only, never names."), rules_line),
    )
