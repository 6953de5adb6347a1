"""What was written on two laptops: every value that stands, and the one to keep."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QHeaderView, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.models.versions_view import VersionLine
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.rows_table import RowsTable
from clinic_app.ui.widgets.scroller import bring_into_sight_soon
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel


class TwoVersionsScreen(QWidget):
    """A list of values; Enter keeps the one that is chosen, unless it is there to be read only.

    Signals:
        closed: The worker goes back.
    """

    closed = Signal()

    def __init__(
        self,
        *,
        look: Callable[[], tuple[VersionLine, ...]],
        pick: Callable[[VersionLine], None],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._look = look
        self._pick = pick
        self._jobs = jobs
        self._is_keeping = False
        self.back_button = back_button()
        self.model: RowsModel[VersionLine] = RowsModel(
            (
                Column(_("Whose"), lambda line: line.whose),
                Column(_("What"), lambda line: line.what),
                Column(_("Value"), lambda line: line.value),
                Column(_("State"), lambda line: line.state),
            )
        )
        self.table = RowsTable(
            _("Values that were written on two laptops"), {0: 190, 1: 195, 3: 120}, stretched=2
        )
        self.nothing = Muted(_("Nothing waits: every record has one version."))
        self.keep_button = primary_button(_("Keep this &one"))
        self.whole = PlainLabel()
        self.detail = PlainLabel()
        self.refusal = Muted()
        self.problem = ProblemLabel()
        self._prepare_table()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.keep_button.clicked.connect(self._on_keep)
        self.table.activated.connect(self._on_keep)
        self.table.selectionModel().currentRowChanged.connect(self._draw_chosen)

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setMinimumHeight(320)
        lines = self.table.verticalHeader()  # what is long goes on in the next line of its row
        lines.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def _lay_out(self) -> None:
        page = ColumnPage(width=960)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Two versions")), 1)
        page.body.addLayout(top)
        page.body.addWidget(
            Muted(
                _(
                    "After a laptop was restored from a backup, the same thing may have been "
                    "written on two laptops, or what came has no room beside what is here. "
                    "Nothing was thrown away: choose what is right, if need be with the client. "
                    "The answer is remembered."
                )
            )
        )
        card = Card()
        for widget in (
            *(self.nothing, self.table, self.whole),
            *(self.detail, self.refusal, self.problem),
        ):
            card.body.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep_button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        page.body.addWidget(card)
        filled(page, self)
        self.setFocusProxy(self.back_button)

    def load(self) -> None:
        """Fetch what waits and draw it."""
        self.problem.clear()
        self._jobs.run(self._look, on_done=self.show_lines, on_error=self._on_failed)

    def show_lines(self, lines: tuple[VersionLine, ...]) -> None:
        """Draw *lines*."""
        self.model.set_rows(lines)
        self.nothing.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self.keep_button.setVisible(bool(lines))
        if lines:
            self.table.selectRow(0)
            self.table.setFocus()
        self._draw_chosen()

    def _chosen(self) -> VersionLine | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def _draw_chosen(self) -> None:
        """Show the chosen value whole, what it says otherwise, and why it cannot be kept, if so."""
        line = self._chosen()
        for label, words in (
            (self.whole, _whole(line) if line else ""),
            (self.detail, line.detail if line else ""),
            (self.refusal, line.refusal if line else ""),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        can_keep = line is not None and not line.refusal
        self.keep_button.setEnabled(can_keep and not self._is_keeping)
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            bring_into_sight_soon(self.keep_button)

    def _on_keep(self) -> None:
        line, pick = self._chosen(), self._pick
        if line is None or line.refusal or self._is_keeping:
            return
        self._is_keeping = True
        self._draw_chosen()
        self._jobs.run(lambda: pick(line), on_done=self._on_picked, on_error=self._on_failed)

    def _on_picked(self, _nothing: None) -> None:
        self._is_keeping = False
        self.load()

    def _on_failed(self, error: ClinicError) -> None:
        self._is_keeping = False
        self._draw_chosen()
        self.problem.show_error(error)


def _whole(line: VersionLine) -> str:
    """Return all of a line, however narrow its columns are: Enter keeps it."""
    whole = _("{whose}, {what}: {value}") if line.what else _("{whose}: {value}")
    return whole.format(whose=line.whose, what=line.what, value=line.value)
