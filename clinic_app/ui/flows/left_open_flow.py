"""What the rules could not confirm is confirmed by a representative, or taken back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.screening.rule_pack import Window
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rules_view import LeftOpenView, ReadSource
from clinic_app.ui.screens.left_open import LeftOpenScreen
from clinic_app.ui.words.installing_words import confirmed_line, open_line
from clinic_app.workflows import confirming, workers
from clinic_app.workflows.session import Session


class LeftOpenFlow(QObject):
    """Shows what is open, and keeps a representative's word.

    Signals:
        closed: Back to the rules.
        changed: Screenings rest on something else now. Carries the session that goes on.
    """

    closed = Signal()
    changed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, show: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self.screen = LeftOpenScreen(
            confirm=self._confirm, take_back=partial(confirming.take_back, session), jobs=jobs
        )
        self.stop = Stop(
            name="rules.left_open", screen=self.screen, open=lambda _subject: self.open()
        )
        self.screen.closed.connect(self.closed)
        self.screen.changed.connect(self.changed)

    def open(self) -> None:
        """Show what the rules leave open today."""
        self._show(self.screen)
        self._jobs.run(self._view, on_done=self._on_viewed, on_error=self.screen.problem.show_error)

    def _on_viewed(self, view: LeftOpenView) -> None:
        self.screen.show_left_open(view)
        self.screen.setFocus()

    def _view(self) -> LeftOpenView:
        session = self._session
        names = {worker.id: worker.name for worker in workers.every(session)}
        may_sign = session.may_sign and workers.can_sign_on(session.worker, session.today.day)
        return LeftOpenView(
            open_lines=tuple(open_line(one) for one in confirming.unconfirmed(session)),
            confirmed=tuple(
                confirmed_line(one, names, may_sign=may_sign)
                for one in confirming.of_rules(session)
            ),
            may_confirm=may_sign,
            today=session.today.day,
        )

    def _confirm(self, read: ReadSource) -> Session:
        window = None
        if read.first is not None and read.last is not None:
            window = Window(read.first, read.last)
        return confirming.confirm(
            self._session,
            read.line,
            source=read.source,
            read_on=read.read_on,
            through=read.through,
            reregistration=window,
        )
