"""A lost recovery code: why another one is needed, and making it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.columns import ColumnPage, filled, left_stack
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading


class NewRecoveryCodeScreen(QWidget):
    """Says what a new code does to the old one before it makes one.

    Signals:
        closed: The old code stays.
        made: The old code opens nothing any more. Carries the new one.
        shares_made: Older shares open nothing any more. Carries the new ones.
    """

    closed = Signal()
    made = Signal(str)
    shares_made = Signal(tuple)

    def __init__(
        self, *, make: Callable[[], str], make_shares: Callable[[], tuple[str, ...]], jobs: Jobs
    ) -> None:
        super().__init__()
        self._make_shares = make_shares
        self._make = make
        self._jobs = jobs
        self.reason = PlainLabel()
        self.problem = ProblemLabel()
        self.back_button = back_button()
        self.make_button = primary_button(_("Make a &new code"))
        self.shares_button = plain_button(_("Make three s&hares"))
        self._lay_out()

        self.shares_button.clicked.connect(self._on_shares_clicked)
        self.back_button.clicked.connect(self.closed)
        self.make_button.clicked.connect(self._on_make_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(Heading(_("A new recovery code")))
        page.body.addWidget(self.reason)
        page.body.addWidget(
            Muted(
                _(
                    "The old sheet is worth nothing from then on; tear it up. Passphrases stay "
                    "the same. Copies of the records made before still open with the old code."
                )
            )
        )
        page.body.addWidget(SectionHeading(_("Beside it: three shares")))
        page.body.addWidget(
            Muted(
                _(
                    "Three sheets with twenty words each, for three people or places. Any two of "
                    "them open the records as the code does; one alone tells nothing. The code "
                    "stays valid. Shares made before are worth nothing from then on."
                )
            )
        )
        page.body.addLayout(left_stack(self.shares_button))
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.make_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.make_button)

    def start(self, *, was_never_proven: bool) -> None:
        """Draw why the worker is here."""
        self._set_ready(is_ready=True)
        self.reason.setText(
            _(
                "Setting up ended before the recovery code was typed back, so nobody knows "
                "whether it is on paper. Make another one now."
            )
            if was_never_proven
            else _("For when the sheet with the code is lost, or somebody else may have seen it.")
        )

    def _on_make_clicked(self) -> None:
        self._set_ready(is_ready=False)
        self._jobs.run_aside(self._make, on_done=self.made.emit, on_error=self._on_failed)

    def _on_shares_clicked(self) -> None:
        self._set_ready(is_ready=False)
        self._jobs.run_aside(
            self._make_shares, on_done=self.shares_made.emit, on_error=self._on_failed
        )

    def _set_ready(self, *, is_ready: bool) -> None:
        self.problem.clear()
        for button in (self.make_button, self.shares_button):
            button.setEnabled(is_ready)

    def _on_failed(self, error: ClinicError) -> None:
        self._set_ready(is_ready=True)
        self.problem.show_error(error)
