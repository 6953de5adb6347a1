"""How long records are kept: the setting, who is due, and what was deleted."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.retention import FEWEST_DAYS, Purge
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.deletions import Deletions
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rows import Column
from clinic_app.ui.old_backups import OldBackupsCard
from clinic_app.ui.short_list import ShortList
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading
from clinic_app.ui.words import retention_words as words
from clinic_app.ui.words.keeping_words import forgotten_words
from clinic_app.vault.progress import Progress
from clinic_app.workflows.retention import Outlook, SilentClient

_SUGGESTED_DAYS = 3 * 365
_MOST_DAYS = 36_500


class RetentionScreen(QWidget):
    """The days at the top, the people below, the deletions last.

    Signals:
        closed: Back to the clinic.
        changed: Others may be due now.
        client_requested: Open a client's file. Carries the client's id.
        proof_requested: Print the proof of a deletion. Carries the purge.
    """

    closed = Signal()
    changed = Signal()
    client_requested = Signal(str)
    proof_requested = Signal(object)
    _progressed = Signal(int, int)

    def __init__(
        self,
        *,
        look: Callable[[], Outlook],
        set_days: Callable[[int | None], object],
        purge: Callable[[int, Progress], Purge],
        old_backups: OldBackupsCard,
        may_act: bool,
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            look: What is due, what is kept, what was deleted.
            set_days: Gets the days; None for ever.
            purge: Deletes who is due; gets how many were shown, and what is told how far it is.
            old_backups: Drawn below.
            may_act: Whether the worker sets the days and deletes.
            jobs: Where they run.
        """
        super().__init__()
        self._look = look
        self._set_days = set_days
        self._purge = purge
        self._may_act = may_act
        self._jobs = jobs
        self._due = 0
        self._is_stopped = False

        self.back_button = back_button()
        self.limited = QCheckBox(_("Not &for ever, but for"))
        self.days = QSpinBox()
        self.days.setAccessibleName(_("Days after the last visit"))
        self.days.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.days.setRange(FEWEST_DAYS, _MOST_DAYS)
        self.days.setValue(_SUGGESTED_DAYS)
        self.save_button = plain_button(_("Sa&ve"))
        self.saved = Muted()
        self.state = PlainLabel()
        columns = (
            Column(_("Who"), words.name_words),
            Column(_("Last visit"), words.last_day_words),
            Column(_("State"), words.state_words),
        )
        self.people: ShortList[SilentClient] = ShortList(
            _("People whose time is over"), columns, height=200, widths=(320, 130)
        )
        self.open_button = plain_button(_("&Open the file"))
        self.sure = QCheckBox(_("&Yes, delete them; nothing brings them back"))
        self.purge_button = primary_button("")
        self.busy = Busy(can_stop=True)
        self.problem = ProblemLabel()
        self.done = PlainLabel(role="notice")
        self.old_backups = old_backups
        self.deletions = Deletions()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        page = ColumnPage(width=980)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("How long records are kept")), 1)
        page.body.addLayout(top)
        page.body.addWidget(self.problem)
        setting = Card()
        row = QHBoxLayout()
        row.addWidget(self.limited)
        row.addWidget(self.days)
        row.addWidget(PlainLabel(_("days after the last visit")), 1)
        row.addWidget(self.save_button)
        setting.body.addLayout(row)
        setting.body.addWidget(self.saved)
        setting.body.addWidget(
            Muted(
                _(
                    "Nothing is ever deleted by itself. Whoever comes again begins anew, and the "
                    "monthly numbers stay as they are, whoever goes."
                )
            )
        )
        page.body.addWidget(setting)
        due = Card()
        due.body.addWidget(SectionHeading(_("Whose time is over")))
        due.body.addWidget(self.state)
        due.body.addWidget(self.people)
        due.body.addWidget(self.sure)
        due.body.addWidget(self.busy)
        due.body.addWidget(self.done)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        buttons.addWidget(self.purge_button)
        due.body.addLayout(buttons)
        page.body.addWidget(due)
        page.body.addWidget(self.old_backups)
        page.body.addWidget(self.deletions)
        filled(page, self)
        self.setFocusProxy(self.limited if self._may_act else self.back_button)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.closed)
        self.limited.toggled.connect(self._draw_buttons)
        self.save_button.clicked.connect(self._on_save_clicked)
        self.sure.toggled.connect(self._draw_buttons)
        self.open_button.clicked.connect(self._on_open)
        self.people.activated.connect(lambda _index: self._on_open())
        self.purge_button.clicked.connect(self._on_purge_clicked)
        self.deletions.proof_requested.connect(self.proof_requested)
        self.busy.stop_requested.connect(self._on_stop_requested)
        self._progressed.connect(self.busy.show_progress, Qt.ConnectionType.AutoConnection)

    def start(self) -> None:
        """Draw it as it is now, with nothing said of what was done before."""
        self.problem.clear()
        self.saved.clear()
        self.done.hide()
        self.load()

    def load(self) -> None:
        """Fetch everything and draw it."""
        self._jobs.run(self._look, on_done=self.show_outlook, on_error=self._on_failed)
        self.old_backups.load()

    def show_outlook(self, outlook: Outlook) -> None:
        """Draw *outlook*."""
        self._due = outlook.due
        self.limited.setChecked(outlook.days is not None)
        self.days.setValue(outlook.days or _SUGGESTED_DAYS)
        self.state.setText(words.due_words(outlook))
        self.people.show_rows(outlook.listed)
        self.open_button.setVisible(bool(outlook.listed))
        self.deletions.show_purges(outlook.purges)
        self.sure.setChecked(False)
        for part in (self.sure, self.purge_button):
            part.setVisible(bool(outlook.due))
        self.purge_button.setText(
            ngettext(
                "&Delete {count} person for good", "&Delete {count} people for good", outlook.due
            ).format(count=outlook.due)
        )
        self._draw_buttons()

    def _draw_buttons(self) -> None:
        self.limited.setEnabled(self._may_act)
        self.days.setEnabled(self._may_act and self.limited.isChecked())
        self.save_button.setEnabled(self._may_act)
        self.sure.setEnabled(self._may_act)
        self.purge_button.setEnabled(self._may_act and self.sure.isChecked())
        if not self._may_act:
            self.saved.setText(_("A coordinator sets the days and deletes."))

    def _on_save_clicked(self) -> None:
        set_days = self._set_days
        days = self.days.value() if self.limited.isChecked() else None
        self.problem.clear()
        self.save_button.setEnabled(False)
        self._jobs.run(
            lambda: set_days(days), on_done=lambda _done: self._on_saved(), on_error=self._on_failed
        )

    def _on_saved(self) -> None:
        self.saved.setText(_("Saved."))
        self.load()
        self.changed.emit()

    def _on_open(self) -> None:
        one = self.people.chosen()
        if one is not None:
            self.client_requested.emit(one.client.id)

    def _on_purge_clicked(self) -> None:
        purge, due = self._purge, self._due
        if not self.purge_button.isEnabled():
            return
        self.problem.clear()
        self.done.hide()
        self._is_stopped = False
        for one in (self.purge_button, self.sure, self.save_button, self.back_button):
            one.setEnabled(False)
        self.busy.begin(_("Deleting, and writing the file anew…"))
        self._jobs.run_aside(
            lambda: purge(due, self._tell), on_done=self._on_purged, on_error=self._on_failed
        )

    def _tell(self, done: int, total: int) -> bool:
        """Pass on how far it is, from the thread of the work; return whether to stop."""
        self._progressed.emit(done, total)
        return self._is_stopped

    def _on_stop_requested(self) -> None:
        self._is_stopped = True

    def _on_purged(self, purge: Purge) -> None:
        self._end()
        self.done.setText(forgotten_words(purge))
        self.done.show()
        self.load()
        self.changed.emit()

    def _on_failed(self, error: ClinicError) -> None:
        self._end()
        self.problem.show_error(error)

    def _end(self) -> None:
        self.busy.end()
        self.back_button.setEnabled(True)
        self._draw_buttons()
