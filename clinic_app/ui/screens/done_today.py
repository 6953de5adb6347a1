"""What we did today for a client: services, cost, and the next date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.records.client import Client
from clinic_app.records.service import AppearanceBefore, FilingKind, Form, ServiceKind
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel, SectionHeading


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceForm:
    """What stands in the form: one service."""

    kind: ServiceKind
    form: Form | None
    filing: FilingKind | None
    before: AppearanceBefore | None
    referred_to: str
    at_no_cost: bool


class DoneTodayScreen(QWidget):
    """Services one after the other, then the next date.

    Signals:
        closed: Back to the client's file.
    """

    closed = Signal()

    def __init__(
        self,
        *,
        record: Callable[[str, ServiceForm], object],
        set_come_back: Callable[[str, date | None, str], Client],
        parse_day: Callable[[str], date],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._record = record
        self._set_come_back = set_come_back
        self._parse_day = parse_day
        self._jobs = jobs
        self._client: Client | None = None
        self._written: list[str] = []
        self._last: ServiceForm | None = None

        self.back_button = back_button()
        self.heading = Heading("")
        self.kind = _choices(_("What was done"), _kinds())
        self.form = _choices(_("Form"), tuple((form.value, form) for form in Form))
        self.filing = _choices(_("Filed as"), _filings())
        self.before = _choices(_("Before whom"), _boards())
        self.referred_to = QLineEdit()
        self.referred_to.setAccessibleName(_("Referred to"))
        self.no_cost = QCheckBox(_("At &no cost to the client"))
        self.record_button = primary_button(_("Write it &down"))
        self.done = Muted("")
        self.come_back = QLineEdit()
        self.come_back.setAccessibleName(_("Comes back on"))
        self.come_back.setPlaceholderText(_("12/3/2026, 2026-12-03, dec 3"))
        self.note = QLineEdit()
        self.note.setAccessibleName(_("Comes back for"))
        self.come_back_button = plain_button(_("Sa&ve the next date"))
        self.saved = Muted("")
        self.problem = ProblemLabel()
        self._form = QFormLayout()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.kind.activated.connect(self._draw_fields)
        self.form.activated.connect(self._draw_fields)
        self.record_button.clicked.connect(self._on_record_clicked)
        self.come_back_button.clicked.connect(self._on_come_back_clicked)
        self.note.returnPressed.connect(self.come_back_button.click)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.heading, 1)
        service = Card()
        service.body.addWidget(SectionHeading(_("One thing that was done")))
        self._form.setVerticalSpacing(12)
        self._form.addRow(_("&What was done"), self.kind)
        self._form.addRow(_("&Form"), self.form)
        self._form.addRow(_("Fil&ed as"), self.filing)
        self._form.addRow(_("Bef&ore whom"), self.before)
        self._form.addRow(_("&Referred to"), self.referred_to)
        self._form.addRow("", self.no_cost)
        service.body.addLayout(self._form)
        service.body.addWidget(self.record_button)
        service.body.addWidget(self.done)
        following = Card()
        following.body.addWidget(SectionHeading(_("Next date")))
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow(_("Comes &back on"), self.come_back)
        form.addRow(_("For wh&at purpose"), self.note)
        following.body.addLayout(form)
        following.body.addWidget(
            Muted(_("Leave the date empty where none was agreed. It is printed on the checklist."))
        )
        following.body.addWidget(self.come_back_button)
        following.body.addWidget(self.saved)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        for card in (service, following):
            column = QVBoxLayout()
            column.addWidget(card)
            column.addStretch(1)
            columns.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.problem)
        layout.addLayout(columns)
        layout.addStretch(1)

    def show_client(self, client: Client, filing: FilingKind | None = None) -> None:
        """Draw an empty form for *client*, whose I-821 would be filed as *filing* says."""
        self._client = client
        self.heading.setText(
            _("What we did today · {name}").format(name=client.name or client.code)
        )
        self.problem.clear()
        self.saved.clear()
        self.done.clear()
        self._written.clear()
        self._last = None
        self.kind.setCurrentIndex(0)
        self.form.setCurrentIndex(0)
        self.filing.setCurrentIndex(max(self.filing.findData(filing), 0))
        self.referred_to.clear()
        self.no_cost.setChecked(True)
        self.come_back.setText(day_words(client.come_back_on) if client.come_back_on else "")
        self.note.setText(client.come_back_note)
        self._draw_fields()
        self.kind.setFocus()

    def _draw_fields(self) -> None:
        kind = self.kind.currentData()
        is_application = kind is ServiceKind.APPLICATION_PREPARED
        is_i_821 = is_application and self.form.currentData() is Form.I_821
        self._form.setRowVisible(self.form, is_application)
        self._form.setRowVisible(self.filing, is_i_821)
        self._form.setRowVisible(self.before, kind is ServiceKind.APPEARANCE)
        self._form.setRowVisible(self.referred_to, kind is ServiceKind.REFERRAL)

    def _typed(self) -> ServiceForm:
        kind: ServiceKind = self.kind.currentData()
        is_application = kind is ServiceKind.APPLICATION_PREPARED
        form: Form | None = self.form.currentData() if is_application else None
        return ServiceForm(
            kind=kind,
            form=form,
            filing=self.filing.currentData() if form is Form.I_821 else None,
            before=self.before.currentData() if kind is ServiceKind.APPEARANCE else None,
            referred_to=self.referred_to.text().strip() if kind is ServiceKind.REFERRAL else "",
            at_no_cost=self.no_cost.isChecked(),
        )

    def _on_record_clicked(self) -> None:
        if self._client is None:
            return
        typed = self._typed()
        self.problem.clear()
        if typed.kind is ServiceKind.REFERRAL and not typed.referred_to:
            self.problem.show_words(_("Nobody is named. Write to whom the client was referred."))
            self.referred_to.setFocus()
            return
        if typed == self._last:  # a double click, most often
            self._last = None
            self.problem.show_words(
                _("This is written down already. Press once more to write it down a second time.")
            )
            return
        record, client_id, words = self._record, self._client.id, self._words()
        self.record_button.setEnabled(False)
        self._jobs.run(
            lambda: record(client_id, typed),
            on_done=lambda _service: self._on_recorded(typed, words),
            on_error=self._on_failed,
        )

    def _on_recorded(self, recorded: ServiceForm, words: str) -> None:
        self.record_button.setEnabled(True)
        self._last = recorded
        self._written.append(words)
        lines = "\n".join(self._written)
        self.done.setText(
            _("Written down:\n{lines}\nAdd the next thing, or go back.").format(lines=lines)
        )

    def _words(self) -> str:
        form = self._typed().form
        kind = self.kind.currentText()
        return kind if form is None else f"{kind}, {self.form.currentText()}"

    def _on_come_back_clicked(self) -> None:
        if self._client is None:
            return
        self.problem.clear()
        self.saved.clear()
        typed = self.come_back.text().strip()
        try:
            day = self._parse_day(typed) if typed else None
        except ClinicError as error:
            self.problem.show_error(error)
            self.come_back.setFocus()
            return
        set_come_back, client_id, note = self._set_come_back, self._client.id, self.note.text()
        self._jobs.run(
            lambda: set_come_back(client_id, day, note.strip() if day else ""),
            on_done=self._on_come_back_saved,
            on_error=self._on_failed,
        )

    def _on_come_back_saved(self, client: Client) -> None:
        self.saved.setText(_("Saved.") if client.come_back_on else _("Saved: no next date."))

    def _on_failed(self, error: ClinicError) -> None:
        self.record_button.setEnabled(True)
        self.problem.show_error(error)


def _choices(name: str, choices: tuple[tuple[str, object], ...]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for words, value in choices:
        box.addItem(words, value)
    return box


def _kinds() -> tuple[tuple[str, object], ...]:
    return (
        (_("Application prepared"), ServiceKind.APPLICATION_PREPARED),
        (_("Referral"), ServiceKind.REFERRAL),
        (_("Appearance"), ServiceKind.APPEARANCE),
        (_("Advice"), ServiceKind.ADVICE),
    )


def _filings() -> tuple[tuple[str, object], ...]:
    return (
        (_("initial registration"), FilingKind.INITIAL),
        (_("late initial registration"), FilingKind.LATE_INITIAL),
        (_("re-registration"), FilingKind.REREGISTRATION),
    )


def _boards() -> tuple[tuple[str, object], ...]:
    return (
        (_("DHS (USCIS)"), AppearanceBefore.DHS),
        (_("an immigration court"), AppearanceBefore.IMMIGRATION_COURT),
        (_("the Board of Immigration Appeals"), AppearanceBefore.BOARD),
    )
