"""What would change an answer: the fact that moves each open or failed test.

Found by trying: the client is screened again with another answer, so what is suggested does
move the finding. One fact is always enough, which a test shows for all answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clinic_app.interview.answers import Answer, Answers, DaySpan, Row
from clinic_app.interview.day_span import last
from clinic_app.screening.asked_days import asked_days
from clinic_app.screening.corrections import Paper, corrections
from clinic_app.screening.engine import screen
from clinic_app.screening.outcome import Code, Finding, Outcome, Status
from clinic_app.screening.rule_pack import RulePack
from clinic_app.screening.shown_already import ShownDays, is_shown

_COUNTRY = "country"
"""The one missing fact that is no answer of the interview: it is said before it begins."""

_LONG_AGO = date(1990, 1, 1)
"""Before every initial window: TPS began in 1990."""

_LASTING_REASONS: tuple[tuple[Row, ...], ...] = (
    ({"kind": "parole", "start": _LONG_AGO, "still": True},),
    ({"kind": "asylum", "filed": _LONG_AGO, "still": True},),
    (
        {
            "relation": "spouse",
            "relative_tps_eligible": True,
            "married_on": _LONG_AGO,
            "still": True,
        },
    ),
)
"""Reasons for late registration that existed in every window, one of each kind."""


@dataclass(frozen=True, slots=True)
class Change:
    """What would move one finding.

    Attributes:
        test: The finding's test.
        code: The finding's code.
        fact: The one fact that moves it; a key of :class:`Answers`.
        paper: Which paper would show it; None where the fact is simply not known yet and a
            question asks for it.
        is_shown: Whether the client has shown such a paper already: then the answer is to be
            looked at again, and nothing to be looked for.
        is_vague: Whether it was answered, and no more is known of a day than its month or year.
    """

    test: str
    code: Code | None
    fact: str
    paper: Paper | None = None
    is_shown: bool = False
    is_vague: bool = False


def what_would_change(
    answers: Answers, outcome: Outcome, pack: RulePack, shown: tuple[ShownDays, ...] = ()
) -> tuple[Change, ...]:
    """Return what would move each finding that is unknown or not met, in their order.

    A finding that neither a fact nor a paper can move is left out: see :func:`unmoved`. Nothing is
    said of an outcome that was found by other rules than *pack*'s: screen again first.
    """
    if outcome.pack_version != pack.version:
        return ()
    trial = _Trial(answers, outcome, pack)
    found = (trial.change_of(finding) for finding in outcome.findings if not finding.is_advisory)
    changes = dict.fromkeys(change for change in found if change is not None)
    return tuple(_marked(change, answers, shown) for change in changes)


def unmoved(outcome: Outcome, changes: tuple[Change, ...], pack: RulePack) -> tuple[Finding, ...]:
    """Return the findings not met that none of *changes* moves; none of an outcome of other rules.

    Args:
        outcome: What was found.
        changes: What :func:`what_would_change` says of it.
        pack: The rules by which both were found.
    """
    if outcome.pack_version != pack.version:
        return ()
    moved = {(change.test, change.code) for change in changes}
    return tuple(
        finding
        for finding in outcome.findings
        if finding.status is Status.NOT_MET
        and not finding.is_advisory
        and (finding.test, finding.code) not in moved
    )


def _marked(change: Change, answers: Answers, shown: tuple[ShownDays, ...]) -> Change:
    """Say of a paper whether it was shown."""
    if change.paper is None:
        return change
    told = answers["criminal"]
    cases = len(told) if isinstance(told, tuple) else 0
    return replace(change, is_shown=is_shown(change.paper, shown, cases=cases))


class _Trial:
    """Screens the same client with other answers."""

    def __init__(self, answers: Answers, outcome: Outcome, pack: RulePack) -> None:
        self._answers = answers
        self._outcome = outcome
        self._pack = pack
        law = pack.country(outcome.country)
        self._asked = asked_days(outcome, pack)
        country = pack.countries[0].name if law is None else law.name
        entered = answers["last_entry"]
        back = last(entered) if isinstance(entered, date | DaySpan) else outcome.as_of
        self._values: tuple[Answer, ...] = (
            False,
            True,
            "no",
            "",
            "single",
            country,
            (country,),
            (),
            self._asked.cr_since or _LONG_AGO,
            outcome.as_of,
            outcome.as_of - timedelta(days=1),
            *_LASTING_REASONS,
            ({"left": back, "returned": back},),
        )

    def change_of(self, finding: Finding) -> Change | None:
        """Return what would move *finding*."""
        if finding.status is Status.UNKNOWN:
            return self._answer_to(finding)
        if finding.status is not Status.NOT_MET or finding.code is None:
            return None
        for correction in corrections(finding.code, self._answers, self._asked):
            changed = self._answers.with_answer(correction.fact, correction.answer)
            if self._moves(finding, changed):
                return Change(finding.test, finding.code, correction.fact, correction.paper)
        return None

    def _answer_to(self, finding: Finding) -> Change | None:
        """Return the first missing fact that moves *finding* by some answer to it alone."""
        moving = (
            Change(finding.test, finding.code, key, is_vague=_is_vague(self._answers[key]))
            for key in finding.missing
            for value in self._values
            if self._moves(finding, self._answers.with_answer(key, value))
        )
        return next(moving, None)

    def _moves(self, finding: Finding, changed: Answers) -> bool:
        named = changed[_COUNTRY] if _COUNTRY in finding.missing else self._outcome.country
        outcome = screen(changed, str(named), self._outcome.as_of, self._pack)
        return all(_stand(other) != _stand(finding) for other in outcome.findings)


def _is_vague(answer: Answer) -> bool:
    rows = answer if isinstance(answer, tuple) else ()
    parts = [part for row in rows if isinstance(row, Mapping) for part in row.values()]
    return any(isinstance(part, DaySpan) for part in (answer, *parts))


def _stand(finding: Finding) -> tuple[str, Code | None, Status, tuple[str, ...]]:
    return finding.test, finding.code, finding.status, finding.missing
