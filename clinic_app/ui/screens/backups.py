"""Backups: what there is, one more now, and where second copies go."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.day_field import moment_words
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading
from clinic_app.vault.backups import Backup
from clinic_app.vault.errors import DatabaseDamagedError
from clinic_app.vault.progress import Progress
from clinic_app.vault.rescue import Rescued
from clinic_app.workflows.backups import Made
from clinic_app.workflows.rescue_words import rescued_words

_BYTES_IN_A_MEGABYTE = 1_000_000

Listing = tuple[Backup, ...]
BackUp = Callable[[Progress], Made]


class BackupsScreen(QWidget):
    """A list, a button and a place.

    Signals:
        closed: The worker goes back.
        second_requested: Choose where second copies go.
        drill_requested: Try whether the newest one can be recovered.
        list_requested: Print what could not be read. Carries what was rescued.
        made: A round of backing up is proved. Carries what it left.
    """

    closed = Signal()
    second_requested = Signal()
    drill_requested = Signal()
    list_requested = Signal(object)
    made = Signal(object)
    _progressed = Signal(int, int)  # from the thread of the work to that of the window

    def __init__(
        self,
        *,
        existing: Callable[[], Listing],
        back_up: BackUp,
        rescue: Callable[[Progress], Rescued],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            existing: The backups on this computer, newest first.
            back_up: Makes one more; is given whom to tell and to ask whether to stop.
            rescue: Saves what can be read of damaged records; told and asked likewise.
            jobs: Where they run.
        """
        super().__init__()
        self._existing = existing
        self._back_up = back_up
        self._rescue = rescue
        self._jobs = jobs
        self._is_stopped = False
        self._rescued: Rescued | None = None
        self.back_button = back_button()
        self.state = SectionHeading("")
        self.second = PlainLabel("")
        self.model: RowsModel[Backup] = RowsModel(
            (
                Column(_("Made"), lambda backup: moment_words(backup.at)),
                Column(_("Size"), _size_words),
            )
        )
        self.table = QTableView()
        self.busy = Busy(can_stop=True)
        self.problem = ProblemLabel()
        self.rescue_button = plain_button(_("R&escue what can be read"))
        self.rescue_button.hide()
        self.list_button = plain_button(_("Print this &list…"))
        self.list_button.hide()
        self.now_button = primary_button(_("Back up &now"))
        self.drill_button = plain_button(_("Try the &recovery"))
        self.second_button = plain_button(_("Choose a stick or &folder for second copies…"))
        self._prepare_table()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.now_button.clicked.connect(self.back_up)
        self.rescue_button.clicked.connect(self._on_rescue_clicked)
        self.list_button.clicked.connect(lambda: self.list_requested.emit(self._rescued))
        self.second_button.clicked.connect(self.second_requested)
        self.drill_button.clicked.connect(self.drill_requested)
        self.busy.stop_requested.connect(self._on_stop_requested)
        self._progressed.connect(self.busy.show_progress, Qt.ConnectionType.AutoConnection)

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Backups on this computer"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setMinimumHeight(180)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        page = ColumnPage(width=760)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Backups")), 1)
        page.body.addLayout(top)
        page.body.addWidget(
            Muted(
                _(
                    "The records are backed up by themselves each day and with each close. A "
                    "backup is opened and every page of it checked before it counts. Seven are "
                    "kept. They are encrypted, and open with the passphrases of their day: "
                    "whoever was removed since can still open an old one."
                )
            )
        )
        card = Card()
        card.body.addWidget(self.state)
        card.body.addWidget(self.table)
        card.body.addWidget(self.busy)
        card.body.addWidget(self.problem)
        rescue = QHBoxLayout()
        rescue.addWidget(self.rescue_button)
        rescue.addWidget(self.list_button)
        rescue.addStretch(1)
        card.body.addLayout(rescue)
        buttons = QHBoxLayout()
        buttons.addWidget(self.now_button)
        buttons.addWidget(self.drill_button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        page.body.addWidget(card)
        other = Card()
        other.body.addWidget(SectionHeading(_("Second copy")))
        other.body.addWidget(self.second)
        other_buttons = QHBoxLayout()
        other_buttons.addWidget(self.second_button)
        other_buttons.addStretch(1)
        other.body.addLayout(other_buttons)
        page.body.addWidget(other)
        page.body.addWidget(
            Muted(
                _(
                    "To restore: lock, then “Restore from a backup” under the passphrase. "
                    "Records are restored into a folder of their own, never over others."
                )
            )
        )
        filled(page, self)
        self.setFocusProxy(self.now_button)

    def load(self) -> None:
        """Fetch the list and draw it."""
        self.problem.clear()
        self._jobs.run(self._existing, on_done=self.show_backups, on_error=self._on_failed)

    def show_backups(self, found: Listing) -> None:
        """Draw *found*, newest first."""
        self.model.set_rows(found)
        self.state.setText(
            _("The newest is of {moment}.").format(moment=moment_words(found[0].at))
            if found
            else _("No backup yet.")
        )

    def show_second(self, folder: Path | None) -> None:
        """Say where second copies go."""
        self.second.setText(
            _("With each backup a second one goes to {folder}.").format(folder=folder)
            if folder
            else _("None. A laptop that is lost takes its only backups with it: choose a stick.")
        )

    def back_up(self) -> None:
        """Back up now; a second press while it runs changes nothing."""
        if not self.now_button.isEnabled():
            return
        self.problem.clear()
        self._is_stopped = False
        self.now_button.setEnabled(False)
        self.busy.begin(_("Copying, and checking every page of the copy…"))
        back_up = self._back_up
        self._jobs.run_aside(
            lambda: back_up(self._tell), on_done=self._on_made, on_error=self._on_failed
        )

    def _tell(self, done: int, total: int) -> bool:
        """Pass on how far it is, from the thread of the work; return whether to stop."""
        self._progressed.emit(done, total)
        return self._is_stopped

    def _on_stop_requested(self) -> None:
        self._is_stopped = True

    def _on_made(self, made: Made) -> None:
        self._end()
        self.load()
        self.made.emit(made)

    def _on_rescue_clicked(self) -> None:
        self.problem.clear()
        self._is_stopped = False
        self.now_button.setEnabled(False)
        self.rescue_button.setEnabled(False)
        self.busy.begin(_("Reading row by row what can be read…"))
        rescue = self._rescue
        self._jobs.run_aside(
            lambda: rescue(self._tell), on_done=self._on_rescued, on_error=self._on_rescue_failed
        )

    def _on_rescued(self, rescued: Rescued) -> None:
        self._end()
        self._rescued = rescued
        self.list_button.show()
        self.problem.show_words(rescued_words(rescued))

    def _on_rescue_failed(self, error: ClinicError) -> None:
        """Say why; what is damaged still is, so it can be tried again."""
        self._end()
        self.problem.show_error(error)

    def _on_failed(self, error: ClinicError) -> None:
        self._end()
        self.rescue_button.setVisible(isinstance(error, DatabaseDamagedError))
        self.problem.show_error(error)

    def _end(self) -> None:
        self.busy.end()
        self.now_button.setEnabled(True)
        self.rescue_button.setEnabled(True)


def _size_words(backup: Backup) -> str:
    megabytes = max(0.1, backup.size_bytes / _BYTES_IN_A_MEGABYTE)
    return _("{count} MB").format(count=f"{megabytes:.1f}")
