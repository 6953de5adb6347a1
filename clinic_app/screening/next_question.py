"""The question that can still change the outcome, and none once no question can.

``interview.asking`` knows the order of the questions; only findings know which still matter.
"""

from clinic_app.interview.answers import Answers
from clinic_app.interview.asking import applicable
from clinic_app.interview.questionnaire import Question, Questionnaire
from clinic_app.screening.outcome import Headline, Outcome

_ONLY_WHEN_MISSING = frozenset({
    "place_of_origin",
    "date_of_birth",
    "late_reregistration_reason",
    "statuses",
    "pending_applications",
    "relatives",
    "marital_status",
    "mandatory_bars.third_country.country",
})  # fmt: skip
"""Facts that many tests never come to read; asked only where a finding names them."""


def best_question(
    questionnaire: Questionnaire, answers: Answers, outcome: Outcome
) -> Question | None:
    """Return what to ask next; None once nothing that is left can change the headline.

    After a clear bar nothing more is asked: no answer takes it away, and the questions that
    are left hurt. The worker can still open each of them.

    Args:
        questionnaire: All questions.
        answers: What was answered so far.
        outcome: What these answers come to.
    """
    if outcome.headline is Headline.LIKELY_NOT_ELIGIBLE:
        return None
    missing = set(outcome.missing)
    waiting = (each for each in applicable(questionnaire, answers) if not answers.is_asked(each.id))
    return next(
        (each for each in waiting if each.id in missing or each.id not in _ONLY_WHEN_MISSING), None
    )
