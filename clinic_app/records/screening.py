"""A screening: one sitting with one client about one country's TPS."""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from clinic_app.interview.answers import Answers
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.screening.outcome import Outcome


class ScreeningState(Enum):
    """Where a screening stands."""

    DRAFT = "draft"
    FINISHED = "finished"


class Ruling(Enum):
    """What the representative decided."""

    ACCEPT = "accept"
    MORE_PAPERS = "more_papers"
    REFER = "refer"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """One sitting. A draft changes with every answer; a finished one never again.

    Attributes:
        id: Random, 32 hex digits.
        client_id: Whose.
        country: ISO 3166-1 alpha-2 code of the country whose TPS is asked about; a country
            outside the rule pack as it was typed.
        as_of: The day whose law is applied.
        answers: What was answered so far.
        question_id: The question in hand, so that a draft resumes where it was left;
            empty before the first.
        outcome: None until finished, and for a client who wants no record.
        started: Who began it, when.
        finished: Who finished it, when; None for a draft.
        is_sealed: There are answers or findings, and whoever looks lacks the key to them:
            *answers* and *outcome* are then empty and mean nothing.
    """

    id: str
    client_id: str
    country: str
    as_of: date
    answers: Answers
    question_id: str = ""
    state: ScreeningState = ScreeningState.DRAFT
    outcome: Outcome | None = None
    started: Stamp
    finished: Stamp | None = None
    withdrawn: Withdrawal | None = None
    is_sealed: bool = False

    def tally_only(self) -> "Screening":
        """Return what is kept where no record is wanted: no answers, no findings."""
        return replace(self, answers=Answers(), question_id="", outcome=None)

    def without_answers(self, withdrawn: Withdrawal) -> "Screening":
        """Return this draft taken out, with nothing left of what was answered."""
        return replace(
            self, answers=Answers(), question_id="", withdrawn=withdrawn, is_sealed=False
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a representative decided about a finished screening, and signed.

    Attributes:
        stamp: The representative who signed, when.
        same_worker: True where the one who prepared it also signed, which is allowed only
            where nobody else could.
        is_sealed: There may be a note, and whoever looks lacks the key to it.
        is_unbound: It was signed before a signature said which answers and findings it is about.
    """

    id: str
    screening_id: str
    ruling: Ruling
    note: str
    stamp: Stamp
    same_worker: bool
    is_sealed: bool = False
    is_unbound: bool = False
