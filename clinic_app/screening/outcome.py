"""What a screening says: findings, and the headline that is computed from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum


class Status(Enum):
    """What one legal test says of one client."""

    MET = "met"
    NOT_MET = "not_met"
    NEEDS_REVIEW = "needs_review"
    UNKNOWN = "unknown"


class Headline(Enum):
    """The outcome in one word. Never advice: the representative decides."""

    LIKELY_ELIGIBLE = "likely_eligible"
    LIKELY_NOT_ELIGIBLE = "likely_not_eligible"
    NEEDS_ATTORNEY_REVIEW = "needs_attorney_review"
    INFORMATION_MISSING = "information_missing"


class Track(Enum):
    """The filing route the person would use."""

    INITIAL = "initial"
    LATE_INITIAL = "late_initial"
    REREGISTRATION = "reregistration"
    ALREADY_PENDING = "already_pending"
    ALREADY_GRANTED = "already_granted"
    NONE = "none"


class Code(StrEnum):
    """Why a test did not simply come out as met: a public interface, never renamed."""

    NO_DESIGNATION = "NO_DESIGNATION"
    NATIONALITY = "NATIONALITY"
    CR_DATE = "CR_DATE"
    CR_BREAK = "CR_BREAK"
    CPP = "CPP"
    REGISTRATION_LATE = "REGISTRATION_LATE"
    LATE_60_DAY = "LATE_60_DAY"
    FELONY = "FELONY"
    TWO_MISDEMEANORS = "TWO_MISDEMEANORS"
    DRUG_INADMISSIBILITY = "DRUG_INADMISSIBILITY"
    PERSECUTOR = "PERSECUTOR"
    NOT_ALIEN = "NOT_ALIEN"

    PERSECUTOR_REVIEW = "PERSECUTOR_REVIEW"
    DUAL_NATIONALITY = "DUAL_NATIONALITY"
    ABSENCE = "ABSENCE"
    GOOD_CAUSE = "GOOD_CAUSE"
    WAIVER_I601 = "WAIVER_I601"
    CIMT = "CIMT"
    FOREIGN_CRIME = "FOREIGN_CRIME"
    PSC = "PSC"
    FIRM_RESETTLEMENT = "FIRM_RESETTLEMENT"
    TRIG = "TRIG"
    PENDING_CHARGE = "PENDING_CHARGE"
    VACATUR = "VACATUR"
    CONVICTION_STATUS = "CONVICTION_STATUS"
    VIOLATION_LEVEL = "VIOLATION_LEVEL"
    REMOVAL_ORDER = "REMOVAL_ORDER"
    LITIGATION = "LITIGATION"
    LPR = "LPR"
    DISPUTED_TERRITORY = "DISPUTED_TERRITORY"
    LATE_CHAIN = "LATE_CHAIN"
    SECURITY_DANGER = "SECURITY_DANGER"
    TOTALITARIAN = "TOTALITARIAN"
    STATUS_UNCONFIRMED = "STATUS_UNCONFIRMED"

    ABSENCES_UNKNOWN = "ABSENCES_UNKNOWN"
    ENTRY_DATE_UNKNOWN = "ENTRY_DATE_UNKNOWN"
    GOOD_CAUSE_REASON = "GOOD_CAUSE_REASON"
    VACATUR_REASON = "VACATUR_REASON"
    DISPOSITION_UNKNOWN = "DISPOSITION_UNKNOWN"
    MAX_SENTENCE = "MAX_SENTENCE"
    CRIMINAL_UNKNOWN = "CRIMINAL_UNKNOWN"
    NATIONALITY_PROOF = "NATIONALITY_PROOF"


def weakest(confidences: Iterable[str | None]) -> str | None:
    """Return the weakest confidence among those of what a finding rests on; None without any."""
    said = [each for each in confidences if each is not None]
    return min(said, key=("low", "medium", "high").index, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One legal test on one client.

    Attributes:
        test: The name of the legal test, such as ``nationality``; the module that ran it.
        status: What the test says.
        code: Why, from the public list; None for a test that is simply met.
        text: The reason in the worker's words; never client data beyond dates and places
            that the worker typed.
        citations: Pin cites, most particular first.
        is_confirmed: False where the wording of the source was not re-read ([K]); shown as
            "wording to be confirmed".
        confidence: Of the dated notice that the finding rests on (``high``, ``medium``,
            ``low``); None where it rests on statute or regulation alone. Shown, and never
            by itself decides an outcome.
        missing: Keys of the facts that would settle an unknown test, in the order to ask.
        is_advisory: True for a note that is shown and does not move the headline.
    """

    test: str
    status: Status
    text: str
    citations: tuple[str, ...]
    code: Code | None = None
    is_confirmed: bool = True
    confidence: str | None = None
    missing: tuple[str, ...] = ()
    is_advisory: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of screening one client for one country's TPS as of one day.

    Attributes:
        country: ISO 3166-1 alpha-2 code of the country asked about, such as ``HT``.
        as_of: The day whose law was applied.
        pack_version: The rule pack that was applied.
        track: The filing route, see ``law`` conventions; NONE where there is none.
        designation: Event id that the client was tested against, such as ``HT-2024-R``.
        deadline: Last day to act on *track*; None where there is none.
        deadline_text: How the deadline was computed, in words; empty without one.
        findings: Every test, in the order of the regulation.
    """

    country: str
    as_of: date
    pack_version: str
    track: Track
    designation: str | None
    deadline: date | None
    deadline_text: str = ""
    findings: tuple[Finding, ...]

    @property
    def headline(self) -> Headline:
        """A clear bar, else a point for review, else missing information, else likely."""
        spoken = {finding.status for finding in self.findings if not finding.is_advisory}
        if Status.NOT_MET in spoken:
            return Headline.LIKELY_NOT_ELIGIBLE
        if Status.NEEDS_REVIEW in spoken:
            return Headline.NEEDS_ATTORNEY_REVIEW
        if Status.UNKNOWN in spoken or not spoken:
            return Headline.INFORMATION_MISSING
        return Headline.LIKELY_ELIGIBLE

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys of the facts that are still missing, each once, in the order to ask."""
        return tuple(dict.fromkeys(key for finding in self.findings for key in finding.missing))
