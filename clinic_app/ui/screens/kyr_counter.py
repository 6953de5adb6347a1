"""Counting heads at a Know Your Rights event: large numbers, one key each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.records.kyr_event import Attendance, KyrEvent
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.counter import CounterButton
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading
from clinic_app.ui.widgets.undo_button import UndoButton

KEYS = 9
"""Digits 1 to 9 count; further cells are counted with Tab and Space."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number on the screen: adults or children of one language."""

    language: str
    is_child: bool

    @property
    def step(self) -> str:
        """The name of counting one more here."""
        return f"{self.language}/{'child' if self.is_child else 'adult'}"


_TRAINED = "trained"


def _counted(event: KyrEvent, step: str, by: int) -> KyrEvent | None:
    """Return *event* with one more or less; None where there is no such number, or none left."""
    if step == _TRAINED:
        return replace(event, trained=event.trained + by) if event.trained + by >= 0 else None
    language, _slash, who = step.partition("/")
    row = next((row for row in event.attendance if row.language == language), None)
    if row is None:
        return None
    is_child = who == "child"
    heads = Attendance(language, row.adults + by * (not is_child), row.children + by * is_child)
    return event.with_heads(heads) if min(heads.adults, heads.children) >= 0 else None


class KyrCounterScreen(QWidget):
    """Counters of one event; each press is saved at once.

    Signals:
        closed: The worker goes back; what was counted is saved.
        finished: The count is final. Carries the event as saved.
    """

    closed = Signal()
    finished = Signal(object)

    def __init__(
        self,
        *,
        save_event: Callable[[KyrEvent], KyrEvent],
        finish_event: Callable[[KyrEvent], KyrEvent],
        languages: tuple[tuple[str, str], ...],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._save_event = save_event
        self._finish_event = finish_event
        self._languages = dict(languages)
        self._jobs = jobs
        self._event: KyrEvent | None = None
        self._cells: list[Cell] = []
        self._is_paused = False
        self.counters: list[CounterButton] = []

        self.back_button = back_button()
        self.title = Heading("")
        self.last = Muted("")
        self.total = PlainLabel("0")
        self.total.setObjectName("counterTotal")
        self.total.setAccessibleName(_("Everybody counted"))
        self.trained_button = plain_button("")
        self.trained_button.setToolTip(_("Trained to hold sessions themselves: key T"))
        self.add_language = QComboBox()
        self.add_language.setAccessibleName(_("Add a language"))
        self.undo_button = UndoButton(_("Undo last  Backspace"))
        self.pause_button = plain_button(_("Pause  P"))
        self.pause_button.setCheckable(True)
        self.finish_button = primary_button(_("Count is &final"))
        self.problem = ProblemLabel()
        self._grid = QGridLayout()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.back_button.clicked.connect(self.closed)
        self.trained_button.clicked.connect(self._on_trained_clicked)
        self.add_language.activated.connect(self._on_add_language_activated)
        self.undo_button.clicked.connect(self._on_undo_clicked)
        self.pause_button.clicked.connect(self._on_pause_clicked)
        self.finish_button.clicked.connect(self._on_finish_clicked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.title, 1)
        top.addWidget(self.total)
        top.addWidget(SectionHeading(_("people")))
        bottom = QHBoxLayout()
        bottom.addWidget(self.undo_button)
        bottom.addWidget(self.last, 1)
        bottom.addWidget(self.add_language)
        bottom.addWidget(self.trained_button)
        bottom.addWidget(self.pause_button)
        bottom.addWidget(self.finish_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(16)
        self.total.setWordWrap(False)
        self._grid.setSpacing(12)
        bottom.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self.problem)
        layout.addLayout(bottom)

    def show_event(self, event: KyrEvent) -> None:
        """Draw the counters of *event*; nothing is saved until somebody counts."""
        self._event = event
        self.undo_button.forget()
        self._is_paused = False
        self.pause_button.setChecked(False)
        self.title.setText(event.title)
        self.setAccessibleName(_("Counters of {title}").format(title=event.title))
        self.problem.clear()
        self.last.clear()
        self._build_counters(event)
        self._draw()
        self.setFocus()

    def _name(self, tag: str) -> str:
        return self._languages.get(tag, tag)

    def _build_counters(self, event: KyrEvent) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._cells, self.counters = [], []
        for column, words in enumerate((_("Adults"), _("Children")), start=1):
            self._grid.addWidget(Muted(words), 0, column, Qt.AlignmentFlag.AlignHCenter)
        for row, attendance in enumerate(event.attendance, start=1):
            name = PlainLabel(self._name(attendance.language))
            name.setObjectName("counterLanguage")
            self._grid.addWidget(name, row, 0)
            for column, is_child in enumerate((False, True), start=1):
                self._add_counter(Cell(attendance.language, is_child), row, column)
            self._grid.setRowStretch(row, 1)
        self._offer_languages({row.language for row in event.attendance})
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 2)

    def _offer_languages(self, present: set[str]) -> None:
        self.add_language.clear()
        self.add_language.addItem(_("Add a language…"), "")
        for tag, name in self._languages.items():
            if tag not in present:
                self.add_language.addItem(name, tag)

    def _on_add_language_activated(self) -> None:
        tag = str(self.add_language.currentData())
        if self._event is None or not tag:
            return
        changed = self._event.with_heads(Attendance(tag))
        self._build_counters(changed)
        self._keep(changed)
        self.setFocus()

    def _add_counter(self, cell: Cell, row: int, column: int) -> None:
        index = len(self._cells)
        button = CounterButton(str(index + 1) if index < KEYS else "")
        button.clicked.connect(lambda: self._count(index))
        self._cells.append(cell)
        self.counters.append(button)
        self._grid.addWidget(button, row, column)

    def _draw(self) -> None:
        event = self._event
        if event is None:
            return
        rows = {row.language: row for row in event.attendance}
        for cell, button in zip(self._cells, self.counters, strict=True):
            row = rows[cell.language]
            heads = row.children if cell.is_child else row.adults
            button.number.setText(str(heads))
            button.setAccessibleName(f"{self._words(cell)}: {heads}")
            button.setEnabled(not self._is_paused)
        self.total.setText(str(event.heads))
        self.trained_button.setText(_("Trained: {count}  T").format(count=event.trained))
        self.trained_button.setEnabled(not self._is_paused)
        self.finish_button.setEnabled(not event.is_finished)

    def _words(self, cell: Cell) -> str:
        name = self._name(cell.language)
        if cell.is_child:
            return _("{language}, children").format(language=name)
        return _("{language}, adults").format(language=name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Count with the digits; T trained, Backspace undoes, P pauses."""
        match event.key():
            case Qt.Key.Key_Backspace:
                self._on_undo_clicked()
            case Qt.Key.Key_P:
                self.pause_button.click()
            case Qt.Key.Key_T:
                self._on_trained_clicked()
            case _ if event.text().isdecimal() and event.text() != "0":
                self._count(int(event.text()) - 1)
            case _:
                super().keyPressEvent(event)

    def _count(self, index: int) -> None:
        if self._event is None or self._is_paused or index >= len(self._cells):
            return
        cell = self._cells[index]
        self._step(cell.step, _("Added: {what}").format(what=self._words(cell)), by=1)
        self.undo_button.add(cell.step)

    def _on_trained_clicked(self) -> None:
        if self._event is not None and not self._is_paused:
            self._step(_TRAINED, _("Added: {what}").format(what=_("trained")), by=1)
            self.undo_button.add(_TRAINED)

    def _on_undo_clicked(self) -> None:
        step = self.undo_button.take_last()
        if not step:
            return
        known = {cell.step: self._words(cell) for cell in self._cells}
        words = known.get(step, _("trained"))
        self._step(step, _("Taken back: {what}").format(what=words), by=-1)

    def _step(self, step: str, words: str, *, by: int) -> None:
        if self._event is None:
            return
        changed = _counted(self._event, step, by)
        if changed is not None:
            self.last.setText(words)
            self._keep(changed)

    def _keep(self, changed: KyrEvent) -> None:
        self._event = changed
        self._draw()
        save = self._save_event
        self._jobs.run(lambda: save(changed), on_done=lambda _saved: None, on_error=self._on_failed)

    def _on_pause_clicked(self) -> None:
        self._is_paused = self.pause_button.isChecked()
        self.last.setText(_("Paused: keys do not count.") if self._is_paused else "")
        self._draw()
        self.setFocus()

    def _on_finish_clicked(self) -> None:
        if self._event is None:
            return
        self.finish_button.setEnabled(False)
        finish, counted = self._finish_event, self._event
        self._jobs.run(
            lambda: finish(counted), on_done=self.finished.emit, on_error=self._on_failed
        )

    def _on_failed(self, error: ClinicError) -> None:
        self.finish_button.setEnabled(True)
        self.problem.show_error(error)
