"""Choosing a passphrase: six suggested words, and typing it twice."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.fields import LabelledField, lead_on, secret_field
from clinic_app.ui.widgets.text import Muted, PlainLabel
from clinic_app.workflows.passphrase_rules import LEAST_PASSPHRASE_CHARACTERS


class NewPassphraseFields(QWidget):
    """A suggestion, the passphrase and the passphrase again.

    Signals:
        completed: Enter was pressed in the last field.
    """

    completed = Signal()

    def __init__(self, suggest: Callable[[], str]) -> None:
        super().__init__()
        self._suggest = suggest
        self.suggestion = PlainLabel(role="big")
        self.suggestion.setAccessibleName(_("Suggested passphrase"))
        self.suggestion.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.other_button = quiet_button(_("&Other words"))
        self.first = secret_field()
        self.again = secret_field()
        self.show_typed = QCheckBox(_("Sho&w what I type"))
        self._lay_out()

        self.other_button.clicked.connect(self._on_other_clicked)
        self.show_typed.clicked.connect(self._on_show_clicked)
        lead_on(self.first, self.again)
        self.again.returnPressed.connect(self._on_again_entered)

    def _lay_out(self) -> None:
        card = Card()
        row = QHBoxLayout()
        row.addWidget(self.suggestion, 1)
        row.addWidget(self.other_button)
        card.body.addWidget(
            Muted(
                _(
                    "Six words that nobody can guess. Use these, or your own, of at least {count} "
                    "letters, digits and spaces:"
                ).format(count=LEAST_PASSPHRASE_CHARACTERS)
            )
        )
        card.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(card)
        layout.addWidget(LabelledField(_("&Passphrase"), self.first))
        layout.addWidget(LabelledField(_("Passphrase &again"), self.again))
        layout.addWidget(self.show_typed)
        self.setFocusProxy(self.first)

    def start(self) -> None:
        """Suggest new words and empty both fields."""
        self._on_other_clicked()
        self.clear()

    def clear(self) -> None:
        """Empty both fields and hide what is typed."""
        self.first.clear()
        self.again.clear()
        self.show_typed.setChecked(False)
        self._on_show_clicked()

    def passphrase(self) -> str:
        """Return what was typed first."""
        return self.first.text()

    def problem(self) -> str:
        """Return what is wrong and what to do; empty where both fields agree."""
        if self.first.text() == self.again.text():
            return ""
        return _("The two passphrases are not the same. Type the second one again.")

    def _on_again_entered(self) -> None:
        self.completed.emit()
        if self.problem():
            self.again.selectAll()  # typing it again replaces the one with the slip

    def _on_other_clicked(self) -> None:
        self.suggestion.setText(self._suggest())

    def _on_show_clicked(self) -> None:
        mode = QLineEdit.EchoMode
        for field in (self.first, self.again):
            field.setEchoMode(mode.Normal if self.show_typed.isChecked() else mode.Password)
