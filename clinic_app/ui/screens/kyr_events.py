"""The Know Your Rights events of this clinic, and starting a new one."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.records.kyr_event import KyrEvent
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import at_top
from clinic_app.ui.widgets.county_field import CountyField
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.widgets.rows_table import RowsTable
from clinic_app.ui.widgets.scroller import Scroller
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel, SectionHeading


class KyrEventsScreen(QWidget):
    """Past and open events, and a form for a new one.

    Signals:
        counting_requested: Count heads at an event. Carries the event.
        papers_requested: List the sheets to print. Carries the chosen event's id; empty for none.
        paper_requested: Type the numbers of an event from paper. Carries the event.
    """

    counting_requested = Signal(object)
    paper_requested = Signal(object)
    papers_requested = Signal(str)

    def __init__(
        self,
        *,
        events: Callable[[], tuple[KyrEvent, ...]],
        begin_event: Callable[[str, tuple[str, ...], str], KyrEvent],
        withdraw_event: Callable[[str, str], object],
        languages: tuple[tuple[str, str], ...],
        counties: Mapping[str, str],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._events = events
        self._begin_event = begin_event
        self._withdraw_event = withdraw_event
        self._jobs = jobs

        self.model: RowsModel[KyrEvent] = RowsModel(
            (
                Column(_("Day"), lambda event: day_words(event.day)),
                Column(_("Where"), lambda event: event.title),
                Column(_("People"), lambda event: str(event.heads)),
                Column(_("Trained"), lambda event: str(event.trained)),
                Column(_("State"), _state),
            )
        )
        self.table = RowsTable(
            _("Know Your Rights events"), {0: 110, 2: 80, 3: 80, 4: 120}, stretched=1
        )
        self.title = QLineEdit()
        self.title.setAccessibleName(_("Where: the place or the host"))
        self.title.setPlaceholderText(_("St. Mark's hall, Tuesday evening"))
        self.county = CountyField(counties)
        self.county.setAccessibleName(_("County where it is held"))
        self.checks = {tag: QCheckBox(name) for tag, name in languages}
        self.start_button = primary_button(_("Start c&ounting"))
        self.paper_button = plain_button(_("Type from a &paper sheet"))
        self.open_button = plain_button(_("Open"))
        self.papers_button = plain_button(_("Sheets to p&rint"))
        self.withdraw_button = plain_button(_("Withdraw…"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Why this event is withdrawn"))
        self.reason.setPlaceholderText(_("Why is it wrong? Then press Enter"))
        self.reason.hide()
        self.problem = ProblemLabel()
        self._prepare_table()
        self._lay_out()

        self.start_button.clicked.connect(lambda: self._begin(self.counting_requested))
        self.paper_button.clicked.connect(lambda: self._begin(self.paper_requested))
        self.title.returnPressed.connect(self.start_button.click)
        self.table.activated.connect(self._on_activated)
        self.open_button.clicked.connect(self._on_open_clicked)
        self.papers_button.clicked.connect(lambda: self.papers_requested.emit(self._chosen_id()))
        self.withdraw_button.clicked.connect(self._on_withdraw_clicked)
        self.reason.returnPressed.connect(self._on_reason_given)

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)

    def _lay_out(self) -> None:
        new = Card()
        new.body.addWidget(SectionHeading(_("New session")))
        new.body.addWidget(Muted(_("Where is it? Write the place or the host, never a person.")))
        new.body.addWidget(self.title)
        new.body.addWidget(Muted(_("County")))
        new.body.addWidget(self.county)
        new.body.addWidget(Muted(_("Languages spoken there")))
        grid = QGridLayout()
        grid.setSpacing(4)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, check in enumerate(self.checks.values()):
            grid.addWidget(check, number // 2, number % 2)
        inside = QWidget()
        inside.setLayout(at_top(grid))
        new.body.addWidget(Scroller(inside), 1)
        new.body.addWidget(self.problem)
        new.body.addWidget(self.start_button)
        new.body.addWidget(self.paper_button)

        past = QVBoxLayout()
        past.setSpacing(12)
        past.addWidget(SectionHeading(_("Sessions so far")))
        self.empty = Muted(_("No session yet. Write where it is at the left and start counting."))
        past.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        past.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.papers_button)
        buttons.addWidget(self.withdraw_button)
        buttons.addWidget(self.reason, 4)
        buttons.addStretch(1)
        past.addLayout(buttons)

        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addWidget(new, 2)
        columns.addLayout(past, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(Heading(_("Know Your Rights")))
        layout.addWidget(Muted(_("Heads are counted here, never names.")))
        layout.addLayout(columns, 1)

    def load(self, *, withdrawing_id: str = "") -> None:
        """Fetch the events and draw them.

        Args:
            withdrawing_id: The event for whose withdrawal a reason is asked; empty for none.
        """
        self.problem.clear()

        def on_done(events: tuple[KyrEvent, ...]) -> None:
            self.show_events(events)
            for row, event in enumerate(events):
                if event.id == withdrawing_id:
                    self.table.selectRow(row)
                    self._on_withdraw_clicked()

        self._jobs.run(self._events, on_done=on_done, on_error=self._on_failed)

    @property
    def withdrawing_id(self) -> str:
        """The id of the event for whose withdrawal a reason is asked; empty for none."""
        index = self.table.currentIndex()
        is_asked = not self.reason.isHidden() and index.isValid()
        return self.model.row(index.row()).id if is_asked else ""

    def show_events(self, events: tuple[KyrEvent, ...]) -> None:
        """Draw *events*, newest first; a new one starts like the last one was."""
        self.model.set_rows(events)
        self.empty.setVisible(not events)
        self.table.setVisible(bool(events))
        for button in (self.open_button, self.withdraw_button):
            button.setVisible(bool(events))
        if events:
            self.table.selectRow(0)
            self.title.setText(events[0].title)
            self.county.show_county(events[0].county)
            for tag, check in self.checks.items():
                check.setChecked(tag in {row.language for row in events[0].attendance})
        self.title.setFocus()
        self.title.selectAll()

    def _begin(self, wish: SignalInstance) -> None:
        title = self.title.text().strip()
        chosen = tuple(tag for tag, check in self.checks.items() if check.isChecked())
        if not title or not chosen:
            self.problem.show_words(
                _("Something is missing. Write where it is and tick at least one language.")
            )
            (next(iter(self.checks.values())) if title else self.title).setFocus()
            return
        self.problem.clear()
        try:
            county = self.county.county()
        except ClinicError as error:
            self._on_failed(error)
            return
        begin = self._begin_event
        self._jobs.run(
            lambda: begin(title, chosen, county), on_done=wish.emit, on_error=self._on_failed
        )

    def _on_activated(self, index: QModelIndex) -> None:
        event = self.model.row(index.row())
        (self.paper_requested if event.is_finished else self.counting_requested).emit(event)

    def _on_open_clicked(self) -> None:
        self._on_activated(self.table.currentIndex())

    def _chosen_id(self) -> str:
        index = self.table.currentIndex()
        return self.model.row(index.row()).id if index.isValid() else ""

    def _on_withdraw_clicked(self) -> None:
        self.reason.show()
        self.reason.setFocus()

    def _on_reason_given(self) -> None:
        reason = self.reason.text().strip()
        index = self.table.currentIndex()
        if not reason or not index.isValid():
            return
        event, withdraw = self.model.row(index.row()), self._withdraw_event
        self._jobs.run(
            lambda: withdraw(event.id, reason),
            on_done=lambda _event: self._on_withdrawn(),
            on_error=self._on_failed,
        )

    def _on_withdrawn(self) -> None:
        self.reason.clear()
        self.reason.hide()
        self.load()

    def _on_failed(self, error: ClinicError) -> None:
        self.problem.show_error(error)


def _state(event: KyrEvent) -> str:
    if event.withdrawn is not None:
        return _("withdrawn")
    return _("final") if event.is_finished else _("still counting")
