"""Typing a Know Your Rights count from a paper sheet."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel

MOST_HEADS = 9_999
"""No hall holds more; a longer number is a slip of the finger."""


class KyrPaperScreen(QWidget):
    """The numbers of one event as fields.

    Signals:
        closed: The worker goes back; nothing was changed.
        finished: The count is final. Carries the event as saved.
    """

    closed = Signal()
    finished = Signal(object)

    def __init__(
        self,
        *,
        finish_event: Callable[[KyrEvent], KyrEvent],
        languages: tuple[tuple[str, str], ...],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._finish_event = finish_event
        self._languages = dict(languages)
        self._jobs = jobs
        self._event: KyrEvent | None = None
        self.fields: list[tuple[str, QSpinBox, QSpinBox]] = []

        self.back_button = back_button()
        self.title = Heading("")
        self.hint = Muted(_("Copy the numbers from the sheet; leave 0 where nobody came."))
        self.total = PlainLabel("")
        self.trained = _number_field(_("Trained to hold sessions themselves"))
        self.problem = ProblemLabel()
        self.save_button = primary_button(_("Save: count is &final"))
        self._grid = QGridLayout()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.save_button.clicked.connect(self._on_save_clicked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.title, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(PlainLabel(_("Trained to hold sessions themselves")))
        bottom.addWidget(self.trained)
        bottom.addStretch(1)
        bottom.addWidget(self.total)
        bottom.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.hint)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        layout.addWidget(self.problem)
        layout.addLayout(bottom)

    def show_event(self, event: KyrEvent) -> None:
        """Draw the numbers of *event*; every language is offered."""
        self._event = event
        self.title.setText(event.title)
        self.problem.clear()
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.fields = []
        rows = {row.language: row for row in event.attendance}
        tags = [*rows, *(tag for tag in self._languages if tag not in rows)]
        half = (len(tags) + 1) // 2
        for column in (0, 4):
            self._grid.addWidget(Muted(_("Adults")), 0, column + 1)
            self._grid.addWidget(Muted(_("Children")), 0, column + 2)
        self._grid.setColumnMinimumWidth(3, 48)
        for index, tag in enumerate(tags):
            row = rows.get(tag, Attendance(tag))
            self._add_row(row, index % half + 1, 4 * (index // half))
        self.trained.setValue(event.trained)
        self._show_total()
        self.fields[0][1].setFocus()

    def _add_row(self, attendance: Attendance, row: int, column: int) -> None:
        name = self._languages.get(attendance.language, attendance.language)
        adults = _number_field(_("{language}, adults").format(language=name))
        children = _number_field(_("{language}, children").format(language=name))
        adults.setValue(attendance.adults)
        children.setValue(attendance.children)
        for field in (adults, children):
            field.valueChanged.connect(self._show_total)
        self._grid.addWidget(PlainLabel(name), row, column)
        self._grid.addWidget(adults, row, column + 1)
        self._grid.addWidget(children, row, column + 2)
        self.fields.append((attendance.language, adults, children))

    def _show_total(self) -> None:
        heads = sum(adults.value() + children.value() for _tag, adults, children in self.fields)
        self.total.setText(_("{count} people").format(count=heads))

    def _on_save_clicked(self) -> None:
        if self._event is None:
            return
        rows = tuple(
            Attendance(tag, adults.value(), children.value())
            for tag, adults, children in self.fields
            if adults.value() or children.value()
        )
        counted = replace(self._event, attendance=rows, trained=self.trained.value())
        finish = self._finish_event
        self.save_button.setEnabled(False)
        self._jobs.run(lambda: finish(counted), on_done=self._on_finished, on_error=self._on_failed)

    def _on_finished(self, event: KyrEvent) -> None:
        self.save_button.setEnabled(True)
        self.finished.emit(event)

    def _on_failed(self, error: ClinicError) -> None:
        self.save_button.setEnabled(True)
        self.problem.show_error(error)


def _number_field(name: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(0, MOST_HEADS)
    field.setAccessibleName(name)
    field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    return field
