"""What a client's sheet is made of: fees, forms, evidence and words, read from a rule pack.

As everywhere in a pack: strictly, or not at all. Amounts, dates and words are data here; which of
them stand on whose sheet is decided in ``workflows.checklist``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from clinic_app.screening.corrections import PaperKind
from clinic_app.screening.outcome import Code, Track
from clinic_app.screening.paper_words import HowMany, LanguageWords, PaperTable
from clinic_app.screening.sheet_words import SheetTexts
from clinic_app.screening.strict_toml import PackError, PackProblem, read_strictly

FEES_FILE = "fees.toml"
FORMS_FILE = "forms.toml"
EVIDENCE_FILE = "evidence.toml"
WORDS_FOLDER = "words/"
SHEETS_FOLDER = "sheets/"
RESIDENCE = "residence"
"""The proof that goes by months."""

SOURCE_LANGUAGE = "en"
"""The language that the others are translated from and stand beside."""

_ENDING = ".toml"
_Shape = TypeVar("_Shape", bound=PaperTable)
_Spoken = TypeVar("_Spoken", LanguageWords, SheetTexts)


class Tag(Enum):
    """Whether the wording of a source was read."""

    READ = "V"
    KNOWLEDGE = "K"


class FeeAmount(PaperTable, frozen=True, kw_only=True):
    """What a fee is between two days, both included, by the postmark.

    Attributes:
        first: None where it was so before anything this pack knows.
        last: None while it stands.
        cents_online: Where filing online costs something else.
        can_be_waived: None where there is nothing to waive, or only in limited cases.
    """

    first: date | None = None
    last: date | None = None
    cents: int
    cents_online: int | None = None
    can_be_waived: bool | None = None
    tag: Tag
    citation: str
    note: str = ""

    def is_due_on(self, day: date) -> bool:
        """Whether a filing postmarked on *day* pays this amount."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Fee(PaperTable, frozen=True, kw_only=True):
    """One fee with all its amounts, oldest first.

    Attributes:
        tracks: Whose sheet it stands on.
        codes: Where not empty, only with one of these among the findings, and no paper of its
            own asked for that finding.
        papers: Where not empty, only where one of these papers would change a finding.
        from_age: Due unasked from this age on.
        unsettled_since: From this day on it is not settled whether it is due at all; printed
            with those words.
    """

    id: str
    form: str
    what: str
    tracks: tuple[Track, ...]
    codes: tuple[Code, ...] = ()
    from_age: int | None = None
    unsettled_since: date | None = None
    amounts: tuple[FeeAmount, ...]

    def is_unsettled_on(self, day: date) -> bool:
        """Whether it is open, for a filing postmarked on *day*, that the fee is due at all."""
        return self.unsettled_since is not None and self.unsettled_since <= day

    def on(self, day: date) -> FeeAmount | None:
        """Return what a filing postmarked on *day* pays; None where no amount is known."""
        return next((amount for amount in self.amounts if amount.is_due_on(day)), None)


class PreparerNote(PaperTable, frozen=True):
    """What whoever prepares a filing must know, beside what is asked of the client."""

    text: str
    tag: Tag
    citation: str


class FeeTable(PaperTable, frozen=True, kw_only=True):
    """All fees.

    Attributes:
        change_expected: From this day on the amounts may have changed.
        checks_ended: From this day on paper checks and money orders are mostly not accepted; None
            where they are.
        verify_on: Where today's amounts stand.
    """

    as_of: date
    newest_source: date
    change_expected: date
    checks_ended: date | None = None
    verify_on: str
    fee: tuple[Fee, ...]
    notes: tuple[PreparerNote, ...]


class FormNeed(Enum):
    """When a form belongs to a filing."""

    TRACK = "track"
    WISH = "wish"
    CODE = "code"
    NEVER = "never"


class FilingForm(PaperTable, frozen=True, kw_only=True):
    """One form.

    Attributes:
        edition: The date at its foot; None where nobody looked it up for these rules.
        edition_seen: The day on which somebody read that this edition is accepted.
    """

    id: str
    edition: date | None = None
    edition_seen: date | None = None
    purpose: str
    needs: FormNeed
    tracks: tuple[Track, ...]
    codes: tuple[Code, ...] = ()
    note: str
    tag: Tag
    citation: str


