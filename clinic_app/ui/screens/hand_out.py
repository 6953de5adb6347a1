"""The last look before the records are written anew: who gets which words, and going on."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled, left_stack
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel
from clinic_app.vault.progress import Progress
from clinic_app.workflows.new_keys import HandOut


class HandOutScreen(QWidget):
    """A line for each worker, and the button after which there is no way back.

    Signals:
        closed: The worker gives up: the keys stay as they are.
        print_requested: Print a sheet for each worker.
        carried_out: The records are written anew and locked. Carries how many sealed fields
            could not be read before, and cannot now.
        failed: It did not come to that. Carries the error.
    """

    closed = Signal()
    print_requested = Signal()
    carried_out = Signal(int)
    failed = Signal(object)
    _progressed = Signal(int, int)  # from the thread of the work to that of the window

    def __init__(self, *, carry_out: Callable[[Progress], int], jobs: Jobs) -> None:
        """Build the screen.

        Args:
            carry_out: Writes the records anew; tells how far it is, and asks whether to stop.
            jobs: Where it runs.
        """
        super().__init__()
        self._carry_out = carry_out
        self._jobs = jobs
        self._is_stopped = False
        self._grid = QGridLayout()
        self._labels: list[PlainLabel] = []
        self._card = Card()
        self.nobody = Muted(_("Nobody else unlocks these records: there is nothing to hand out."))
        self.print_button = plain_button(_("&Print a sheet for each…"))
        self.busy = Busy(can_stop=True)
        self.problem = ProblemLabel()
        self.back_button = quiet_button(_("Give up: the keys stay"))
        self.go_button = primary_button(_("&Write the records anew"))
        self._lay_out()

        self.print_button.clicked.connect(self.print_requested)
        self.back_button.clicked.connect(self.closed)
        self.go_button.clicked.connect(self._on_go_clicked)
        self.busy.stop_requested.connect(self.stop)
        self._progressed.connect(self.busy.show_progress, Qt.ConnectionType.AutoConnection)

    def _lay_out(self) -> None:
        page = ColumnPage(width=760)
        page.body.addWidget(Heading(_("Words for one unlocking")))
        page.body.addWidget(
            Muted(
                _(
                    "Each worker unlocks once with these words, and then chooses a passphrase of "
                    "their own. Give each to its worker alone. They are not shown again; whoever "
                    "loses theirs is given another by a coordinator."
                )
            )
        )
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self._card.body.addLayout(self._grid)
        self._card.body.addLayout(left_stack(self.print_button))
        page.body.addWidget(self._card)
        page.body.addWidget(self.nobody)
        page.body.addWidget(
            PlainLabel(
                _(
                    "Until now nothing has changed. The records are written anew beside the old "
                    "ones and proved; you can stop that. Then they are locked: unlock them with "
                    "your passphrase."
                )
            )
        )
        page.body.addWidget(self.busy)
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.go_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.go_button)

    def show_hand_outs(self, hand_outs: tuple[HandOut, ...]) -> None:
        """Draw who gets which words."""
        self.forget()
        for row, one in enumerate(hand_outs):
            who = _("{name} ({short})").format(name=one.worker.name, short=one.sign_in_name)
            for column, words in enumerate((who, one.passphrase)):
                label = PlainLabel(words)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
                self._grid.addWidget(label, row, column)
                self._labels.append(label)
        self._card.setVisible(bool(hand_outs))
        self.nobody.setVisible(not hand_outs)
        self.problem.clear()
        self._set_busy(is_busy=False)

    def forget(self) -> None:
        """Take the words off the screen for good."""
        for label in self._labels:
            label.deleteLater()
        self._labels.clear()

    def stop(self) -> None:
        """Stop as soon as that can be done; nothing is changed then."""
        self._is_stopped = True

    def _on_go_clicked(self) -> None:
        self._is_stopped = False
        self.problem.clear()
        self._set_busy(is_busy=True)
        carry_out = self._carry_out
        self._jobs.run_aside(
            lambda: carry_out(self._tell), on_done=self._on_carried_out, on_error=self._on_failed
        )

    def _tell(self, done: int, total: int) -> bool:
        """Pass on how far it is, from the thread of the work; return whether to stop."""
        self._progressed.emit(done, total)
        return self._is_stopped

    def _on_carried_out(self, unreadable: int) -> None:
        self._set_busy(is_busy=False)
        self.forget()
        self.carried_out.emit(unreadable)

    def _on_failed(self, error: ClinicError) -> None:
        self._set_busy(is_busy=False)
        self.problem.show_error(error)
        self.failed.emit(error)

    def _set_busy(self, *, is_busy: bool) -> None:
        for part in (self.go_button, self.back_button, self.print_button):
            part.setEnabled(not is_busy)
        if is_busy:
            self.busy.begin(_("Writing the records anew, and proving every page…"))
        else:
            self.busy.end()
