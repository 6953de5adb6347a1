"""Backups that still hold people who were deleted, and the button that takes them away."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import plain_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.text import Muted, PlainLabel, ProblemLabel, SectionHeading
from clinic_app.ui.words.retention_words import backup_lines, place_lines
from clinic_app.vault.progress import Progress
from clinic_app.workflows.old_backups import OldBackups


class OldBackupsCard(Card):
    """A list by path and date; first those that can be reached."""

    _progressed = Signal(int, int)

    def __init__(
        self,
        *,
        look: Callable[[], OldBackups],
        destroy: Callable[[Progress], OldBackups],
        may_act: bool,
        jobs: Jobs,
    ) -> None:
        """Build the card.

        Args:
            look: What there is.
            destroy: Makes new backups and destroys the old ones; returns what is left.
            may_act: Whether the worker destroys them.
            jobs: Where both run.
        """
        super().__init__()
        self._look = look
        self._destroy = destroy
        self._may_act = may_act
        self._jobs = jobs
        self._is_stopped = False
        self.state = PlainLabel()
        self.reachable = PlainLabel()
        self.unreachable = PlainLabel()
        self.away = Muted(
            _("Not there now; put the stick in and open this page again, or destroy it by hand:")
        )
        self.busy = Busy(can_stop=True)
        self.problem = ProblemLabel()
        self.button = plain_button("")
        self.body.addWidget(SectionHeading(_("Old backups")))
        for part in (self.state, self.reachable, self.away, self.unreachable):
            self.body.addWidget(part)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.busy)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self._on_clicked)
        self.busy.stop_requested.connect(self._on_stop_requested)
        self._progressed.connect(self.busy.show_progress, Qt.ConnectionType.AutoConnection)

    def load(self) -> None:
        """Fetch what there is and draw it."""
        self.problem.clear()
        self._jobs.run(self._look, on_done=self.show_old, on_error=self._on_failed)

    def show_old(self, old: OldBackups) -> None:
        """Draw *old*."""
        self.busy.end()
        is_any = bool(old.reachable or old.unreachable)
        self.state.setText(
            _(
                "These were made before a deletion and still hold whoever was deleted since. Their "
                "place is taken by a new backup first."
            )
            if is_any
            else _("No backup holds anybody who was deleted.")
        )
        self.reachable.setText("\n".join(backup_lines(old.reachable)))
        self.unreachable.setText("\n".join(place_lines(old.unreachable)))
        self.away.setVisible(bool(old.unreachable))
        self.unreachable.setVisible(bool(old.unreachable))
        self.reachable.setVisible(bool(old.reachable))
        self.button.setVisible(bool(old.reachable))
        count = len(old.reachable)
        self.button.setText(
            ngettext("Destroy {count} o&ld backup", "Destroy {count} o&ld backups", count).format(
                count=count
            )
        )
        self.button.setEnabled(self._may_act)

    def _on_clicked(self) -> None:
        destroy = self._destroy
        self.problem.clear()
        self._is_stopped = False
        self.button.setEnabled(False)
        self.busy.begin(_("Making a new backup, and destroying the old ones…"))
        self._jobs.run_aside(
            lambda: destroy(self._tell), on_done=self.show_old, on_error=self._on_failed
        )

    def _tell(self, done: int, total: int) -> bool:
        """Pass on how far it is, from the thread of the work; return whether to stop."""
        self._progressed.emit(done, total)
        return self._is_stopped

    def _on_stop_requested(self) -> None:
        self._is_stopped = True

    def _on_failed(self, error: ClinicError) -> None:
        self.busy.end()
        self.button.setEnabled(self._may_act)
        self.problem.show_error(error)
