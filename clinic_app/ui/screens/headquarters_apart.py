"""Bundles that headquarters keeps apart: why each does not count, and its way out."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.headquarters_view import ApartLine
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.rows_table import choose_row, rows_table
from clinic_app.ui.widgets.text import Muted, PlainLabel, ProblemLabel, SectionHeading

Listing = tuple[ApartLine, ...]


class HeadquartersApartScreen(QWidget):
    """A list, why the chosen bundle does not count, and a line for what was found out."""

    def __init__(
        self,
        *,
        kept_apart: Callable[[], Listing],
        settle: Callable[[str, str], None],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            kept_apart: The bundles, those that wait first.
            settle: Notes what was found out of the file with this hash.
            jobs: Where they run.
        """
        super().__init__()
        self._kept_apart = kept_apart
        self._settle = settle
        self._jobs = jobs
        self._chosen = ""
        self.model: RowsModel[ApartLine] = RowsModel(
            (
                Column(_("Clinic"), lambda line: line.clinic, has_tip=True),
                Column(_("Month"), lambda line: line.month),
                Column(_("Came"), lambda line: line.since),
                Column(_("State"), lambda line: line.state),
            )
        )
        self.table = rows_table(self.model, _("Bundles that are kept apart"), (140, 110, 130, 180))
        self.state = PlainLabel("")
        self.card = Card()
        self.reason = PlainLabel("")
        self.signer = Muted("")
        self.words = text_field()
        self.words_field = LabelledField(
            _("&What you found out"),
            self.words,
            why=_("In a few words; it stays with the bundle, which never counts."),
        )
        self.settle_button = primary_button(_("It is &settled"))
        self.problem = ProblemLabel()
        self._lay_out()

        self.table.selectionModel().currentRowChanged.connect(
            lambda index, _before: self._show(index.row())
        )
        self.words.returnPressed.connect(self.settle_button.click)
        self.settle_button.clicked.connect(self._on_settle_clicked)

    def _lay_out(self) -> None:
        self.card.body.addWidget(self.reason)
        self.card.body.addWidget(self.signer)
        self.card.body.addWidget(self.words_field)
        action = QHBoxLayout()
        action.addStretch(1)
        action.addWidget(self.settle_button)
        self.card.body.addLayout(action)
        self.card.body.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addWidget(self.table, 3)
        columns.addWidget(self.card, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(SectionHeading(_("Kept apart")))
        layout.addWidget(self.state)
        layout.addWidget(self.problem)
        layout.addLayout(columns, 1)
        self.setFocusProxy(self.table)

    @property
    def chosen(self) -> str:
        """The hash of the bundle that is chosen; empty for none."""
        return self._chosen

    def type_again(self, sha256: str, words: str) -> None:
        """Choose a bundle once the list has it, with *words* of what was found out."""
        self._chosen = sha256
        self.words.setText(words)

    def load(self) -> None:
        """Fetch the list and draw it."""
        self.problem.clear()
        self._jobs.run(self._kept_apart, on_done=self.show_list, on_error=self.problem.show_error)

    def show_list(self, lines: Listing) -> None:
        """Draw the list; the bundle that was chosen stays so, else the first one is."""
        self.model.set_rows(lines)
        waiting = sum(not line.is_settled for line in lines)
        self.state.setText(
            _("Nothing waits: every bundle that came was taken in or refused for good.")
            if not waiting
            else _("These bundles are whole and count nowhere until somebody looks into them.")
        )
        if lines:
            self.setFocusProxy(self.table)
        else:
            self.setFocusProxy(None)  # type: ignore[arg-type]  # its stubs forget None
            if self.table.hasFocus():
                self.setFocus()  # or Qt hands it on to the button that locks headquarters
        for part in (self.table, self.card):
            part.setVisible(bool(lines))
        if lines:
            hashes = [line.sha256 for line in lines]
            row = hashes.index(self._chosen) if self._chosen in hashes else 0
            choose_row(self.table, row)

    def _show(self, row: int) -> None:
        if row < 0:
            return
        line = self.model.row(row)
        self.reason.setText(line.reason)
        self.signer.setText(_("Signed by {fingerprint}").format(fingerprint=line.signer))
        if line.sha256 != self._chosen:  # what was found out is one bundle's
            self.words.clear()
        self._chosen = line.sha256
        for part in (self.words_field, self.settle_button):
            part.setVisible(not line.is_settled)

    def _on_settle_clicked(self) -> None:
        line, words = self.model.row(self.table.currentIndex().row()), self.words.text()
        settle = self._settle
        self.problem.clear()
        self.settle_button.setEnabled(False)
        self._jobs.run(
            lambda: settle(line.sha256, words), on_done=self._on_settled, on_error=self._on_failed
        )

    def _on_settled(self, _nothing: None) -> None:
        self.settle_button.setEnabled(True)
        self._chosen = ""  # the next one that waits
        self.load()

    def _on_failed(self, error: ClinicError) -> None:
        self.settle_button.setEnabled(True)
        self.load()  # somebody else may have settled it since
        self.problem.show_error(error)
