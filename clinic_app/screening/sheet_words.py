"""What the smaller sheets that people take home say, in one language, as a rule pack brings it.

A language of the checklist may be missing here: the sheet is then printed in English, and says so.
"""

from datetime import date

from clinic_app.screening.paper_words import PAGE_GAPS, PaperTable

SHEET_GAPS = frozenset({"language", "phone", "whom", "day", "clinic", "code"})
"""What a text of these sheets may leave open."""


class FrameWords(PaperTable, frozen=True):
    """Around every sheet."""

    label: str
    page: str
    footer: str
    not_reviewed: str
    not_yet: str


class TicketWords(PaperTable, frozen=True):
    """The come-back ticket."""

    title: str
    code: str
    when: str
    day: str
    no_day: str
    what_for: str
    bring: str
    bring_ticket: str
    bring_family: str
    bring_new: str
    where: str
    call: str


class LetterWords(PaperTable, frozen=True):
    """The referral letter; the first half is for whoever receives it, the second for the client."""

    title: str
    to: str
    day: str
    asks: str
    met: str
    silent: str
    client: str
    go: str
    choose: str
    careful: str
    back: str
    signed: str
    date: str


class SheetTexts(PaperTable, frozen=True, kw_only=True):
    """One language of the smaller sheets.

    Attributes:
        language: BCP 47 tag, the name of the file.
        reviewer: Who read it and grew up with the language; empty until somebody did.
    """

    language: str
    reviewer: str
    reviewed_on: date | None = None
    frame: FrameWords
    ticket: TicketWords
    letter: LetterWords

    @property
    def is_reviewed(self) -> bool:
        """Whether a named person has reviewed these words, on a named day."""
        return bool(self.reviewer) and self.reviewed_on is not None


def allowed_gaps(key: str) -> frozenset[str]:
    """Return what the text under *key* may leave open."""
    return PAGE_GAPS if key == "frame.page" else SHEET_GAPS
