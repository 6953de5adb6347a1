"""The rules that a session works by: what the program ships, or what was installed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from clinic_app.interview.questionnaire import Questionnaire
from clinic_app.screening.pack_file import parse_pack
from clinic_app.screening.paper_pack import PaperPack
from clinic_app.screening.rule_pack import RulePack
from clinic_app.workflows.paper_packs import paper_in, shipped_paper
from clinic_app.workflows.questionnaires import shipped_questionnaire
from clinic_app.workflows.rule_packs import shipped_pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One rule pack, whole.

    Attributes:
        pack: With what this clinic read itself where the pack confirms nothing.
        questionnaire: The program's own: a pack brings law and words, the questions are
            those that the legal tests read.
        installation_id: Of the pack that was installed; empty for the one that we ship.
    """

    pack: RulePack
    paper: PaperPack
    questionnaire: Questionnaire
    installation_id: str = ""


@cache
def shipped_rules() -> Rules:
    """Return the rules that came with the program; read once."""
    return Rules(pack=shipped_pack(), paper=shipped_paper(), questionnaire=shipped_questionnaire())


def rules_in(verified_files: Mapping[str, bytes], installation_id: str) -> Rules:
    """Return the rules in the files of a pack whose signature was checked.

    Raises:
        PackError: They are not a rule pack that this program can read.
    """
    return Rules(
        pack=parse_pack(verified_files),
        paper=paper_in(verified_files),
        questionnaire=shipped_questionnaire(),
        installation_id=installation_id,
    )
