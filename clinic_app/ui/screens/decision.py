"""The representative decides about a finished screening, and signs."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.records.screening import Decision, Ruling, Screening
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel


class DecisionScreen(QWidget):
    """Four rulings, a note and a signature.

    Signals:
        closed: The worker goes back; nothing was decided.
        decided: The decision is signed and kept. Carries it.
    """

    closed = Signal()
    decided = Signal(object)

    def __init__(
        self,
        *,
        decide: Callable[[str, Ruling, str], Decision],
        signer: str,
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._decide = decide
        self._jobs = jobs
        self._screening: Screening | None = None

        self.back_button = back_button()
        self.who = Muted("")
        self.summary = PlainLabel("")
        self.summary.setWordWrap(True)
        self.rulings = {
            Ruling.ACCEPT: QRadioButton(_("&Accept: go on with the application")),
            Ruling.MORE_PAPERS: QRadioButton(_("More &papers are needed first")),
            Ruling.REFER: QRadioButton(_("&Refer to somebody else")),
            Ruling.DECLINE: QRadioButton(_("&Decline: the clinic does not go on")),
        }
        self.confirming = Muted(
            _(
                "The rules could not confirm that this TPS is in force. To accept, look it up, and "
                "write into the note which source says so and of which day: your signature "
                "confirms it for this screening alone. For all of them: Clinic, Rules, "
                "what they leave open."
            )
        )
        self._group = QButtonGroup(self)
        self.note = QLineEdit()
        self.signer = PlainLabel(_("You sign as {name}").format(name=signer))
        self.problem = ProblemLabel()
        self.sign_button = primary_button(_("Sign"))
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.sign_button.clicked.connect(self._on_sign_clicked)
        self.note.returnPressed.connect(self.sign_button.click)

    def _lay_out(self) -> None:
        page = ColumnPage(width=760)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Decision")), 1)
        page.body.addLayout(top)
        card = Card()
        card.body.addWidget(self.who)
        card.body.addWidget(self.summary)
        page.body.addWidget(card)
        choices = Card()
        for button in self.rulings.values():
            self._group.addButton(button)
            choices.body.addWidget(button)
        choices.body.addWidget(self.confirming)
        choices.body.addWidget(LabelledField(_("&Note for the file"), self.note))
        choices.body.addWidget(self.problem)
        sign = QHBoxLayout()
        sign.addWidget(self.signer, 1)
        sign.addWidget(self.sign_button)
        choices.body.addLayout(sign)
        page.body.addWidget(choices)
        filled(page, self)

    def show_screening(
        self, screening: Screening, *, who: str, summary: str, needs_source: bool = False
    ) -> None:
        """Draw a finished screening; no ruling is chosen beforehand.

        Args:
            screening: To decide about.
            who: Whose and about what.
            summary: What was found.
            needs_source: Whether the rules could not confirm its designation.
        """
        self._screening = screening
        self.confirming.setVisible(needs_source)
        self.problem.clear()
        self.note.clear()
        self.who.setText(who)
        self.summary.setText(summary)
        self._group.setExclusive(False)
        for button in self.rulings.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        self.sign_button.setEnabled(True)
        self.rulings[Ruling.ACCEPT].setFocus()

    def _on_sign_clicked(self) -> None:
        chosen = [ruling for ruling, button in self.rulings.items() if button.isChecked()]
        if self._screening is None:
            return
        if not chosen:
            self.problem.show_words(_("Nothing is chosen. Choose one of the four, then sign."))
            return
        self.problem.clear()
        self.sign_button.setEnabled(False)
        decide, screening_id = self._decide, self._screening.id
        ruling, note = chosen[0], self.note.text().strip()
        self._jobs.run(
            lambda: decide(screening_id, ruling, note),
            on_done=self.decided.emit,
            on_error=self._on_failed,
        )

    def _on_failed(self, error: ClinicError) -> None:
        self.sign_button.setEnabled(True)
        self.problem.show_error(error)
