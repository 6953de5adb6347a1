"""The clinic, its workers, one's passphrase, headquarters, the rules and About."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.records.worker import Worker
from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.audit_flow import AuditFlow
from clinic_app.ui.flows.enrolment_flow import EnrolmentFlow
from clinic_app.ui.flows.laptops_flow import LaptopsFlow
from clinic_app.ui.flows.new_keys_flow import NewKeysFlow
from clinic_app.ui.flows.paper_flow import PaperFlow
from clinic_app.ui.flows.recovery_flow import RecoveryFlow
from clinic_app.ui.flows.retention_flow import RetentionFlow
from clinic_app.ui.flows.rules_flow import RulesFlow
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.about import AboutScreen
from clinic_app.ui.screens.change_passphrase import ChangePassphraseScreen
from clinic_app.ui.screens.clinic import ClinicScreen
from clinic_app.ui.screens.if_taken import IfTakenScreen
from clinic_app.ui.screens.worker import WorkerScreen
from clinic_app.workflows import clinic, first_start, if_taken, licences, unlocking, workers
from clinic_app.workflows.session import Session


class ClinicFlow(QObject):
    """What is set once and looked up sometimes.

    Signals:
        described: The clinic or the worker at work reads differently now. Carries the session.
        rules_changed: Other rules are at work. Carries the session.
        moved: The clinic is at another headquarters. Carries the session, and what is shown then.
        rules_confirmed: What they leave open is confirmed, or no more. Carries the session.
        client_requested: Open a client's file. Carries the client's id.
        drill_requested: Try whether the recovery papers still open the records. Carries what shows
            where the worker came from.
    """

    client_requested = Signal(str)
    drill_requested = Signal(object)
    described = Signal(object)
    rules_changed = Signal(object)
    moved = Signal(object, str)
    rules_confirmed = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        chooser: FileChooser,
        paper: PaperFlow,
        *,
        second: Callable[[], Path | None],
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self.clinic = ClinicScreen(
            describe=self._describe, workers=partial(workers.every, session), jobs=jobs
        )
        self.worker = WorkerScreen(
            add=partial(workers.add, session),
            update=partial(workers.update, session),
            renew=partial(workers.renew, session),
            suggest=first_start.suggest_passphrase,
            jobs=jobs,
        )
        self.passphrase = ChangePassphraseScreen(
            change=partial(unlocking.change_passphrase, session),
            suggest=first_start.suggest_passphrase,
            jobs=jobs,
        )
        self.about = AboutScreen(version=licences.version, licence_text=licences.licence_text)
        self.enrolment = EnrolmentFlow(session, jobs, show, chooser)
        self.recovery = RecoveryFlow(session, jobs, show, paper)
        self.new_keys = NewKeysFlow(session, jobs, show, paper, second=second)
        self.rules = RulesFlow(session, jobs, show, chooser, paper)
        self.laptops = LaptopsFlow(session, jobs, show, chooser)
        self.audit = AuditFlow(session, jobs, show)
        self.retention = RetentionFlow(session, jobs, show, paper)
        for flow in (self.enrolment, self.recovery, self.new_keys, self.rules, self.laptops):
            flow.setParent(self)
        self.audit.setParent(self)
        self.retention.setParent(self)
        self.if_taken = IfTakenScreen(look=partial(if_taken.look, session), jobs=jobs)
        self._worker_id = ""
        self._was_at_work = False
        self.stops = (
            Stop(name="clinic", screen=self.clinic, open=lambda _subject: self.open()),
            Stop(
                name="clinic.worker",
                screen=self.worker,
                subject=lambda: (self._worker_id,),
                open=self._open_worker_about,
            ),
            Stop(
                name="clinic.passphrase",
                screen=self.passphrase,
                open=lambda _subject: self._open_passphrase(),
            ),
            Stop(
                name="clinic.about",
                screen=self.about,
                open=lambda _subject: self._go_to(self.about),
            ),
            self.enrolment.stop,
            *self.laptops.stops,
            self.audit.stop,
            self.retention.stop,
            Stop(
                name="clinic.if_taken",
                screen=self.if_taken,
                open=lambda _subject: self._open_if_taken(),
            ),
            *self.recovery.stops,
            *self.new_keys.stops,
            *self.rules.stops,
        )
        self._connect()

    def _connect(self) -> None:
        self.clinic.described.connect(self._on_described)
        self.clinic.worker_requested.connect(self._open_worker)
        self.clinic.new_worker_requested.connect(lambda: self._open_worker(None))
        self.clinic.passphrase_requested.connect(self._open_passphrase)
        self.clinic.recovery_requested.connect(self.recovery.open_papers)
        self.recovery.drill_requested.connect(
            lambda: self.drill_requested.emit(self.recovery.open_papers)
        )
        self.recovery.new_keys_requested.connect(self.new_keys.open)
        self.recovery.closed.connect(self.open)
        self.new_keys.closed.connect(self.open)
        self.recovery.proven.connect(self._on_code_proven)
        self.recovery.shares_proven.connect(self._on_shares_proven)
        self.clinic.enrolment_requested.connect(self.open_enrolment)
        self.clinic.laptops_requested.connect(self.laptops.open)
        self.clinic.audit_requested.connect(self.audit.open)
        self.clinic.retention_requested.connect(self.retention.open)
        self.retention.client_requested.connect(self.client_requested)
        self.clinic.if_taken_requested.connect(self._open_if_taken)
        self.if_taken.backups_requested.connect(self.clinic.backups_requested)
        self.if_taken.recovery_requested.connect(self.recovery.open_papers)
        self.if_taken.retention_requested.connect(self.retention.open)
        self.clinic.rules_requested.connect(self.rules.open)
        self.rules.changed.connect(self.rules_changed)
        self.enrolment.moved.connect(self.moved)
        self.rules.left_open.changed.connect(self.rules_confirmed)
        self.rules.client_requested.connect(self.client_requested)
        self.clinic.about_requested.connect(lambda: self._go_to(self.about))
        self.worker.saved.connect(self._on_worker_saved)
        self.passphrase.changed.connect(self._on_passphrase_changed)
        own = (self.worker, self.passphrase, self.about, self.if_taken)
        others = (self.enrolment, self.laptops, self.rules, self.audit, self.retention)
        for screen in (*own, *others):
            screen.closed.connect(self.open)

    def open(self) -> None:
        """Show the clinic and its workers."""
        self.clinic.show_clinic(self._session.clinic)
        self._go_to(self.clinic)
        self.clinic.load()

    def open_changed(self) -> None:
        """Show them again after something of them was saved."""
        self.open()
        self.clinic.show_notice(_("Saved."))

    def open_enrolment(self) -> None:
        """Show where this clinic stands with headquarters."""
        self.enrolment.open()

    def _go_to(self, screen: QWidget) -> None:
        self._show(screen)
        screen.setFocus()

    def _describe(self, name: str, site: str, phone: str) -> Session:
        return clinic.describe(self._session, name=name, site=site, phone=phone)

    def _on_described(self, session: Session) -> None:
        self._session = session
        self.described.emit(session)

    def _open_worker_about(self, subject: Subject) -> None:
        def on_done(everybody: tuple[Worker, ...]) -> None:
            worker = next((one for one in everybody if one.id == subject[0]), None)
            self._open_worker(worker)

        self._jobs.run(
            partial(workers.every, self._session),
            on_done=on_done,
            on_error=self.worker.problem.show_error,
        )

    def _open_worker(self, worker: Worker | None) -> None:
        self._worker_id = worker.id if worker else ""
        self._was_at_work = worker is not None and worker.is_active
        self.worker.show_worker(worker)
        self._go_to(self.worker)

    def _open_if_taken(self) -> None:
        self._go_to(self.if_taken)
        self.if_taken.load()

    def _open_passphrase(self) -> None:
        self.passphrase.start()
        self._go_to(self.passphrase)

    def _on_worker_saved(self, worker: Worker) -> None:
        if self._was_at_work and not worker.is_active:
            self.new_keys.open(worker.name)
            return
        self.open()
        self.clinic.show_notice(_("{name} is saved.").format(name=worker.name))

    def _on_code_proven(self) -> None:
        self.open()
        self.clinic.show_notice(_("The new recovery code holds; tear up the old sheet."))

    def _on_shares_proven(self) -> None:
        self.open()
        self.clinic.show_notice(_("Any two of the three shares open the records from now on."))

    def _on_passphrase_changed(self) -> None:
        self.open()
        self.clinic.show_notice(_("The new passphrase opens the records from now on."))
