"""The reviewer's sheet: every finding with its citations, every answer, and a place to sign."""

from dataclasses import dataclass

from clinic_app.interview.questionnaire import Questionnaire
from clinic_app.printing.plain_text import isolated
from clinic_app.printing.sheet import (
    Blanks,
    Block,
    CheckList,
    Figures,
    Points,
    Section,
    Sheet,
    Text,
    Words,
)
from clinic_app.records.client import Client
from clinic_app.records.clinic import Clinic
from clinic_app.records.screening import Ruling, Screening
from clinic_app.records.shown_paper import PaperSeen
from clinic_app.screening.evidence_months import Coverage
from clinic_app.screening.freshness import rule_age
from clinic_app.screening.outcome import Finding, Outcome, Status
from clinic_app.screening.paper_pack import PreparerNote, Tag
from clinic_app.screening.paper_words import DateWords, LanguageWords
from clinic_app.screening.rule_pack import RulePack
from clinic_app.translation import gettext as _
from clinic_app.workflows.answer_lines import answer_lines
from clinic_app.workflows.deciding import deciding
from clinic_app.workflows.evidence_words import days_words, form_words, months_words
from clinic_app.workflows.file_frame import file_sheet
from clinic_app.workflows.month_bars import month_bar
from clinic_app.workflows.outcome_names import (
    country_words,
    ruling_words,
    status_word,
    test_words,
    track_words,
)

_GRAVITY = (Status.NOT_MET, Status.NEEDS_REVIEW, Status.UNKNOWN, Status.MET)
"""In the order they are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a representative is given to decide about one finished screening.

    Attributes:
        shown: What the client has laid on the table.
        months: Which months that shows; None where nobody asks for months.
        to_know: What the rules say of fees and filing; nothing where nothing is filed.
    """

    client: Client
    clinic: Clinic
    screening: Screening
    outcome: Outcome
    pack: RulePack
    questionnaire: Questionnaire
    words: LanguageWords
    rules_line: str
    shown: tuple[PaperSeen, ...]
    months: Coverage | None
    to_know: tuple[PreparerNote, ...]


def reviewer_sheet(review: Review) -> Sheet:
    """Decide what the reviewer's sheet says: all that was found and answered."""
    outcome, dates = review.outcome, review.words.dates
    about = _("TPS {country} · law as of {day} · rules {version}").format(
        country=country_words(outcome.country, review.pack),
        day=dates.written(outcome.as_of),
        version=outcome.pack_version,
    )
    law = review.pack.country(outcome.country)
    looked_at = rule_age(review.pack, outcome.as_of, law).looked_at
    checked = _("The law of this country was last looked at on {day}.").format(
        day=dates.written(looked_at)
    )
    answers = deciding(review.screening, review.pack).answers
    said = answer_lines(review.questionnaire, answers, review.words)
    return file_sheet(
        review.clinic,
        review.client,
        title=_("Reviewer's sheet"),
        about=(about, checked),
        rules_line=review.rules_line,
        sections=(
            Section(Words(_("Route")), (_route(outcome, dates),)),
            Section(Words(_("Findings")), _findings(outcome)),
            Section(Words(_("Answers")), (Figures(said),)),
            *_evidence(review),
            *_to_know(review.to_know),
            Section(Words(_("Decision")), _decision()),
        ),
    )


def _route(outcome: Outcome, dates: DateWords) -> Block:
    rows = [(_("Route"), track_words(outcome.track))]
    if outcome.designation is not None:
        rows.append((_("Notice"), outcome.designation))
    if outcome.deadline is not None:
        rows.append((_("Last day"), dates.written(outcome.deadline)))
        rows.append((_("How it was computed"), outcome.deadline_text))
    return Figures(tuple(rows))


def _findings(outcome: Outcome) -> tuple[Block, ...]:
    ordered = sorted(
        outcome.findings, key=lambda one: (one.is_advisory, _GRAVITY.index(one.status))
    )
    return tuple(block for finding in ordered for block in _finding(finding))


def _finding(finding: Finding) -> tuple[Block, ...]:
    status = _("note") if finding.is_advisory else status_word(finding.status)
    head = _("{test}: {status}").format(test=test_words(finding.test), status=status)
    if finding.code is not None:
        head = _("{head} ({code})").format(head=head, code=finding.code.value)
    source = ["; ".join(finding.citations)]
    if not finding.is_confirmed:
        source.append(_("wording to be confirmed"))
    if finding.confidence is not None:
        source.append(_("notice: {confidence} confidence").format(confidence=finding.confidence))
    cited = " · ".join(part for part in source if part)
    body = " ".join(part for part in (finding.text, f"[{cited}]" if cited else "") if part)
    return Text(Words(head), is_strong=True), Text(Words(body))


_LONG_GAP = 3
"""Months; the measure of the house, for no rule sets one."""


def _evidence(review: Review) -> tuple[Section, ...]:
    """Tell what was shown, and the months that it leaves open; nothing where neither is there."""
    blocks: list[Block] = [Figures(tuple(_paper(review, seen) for seen in review.shown))]
    if not review.shown:
        blocks = [Text(Words(_("No paper that the client has shown was written down.")))]
    if review.months is not None:
        blocks.append(month_bar(review.months, lambda pick: Words(pick(review.words))))
        blocks.append(Text(Words(months_words(review.months, review.words.dates.written))))
        gaps = [run.written for run in review.months.uncovered if run.count > _LONG_GAP]
        if gaps:
            said = _("Gaps of more than three months (no rule sets a number): {months}.")
            blocks.append(Text(Words(said.format(months=", ".join(gaps)))))
    elif not review.shown:
        return ()
    return (Section(Words(_("Papers shown")), tuple(blocks)),)


def _paper(review: Review, seen: PaperSeen) -> tuple[str, str]:
    parts = (review.words.kind_named(seen.kind), form_words(seen.form), isolated(seen.note))
    told = " · ".join(part for part in parts if part)
    return told, days_words(seen, review.words.dates.written)


def _to_know(notes: tuple[PreparerNote, ...]) -> tuple[Section, ...]:
    said = tuple(Words(_note_words(note)) for note in notes)
    return (Section(Words(_("Fees and filing")), (Points(said),)),) if said else ()


def _note_words(note: PreparerNote) -> str:
    source = [note.citation]
    if note.tag is Tag.KNOWLEDGE:
        source.append(_("wording to be confirmed"))
    return f"{note.text} [{' · '.join(source)}]"


def _decision() -> tuple[Block, ...]:
    choices = CheckList(tuple(Words(ruling_words(ruling)) for ruling in Ruling))
    lines = (_("Why, or what is missing"), _("Name of the representative"), _("Signature and date"))
    return choices, Blanks(tuple(Words(line) for line in lines))
