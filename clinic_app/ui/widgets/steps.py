"""One step of several: where we are, why we ask, back and on."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.columns import ColumnPage
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel


def show_place(page: ColumnPage, number: int, of: int) -> None:
    """Add to *page* how far in a row of steps it is."""
    words = _("Step {number} of {of}").format(number=number, of=of)
    bar = QProgressBar()
    bar.setRange(0, of)
    bar.setValue(number)
    bar.setTextVisible(False)
    bar.setAccessibleName(words)
    page.body.addWidget(Muted(words))
    page.body.addWidget(bar)


class StepPage(ColumnPage):
    """A column with its place in the row of steps; fields go into ``body`` before ``finish``.

    A page with number 0 stands alone, with no row of steps.
    """

    def __init__(self, number: int, of: int, *, title: str, why: str) -> None:
        super().__init__()
        if number:
            show_place(self, number, of)
        self.title = Heading(title)
        self.why = Muted(why)
        self.problem = ProblemLabel()
        self.back_button = back_button()
        self.next_button = primary_button(_("Next"))
        self.body.addWidget(self.title)
        self.body.addWidget(self.why)

    def finish(self, next_words: str = "") -> None:
        """Add the place for problems and the two buttons below everything else."""
        if next_words:
            self.next_button.setText(next_words)
        self.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.next_button)
        self.body.addLayout(buttons)
        QWidget.setTabOrder(self.next_button, self.back_button)  # Enter never leads on to Back
