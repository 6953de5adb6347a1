"""Setting a clinic up: five short steps, and the vault is there with a way back into it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.clock import Today
from clinic_app.crypto.passphrases import Argon2Cost
from clinic_app.records.audit import About, Act
from clinic_app.records.recovery_paper import CODE
from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.enrolment_flow import EnrolmentFlow
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.flows.shares_flow import SharesFlow
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.recovery_code import RecoveryCodeScreen
from clinic_app.ui.screens.set_up import (
    ClinicEntered,
    SetUpClinicScreen,
    SetUpPassphraseScreen,
    SetUpWorkerScreen,
    WorkerEntered,
)
from clinic_app.ui.screens.set_up_way_back import SetUpWayBackScreen
from clinic_app.workflows import (
    audit,
    first_start,
    recovery_papers,
    recovery_sheet,
    unlocking,
)
from clinic_app.workflows.first_start import NewClinic
from clinic_app.workflows.session import Session


class SetUpFlow(QObject):
    """Clinic, you, passphrase, recovery code or shares, headquarters.

    Signals:
        closed: The person went back to the doors; nothing was made.
        finished: The vault is made and open. Carries the session.
        code_unproven: No way back is on paper yet. Carries the vault's id; empty once one was
            typed back.
        vault_opened: The vault is made and open.
    """

    closed = Signal()
    finished = Signal(object)
    code_unproven = Signal(str)
    vault_opened = Signal()

    def __init__(
        self,
        folder: Path,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        *,
        chooser: FileChooser,
        paper: PaperFlow,
        today: Callable[[], Today],
        cost: Argon2Cost | None,
    ) -> None:
        super().__init__()
        self._folder = folder
        self._jobs = jobs
        self._show = show
        self._chooser = chooser
        self._paper = paper
        self._today = today
        self._cost = cost
        self._clinic: ClinicEntered | None = None
        self._worker: WorkerEntered | None = None
        self._made: NewClinic | None = None
        self._session: Session | None = None
        self._positions = (0, 1)
        self._enrolment: EnrolmentFlow | None = None
        self.clinic = SetUpClinicScreen(is_code=first_start.is_clinic_code)
        self.worker = SetUpWorkerScreen()
        self.passphrase = SetUpPassphraseScreen(suggest=first_start.suggest_passphrase)
        self.way_back = SetUpWayBackScreen()
        self.code = RecoveryCodeScreen(is_typed_back=self._is_typed_back)
        self.shares: SharesFlow | None = None
        self._connect()

    def _connect(self) -> None:
        self.clinic.closed.connect(self.closed)
        self.clinic.entered.connect(self._on_clinic_entered)
        self.worker.closed.connect(self.open)
        self.worker.entered.connect(self._on_worker_entered)
        self.passphrase.closed.connect(lambda: self._go_to(self.worker))
        self.passphrase.chosen.connect(self._on_passphrase_chosen)
        self.way_back.code_chosen.connect(self._on_code_chosen)
        self.way_back.shares_chosen.connect(self._on_shares_chosen)
        self.code.print_requested.connect(self._on_print_requested)
        self.code.confirmed.connect(self._on_code_confirmed)

    def open(self) -> None:
        """Show the first step; what was typed before is still there."""
        self._go_to(self.clinic)

    def leave(self) -> Session | None:
        """Let go of all that was typed and shown; return the session, where a vault is open."""
        self.code.forget()
        if self.shares is not None:
            self.shares.forget()
        self._made = None
        for screen in (self.clinic, self.worker, self.passphrase, self.way_back, self.code):
            screen.deleteLater()
        self.deleteLater()
        return self._session

    def _go_to(self, screen: QWidget) -> None:
        self._show(screen)
        screen.setFocus()

    def _on_clinic_entered(self, entered: ClinicEntered) -> None:
        self._clinic = entered
        self._go_to(self.worker)

    def _on_worker_entered(self, entered: WorkerEntered) -> None:
        self._worker = entered
        self.passphrase.start()
        self._go_to(self.passphrase)

    def _on_passphrase_chosen(self, passphrase: str) -> None:
        clinic, worker = self._clinic, self._worker
        if clinic is None or worker is None:
            return
        folder, today, cost = self._folder, self._today(), self._cost

        def work() -> NewClinic:
            return first_start.create_clinic(
                folder,
                clinic_name=clinic.name,
                clinic_code=clinic.code,
                site=clinic.site,
                phone=clinic.phone,
                worker_name=worker.name,
                accreditation=worker.accreditation,
                sign_in_name=worker.sign_in_name,
                passphrase=passphrase,
                today=today,
                cost=cost,
            )

        self._jobs.run_aside(work, on_done=self._on_made, on_error=self.passphrase.show_error)

    def _on_made(self, made: NewClinic) -> None:
        self._made, self._session = made, made.session
        self.vault_opened.emit()
        self.code_unproven.emit(made.session.vault.id)
        self.passphrase.passphrase.clear()
        self._go_to(self.way_back)

    def _on_code_chosen(self) -> None:
        made = self._made
        if made is None:
            return
        self._positions = first_start.groups_to_type(made.recovery_code)
        self.code.show_code(first_start.recovery_groups(made.recovery_code), self._positions)
        self._go_to(self.code)

    def _on_shares_chosen(self) -> None:
        """Make the shares; the code of this vault is told to nobody."""
        if self._session is not None:
            self._jobs.run_aside(
                partial(unlocking.new_shares, self._session),
                on_done=self._on_shares_made,
                on_error=self.way_back.show_error,
            )

    def _on_shares_made(self, shares: tuple[str, ...]) -> None:
        if self._session is None:
            return
        self._made = None
        self.shares = SharesFlow(
            self._session,
            self._show,
            self._paper,
            jobs=self._jobs,
            begin_again=lambda _subject: None,
            is_step=True,
        )
        self.shares.setParent(self)
        self.shares.proven.connect(self._on_proven)
        self.shares.open(shares)

    def _on_print_requested(self) -> None:
        made = self._made
        if made is None:
            return
        groups = first_start.recovery_groups(made.recovery_code)
        name, day = made.session.clinic.name, made.session.today.day
        self._paper.open(
            title=_("Recovery code"),
            file_name="recovery-code.pdf",
            make=at_once(lambda _language: recovery_sheet.make(groups, name, day)),
            note=partial(_note, made.session),
            go_back=lambda: self._go_to(self.code),
            can_save=False,
        )

    def _is_typed_back(self, typed: tuple[str, str]) -> bool:
        return self._made is not None and first_start.is_typed_back(
            self._made.recovery_code, self._positions, typed
        )

    def _on_code_confirmed(self, holder: str) -> None:
        if self._made is not None:
            self._jobs.run(
                partial(recovery_papers.keep_proved, self._made.session, CODE, holder),
                on_done=lambda _nothing: self._on_proven(),
                on_error=self.code.page.problem.show_error,
            )

    def _on_proven(self) -> None:
        session = self._session
        if session is None:
            return
        self._made = None
        self.code_unproven.emit("")
        self.code.forget()
        self._enrolment = EnrolmentFlow(
            session, self._jobs, self._show, self._chooser, is_step=True
        )
        self._enrolment.setParent(self)
        self._enrolment.closed.connect(lambda: self._on_finished(session))
        self._enrolment.open()

    def _on_finished(self, session: Session) -> None:
        self.finished.emit(session)


def _note(session: Session, act: Act) -> None:
    audit.note(session, act, About.KEYS, session.worker.id)
