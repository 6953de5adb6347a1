"""Every sheet in every language looks as it did when somebody last looked at it.

After a change that is meant to be seen: ``CLINIC_APP_GOLDEN=write python -m pytest`` with this
file, then look at each picture in ``golden/`` that changed. Pictures are 60 dots per inch, and
are compared by patches, so that another version of PDFium does not matter and a letter does.
"""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from clinic_app.clock import DaySource
from clinic_app.interview.answers import Answers
from clinic_app.printing.drawing import draw
from clinic_app.printing.sheet import Sheet
from clinic_app.records.client import Client, Consent
from clinic_app.records.clinic import Clinic
from clinic_app.records.screening import Screening, ScreeningState
from clinic_app.records.stamp import Stamp
from clinic_app.screening.outcome import Code, Finding, Outcome, Status, Track
from clinic_app.workflows.checklist import checklist_sheet, paper_languages
from clinic_app.workflows.leaving_page import LeavingPage
from clinic_app.workflows.leaving_sheet import leaving_sheet
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.recovery_sheet import recovery_sheet
from clinic_app.workflows.referral_letter import letter_sheet
from clinic_app.workflows.rights_sheets import card_sheet, plan_sheet, rights_sheet
from clinic_app.workflows.rule_packs import shipped_pack
from clinic_app.workflows.rules_line import rules_seen
from clinic_app.workflows.ticket import ticket_sheet
from clinic_app.workflows.translation_certificate import certificate_sheet
from clinic_app.workflows.voice import Voice

GOLDEN = Path(__file__).parent / "golden"
DOTS_PER_INCH = 60
STEP = 255 // 5
"""Six shades make small files."""

PATCH_PIXELS = 6
MOST_OF_A_PATCH = 40.0
"""How much darker or lighter a patch may be, of 255: less than a letter, more than an edge."""

MOST_OF_THE_PAGE = 1.0

DAY = date(2025, 9, 16)
STAMP = Stamp(
    at=datetime(2025, 9, 16, 10, tzinfo=UTC),
    day=DAY,
    day_source=DaySource.COMPUTER,
    worker_id="w",
    site="Church hall",
)
CLINIC = Clinic(
    name="Pine Street Legal Clinic",
    code="pine",
    site="Church hall",
    phone="(555) 010-7788",
    station_id="0" * 16,
)
SEEN = rules_seen(shipped_pack(), DAY)
GROUPS = ("K7Q2", "9XWM", "4TRA", "PE8D", "HN3V", "6CYJ", "ZB5F", "2KGS")


def found(test: str, status: Status, code: Code | None) -> Finding:
    return Finding(test=test, status=status, code=code, text="worker's words", citations=())


def a_checklist(language: str) -> Sheet:
    """Return a checklist with something found, something open and a day to come back."""
    client = Client(
        id="a" * 32,
        code="7K3F",
        name="Marie-Claire Joseph",
        household_id="a" * 32,
        birth_date=date(1990, 1, 1),
        language=language,
        needs_interpreter=False,
        consent=Consent.GIVEN,
        registered=STAMP,
        come_back_on=date(2025, 10, 7),
        come_back_note="rent receipts (2024)",
    )
    outcome = Outcome(
        country="HT",
        as_of=DAY,
        pack_version="2026.11",
        track=Track.INITIAL,
        designation="HT-2024-R",
        deadline=date(2026, 2, 3),
        deadline_text="Last day of the period (89 FR 54484); receipt counts, not the postmark.",
        findings=(
            found("absences", Status.NEEDS_REVIEW, Code.ABSENCE),
            found("residence", Status.UNKNOWN, Code.ENTRY_DATE_UNKNOWN),
            found("nationality", Status.MET, None),
        ),
    )
    screening = Screening(
        id="b" * 32,
        client_id=client.id,
        country="HT",
        as_of=DAY,
        answers=Answers(),
        state=ScreeningState.FINISHED,
        outcome=outcome,
        started=STAMP,
        finished=STAMP,
    )
    return checklist_sheet(
        client, screening, CLINIC, shipped_pack(), shipped_paper(), language=language, today=DAY
    )


