"""One worker: added, corrected or switched off."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.worker import Accreditation, Role, Worker
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.accreditation import AccreditationFields
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField, suggest_first_name, text_field
from clinic_app.ui.widgets.new_passphrase import NewPassphraseFields
from clinic_app.ui.widgets.role_fields import RoleFields
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel
from clinic_app.workflows.workers import SignIn


class Update(Protocol):
    """Saves a worker, of whom what is held may correct a mistake."""

    def __call__(self, worker: Worker, /, *, is_correction: bool) -> Worker:
        """Return the worker as they are kept."""
        ...


class WorkerScreen(QWidget):
    """A worker's name and accreditation; their role and how they unlock, where that is new.

    Signals:
        closed: Nothing was saved.
        saved: The worker is in the vault. Carries the worker.
    """

    closed = Signal()
    saved = Signal(object)

    def __init__(
        self,
        *,
        add: Callable[[str, Accreditation | None, SignIn], Worker],
        update: Update,
        renew: Callable[[str, SignIn], Worker],
        suggest: Callable[[], str],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            add: From name, accreditation and how they unlock to a new worker.
            update: Saves a worker.
            renew: From id and how they unlock from now on to the worker.
            suggest: Returns a new passphrase of six words.
            jobs: Where both run.
        """
        super().__init__()
        self._add = add
        self._update = update
        self._renew = renew
        self._jobs = jobs
        self._worker: Worker | None = None
        self.heading = Heading()
        self.name = text_field()
        self.accreditation = AccreditationFields()
        self.active = QCheckBox(_("Works here, &may unlock"))
        self.renewing = QCheckBox(_("Set a new passphrase an&d role"))
        self.role = RoleFields()
        self.sign_in_name = text_field(most_characters=40)
        self.passphrase = NewPassphraseFields(suggest)
        self._sign_in = LabelledField(
            _("S&hort name for unlocking"),
            self.sign_in_name,
            why=_("Shown before the records are open, so not the full name."),
        )
        self.why_here = Muted()
        self._why_off = Muted(
            _(
                "Their passphrase opens nothing here from then on; what they recorded stays. Who "
                "kept a copy of the key file or a backup still has its keys: after saving, the "
                "program offers new keys for everybody. It is your choice."
            )
        )
        self.busy = Busy()
        self.problem = ProblemLabel()
        self.back_button = back_button()
        self.save_button = primary_button(_("Save"))
        self._lay_out()

        self.name.returnPressed.connect(self._on_name_entered)
        suggest_first_name(self.name, self.sign_in_name)
        self.sign_in_name.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.completed.connect(self.save_button.click)
        self.back_button.clicked.connect(self.closed)
        self.save_button.clicked.connect(self._on_save_clicked)
        self.renewing.clicked.connect(self._draw_renewing)
        self.active.clicked.connect(self._draw_leaving)
        for button, role in (
            (self.accreditation.volunteer, Role.VOLUNTEER),
            (self.accreditation.partial, Role.REPRESENTATIVE),
            (self.accreditation.full, Role.REPRESENTATIVE),
        ):
            button.clicked.connect(partial(self._propose_role, role))

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(self.heading)
        page.body.addWidget(LabelledField(_("&Name"), self.name))
        page.body.addWidget(self.accreditation)
        page.body.addWidget(self.active)
        page.body.addWidget(self._why_off)
        page.body.addWidget(self.renewing)
        page.body.addWidget(self.role)
        page.body.addWidget(self._sign_in)
        page.body.addWidget(self.why_here)
        page.body.addWidget(self.passphrase)
        page.body.addWidget(self.busy)
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.name)

    def show_worker(self, worker: Worker | None) -> None:
        """Draw *worker*; empty fields for None, somebody new."""
        self._worker = worker
        self.heading.setText(worker.name if worker else _("A new worker"))
        self.name.setText(worker.name if worker else "")
        self.accreditation.show_accreditation(
            worker.accreditation if worker else None, worker.former if worker else ()
        )
        self.active.setChecked(worker is None or worker.is_active)
        self.active.setVisible(worker is not None)
        self._draw_leaving()
        self.role.show_role(worker.role if worker else Role.VOLUNTEER)
        self.renewing.setVisible(worker is not None)
        self.renewing.setChecked(False)
        self._draw_renewing()
        self.sign_in_name.clear()
        self.passphrase.start()
        self.problem.clear()
        self.busy.end()
        self.save_button.setEnabled(True)

    def _draw_renewing(self) -> None:
        """Show how the worker unlocks where that is new; the sign-in name only where none is."""
        is_new = self._is_renewing()
        self.why_here.setText(_why_here(has_old=self._worker is not None))
        for part in (self.role, self.why_here, self.passphrase):
            part.setVisible(is_new)
        has_name = self._worker is not None and bool(self._worker.slot_id)
        self._sign_in.setVisible(is_new and not has_name)

    def _draw_leaving(self) -> None:
        """Say what switching off does, where the worker was at work."""
        was_at_work = self._worker is not None and self._worker.is_active
        self._why_off.setVisible(was_at_work and not self.active.isChecked())

    def _propose_role(self, role: Role) -> None:
        """Whoever is accredited signs, unless a coordinator; only a new passphrase can say so."""
        if self._is_renewing() and self.role.role() is not Role.COORDINATOR:
            self.role.show_role(role)

    def _is_renewing(self) -> bool:
        return self._worker is None or self.renewing.isChecked()

    def _on_name_entered(self) -> None:
        if self._worker is None:
            self.accreditation.go_to_choice()
        else:
            self.save_button.click()

    def _on_save_clicked(self) -> None:
        problem = self.accreditation.problem()
        if self._is_renewing():
            problem = problem or self.passphrase.problem()
        if problem:
            self.problem.show_words(problem)
            return
        self.problem.clear()
        self.save_button.setEnabled(False)
        self.busy.begin(_("Saving; a new passphrase takes a few seconds…"))
        self._jobs.run(self._work(), on_done=self._on_saved, on_error=self._on_failed)

    def _work(self) -> Callable[[], Worker]:
        name, accreditation = self.name.text(), self.accreditation.accreditation()
        sign_in = SignIn(
            name=self.sign_in_name.text(),
            passphrase=self.passphrase.passphrase(),
            role=self.role.role(),
        )
        if self._worker is None:
            add = self._add
            return lambda: add(name, accreditation, sign_in)
        update = partial(self._update, is_correction=self.accreditation.is_correction)
        renew = self._renew
        changed = replace(
            self._worker,
            name=name,
            accreditation=accreditation,
            is_active=self.active.isChecked(),
        )
        if not self.renewing.isChecked():
            return lambda: update(changed)

        was_active = self._worker.is_active

        def save_both() -> Worker:
            """Nothing is saved where the passphrase is refused, but that somebody is back."""
            if not was_active:
                update(changed)
            renew(changed.id, sign_in)
            return update(changed)

        return save_both

    def _on_saved(self, worker: Worker) -> None:
        self.busy.end()
        self.passphrase.clear()
        self.saved.emit(worker)

    def _on_failed(self, error: ClinicError) -> None:
        self.busy.end()
        self.save_button.setEnabled(True)
        self.problem.show_error(error)


def _why_here(*, has_old: bool) -> str:
    """Say whose passphrase it is, and what becomes of an old one where there is one."""
    if not has_old:
        return _("The worker types the passphrase, not you.")
    return _(
        "The worker types the passphrase, not you. The old one opens nothing here from "
        "then on. Copies of these files and backups made before still open with it; if "
        "somebody else may know it, make new keys too: Clinic, Keys and recovery."
    )
