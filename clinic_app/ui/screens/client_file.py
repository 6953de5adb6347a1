"""A client's file: who it is, what was screened, what was done, what comes next."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.records.client import Client, Consent
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.file_view import FileLine, FileView, client_facts, next_words
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.people import Alike, Household, MergedFiles
from clinic_app.ui.widgets.rows_table import RowsTable
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading


class ClientFileScreen(QWidget):
    """One client.

    Signals:
        closed: Back to the list.
        screening_requested: A new screening. Carries the client.
        record_requested: Open a record of the list. Carries it.
        done_today_requested: Write down what was done. Carries the client.
        member_requested: Register somebody of the same household. Carries the client.
        papers_requested: List the sheets of the client. Carries the client.
        shown_requested: Look at the papers that the client has shown. Carries the client.
        correct_requested: Correct the client's data. Carries the client.
        keeping_requested: Hold the client's records, or forget them. Carries the client.
        client_requested: Open another client, of the household or alike. Carries that client.
        unmerge_requested: A file that was taken in is to stand for itself. Carries the merge.
        told_apart: Another client, who is alike, is another person. Carries that client.
    """

    closed = Signal()
    screening_requested = Signal(object)
    record_requested = Signal(object)
    done_today_requested = Signal(object)
    member_requested = Signal(object)
    papers_requested = Signal(object)
    shown_requested = Signal(object)
    correct_requested = Signal(object)
    keeping_requested = Signal(object)
    client_requested = Signal(object)
    told_apart = Signal(object)
    unmerge_requested = Signal(object)

    def __init__(
        self,
        *,
        load: Callable[[str], FileView],
        withdraw: Callable[[object, str], object],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._load = load
        self._withdraw = withdraw
        self._jobs = jobs
        self._client: Client | None = None
        self._to_withdraw: object | None = None
        self._awaited_id = ""
        self._is_here = True

        self.back_button = back_button()
        self.heading = Heading("")
        self.facts = Muted("")
        self.next_date = PlainLabel("")
        self.screen_button = primary_button(_("&New screening"))
        self.done_button = plain_button(_("What we &did today"))
        self.member_button = plain_button(_("Add household &member"))
        self.shown_button = plain_button(_("&Evidence"))
        self.papers_button = plain_button(_("&Papers"))
        self.correct_button = quiet_button(_("C&orrect"))
        self.model: RowsModel[FileLine] = RowsModel(
            (
                Column(_("Day"), lambda line: line.day),
                Column(_("What"), lambda line: line.kind),
                Column(_("Says"), lambda line: line.words),
                Column(_("State"), lambda line: line.state),
            )
        )
        self.table = RowsTable(_("Records of this client"), {0: 110, 1: 230, 3: 250}, stretched=2)
        self.empty = Muted(_("Nothing yet. Start with a new screening."))
        self.open_button = plain_button(_("Open  Enter"))
        self.withdraw_button = plain_button(_("Withdraw…"))
        self.withdraw_client_button = quiet_button(_("Withdraw this client…"))
        self.keeping_button = quiet_button(_("&Hold or forget…"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Why it is withdrawn"))
        self.reason.setPlaceholderText(_("Why is it wrong? Then press Enter"))
        self.household = Household()
        self.like = Alike(_("May be the same person as:"))
        self.merged = MergedFiles()
        self.problem = ProblemLabel()
        self._actions = (
            (self.screen_button, self.screening_requested),
            (self.done_button, self.done_today_requested),
            (self.shown_button, self.shown_requested),
            (self.member_button, self.member_requested),
            (self.papers_button, self.papers_requested),
            (self.correct_button, self.correct_requested),
        )
        self._wishes = (*self._actions, (self.keeping_button, self.keeping_requested))
        self.table.setModel(self.model)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.heading, 1)
        actions = QHBoxLayout()
        actions.setSpacing(12)
        for button, _wish in self._actions[:-1]:
            actions.addWidget(button)
        actions.addStretch(1)
        who = Card()
        known = QHBoxLayout()
        known.addWidget(self.facts, 1)
        known.addWidget(self.correct_button)
        who.body.addLayout(known)
        for part in (self.next_date, self.household, self.like, self.merged):
            who.body.addWidget(part)
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(self.open_button)
        under.addWidget(self.withdraw_button)
        under.addWidget(self.reason, 4)
        under.addStretch(1)
        under.addWidget(self.withdraw_client_button)
        under.addWidget(self.keeping_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(who)
        layout.addLayout(actions)
        layout.addWidget(self.problem)
        layout.addWidget(SectionHeading(_("File")))
        layout.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.table, 1)
        layout.addLayout(under)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.closed)
        for button, wish in self._wishes:
            button.clicked.connect(lambda _checked=False, wish=wish: wish.emit(self._client))
        self.household.chosen.connect(self.client_requested)
        self.like.chosen.connect(self.client_requested)
        self.like.told_apart.connect(self.told_apart)
        self.merged.undo_requested.connect(self.unmerge_requested)
        self.table.activated.connect(self._on_open)
        self.table.selectionModel().currentRowChanged.connect(self._draw_buttons)
        self.open_button.clicked.connect(self._on_open)
        self.withdraw_button.clicked.connect(self._on_withdraw_clicked)
        self.withdraw_client_button.clicked.connect(self._on_withdraw_client_clicked)
        self.reason.returnPressed.connect(self._on_reason_given)

    def load(self, client_id: str, *, withdrawing_id: str = "") -> None:
        """Fetch the file of a client and draw it.

        Args:
            client_id: Whose.
            withdrawing_id: The record for whose withdrawal a reason is asked; empty for none.
        """
        self.problem.clear()
        load, self._awaited_id = self._load, client_id
        if self._client is None or self._client.id != client_id:
            self._show_nobody()

        def on_done(view: FileView) -> None:
            if self._awaited_id != client_id:
                return  # another file was opened meanwhile
            self.show_file(view)
            for record in (view.client, *(line.record for line in view.lines)):
                if _id_of(record) == withdrawing_id:
                    self._ask_reason(record)

        self._jobs.run(lambda: load(client_id), on_done=on_done, on_error=self._on_failed)

    @property
    def withdrawing_id(self) -> str:
        """The id of the record for whose withdrawal a reason is asked; empty for none."""
        return _id_of(self._to_withdraw)

    def _show_nobody(self) -> None:
        """Take off who was shown before: no key is about them while another file is fetched."""
        self._client = self._to_withdraw = None
        for words in (self.heading, self.facts, self.next_date):
            words.clear()
        self.household.show_people(())
        self.like.show_people(())
        self.merged.show_merges(())
        self.model.set_rows(())
        for part in (self.reason, self.empty, self.table, self.withdraw_client_button):
            part.hide()
        for button, _wish in self._wishes:
            button.setEnabled(False)
        self._draw_buttons()

    def show_file(self, view: FileView) -> None:
        """Draw *view*."""
        client = view.client
        self._client = client
        self._is_here = not view.elsewhere
        self._to_withdraw = None
        self.reason.clear()
        self.reason.hide()
        name = client.name or _("Tally only, no name kept")
        if client.withdrawn is not None:
            name = _("{name} (withdrawn)").format(name=name)
        self.heading.setText(_("{name} · {code}").format(name=name, code=client.code))
        self.facts.setText(client_facts(view))
        self.next_date.setText(next_words(view))
        self.next_date.setVisible(bool(self.next_date.text()))
        self.household.show_people(view.household)
        self.like.show_people(view.like)
        self.merged.show_merges(view.merged)
        self.model.set_rows(view.lines)
        self.empty.setText(
            _("Nothing yet. Start with a new screening.")
            if view.can_screen
            else _("Nothing yet. A volunteer or representative screens.")
        )
        self.empty.setVisible(not view.lines and not view.elsewhere)
        self.table.setVisible(bool(view.lines))
        is_open = client.withdrawn is None and not view.elsewhere
        for button, _wish in self._actions:
            button.setEnabled(is_open)
        for button in (self.member_button, self.papers_button):
            button.setEnabled(client.withdrawn is None)
        self.keeping_button.setEnabled(view.can_keep)
        is_kept = client.consent is Consent.GIVEN
        self.screen_button.setEnabled(is_open and view.can_screen)
        self.shown_button.setEnabled(is_open and view.can_screen and is_kept)
        self.correct_button.setEnabled(is_open and is_kept)
        self.withdraw_client_button.setVisible(is_open)
        if view.lines:
            self.table.selectRow(0)
        self._draw_buttons()
        self.screen_button.setFocus()

    def _chosen(self) -> FileLine | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def _draw_buttons(self) -> None:
        line = self._chosen()
        for button in (self.open_button, self.withdraw_button):
            button.setVisible(self.model.rowCount() > 0)
        self.open_button.setEnabled(line is not None and line.is_openable)
        self.withdraw_button.setEnabled(bool(line and self._is_here and not line.is_withdrawn))

    def _on_open(self) -> None:
        line = self._chosen()
        if line is not None and line.is_openable:
            self.record_requested.emit(line.record)

    def _on_withdraw_clicked(self) -> None:
        line = self._chosen()
        if line is not None and not line.is_withdrawn:
            self._ask_reason(line.record)

    def _on_withdraw_client_clicked(self) -> None:
        self._ask_reason(self._client)

    def _ask_reason(self, record: object | None) -> None:
        self._to_withdraw = record
        self.reason.show()
        self.reason.setFocus()

    def _on_reason_given(self) -> None:
        reason, record, withdraw = self.reason.text().strip(), self._to_withdraw, self._withdraw
        if not reason or record is None:
            return
        self._jobs.run(
            lambda: withdraw(record, reason),
            on_done=lambda _record: self._reload(),
            on_error=self._on_failed,
        )

    def _reload(self) -> None:
        if self._client is not None:
            self.load(self._client.id)

    def _on_failed(self, error: ClinicError) -> None:
        self.problem.show_error(error)


def _id_of(record: object) -> str:
    return str(getattr(record, "id", ""))
