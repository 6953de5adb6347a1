"""Restoring from a backup: which one, whose passphrase, and where to."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField, code_field, lead_on, secret_field
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel
from clinic_app.vault.progress import Progress
from clinic_app.workflows.backups import ByPaper, ByPassphrase, Restored

Restore = Callable[[Path, ByPassphrase | ByPaper, Progress], Restored]

_MOST_CHARACTERS = 300
"""A share has at most 179, typed without a slip."""


class RestoreScreen(QWidget):
    """One backup; the passphrase of that time, its recovery code, or two of its shares.

    Signals:
        closed: Nothing was restored.
        backup_requested: Choose the backup's folder.
        restored: The records are there and proved. Carries a Restored.
    """

    closed = Signal()
    backup_requested = Signal()
    restored = Signal(object)
    _progressed = Signal(int, int)  # from the thread of the work to that of the window

    def __init__(self, *, restore: Restore, jobs: Jobs) -> None:
        """Build the screen.

        Args:
            restore: From backup, what opens it, and whom to tell and to ask whether to stop, to
                where the records lie.
            jobs: Where it runs.
        """
        super().__init__()
        self._restore = restore
        self._jobs = jobs
        self._backup: Path | None = None
        self._is_stopped = False
        self.chosen = PlainLabel("")
        self.choose_button = plain_button(_("Choose the &backup…"))
        self.names = QComboBox()
        self.passphrase = secret_field()
        self.by_paper = QCheckBox(_("With the recovery &code or shares"))
        self.code = code_field(most_characters=_MOST_CHARACTERS)
        self.share = code_field(most_characters=_MOST_CHARACTERS)
        self._by_passphrase = LabelledField(
            _("&Passphrase"), self.passphrase, why=_("As it was when the backup was made.")
        )
        self._on_paper = (
            LabelledField(
                _("Recovery c&ode or one share"),
                self.code,
                why=_("As they were when the backup was made."),
            ),
            LabelledField(_("Second s&hare"), self.share),
        )
        self.place = Muted("")
        self.busy = Busy(can_stop=True)
        self.problem = ProblemLabel()
        self.back_button = back_button()
        self.restore_button = primary_button(_("&Restore"))
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.choose_button.clicked.connect(self.backup_requested)
        self.by_paper.clicked.connect(self._draw_way)
        self.passphrase.returnPressed.connect(self.restore_button.click)
        lead_on(self.code, self.share)
        self.share.returnPressed.connect(self.restore_button.click)
        self.restore_button.clicked.connect(self._on_restore_clicked)
        self.busy.stop_requested.connect(self._on_stop_requested)
        self._progressed.connect(self.busy.show_progress, Qt.ConnectionType.AutoConnection)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(Heading(_("Restore from a backup")))
        page.body.addWidget(
            Muted(
                _(
                    "Backups lie in the folder “backups” beside the records, and on the stick "
                    "for second copies. The backup stays as it is."
                )
            )
        )
        card = Card()
        card.body.addWidget(self.chosen)
        choose = QHBoxLayout()
        choose.addWidget(self.choose_button)
        choose.addStretch(1)
        card.body.addLayout(choose)
        card.body.addWidget(LabelledField(_("&Name"), self.names))
        card.body.addWidget(self._by_passphrase)
        card.body.addWidget(self.by_paper)
        for part in self._on_paper:
            card.body.addWidget(part)
        card.body.addWidget(self.place)
        card.body.addWidget(self.busy)
        card.body.addWidget(self.problem)
        page.body.addWidget(card)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.restore_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.choose_button)

    def start(self) -> None:
        """Draw an empty form: no backup is chosen."""
        self._backup = None
        self.chosen.setText(_("No backup is chosen yet."))
        self.names.clear()
        self._forget()
        self.by_paper.setChecked(False)
        self._draw_way()
        self.place.clear()
        self.problem.clear()
        self._set_busy(is_busy=False)
        self.restore_button.setEnabled(False)

    def show_backup(self, backup: Path, names: tuple[str, ...], place: Path) -> None:
        """Draw which backup it is, who could sign in, and where the records will lie."""
        self._backup = backup
        self.problem.clear()
        self.chosen.setText(_("The backup {name}").format(name=backup.name.replace("_", " ")))
        self.names.clear()
        self.names.addItems(list(names))
        self.place.setText(_("The records will lie in {folder}").format(folder=place))
        self.restore_button.setEnabled(True)
        (self.code if self.by_paper.isChecked() else self.passphrase).setFocus()

    def show_error(self, error: ClinicError) -> None:
        """Say why it did not work."""
        self._set_busy(is_busy=False)
        self.problem.show_error(error)

    def _draw_way(self) -> None:
        """Show the fields of what opens the backup, and no others."""
        self._by_passphrase.setVisible(not self.by_paper.isChecked())
        for part in self._on_paper:
            part.setVisible(self.by_paper.isChecked())

    def _way(self) -> ByPassphrase | ByPaper:
        if self.by_paper.isChecked():
            return ByPaper(self.names.currentText(), self.code.text(), self.share.text())
        return ByPassphrase(self.names.currentText(), self.passphrase.text())

    def _on_restore_clicked(self) -> None:
        backup, way = self._backup, self._way()
        typed = self.code if self.by_paper.isChecked() else self.passphrase
        if backup is None or not typed.text():
            return
        self.problem.clear()
        self._is_stopped = False
        self._set_busy(is_busy=True)
        restore = self._restore
        self._jobs.run_aside(
            lambda: restore(backup, way, self._tell),
            on_done=self._on_restored,
            on_error=self.show_error,
        )

    def _tell(self, done: int, total: int) -> bool:
        """Pass on how far it is, from the thread of the work; return whether to stop."""
        self._progressed.emit(done, total)
        return self._is_stopped

    def _on_stop_requested(self) -> None:
        self._is_stopped = True

    def _on_restored(self, restored: Restored) -> None:
        self._forget()
        self._set_busy(is_busy=False)
        self.restored.emit(restored)

    def _forget(self) -> None:
        for field in (self.passphrase, self.code, self.share):
            field.clear()

    def _set_busy(self, *, is_busy: bool) -> None:
        for part in (self.restore_button, self.choose_button, self.back_button):
            part.setEnabled(not is_busy)
        if is_busy:
            self.busy.begin(_("Copying, and checking every page…"))
        else:
            self.busy.end()
