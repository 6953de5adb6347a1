"""The clinics of a headquarters: each is given a file, answers, and is compared by telephone."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.headquarters_view import ClinicLine, Compared
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.screens.headquarters_comparing import ComparingCard
from clinic_app.ui.screens.headquarters_leaving import LeavingCard, LeavingRow
from clinic_app.ui.widgets.buttons import plain_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.fields import LabelledField, lead_on, text_field
from clinic_app.ui.widgets.rows_table import choose_row, rows_table
from clinic_app.ui.widgets.text import Muted, PlainLabel, ProblemLabel, SectionHeading

Listing = tuple[ClinicLine, ...]


class HeadquartersClinicsScreen(QWidget):
    """A list, and beside it what is done next: enrol, take an answer, compare.

    Signals:
        enrol_requested: A clinic shall be given its file. Carries code and name.
        answer_requested: Choose the file that a clinic answered with.
        agreed: The fingerprints are the same on both sides: the key may be accepted.
        revoke_requested: No key of a clinic shall speak any more. Carries its code and why.
        leaving_requested: A clinic reports no more. Carries its code, its last month and why.
        return_requested: A clinic did not leave. Carries its code and why.
        leaving_confirmed: What was asked about it last is so.
    """

    enrol_requested = Signal(str, str)
    answer_requested = Signal()
    agreed = Signal()
    revoke_requested = Signal(str, str)
    leaving_requested = Signal(str, str, str)
    return_requested = Signal(str, str)
    leaving_confirmed = Signal()

    def __init__(self, *, listed: Callable[[], Listing], jobs: Jobs) -> None:
        """Build the screen.

        Args:
            listed: Every clinic, by code.
            jobs: Where it runs.
        """
        super().__init__()
        self._listed = listed
        self._jobs = jobs
        self._chosen = ""
        self._compared: Compared | None = None
        self.model: RowsModel[ClinicLine] = RowsModel(
            (
                Column(_("Name"), lambda line: line.name, has_tip=True),
                Column(_("Code"), lambda line: line.code),
                Column(_("State"), lambda line: line.state),
            )
        )
        self.table = rows_table(self.model, _("Clinics"), (200, 100, 330))
        self.state = PlainLabel("")
        self.keys = Muted("")
        self.reason = text_field()
        self.revoke_button = plain_button(_("Re&voke"))
        self.revoking = QWidget()
        self.leaving = LeavingRow()
        self.confirming = LeavingCard()
        self.code = text_field(most_characters=20)
        self.name = text_field()
        self.enrol_button = plain_button(_("Write its &file…"))
        self.answer_button = plain_button(_("Take in an &answer…"))
        self.policy = Muted("")
        self.enrolling = Card()
        self.comparing = card = ComparingCard()
        self.compared, self.ours, self.theirs = card.compared, card.ours, card.theirs
        self.same_button, self.differ_button = card.same_button, card.differ_button
        self.problem = ProblemLabel()
        self._lay_out()

        self.table.selectionModel().currentRowChanged.connect(
            lambda index, _before: self._show_keys(index.row())
        )
        lead_on(self.code, self.name)
        self.name.returnPressed.connect(self.enrol_button.click)
        self.enrol_button.clicked.connect(
            lambda: self.enrol_requested.emit(self.code.text(), self.name.text())
        )
        self.answer_button.clicked.connect(self.answer_requested)
        self.same_button.clicked.connect(self.agreed)
        self.reason.returnPressed.connect(self.revoke_button.click)
        self.revoke_button.clicked.connect(self._on_revoke_clicked)
        self.differ_button.clicked.connect(self._on_differ_clicked)
        self._connect_leaving()

    def _connect_leaving(self) -> None:
        self.leaving.leaving_requested.connect(
            lambda month, reason: self.leaving_requested.emit(self._chosen, month, reason)
        )
        self.leaving.return_requested.connect(
            lambda reason: self.return_requested.emit(self._chosen, reason)
        )
        self.confirming.confirmed.connect(self.leaving_confirmed)
        self.confirming.closed.connect(lambda: self.show_words(""))

    def _lay_out(self) -> None:
        self._fill_enrolling()
        self._fill_revoking()
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.table, 1)
        left.addWidget(self.keys)
        left.addWidget(self.revoking)
        left.addWidget(self.leaving)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.comparing)
        right.addWidget(self.confirming)
        right.addWidget(self.enrolling)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(SectionHeading(_("Clinics")))
        layout.addWidget(self.state)
        layout.addWidget(self.problem)
        layout.addLayout(columns, 1)
        self.setFocusProxy(self.code)

    def _fill_enrolling(self) -> None:
        body = self.enrolling.body
        body.addWidget(SectionHeading(_("Enrol a clinic")))
        why = _("As the clinic's own program calls it, such as BOS-1.")
        body.addWidget(LabelledField(_("Co&de"), self.code, why=why))
        body.addWidget(LabelledField(_("&Name"), self.name))
        body.addWidget(Muted(_("A file goes to the clinic, and its answer comes back to you.")))
        body.addWidget(self.policy)
        buttons = QHBoxLayout()
        buttons.addWidget(self.enrol_button)
        buttons.addWidget(self.answer_button)
        buttons.addStretch(1)
        body.addLayout(buttons)

    def _fill_revoking(self) -> None:
        row = QHBoxLayout(self.revoking)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        why = _("Where a laptop is in other hands. The clinic is enrolled anew with a new file.")
        row.addWidget(LabelledField(_("Reason to revo&ke its key"), self.reason, why=why), 1)
        row.addWidget(self.revoke_button, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def chosen(self) -> str:
        """The code of the clinic that is chosen; empty for none."""
        return self._chosen

    def load(self) -> None:
        """Fetch the list and draw it; what went wrong before is said no more."""
        self.problem.clear()
        self._jobs.run(self._listed, on_done=self.show_list, on_error=self.problem.show_error)

    def show_list(self, lines: Listing) -> None:
        """Draw the list; the clinic that was chosen stays so."""
        self.model.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.choose(self._chosen)
        if not self.table.currentIndex().isValid():
            self._draw_keys(None)
        if not lines:
            self.state.setText(
                _("No clinic yet. Give the first one a code and a name, and write its file.")
            )

    def show_policy(self, words: str) -> None:
        """Say what count policy the files carry."""
        self.policy.setText(words)

    def show_words(self, words: str) -> None:
        """Say what was done, and what is next."""
        self.problem.clear()
        self.state.setText(words)
        self._show_card(self.enrolling)

    def show_written(self, words: str) -> None:
        """Say that a clinic's file is written, and make room for the next clinic."""
        self.code.clear()
        self.name.clear()
        self.code.setFocus()
        self.show_words(words)

    def show_compared(self, found: Compared) -> None:
        """Ask for the two fingerprints to be read over the telephone."""
        self._compared = found
        self.problem.clear()
        self.state.setText("")
        self.comparing.show_compared(found)
        self._show_card(self.comparing)

    def show_leaving(self, code: str, words: str) -> None:
        """Ask whether it is so that a clinic leaves, or did not; *words* say what it means."""
        self.problem.clear()
        self.state.setText("")
        self.choose(code)
        self.confirming.show_words(words)
        self._show_card(self.confirming)

    def show_kept(self, words: str) -> None:
        """Say what is kept now of a clinic that left, or did not."""
        self.leaving.clear()
        self.load()
        self.show_words(words)

    def show_error(self, error: ClinicError) -> None:
        """Explain what could not be done; what was done before is said no more."""
        self.state.setText("")
        self.problem.show_error(error)

    def choose(self, code: str) -> None:
        """Choose the clinic *code* in the list, now or once the list under way has it."""
        self._keep_chosen(code)
        for row in range(self.model.rowCount()):
            if self.model.row(row).code == code:
                choose_row(self.table, row)

    def _show_card(self, card: Card) -> None:
        """Show one card at the right: to enrol, to compare, or to ask whether it is so."""
        card.show()
        for asked, after in ((self.comparing, self.answer_button), (self.confirming, self.table)):
            parts = {asked, *asked.findChildren(QPushButton)}
            if asked is not card and self.focusWidget() in parts:
                after.setFocus()  # before Qt takes what is next: to leave headquarters
        for one in (self.enrolling, self.comparing, self.confirming):
            one.setVisible(one is card)
        self.setFocusProxy(self.code if card is self.enrolling else card)
        if card is not self.enrolling:
            card.setFocus()  # on no button: one Enter too many accepts nothing

    def _show_keys(self, row: int) -> None:
        if row >= 0:
            line = self.model.row(row)
            self._keep_chosen(line.code)
            self._draw_keys(line)

    def _keep_chosen(self, code: str) -> None:
        if code != self._chosen:  # a reason is one clinic's
            self.reason.clear()
            self.leaving.clear()
            if not self.confirming.isHidden():
                self._show_card(self.enrolling)
        self._chosen = code

    def _draw_keys(self, line: ClinicLine | None) -> None:
        can_revoke = line is not None and bool(line.keys)
        if not can_revoke and self.focusWidget() in {self.reason, self.revoke_button}:
            self.table.setFocus()
        self.revoking.setVisible(can_revoke)
        self.leaving.setVisible(line is not None)
        self.leaving.show_standing(has_left=line is not None and bool(line.left))
        self.keys.setText("\n".join(_told(line)))

    def _on_revoke_clicked(self) -> None:
        code = self.model.row(self.table.currentIndex().row()).code
        self.revoke_requested.emit(code, self.reason.text())

    def _on_differ_clicked(self) -> None:
        found = self._compared
        if found is None or not found.was_accepted:
            self.show_words(
                _(
                    "Nothing was accepted. One of the two files was exchanged on its way: write "
                    "the clinic a new one and hand it over yourself."
                )
            )
            return
        self.show_words(
            _(
                "This key of {clinic} was accepted before, and what it signs still counts. Revoke "
                "it, with the reason; then write the clinic a new file and hand it over yourself."
            ).format(clinic=found.clinic)
        )
        self.choose(found.code)
        self.reason.setFocus()


def _told(line: ClinicLine | None) -> tuple[str, ...]:
    """Return what is told of the clinic that is chosen, line by line."""
    if line is None:
        return ()
    return (line.name, line.left or line.state, *line.keys)