def a_leaving_sheet(_language: str) -> Sheet:
    lines = (("Clients helped", "17 this month, 40 in all"), ("Hash before", "ab12 " * 16))
    hashes = (("Hash of the contents", "0a1b " * 16),)
    return leaving_sheet(LeavingPage(title="pine, 2026-10", lines=lines, hashes=hashes))


def a_recovery_sheet(_language: str) -> Sheet:
    return recovery_sheet(GROUPS, "Pine Street Legal Clinic", date(2026, 11, 25))


def a_letter(language: str) -> Sheet:
    whom = "Catholic Charities Legal Services"
    return letter_sheet(Voice(shipped_paper(), language, SEEN), CLINIC, "7K3F", whom, DAY)


def a_ticket(language: str) -> Sheet:
    voice = Voice(shipped_paper(), language, SEEN)
    return ticket_sheet(voice, CLINIC, "7K3F", date(2025, 10, 7), "rent receipts")


def a_rights_sheet(language: str) -> Sheet:
    return rights_sheet(Voice(shipped_paper(), language, SEEN), CLINIC)


def a_card_sheet(language: str) -> Sheet:
    return card_sheet(Voice(shipped_paper(), language, SEEN), CLINIC)


def a_plan_sheet(language: str) -> Sheet:
    return plan_sheet(Voice(shipped_paper(), language, SEEN), CLINIC)


def a_certificate(language: str) -> Sheet:
    return certificate_sheet(language, SEEN.line(shipped_paper().source))


SMALLER = tuple(shipped_paper().sheets)
"""Languages that the smaller sheets come in."""

SHEETS: dict[str, tuple[Callable[[str], Sheet], tuple[str, ...]]] = {
    "checklist": (a_checklist, paper_languages(shipped_paper())),
    "letter": (a_letter, SMALLER),
    "ticket": (a_ticket, SMALLER),
    "rights": (a_rights_sheet, SMALLER),
    "cards": (a_card_sheet, SMALLER),
    "plan": (a_plan_sheet, SMALLER),
    "certificate": (a_certificate, ("Amharic",)),
    "leaving": (a_leaving_sheet, ("en",)),
    "recovery": (a_recovery_sheet, ("en",)),
}
PICTURES = [(name, language) for name, (_make, tags) in SHEETS.items() for language in tags]


@pytest.mark.parametrize(("name", "language"), PICTURES)
def test_a_sheet_looks_as_when_it_was_last_looked_at(name: str, language: str) -> None:
    make, _languages = SHEETS[name]
    seen = first_page(draw(make(language)))
    path = GOLDEN / f"{name}-{language}.png"
    if os.environ.get("CLINIC_APP_GOLDEN") == "write":
        seen.point(lambda shade: round(shade / STEP) * STEP).save(path, optimize=True)

    assert path.exists(), "look at it, then keep it: see the first lines of this file"
    with Image.open(path) as kept:
        assert differs(seen, kept.convert("L")) is None


def test_a_missing_or_moved_word_is_seen() -> None:
    page = first_page(draw(a_checklist("ar")))
    word = (400, 60, 510, 80)
    without = page.copy()
    without.paste(255, word)

    assert page.crop(word).getextrema()[0] == 0
    assert differs(without, page) is not None
    assert differs(ImageChops.offset(page, 0, PATCH_PIXELS), page) is not None
    assert differs(page.filter(ImageFilter.BoxBlur(0.4)), page) is None


def first_page(pdf: bytes) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[0].render(scale=DOTS_PER_INCH / 72, grayscale=True)
        picture: Image.Image = bitmap.to_pil().convert("L")
        return picture.copy()
    finally:
        document.close()


def differs(seen: Image.Image, kept: Image.Image) -> str | None:
    """Say where two pictures differ by more than edges do; None where they do not."""
    if seen.size != kept.size:
        return f"size {seen.size}, not {kept.size}"
    blur = ImageFilter.BoxBlur(PATCH_PIXELS / 2)
    change = ImageChops.difference(seen.filter(blur), kept.filter(blur))
    mean = ImageStat.Stat(change).mean[0]
    most = max(change.tobytes())
    if mean > MOST_OF_THE_PAGE or most > MOST_OF_A_PATCH:
        return f"{mean:.2f} on average, {most} at most, in {change.getbbox()}"
    return None
