"""Newer rules that were brought: what they change, before they are installed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rules_view import ArrivalView
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel


class NewRulesScreen(QWidget):
    """The difference in words, and the worker's word.

    Signals:
        closed: The rules stay as they are.
        installed: The new ones are at work. Carries the session that goes on with them.
    """

    closed = Signal()
    installed = Signal(object)

    def __init__(self, *, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._install: Callable[[], object] = tuple
        self.heading = Heading()
        self.checked = PlainLabel()
        self.changes = PlainLabel()
        self.problem = ProblemLabel()
        self.back_button = back_button(_("Keep the old ones"))
        self.install_button = primary_button(_("I&nstall them"))
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.install_button.clicked.connect(self._on_install_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(self.heading)
        page.body.addWidget(self.checked)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.install_button)
        page.body.addLayout(buttons)
        page.body.addWidget(self.problem)
        card = Card()
        card.body.addWidget(Muted(_("What they say otherwise than the rules at work:")))
        card.body.addWidget(self.changes)
        page.body.addWidget(card)
        filled(page, self)
        self.setFocusProxy(self.install_button)

    def show_arrival(self, view: ArrivalView, install: Callable[[], object]) -> None:
        """Draw the difference.

        Args:
            view: What was brought.
            install: Puts it to work; returns the session that goes on.
        """
        self._install = install
        self.heading.setText(view.title)
        self.checked.setText(view.checked)
        self.changes.setText("\n\n".join(view.changes))
        self.problem.clear()
        self.install_button.setEnabled(True)

    def _on_install_clicked(self) -> None:
        self.problem.clear()
        self.install_button.setEnabled(False)
        self._jobs.run(self._install, on_done=self.installed.emit, on_error=self._on_failed)

    def _on_failed(self, error: ClinicError) -> None:
        self.install_button.setEnabled(True)
        self.problem.show_error(error)
