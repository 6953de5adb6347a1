"""Backups of the records at work: each day by themselves, with each close, and on request."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.audit import About, Act
from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.drill_flow import DrillFlow
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.backups import BackupsScreen
from clinic_app.vault.errors import DatabaseDamagedError
from clinic_app.vault.progress import Progress
from clinic_app.vault.rescue import Rescued
from clinic_app.workflows import audit, backups, rescue_sheet, rescuing
from clinic_app.workflows.backups import Made
from clinic_app.workflows.session import Session


class BackupsFlow(QObject):
    """One screen, and what happens without it.

    Signals:
        closed: Back to where the worker came from.
        second_folder_chosen: Second copies go there from now on. Carries the path.
        made: There is a new backup.
        failed: A backup that nobody asked for could not be made. Carries the error.
    """

    closed = Signal()
    second_folder_chosen = Signal(object)
    made = Signal()
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        chooser: FileChooser,
        second: Path | None,
        *,
        paper: PaperFlow,
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._chooser = chooser
        self._second = second
        self._paper = paper
        self.screen = BackupsScreen(
            existing=partial(backups.existing, session),
            back_up=self._back_up,
            rescue=lambda progress: rescuing.rescue(session, progress=progress),
            jobs=jobs,
        )
        self.stop = Stop(
            name="clinic.backups",
            screen=self.screen,
            open=lambda _subject: self.open(),
            over={_second_title(): self.screen.second_button.click},
        )
        self.drill = DrillFlow(session, jobs, show, paper)
        self.drill.setParent(self)
        self.stops = (self.stop, self.drill.stop)
        self.screen.closed.connect(self.closed)
        self.screen.made.connect(self.made)
        self.screen.drill_requested.connect(self.drill.open)
        self.drill.closed.connect(self.open)
        self.screen.second_requested.connect(self._on_second_requested)
        self.screen.list_requested.connect(self._on_list_requested)

    def second_folder(self) -> Path | None:
        """Where second copies go; None for nowhere."""
        return self._second

    def open(self) -> None:
        """Show what there is."""
        self.screen.show_second(self._second)
        self._go_back()
        self.screen.load()

    def back_up_if_due(self) -> None:
        """Back up in the background unless it was done on this day, or is being done."""
        self._jobs.run_aside(
            partial(backups.is_due, self._session),
            on_done=self._on_due_known,
            on_error=self.failed.emit,
        )

    def back_up_silently(self) -> None:
        """Back up in the background, and speak only of what goes wrong."""
        self._jobs.run_aside(
            lambda: self._back_up(_go_on), on_done=self._on_made, on_error=self._on_failed
        )

    def _on_due_known(self, is_due: bool) -> None:  # noqa: FBT001 - a job's answer
        if is_due:
            self.back_up_silently()

    def _back_up(self, progress: Progress) -> Made:
        return backups.make(self._session, self._second, progress=progress)

    def _on_made(self, _made: Made) -> None:
        self.screen.load()
        self.made.emit()

    def _on_failed(self, error: ClinicError) -> None:
        self.screen.load()
        self.failed.emit(error)

    def _on_list_requested(self, rescued: Rescued) -> None:
        session = self._session
        self._paper.open(
            title=_("Rescued records"),
            file_name=f"rescued-records-{session.today.day.isoformat()}.pdf",
            make=at_once(lambda _language: rescue_sheet.make(session, rescued)),
            note=self._note,
            go_back=self._go_back,
        )

    def _note(self, act: Act) -> None:
        with suppress(DatabaseDamagedError):  # the list must come out of damaged records too
            audit.note(self._session, act, About.VAULT, "")

    def _go_back(self) -> None:
        """Show the screen as it was left, with what was rescued."""
        self._show(self.screen)
        self.screen.setFocus()

    def _on_second_requested(self) -> None:
        self._chooser.ask_folder(_second_title(), self._on_second_chosen)

    def _on_second_chosen(self, folder: Path) -> None:
        self._second = folder
        self.second_folder_chosen.emit(folder)
        self.screen.show_second(folder)
        self.screen.back_up()


def _second_title() -> str:
    return _("The stick or folder for second copies")


def _go_on(_done: int, _total: int) -> bool:
    """Never stop by itself; a lock stops it."""
    return False
