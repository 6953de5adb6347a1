"""A line for a county: typed in part, chosen from the list, never free words."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from clinic_app.translation import gettext as _
from clinic_app.workflows.errors import CountyError


class CountyField(QLineEdit):
    """Offers every county that contains what is typed."""

    def __init__(self, counties: Mapping[str, str]) -> None:
        """Offer *counties*: name and state by the five digits."""
        super().__init__()
        self._names = counties
        self._digits = {name.casefold(): digits for digits, name in counties.items()}
        self.setPlaceholderText(_("First letters; may stay empty"))
        completer = QCompleter(sorted(counties.values()), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def show_county(self, digits: str) -> None:
        """Draw a county; nothing for none."""
        self.setText(self._names.get(digits, ""))

    def county(self) -> str:
        """Return the five digits of what stands there; empty for nothing.

        Raises:
            CountyError: It is no county of the list.
        """
        typed = self.text().strip()
        if not typed:
            return ""
        if typed.casefold() not in self._digits:
            raise CountyError
        return self._digits[typed.casefold()]
