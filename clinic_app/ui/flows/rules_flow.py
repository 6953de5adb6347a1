"""Newer rules from the stick to work, and back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.left_open_flow import LeftOpenFlow
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.flows.sweep_flow import SweepFlow
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rules_view import RulesView
from clinic_app.ui.screens.new_rules import NewRulesScreen
from clinic_app.ui.screens.rules import RulesScreen
from clinic_app.ui.words.installing_words import arrival_view, left_open_words, rules_view
from clinic_app.workflows import closing, confirming, installing, workers
from clinic_app.workflows.installing import Arrival, Looking
from clinic_app.workflows.session import Session


class RulesFlow(QObject):
    """Shows the rules, takes in newer ones, and takes them back.

    Signals:
        closed: The worker goes back.
        changed: Other rules are at work. Carries the session that goes on with them.
        client_requested: Open a client's file. Carries the client's id.
    """

    closed = Signal()
    client_requested = Signal(str)
    changed = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        chooser: FileChooser,
        paper: PaperFlow,
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._arrival: Arrival | None = None
        self._stop: Callable[[], None] = lambda: None
        self.rules = RulesScreen()
        self.new = NewRulesScreen(jobs=jobs)
        self.sweep = SweepFlow(session, jobs, show, paper)
        self.left_open = LeftOpenFlow(session, jobs, show)
        self.sweep.setParent(self)
        self.left_open.setParent(self)
        self._notice = ""
        self.stops = (
            Stop(
                name="rules",
                screen=self.rules,
                open=lambda _subject: self.open(),
                over={
                    _folder_title(): self.rules.folder_button.click,
                    _file_title(): self.rules.file_button.click,
                },
            ),
            Stop(  # after a lock the file is checked again
                name="rules.new", screen=self.new, open=lambda _subject: self.open()
            ),
            self.sweep.call_stop,
            self.left_open.stop,
        )

        self.rules.closed.connect(self._on_closed)
        self.rules.folder_requested.connect(
            lambda: chooser.ask_folder(_folder_title(), partial(self._check, installing.look_in))
        )
        self.rules.file_requested.connect(
            lambda: chooser.ask_file(_file_title(), partial(self._check, installing.look_at))
        )
        self.rules.stop_requested.connect(self._on_stop_requested)
        self.rules.roll_back_requested.connect(self._on_roll_back_requested)
        self.rules.sweep_requested.connect(self._on_sweep_requested)
        self.rules.calls_requested.connect(self.sweep.open_calls)
        self.rules.left_open_requested.connect(self.left_open.open)
        self.left_open.closed.connect(self.open)
        self.new.closed.connect(self.open)
        self.new.installed.connect(self.changed)
        self.sweep.progressed.connect(self.rules.busy.show_progress)
        self.sweep.ended.connect(self._on_swept)
        self.sweep.failed.connect(self.rules.show_error)
        self.sweep.closed.connect(self.open)
        self.sweep.client_requested.connect(self.client_requested)

    def open(self) -> None:
        """Show the rules at work, and what was done last."""
        self._go_to(self.rules)
        self._jobs.run(self._view, on_done=self._on_viewed, on_error=self.rules.show_error)

    def open_changed(self) -> None:
        """Show the rules after others were put to work, and run the screenings by them."""
        version = self._session.rules.pack.version
        self._notice = _("Rules {version} are at work from now on.").format(version=version)
        self.open()
        is_newer = bool(self._session.rules.installation_id)
        if is_newer and self._session.may_screen:  # rolled back: what stood before stands again
            self._on_sweep_requested()

    def open_confirmed(self) -> None:
        """Show the rules after somebody confirmed what they leave open, or took it back."""
        self._notice = _(
            "Screenings rest on it from now on. Run the saved ones again to see whom it changes."
        )
        self.open()

    def _on_viewed(self, view: RulesView) -> None:
        self.rules.show_rules(view)
        self.rules.show_notice(self._notice)
        if self.sweep.is_running:
            self.rules.set_busy(_sweep_words())

    def _on_sweep_requested(self) -> None:
        self.rules.set_busy(_sweep_words())
        self._stop = self.sweep.stop
        self.sweep.begin()

    def _on_swept(self, words: str) -> None:
        version = self._session.rules.pack.version
        at_work = _("Rules {version} are at work.").format(version=version)
        self._notice = f"{at_work} {words}"
        self.rules.set_idle()
        self.rules.show_notice(self._notice)
        if self.rules.isVisible():
            self.rules.calls_button.setFocus()

    def _view(self) -> RulesView:
        session = self._session
        names = {worker.id: worker.name for worker in workers.every(session)}
        installed = installing.installed(session)
        left_open = left_open_words(confirming.unconfirmed(session), confirming.of_rules(session))
        view = rules_view(session.rules, installed, names, session.today.day, left_open)
        return replace(view, main=closing.closes_at(session))

    def _go_to(self, screen: QWidget) -> None:
        self._show(screen)
        screen.setFocus()

    def _check(self, look: Callable[[Session, Path], Looking], place: Path) -> None:
        def steps() -> Iterator[tuple[int, int]]:
            self._arrival = yield from look(self._session, place)

        self._arrival = None
        self.rules.set_busy(_("Checking the signature and running the scenarios…"))
        self._stop = self._jobs.run_steps(
            steps,
            on_progress=self.rules.busy.show_progress,
            on_done=self._on_checked,
            on_error=self.rules.show_error,
        )

    def _on_checked(self) -> None:
        self.rules.set_idle()
        arrival = self._arrival
        if not self.rules.isVisible():  # the worker went on to something else
            return
        if arrival is None:
            self.rules.show_notice(_("Stopped; nothing was changed."))
            self.rules.setFocus()
            return
        self.new.show_arrival(
            arrival_view(arrival), lambda: installing.install(self._session, arrival)
        )
        self._go_to(self.new)

    def _on_stop_requested(self) -> None:
        self._stop()

    def _on_roll_back_requested(self) -> None:
        self._jobs.run(
            partial(installing.roll_back, self._session),
            on_done=self.changed.emit,
            on_error=self.rules.show_error,
        )

    def _on_closed(self) -> None:
        if not self.sweep.is_running:  # that one goes on in the background
            self._stop()
        self.closed.emit()


def _folder_title() -> str:
    return _("The folder or stick with the newer rules")


def _sweep_words() -> str:
    return _("Running every saved screening again…")


def _file_title() -> str:
    return _("The file with the newer rules")
