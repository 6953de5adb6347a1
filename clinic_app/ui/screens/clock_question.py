"""The computer's clock cannot be right: which day is it?"""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import plain_button, primary_button
from clinic_app.ui.widgets.columns import ColumnPage, filled, left_stack
from clinic_app.ui.widgets.day_field import DayField, day_words
from clinic_app.ui.widgets.fields import LabelledField
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel


class ClockQuestionScreen(QWidget):
    """Asks for today's date, which every record of the day then names as the worker's word.

    Signals:
        day_given: Carries the day.
    """

    day_given = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._computer_day: date | None = None
        self.reason = PlainLabel()
        self.whose_word = Muted("")
        self.day = DayField()
        self.problem = ProblemLabel()
        self.computer_button = plain_button("")
        self.go_on_button = primary_button(_("Use this day"))
        self._lay_out()

        self.day.returnPressed.connect(self.go_on_button.click)
        self.go_on_button.clicked.connect(self._on_go_on_clicked)
        self.computer_button.clicked.connect(self._on_computer_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(Heading(_("Which day is it?")))
        page.body.addWidget(self.reason)
        page.body.addWidget(
            Muted(
                _(
                    "Deadlines are counted from today, so the day must be right. Every record "
                    "of today will say that you gave it."
                )
            )
        )
        page.body.addWidget(self.whose_word)
        page.body.addWidget(LabelledField(_("&Today is"), self.day))
        page.body.addWidget(self.problem)
        page.body.addLayout(left_stack(self.computer_button))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.go_on_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.day)

    def show_doubt(self, reason: str, computer_day: date, *, settles: bool = False) -> None:
        """Draw why the day is in doubt, and how far the worker's word goes.

        Args:
            reason: In words.
            computer_day: What the computer says.
            settles: Whether a coordinator is asked, by whose word the later day counts no more.
        """
        self.whose_word.setText(
            _(
                "You are a coordinator: your word settles it, also for whether an accreditation "
                "has run out. The log keeps that you said so."
            )
            if settles
            else _(
                "Whether an accreditation has run out goes by the latest day that the records "
                "know, until a coordinator is asked here and settles it."
            )
        )
        self._computer_day = computer_day
        self.reason.setText(reason)
        self.day.clear()
        self.problem.clear()
        self.computer_button.setText(
            _("The computer is &right: {day}").format(day=day_words(computer_day))
        )

    def _on_go_on_clicked(self) -> None:
        day = self.day.day()
        if day is None:
            self.problem.show_words(
                _("That is no day. Type it as month/day/year, such as 9/24/2026.")
            )
            return
        self.day_given.emit(day)

    def _on_computer_clicked(self) -> None:
        self.day_given.emit(self._computer_day)
