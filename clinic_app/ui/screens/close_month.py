"""Close & send: whether a month is ready, and what became of the months closed before."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from clinic_app.bundles.receipt import ReceiptStatus
from clinic_app.errors import ClinicError
from clinic_app.records.clinic import Close
from clinic_app.screening.outcome import Status
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.close_view import ConditionRow, Months
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ButtonRow
from clinic_app.ui.widgets.fields import LabelledField
from clinic_app.ui.widgets.marks import StatusMark
from clinic_app.ui.widgets.phone_code_line import PhoneCodeLine
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading
from clinic_app.ui.words.days import month_words


class CloseMonthScreen(QWidget):
    """Conditions of a month at the left, months closed before at the right.

    Signals:
        preview_requested: Show what would leave. Carries the month's label.
        carry_requested: Write a closed month to a stick or folder. Carries the close.
        page_requested: Show again what left. Carries the close.
        receipts_requested: Take in headquarters' receipts.
        code_given: Headquarters read a receipt's code over the phone. Carries what was typed.
        questions_requested: Show what headquarters asks.
    """

    preview_requested = Signal(str)
    carry_requested = Signal(object)
    page_requested = Signal(object)
    receipts_requested = Signal()
    code_given = Signal(str)
    questions_requested = Signal()

    def __init__(
        self,
        *,
        months: Callable[[], Months],
        conditions: Callable[[str], tuple[ConditionRow, ...]],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._months = months
        self._conditions = conditions
        self._jobs = jobs

        self.month = QComboBox()
        self.month.setAccessibleName(_("Month to close"))
        self.rows = QGridLayout()
        self.fix_buttons: list[QPushButton] = []
        self.busy = Busy()
        self.preview_button = primary_button(_("Show &what leaves"))
        self.nothing_open = Muted()
        self.model: RowsModel[Close] = RowsModel(
            (
                Column(_("Month"), lambda close: month_words(close.label)),
                Column(_("Number"), lambda close: str(close.seq)),
                Column(_("State"), _state),
            )
        )
        self.table = QTableView()
        self.empty = Muted(_("No month is closed yet."))
        self.carry_button = plain_button(_("Write to a stick or f&older…"))
        self.page_button = plain_button(_("Show what &left"))
        self.receipts_button = plain_button(_("Take in &receipts…"))
        self.phone = PhoneCodeLine()
        self.questions_button = plain_button("")
        self.questions_button.hide()
        self.notice = PlainLabel("", role="notice")
        self.notice.hide()
        self.problem = ProblemLabel()
        self._prepare_table()
        self._lay_out()

        self.month.activated.connect(self._load_conditions)
        self.preview_button.clicked.connect(
            lambda: self.preview_requested.emit(str(self.month.currentData()))
        )
        self.carry_button.clicked.connect(lambda: self._emit_close(self.carry_requested))
        self.page_button.clicked.connect(lambda: self._emit_close(self.page_requested))
        self.receipts_button.clicked.connect(self.receipts_requested)
        self.phone.given.connect(self.code_given)
        self.questions_button.clicked.connect(self.questions_requested)
        self.table.activated.connect(lambda _index: self._emit_close(self.carry_requested))

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Months closed before"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(LabelledField(_("&Month to close"), self.month))
        card.body.addWidget(self.nothing_open)
        self.rows.setHorizontalSpacing(16)
        self.rows.setVerticalSpacing(12)
        self.rows.setColumnStretch(1, 1)
        card.body.addLayout(self.rows)
        card.body.addWidget(self.busy)
        card.body.addWidget(self.preview_button)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(card)
        left.addStretch(1)

        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(SectionHeading(_("Months closed before")))
        right.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        right.addWidget(self.table, 1)
        right.addWidget(ButtonRow(self.carry_button, self.page_button))
        right.addWidget(ButtonRow(self.receipts_button, self.questions_button))
        right.addWidget(self.phone)

        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(Heading(_("Close & send")))
        about = _(
            "A month is closed once. What is entered or corrected later goes into the next close; "
            "nothing is lost."
        )
        layout.addWidget(Muted(about))
        layout.addWidget(self.notice)
        layout.addWidget(self.problem)
        layout.addLayout(columns, 1)

    def load(self) -> None:
        """Fetch the months and the conditions of the one to close next."""
        self.notice.hide()
        self.problem.clear()
        self._jobs.run(self._months, on_done=self.show_months, on_error=self._on_failed)

    def show_months(self, months: Months) -> None:
        """Draw *months*, with the oldest open one chosen: months are closed in order."""
        self.month.clear()
        for label in months.open_labels:
            self.month.addItem(month_words(label), label)
        self.month.setCurrentIndex(len(months.open_labels) - 1)
        is_any_open = bool(months.open_labels)
        self.month.setEnabled(is_any_open)
        self.nothing_open.setText(_nothing_open(months))
        self.nothing_open.setVisible(not is_any_open)
        self.model.set_rows(months.closes)
        self.empty.setVisible(not months.closes)
        self.table.setVisible(bool(months.closes))
        self.phone.code.clear()
        for way in (self.carry_button, self.page_button, self.receipts_button, self.phone):
            way.setVisible(bool(months.closes))
        self.questions_button.setVisible(months.questions is not None)
        self.questions_button.setText(_questions(months.questions or 0))
        if months.closes:
            self.table.selectRow(0)
        self._clear_rows()
        self.preview_button.setEnabled(False)
        if is_any_open:
            self._load_conditions()
        elif months.closes:
            self.table.setFocus()

    def _load_conditions(self) -> None:
        label, conditions = str(self.month.currentData()), self._conditions
        self.preview_button.setEnabled(False)
        self.busy.begin(_("Looking at what this month needs…"))
        self._jobs.run(
            lambda: conditions(label), on_done=self.show_conditions, on_error=self._on_failed
        )

    def show_conditions(self, rows: tuple[ConditionRow, ...]) -> None:
        """Draw *rows*; the month can be closed unless one of them is not met."""
        self.busy.end()
        self._clear_rows()
        for number, row in enumerate(rows):
            self._add_row(number, row)
        is_ready = all(row.status is not Status.NOT_MET for row in rows)
        self.preview_button.setEnabled(is_ready)
        if is_ready:
            self.preview_button.setFocus()

    def _add_row(self, number: int, row: ConditionRow) -> None:
        mark = StatusMark(row.status, _condition_word(row.status))
        self.rows.addWidget(mark, number, 0, Qt.AlignmentFlag.AlignTop)
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(PlainLabel(row.words))
        if row.detail:
            lines.addWidget(Muted(row.detail))
        self.rows.addWidget(words, number, 1)
        fix = row.fix
        if fix is not None:
            button = quiet_button(_("Go there"))
            button.setAccessibleName(_("Go there: {what}").format(what=row.words))
            button.clicked.connect(lambda _checked=False: fix())
            self.fix_buttons.append(button)
            self.rows.addWidget(button, number, 2, Qt.AlignmentFlag.AlignTop)

    def _clear_rows(self) -> None:
        self.fix_buttons.clear()
        while self.rows.count():
            item = self.rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()

    def _emit_close(self, wish: SignalInstance) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            wish.emit(self.model.row(index.row()))

    def show_notice(self, words: str) -> None:
        """Say what was done."""
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    def show_problem(self, error: ClinicError) -> None:
        """Say what went wrong and what to do next."""
        self.problem.show_error(error)

    def _on_failed(self, error: ClinicError) -> None:
        self.busy.end()
        self.problem.show_error(error)


def _nothing_open(months: Months) -> str:
    if not months.main and not months.closes:
        return _("No month is over yet since this clinic began. The first one is closed then.")
    if not months.main:
        return _("Every whole month is closed. The next one can be closed when it is over.")
    return _(
        "This is a day laptop: months are closed on the main laptop, “{main}”. Hand the records "
        "over under Clinic, More laptops."
    ).format(main=months.main)


def _condition_word(status: Status) -> str:
    match status:
        case Status.MET:
            return _("done")
        case Status.NOT_MET:
            return _("in the way")
        case _:
            return _("look at it")


def _state(close: Close) -> str:
    match close.receipt_status:
        case "":
            if close.sealed is None:
                return _("closed without headquarters: no file yet")
            return _("not yet acknowledged")
        case ReceiptStatus.ACCEPTED:
            return _("acknowledged by headquarters")
        case ReceiptStatus.CONFLICT:
            return _("headquarters must settle it: another file contradicts it")
        case _other:
            return _("headquarters did not take it in: write it to the stick again, and call them")


def _questions(waiting: int) -> str:
    words = ngettext(
        "{count} &question of headquarters waits",
        "{count} &questions of headquarters wait",
        waiting,
    )
    return words.format(count=waiting) if waiting else _("&Questions of headquarters")
