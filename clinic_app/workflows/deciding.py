"""Which of a screening's answers decide: not those that a later correction has made void.

All that was typed is kept, because a slip must not lose it; it decides again once it applies again.
"""

from dataclasses import replace

from clinic_app.interview.asking import without_void
from clinic_app.records.screening import Screening
from clinic_app.screening.engine import screen
from clinic_app.screening.rule_pack import RulePack
from clinic_app.workflows.questionnaires import shipped_questionnaire


def deciding(screening: Screening, pack: RulePack) -> Screening:
    """Return *screening* with those of its answers that decide; pure, and never kept.

    What a finding lacks is asked even of those whom the questionnaire spares it: such an answer
    decides, though no condition of its question holds.
    """
    questionnaire = shipped_questionnaire()
    lacked: frozenset[str] = frozenset()
    while True:
        standing = without_void(questionnaire, screening.answers, lacked)
        void = set(screening.answers) - set(standing)
        if not void:
            return screening
        outcome = screen(standing, screening.country, screening.as_of, pack)
        if not void.intersection(outcome.missing):
            return replace(screening, answers=standing)
        lacked |= void.intersection(outcome.missing)
