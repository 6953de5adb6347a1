"""Whether a client's records must stay, or the client asks to be forgotten."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.retention import Purge
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.keeping_view import KeepingView
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading
from clinic_app.ui.words.keeping_words import forgotten_words
from clinic_app.vault.progress import Progress


class KeepingScreen(QWidget):
    """A legal hold at the top, forgetting below; and what was done, once it is.

    Signals:
        closed: Back to the file. Carries the client's id.
        left: Back to the list: the client is forgotten.
        proof_requested: Print that it was done. Carries the purge.
        backups_requested: Destroy the backups that still hold the client.
    """

    closed = Signal(str)
    left = Signal()
    proof_requested = Signal(object)
    backups_requested = Signal()
    _progressed = Signal(int, int)

    def __init__(
        self,
        *,
        load: Callable[[str], KeepingView],
        set_hold: Callable[[str, str], object],
        lift_hold: Callable[[str, str], object],
        forget: Callable[[str, Progress], Purge],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            load: From a client's id to what is said.
            set_hold: Gets the client's id and the reason.
            lift_hold: Likewise.
            forget: Deletes for good; gets the client's id and what is told how far it is.
            jobs: Where they run.
        """
        super().__init__()
        self._load = load
        self._set_hold = set_hold
        self._lift_hold = lift_hold
        self._forget = forget
        self._jobs = jobs
        self._view: KeepingView | None = None
        self._purge: Purge | None = None
        self._is_stopped = False

        self.back_button = back_button()
        self.who = Muted()
        self.hold = PlainLabel()
        self.earlier = Muted()
        self.hold_elsewhere = PlainLabel(role="notice")
        self.forget_elsewhere = PlainLabel(role="notice")
        self.reason = text_field()
        self.hold_button = plain_button("")
        self.goes = PlainLabel()
        self.stays = PlainLabel()
        self.sure = QCheckBox(_("Yes, the client asked &for it"))
        self.forget_button = primary_button(_("Delete for &good"))
        self.busy = Busy(can_stop=True)
        self.problem = ProblemLabel()
        self.done = PlainLabel(role="notice")
        self.proof_button = plain_button(_("&Proof on paper"))
        self.backups_button = plain_button(_("Old &backups…"))
        self.leave_button = primary_button(_("Back to the &list"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        page = ColumnPage(width=820)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Hold or forget")), 1)
        page.body.addLayout(top)
        page.body.addWidget(self.who)
        page.body.addWidget(self.problem)
        self.hold_card = Card()
        self.hold_card.body.addWidget(SectionHeading(_("Legal hold")))
        self.hold_card.body.addWidget(
            Muted(_("While one stands, these records are deleted by nobody and on no day."))
        )
        self.hold_card.body.addWidget(self.hold)
        self.hold_card.body.addWidget(self.earlier)
        self.hold_card.body.addWidget(self.hold_elsewhere)
        self.hold_card.body.addWidget(LabelledField(_("&Why it is set or lifted"), self.reason))
        self.hold_card.body.addWidget(self.hold_button, 0, Qt.AlignmentFlag.AlignRight)
        page.body.addWidget(self.hold_card)
        self.forget_card = Card()
        body = self.forget_card.body
        body.addWidget(SectionHeading(_("The client asks to be forgotten")))
        body.addWidget(PlainLabel(_("Deleted for good, without a way back:"), role="fieldName"))
        body.addWidget(self.goes)
        body.addWidget(PlainLabel(_("Stays:"), role="fieldName"))
        body.addWidget(self.stays)
        body.addWidget(PlainLabel(_("This cannot be undone, not even from the log.")))
        body.addWidget(self.forget_elsewhere)
        body.addWidget(self.sure)
        body.addWidget(self.busy)
        body.addWidget(self.forget_button, 0, Qt.AlignmentFlag.AlignRight)
        page.body.addWidget(self.forget_card)
        self.done_card = Card()
        self.done_card.body.addWidget(SectionHeading(_("This client is forgotten")))
        self.done_card.body.addWidget(self.done)
        self.done_card.body.addWidget(
            Muted(_("Backups from before may still hold the client, until they are destroyed too."))
        )
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.backups_button)
        buttons.addWidget(self.proof_button)
        buttons.addWidget(self.leave_button)
        self.done_card.body.addLayout(buttons)
        page.body.addWidget(self.done_card)
        filled(page, self)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._on_back_clicked)
        self.leave_button.clicked.connect(self.left)
        self.backups_button.clicked.connect(self.backups_requested)
        self.proof_button.clicked.connect(lambda: self.proof_requested.emit(self._purge))
        self.reason.returnPressed.connect(self.hold_button.click)
        self.hold_button.clicked.connect(self._on_hold_clicked)
        self.sure.toggled.connect(self._draw_buttons)
        self.forget_button.clicked.connect(self._on_forget_clicked)
        self.busy.stop_requested.connect(self._on_stop_requested)
        self._progressed.connect(self.busy.show_progress, Qt.ConnectionType.AutoConnection)

    @property
    def client_id(self) -> str:
        """Of whom it is; empty once that client is forgotten."""
        return "" if self._view is None else self._view.client_id

    def load(self, client_id: str) -> None:
        """Fetch what is said of a client and draw it."""
        self.problem.clear()
        load = self._load
        if self.client_id != client_id:
            self._show_nobody()
        self._jobs.run(lambda: load(client_id), on_done=self.show_keeping, on_error=self._on_failed)

    def _show_nobody(self) -> None:
        self._view = None
        for label in (self.who, self.hold, self.earlier, self.goes, self.stays):
            label.clear()
        self.reason.clear()
        self.sure.setChecked(False)
        self._draw_buttons()

    def show_keeping(self, view: KeepingView) -> None:
        """Draw *view*."""
        self._view = view
        self.who.setText(view.who)
        self.hold.setText(view.hold)
        self.earlier.setText("\n".join(view.earlier))
        self.earlier.setVisible(bool(view.earlier))
        self.hold_elsewhere.setText(view.hold_elsewhere)
        self.hold_elsewhere.setVisible(bool(view.hold_elsewhere))
        self.forget_elsewhere.setText(view.forget_elsewhere)
        self.forget_elsewhere.setVisible(bool(view.forget_elsewhere))
        self.reason.clear()
        may_hold = view.may_act and not view.hold_elsewhere
        self.reason.setEnabled(may_hold)
        self.hold_button.setText(_("Lift the &hold") if view.is_held else _("Set a legal &hold"))
        self.goes.setText(_listed(view.goes))
        self.stays.setText(_listed(view.stays))
        self.sure.setChecked(False)
        self._draw_stage()
        self._draw_buttons()
        if not view.may_act:
            self.problem.show_words(
                _(
                    "Your passphrase neither sets holds nor deletes for good. "
                    "Ask a representative or coordinator."
                )
            )
        (self.reason if may_hold else self.back_button).setFocus()

    def _draw_stage(self, *, is_done: bool = False) -> None:
        for card in (self.hold_card, self.forget_card):
            card.setVisible(not is_done)
        self.done_card.setVisible(is_done)
        self.back_button.setEnabled(True)

    def _draw_buttons(self) -> None:
        view = self._view
        may_act = view is not None and view.may_act
        may_forget = view is not None and not view.is_held and not view.forget_elsewhere
        may_forget = may_forget and may_act
        self.hold_button.setEnabled(view is not None and may_act and not view.hold_elsewhere)
        self.sure.setEnabled(may_forget)
        self.forget_button.setEnabled(may_forget and self.sure.isChecked())

    def _on_back_clicked(self) -> None:
        if self.client_id:
            self.closed.emit(self.client_id)
        else:
            self.left.emit()

    def _on_hold_clicked(self) -> None:
        view, reason = self._view, self.reason.text()
        if view is None or not self.hold_button.isEnabled():
            return
        self.problem.clear()
        self.hold_button.setEnabled(False)
        act = self._lift_hold if view.is_held else self._set_hold
        self._jobs.run(
            lambda: act(view.client_id, reason),
            on_done=lambda _hold: self.load(view.client_id),
            on_error=self._on_failed,
        )

    def _on_forget_clicked(self) -> None:
        view, forget = self._view, self._forget
        if view is None or not self.forget_button.isEnabled():
            return
        self.problem.clear()
        self._is_stopped = False
        for one in (self.forget_button, self.hold_button, self.sure, self.back_button):
            one.setEnabled(False)
        self.busy.begin(_("Deleting, and writing the file anew…"))
        self._jobs.run_aside(
            lambda: forget(view.client_id, self._tell),
            on_done=self._on_forgotten,
            on_error=self._on_failed,
        )

    def _tell(self, done: int, total: int) -> bool:
        """Pass on how far it is, from the thread of the work; return whether to stop."""
        self._progressed.emit(done, total)
        return self._is_stopped

    def _on_stop_requested(self) -> None:
        self._is_stopped = True

    def _on_forgotten(self, purge: Purge) -> None:
        """Show what was done, with nothing left of the client on the screen."""
        self._show_nobody()
        self._purge = purge
        self.busy.end()
        self.done.setText(forgotten_words(purge))
        self._draw_stage(is_done=True)
        self.leave_button.setFocus()

    def _on_failed(self, error: ClinicError) -> None:
        self.busy.end()
        self.back_button.setEnabled(True)
        self._draw_buttons()
        self.problem.show_error(error)


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(f"–  {line}" for line in lines)
