"""The recovery code, on paper and proven to be there: step 4 of setting up, or later anew."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.screens.set_up import STEPS
from clinic_app.ui.widgets.buttons import plain_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import filled, left_stack
from clinic_app.ui.widgets.fields import LabelledField, code_field, go_to, lead_on, text_field
from clinic_app.ui.widgets.steps import StepPage
from clinic_app.ui.widgets.text import Muted, PlainLabel

_GROUPS_IN_A_ROW = 4
_MOST_LARGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretWords:
    """What the screen calls the secret that is shown, and its pieces.

    Attributes:
        piece: With a gap ``{number}``.
        wrong: Where what was typed back is something else.
    """

    title: str
    why: str
    print: str
    ask: str
    piece: str
    show_again: str
    wrong: str


class RecoveryCodeScreen(QWidget):
    """Shows the code once; goes on when two of its groups were typed back from paper.

    Signals:
        confirmed: Both groups were typed back. Carries who holds the sheet from now on; empty
            where nobody wrote it down.
        print_requested: Print the code.
    """

    confirmed = Signal(str)
    print_requested = Signal()

    def __init__(
        self,
        *,
        is_typed_back: Callable[[tuple[str, str]], bool],
        is_step: bool = True,
        asks_holder: bool = True,
        words: SecretWords | None = None,
    ) -> None:
        super().__init__()
        self._words = words or code_words()
        self._is_typed_back = is_typed_back
        self.page = StepPage(
            4 if is_step else 0,
            STEPS,
            title=self._words.title,
            why=self._words.why,
        )
        self.groups: list[QLabel] = []
        self._places: list[QLabel] = []
        self._grid = QGridLayout()
        self.print_button = plain_button(self._words.print)
        self.hide_button = plain_button(_("It is on paper: &hide it"))
        self.first = code_field(most_characters=12)
        self.second = code_field(most_characters=12)
        self.holder = text_field()
        self._holder_field = LabelledField(
            _("&Who holds this sheet"),
            self.holder,
            why=_("A person or a place; it is kept encrypted. It may be written down later."),
        )
        self._asks_holder = asks_holder
        self._first_field = LabelledField("", self.first)
        self._second_field = LabelledField("", self.second)
        self._card = Card()
        self._typing = QWidget()
        self._lay_out()

        self.print_button.clicked.connect(self._on_print_clicked)
        self.hide_button.clicked.connect(self._on_hide_clicked)
        lead_on(self.first, self.second)
        after = self.holder.setFocus if asks_holder else self.page.next_button.click
        self.second.returnPressed.connect(after)
        self.holder.returnPressed.connect(self.page.next_button.click)
        self.page.next_button.clicked.connect(self._on_next_clicked)
        self.page.back_button.clicked.connect(self._show_code_again)

    def _lay_out(self) -> None:
        self._grid.setVerticalSpacing(16)
        self._grid.setHorizontalSpacing(8)
        self._card.body.addLayout(self._grid)
        buttons = left_stack(self.print_button, self.hide_button, spacing=8)
        self._card.body.addLayout(buttons)
        fields = QHBoxLayout(self._typing)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(16)
        fields.addWidget(self._first_field)
        fields.addWidget(self._second_field)
        self.page.body.addWidget(self._card)
        self._ask = Muted(self._words.ask)
        self.page.body.addWidget(self._ask)
        self.page.body.addWidget(self._typing)
        self.page.body.addWidget(self._holder_field)
        self.page.finish()
        self.page.back_button.setText(self._words.show_again)
        filled(self.page, self)
        self.setFocusProxy(self.print_button)

    def show_code(self, groups: tuple[str, ...], positions: tuple[int, int]) -> None:
        """Draw the code.

        Args:
            groups: In order.
            positions: Which two groups are typed back, from 0.
        """
        self.forget()
        self.holder.clear()
        self.setFocusProxy(self.print_button)
        role = "big" if len(groups) <= _MOST_LARGE else ""
        for number, group in enumerate(groups):
            label = PlainLabel(group, role=role)
            label.setWordWrap(False)
            row, column = divmod(number, _GROUPS_IN_A_ROW)
            place = Muted(str(number + 1))
            place.setWordWrap(False)
            self._grid.addWidget(place, row, 2 * column, Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(label, row, 2 * column + 1)
            self._grid.setColumnStretch(2 * column + 1, 1)
            self.groups.append(label)
            self._places.append(place)
        for field, position in zip((self._first_field, self._second_field), positions, strict=True):
            words = self._words.piece.format(number=position + 1)
            field.name.setText(words)
            field.field.setAccessibleName(words)
        self._show_code_again()

    def _show_code_again(self) -> None:
        self._set_code_visible(is_visible=True)
        self.setFocus()

    def _on_print_clicked(self) -> None:
        """Print first; on coming back from the printer the next thing is to hide the code."""
        self.setFocusProxy(self.hide_button)
        self.print_requested.emit()

    def _on_hide_clicked(self) -> None:
        self._set_code_visible(is_visible=False)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_code_visible(self, *, is_visible: bool) -> None:
        self._card.setVisible(is_visible)
        self._ask.setVisible(not is_visible)
        self._typing.setVisible(not is_visible)
        self._holder_field.setVisible(self._asks_holder and not is_visible)
        self.page.next_button.setVisible(not is_visible)
        self.page.back_button.setVisible(not is_visible)
        self.first.clear()
        self.second.clear()
        self.page.problem.clear()

    def _on_next_clicked(self) -> None:
        if self._is_typed_back((self.first.text(), self.second.text())):
            self.confirmed.emit(self.holder.text().strip())
            return
        self.page.problem.show_words(self._words.wrong)
        go_to(self.first)

    def forget(self) -> None:
        """Take the code off the screen for good."""
        for label in (*self.groups, *self._places):
            label.deleteLater()
        self.groups.clear()
        self._places.clear()

    def show_title(self, words: str) -> None:
        """Say which of several secrets this one is."""
        self.page.title.setText(words)

    def show_why(self, words: str) -> None:
        """Say why there is another one."""
        self.page.why.setText(words)


def code_words() -> SecretWords:
    """Return what is said of a recovery code."""
    return SecretWords(
        title=_("Recovery code"),
        why=_(
            "If every passphrase is lost, only this code opens the records. It is shown now "
            "and never again. Keep the paper where you keep the clinic's keys, never with "
            "the laptop."
        ),
        print=_("&Print the code…"),
        ask=_("Type two groups back from the paper:"),
        piece=_("Group {number}"),
        show_again=_("Show the code again"),
        wrong=_(
            "These are not the two groups of the code. "
            "Look at the paper and type them again, or show the code again."
        ),
    )
