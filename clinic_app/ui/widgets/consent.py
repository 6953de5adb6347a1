"""Whether a record may be kept: asked first, for without it nothing but a count is kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton

from clinic_app.records.client import Consent
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.text import Muted, PlainLabel


class ConsentCard(Card):
    """The question, two answers, and what each of them means.

    Signals:
        changed: The other answer was chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.agrees = QRadioButton(_("Yes, keep a &record"))
        self.refuses = QRadioButton(_("N&o, count only"))
        self.kept = Muted("")
        group = QButtonGroup(self)
        choice = QHBoxLayout()
        choice.setSpacing(24)
        for button in (self.agrees, self.refuses):
            group.addButton(button)
            choice.addWidget(button)
            button.clicked.connect(self._on_clicked)
        choice.addStretch(1)
        self.body.addWidget(
            PlainLabel(_("May we keep a record, locked in this clinic?"), role="fieldName")
        )
        self.body.addLayout(choice)
        self.body.addWidget(self.kept)

    @property
    def is_kept(self) -> bool:
        """Whether a record is kept."""
        return self.agrees.isChecked()

    def show_consent(self, consent: Consent, *, is_asked: bool) -> None:
        """Draw an answer; *is_asked* is whether it may be changed."""
        for button in (self.agrees, self.refuses):
            button.setEnabled(is_asked)
        self.agrees.setChecked(consent is Consent.GIVEN)
        self.refuses.setChecked(consent is Consent.REFUSED)
        self._draw()

    def _on_clicked(self) -> None:
        self._draw()
        self.changed.emit()

    def _draw(self) -> None:
        self.kept.setText(
            _(
                "Name, answers and findings are kept encrypted, on this clinic's laptops and "
                "backups only."
            )
            if self.is_kept
            else _(
                "No name, birth date, phone or answers are stored. The person is screened and "
                "gets the checklist; only counts remain."
            )
        )
