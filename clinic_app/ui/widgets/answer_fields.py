"""Fields for each kind of answer; a digit chooses, Enter goes on."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCompleter,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clinic_app.interview.typed_country import country_meant
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.text import Muted

_TWO_COLUMNS_FROM = 7
"""More choices than this stand in two columns, to fit a low window."""


class AnswerField(QWidget):
    """Where one answer is given.

    Signals:
        entered: The worker pressed Enter: the answer is complete.
    """

    entered = Signal()

    def typed(self) -> tuple[str, ...]:
        """Return what was typed or chosen, as the values of choices or as text; may be empty."""
        raise NotImplementedError

    def show_typed(self, values: tuple[str, ...]) -> None:
        """Draw an answer that was given before."""
        raise NotImplementedError


class ChoiceField(AnswerField):
    """One button for each choice, with its digit."""

    def __init__(self, choices: tuple[tuple[str, str], ...], *, is_many: bool = False) -> None:
        super().__init__()
        self._values = tuple(value for value, _words in choices)
        self._group = QButtonGroup(self)
        self._group.setExclusive(not is_many)
        self.buttons: list[QPushButton] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        columns = 2 if len(choices) > _TWO_COLUMNS_FROM else 1
        for number, (_value, words) in enumerate(choices):
            digit = f"{number + 1}   " if number < 9 else ""
            button = QPushButton(f"{digit}{words}".replace("&", "&&"))
            button.setAccessibleName(words)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("kind", "choice")
            self._group.addButton(button, number)
            self.buttons.append(button)
            grid.addWidget(button, number // columns, number % columns)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if self.buttons:
            self.setFocusProxy(self.buttons[0])

    def typed(self) -> tuple[str, ...]:
        """Return the values chosen, in the order of the choices."""
        return tuple(
            value
            for value, button in zip(self._values, self.buttons, strict=True)
            if button.isChecked()
        )

    def show_typed(self, values: tuple[str, ...]) -> None:
        """Draw the choices in *values* as chosen."""
        exclusive = self._group.exclusive()
        self._group.setExclusive(False)
        for value, button in zip(self._values, self.buttons, strict=True):
            button.setChecked(value in values)
        self._group.setExclusive(exclusive)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose by digit; Enter is the answer; Y and N where the choices are yes and no."""
        text = event.text().casefold()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif text.isdecimal() and text != "0" and int(text) <= len(self.buttons):
            self._choose(int(text) - 1)
        elif text in {"y", "n"} and self._values == YES_NO_VALUES:
            self._choose(0 if text == "y" else 1)
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        self.buttons[number].click()
        self.buttons[number].setFocus()


YES_NO_VALUES = ("yes", "no")
"""What a yes-or-no field hands over."""


def yes_no_field() -> ChoiceField:
    """Return a field of two choices."""
    return ChoiceField((("yes", _("Yes")), ("no", _("No"))))


class LineField(AnswerField):
    """One typed line, with an example of how to type it."""

    def __init__(
        self,
        example: str = "",
        *,
        offers: tuple[str, ...] = (),
        meant: Callable[[str], str] | None = None,
    ) -> None:
        """Build an empty line.

        Args:
            example: How to type; empty for nothing.
            offers: What is offered while somebody types.
            meant: Says what was typed, where that needs saying; this then stands in the place of
                the example.
        """
        super().__init__()
        self._example = example
        self._meant = meant
        self.example = Muted(example)
        self.line = QLineEdit()
        self.line.setMaxLength(400)
        self.line.setMinimumWidth(280)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        if example:
            layout.addWidget(self.example)
        self.line.textEdited.connect(self._say_what_is_meant)
        if offers:
            completer = QCompleter(list(offers), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.line.setCompleter(completer)
            self.line.returnPressed.connect(self._complete)
            self.line.editingFinished.connect(self._complete)
        self._offers = offers
        self.setFocusProxy(self.line)
        self.line.returnPressed.connect(self.entered)

    def _say_what_is_meant(self) -> None:
        said = self._meant(self.line.text()) if self._meant is not None else ""
        self.example.setText(said or self._example)

    def _complete(self) -> None:
        meant = (country_meant(part, self._offers) for part in self.line.text().split(","))
        self.line.setText(", ".join(part for part in meant if part))

    def typed(self) -> tuple[str, ...]:
        """Return the line; nothing where it is blank."""
        text = self.line.text().strip()
        return (text,) if text else ()

    def show_typed(self, values: tuple[str, ...]) -> None:
        """Draw *values*, joined where there are several."""
        self.line.setText(", ".join(values))
        self._say_what_is_meant()
