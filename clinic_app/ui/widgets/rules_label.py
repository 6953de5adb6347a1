"""The age of the rules: quiet while they are current, never quiet once they are not."""

from dataclasses import dataclass

from PySide6.QtWidgets import QStyle

from clinic_app.screening.freshness import Freshness
from clinic_app.ui.widgets.text import PlainLabel

_ROLES = {
    Freshness.CURRENT: "muted",
    Freshness.AGEING: "ageing",
    Freshness.STALE: "stale",
}


@dataclass(frozen=True, slots=True)
class RulesLine:
    """Which rules are applied and how old they are, in words."""

    words: str
    freshness: Freshness


class RulesLabel(PlainLabel):
    """One line about the rules."""

    def __init__(self) -> None:
        super().__init__(role=_ROLES[Freshness.CURRENT])

    def show_rules(self, line: RulesLine) -> None:
        """Draw *line* in the colour of its freshness; the words say it too."""
        self.setText(line.words)
        self.setProperty("role", _ROLES[line.freshness])
        style: QStyle = self.style()
        style.unpolish(self)
        style.polish(self)
