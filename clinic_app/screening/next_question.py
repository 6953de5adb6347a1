"""The questions that can still change the outcome, and none once no question can.

``interview.asking`` knows the order of the questions; only findings know which still matter.
"""

from clinic_app.interview.answers import Answers
from clinic_app.interview.asking import applicable
from clinic_app.interview.questionnaire import Question, Questionnaire
from clinic_app.screening import in_force, reregistration
from clinic_app.screening.outcome import Finding, Outcome, Status

_ONLY_WHEN_MISSING = frozenset({
    "place_of_origin",
    "date_of_birth",
    "statuses",
    "pending_applications",
    "relatives",
    "marital_status",
    "late_reregistration_reason",
    "mandatory_bars.third_country.country",
})  # fmt: skip
"""Facts that many tests never come to read; asked only where a finding names them."""

_OF_A_HOLDER = frozenset({"prior_tps.has_reregistered", "prior_tps.last_reregistered"})
"""Read of whoever holds TPS under a designation that can be used; else only where missing."""


def open_questions(
    questionnaire: Questionnaire, answers: Answers, outcome: Outcome
) -> tuple[Question, ...]:
    """Return what is still to be asked, in order; none once nothing can change the headline.

    After a bar in the client's own answers nothing more is asked: no answer takes it away, and
    the questions that are left hurt. The worker can still ask each of them. A designation that
    ended stops nothing: a court or a notice may bring it back, and then the answers count.

    What a finding lacks is asked even of those whom the questionnaire spares it: who holds TPS
    under a designation that another replaced is a first-time applicant all the same.

    Args:
        questionnaire: All questions.
        answers: What was answered so far.
        outcome: What these answers come to.
    """
    if any(_is_own_bar(finding) for finding in outcome.findings):
        return ()
    missing = set(outcome.missing)
    is_holder = any(finding.test == reregistration.TEST for finding in outcome.findings)
    spared = _ONLY_WHEN_MISSING if is_holder else _ONLY_WHEN_MISSING | _OF_A_HOLDER
    fitting = {each.id for each in applicable(questionnaire, answers)} - spared
    return tuple(
        each
        for each in questionnaire.questions
        if not answers.is_asked(each.id) and (each.id in missing or each.id in fitting)
    )


def _is_own_bar(finding: Finding) -> bool:
    is_bar = finding.status is Status.NOT_MET and not finding.is_advisory
    return is_bar and finding.test != in_force.TEST
