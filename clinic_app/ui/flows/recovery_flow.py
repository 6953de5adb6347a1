"""The papers that open the records: who holds them, and new ones, shown once and typed back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.records.audit import About, Act
from clinic_app.records.recovery_paper import CODE
from clinic_app.translation import gettext as _
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.flows.shares_flow import SharesFlow
from clinic_app.ui.flows.stops import Stop
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.key_papers import KeyPapersScreen
from clinic_app.ui.screens.new_recovery_code import NewRecoveryCodeScreen
from clinic_app.ui.screens.recovery_code import RecoveryCodeScreen
from clinic_app.workflows import (
    audit,
    first_start,
    recovery_papers,
    recovery_sheet,
    unlocking,
)
from clinic_app.workflows.session import Session


class RecoveryFlow(QObject):
    """Shows the papers, and replaces the recovery code or the shares.

    Signals:
        closed: Back to the clinic.
        drill_requested: Try whether the papers still open the records.
        new_keys_requested: New keys for everybody.
        proven: The new code is on paper.
        shares_proven: Three new shares are.
    """

    closed = Signal()
    drill_requested = Signal()
    new_keys_requested = Signal()
    proven = Signal()
    shares_proven = Signal()

    def __init__(
        self, session: Session, jobs: Jobs, show: Callable[[QWidget], None], paper: PaperFlow
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._paper = paper
        self._code = ""
        self._positions = (0, 1)
        self.papers = KeyPapersScreen(
            look=partial(recovery_papers.look, session),
            save=partial(recovery_papers.name_holders, session),
            may_change=session.is_coordinator,
            jobs=jobs,
        )
        self.start = NewRecoveryCodeScreen(
            make=partial(unlocking.new_recovery_code, session),
            make_shares=partial(unlocking.new_shares, session),
            jobs=jobs,
        )
        self.code = RecoveryCodeScreen(is_typed_back=self._is_typed_back, is_step=False)
        self.shares = SharesFlow(
            session, show, paper, jobs=jobs, begin_again=lambda _subject: self.open()
        )
        self.shares.setParent(self)
        self.stops = (
            Stop(name="clinic.keys", screen=self.papers, open=lambda _subject: self.open_papers()),
            Stop(name="recovery.start", screen=self.start, open=lambda _subject: self.open()),
            Stop(  # a code is shown once: after a lock another one is made
                name="recovery.code",
                screen=self.code,
                open=lambda _subject: self.open(was_never_proven=True),
            ),
            self.shares.stop,
        )

        self.papers.closed.connect(self.closed)
        self.papers.new_requested.connect(self.open)
        self.papers.drill_requested.connect(self.drill_requested)
        self.papers.new_keys_requested.connect(self.new_keys_requested)
        self.start.closed.connect(self.open_papers)
        self.start.made.connect(self._on_made)
        self.start.shares_made.connect(self.shares.open)
        self.shares.proven.connect(self.shares_proven)
        self.code.print_requested.connect(self._on_print_requested)
        self.code.confirmed.connect(self._on_confirmed)

    def open_papers(self) -> None:
        """Show which papers there are, and who holds each; first what is not on paper yet."""
        if self._went_on_with_what_is_shown_once():
            return
        self._go_to(self.papers)
        self.papers.load()

    def open(self, *, was_never_proven: bool = False) -> None:
        """Say what a new code does, and wait for the worker's word; first what waits for paper."""
        if self._went_on_with_what_is_shown_once():
            return
        self.start.start(was_never_proven=was_never_proven)
        self._go_to(self.start)

    def _went_on_with_what_is_shown_once(self) -> bool:
        """Whether a code or a share was left before it was typed back; it is shown again then.

        The one before it opens nothing any more, so it must not be lost with a click elsewhere.
        """
        if self._code:
            self._go_to(self.code)
        elif self.shares.is_open:
            self.shares.go_on()
        else:
            return False
        return True

    def _go_to(self, screen: QWidget) -> None:
        self._show(screen)
        screen.setFocus()

    def _on_made(self, code: str) -> None:
        self._code = code
        self._positions = first_start.groups_to_type(code)
        self.code.show_code(first_start.recovery_groups(code), self._positions)
        self._go_to(self.code)

    def _is_typed_back(self, typed: tuple[str, str]) -> bool:
        return bool(self._code) and first_start.is_typed_back(self._code, self._positions, typed)

    def _on_print_requested(self) -> None:
        groups = first_start.recovery_groups(self._code)
        name, day = self._session.clinic.name, self._session.today.day
        self._paper.open(
            title=_("Recovery code"),
            file_name="recovery-code.pdf",
            make=at_once(lambda _language: recovery_sheet.make(groups, name, day)),
            note=self._note,
            go_back=lambda: self._go_to(self.code),
            can_save=False,
        )

    def _note(self, act: Act) -> None:
        audit.note(self._session, act, About.KEYS, self._session.worker.id)

    def _on_confirmed(self, holder: str) -> None:
        self._jobs.run(
            partial(recovery_papers.keep_proved, self._session, CODE, holder),
            on_done=lambda _nothing: self._on_kept(),
            on_error=self.code.page.problem.show_error,
        )

    def _on_kept(self) -> None:
        self._code = ""
        self.code.forget()
        self.proven.emit()
