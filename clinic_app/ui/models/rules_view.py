"""How old the rules are, as it is drawn."""

from dataclasses import dataclass

from clinic_app.screening.freshness import Freshness


@dataclass(frozen=True, slots=True)
class RulesLine:
    """Which rules are applied and how old they are, in words."""

    words: str
    freshness: Freshness