class FormTable(PaperTable, frozen=True):
    """All forms."""

    as_of: date
    form: tuple[FilingForm, ...]


class Proof(PaperTable, frozen=True):
    """What must be proved and what is accepted for it, best first."""

    id: str
    proves: str
    tag: Tag
    citation: str
    accepted: tuple[str, ...]


class BringItem(PaperTable, frozen=True, kw_only=True):
    """What a client is asked to bring.

    Attributes:
        proof: Id of what it proves.
        codes: Where not empty, only with one of these among the findings.
        choose: How many of what it names; None for all that there is.
        is_for_review: Also where nothing can be filed.
    """

    id: str
    proof: str
    tracks: tuple[Track, ...]
    codes: tuple[Code, ...] = ()
    papers: tuple[PaperKind, ...] = ()
    choose: HowMany | None = None
    is_for_review: bool = False


class ShownKind(PaperTable, frozen=True):
    """A kind of paper that a client may lay on the table.

    Attributes:
        proof: Id of what it proves.
    """

    id: str
    proof: str
    tag: Tag
    citation: str


class EvidenceTable(PaperTable, frozen=True):
    """What must be proved, what is asked for, and what may be shown, in the order of the lists."""

    as_of: date
    proof: tuple[Proof, ...]
    notes: tuple[PreparerNote, ...]
    item: tuple[BringItem, ...]
    kind: tuple[ShownKind, ...]

    def asks_residence_on(self, track: Track) -> bool:
        """Whether everybody on *track* is asked to prove where they lived, month by month."""
        return any(
            item.proof == RESIDENCE and track in item.tracks and not item.codes and not item.papers
            for item in self.item
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPack:
    """Everything that sheets for clients are made of.

    Attributes:
        words: Of the checklist, by language.
        sheets: Of the smaller sheets; English at least, not every language of *words*.
    """

    fees: FeeTable
    forms: FormTable
    evidence: EvidenceTable
    words: Mapping[str, LanguageWords]
    sheets: Mapping[str, SheetTexts]

    @property
    def source(self) -> LanguageWords:
        """The words that all others are translations of."""
        return self.words[SOURCE_LANGUAGE]

    def notes_for(self, track: Track) -> tuple[PreparerNote, ...]:
        """Return what whoever files on *track* must know of fees and filing."""
        is_filing = any(
            form.needs is FormNeed.TRACK and track in form.tracks for form in self.forms.form
        )
        return (*self.fees.notes, *self.evidence.notes) if is_filing else ()


def read_paper(verified_files: Mapping[str, bytes]) -> PaperPack:
    """Read the tables without comparing them; see ``paper_check.parse_paper``.

    Raises:
        PackError: A file is missing, or is not what it must be.
    """
    return PaperPack(
        fees=_table(verified_files, FEES_FILE, FeeTable),
        forms=_table(verified_files, FORMS_FILE, FormTable),
        evidence=_table(verified_files, EVIDENCE_FILE, EvidenceTable),
        words=_spoken(verified_files, WORDS_FOLDER, LanguageWords),
        sheets=_spoken(verified_files, SHEETS_FOLDER, SheetTexts),
    )


def _table(files: Mapping[str, bytes], name: str, shape: type[_Shape]) -> _Shape:
    if name not in files:
        raise PackError(name, "", PackProblem.FILE_MISSING)
    return read_strictly(files[name], name, shape)


def _spoken(files: Mapping[str, bytes], folder: str, shape: type[_Spoken]) -> dict[str, _Spoken]:
    words = {}
    for name in sorted(name for name in files if name.startswith(folder)):
        spoken = read_strictly(files[name], name, shape)
        if name != f"{folder}{spoken.language}{_ENDING}":
            raise PackError(name, "language", PackProblem.DOES_NOT_BELONG)
        words[spoken.language] = spoken
    if SOURCE_LANGUAGE not in words:
        raise PackError(f"{folder}{SOURCE_LANGUAGE}{_ENDING}", "", PackProblem.FILE_MISSING)
    return words
