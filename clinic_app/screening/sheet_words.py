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


class RightsWords(PaperTable, frozen=True):
    """The summary of rights."""

    title: str
    everyone: str
    silent: str
    lawyer: str
    sign: str
    true_words: str
    home: str
    door: str
    warrant: str
    under_door: str
    no_consent: str
    street: str
    free_to_go: str
    no_search: str
    work: str
    work_private: str
    work_calm: str
    detained: str
    call: str
    number: str
    no_leaving: str
    consul: str
    scam: str
    information: str


class CardWords(PaperTable, frozen=True):
    """The wallet card: what its bearer reads, and what is shown in English."""

    title: str
    cut: str
    own_title: str
    own_silent: str
    own_judge: str
    own_show: str
    own_call: str
    officer_title: str
    officer_silent: str
    officer_door: str
    officer_free: str


class PlanWords(PaperTable, frozen=True):
    """The family plan."""

    title: str
    write: str
    children: str
    caregiver: str
    caregiver_phone: str
    school: str
    affidavit: str
    medicine: str
    papers: str
    papers_identity: str
    papers_immigration: str
    papers_years: str
    papers_court: str
    papers_money: str
    money: str
    money_who: str
    numbers: str
    number_family: str
    number_lawyer: str
    number_clinic: str
    talk: str


class PosterWords(PaperTable, frozen=True):
    """The poster of an event."""

    what: str
    free: str
    ask: str
    call: str
    hour: str


class CertificateWords(PaperTable, frozen=True):
    """What the client is told beside the certificate of a translation."""

    client: str
    who: str
    whole: str
    together: str


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
    rights: RightsWords
    card: CardWords
    plan: PlanWords
    poster: PosterWords
    certificate: CertificateWords

    @property
    def is_reviewed(self) -> bool:
        """Whether a named person has reviewed these words, on a named day."""
        return bool(self.reviewer) and self.reviewed_on is not None


def allowed_gaps(key: str) -> frozenset[str]:
    """Return what the text under *key* may leave open."""
    return PAGE_GAPS if key == "frame.page" else SHEET_GAPS
