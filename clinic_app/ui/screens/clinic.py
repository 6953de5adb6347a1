"""The clinic: what it is called, who works here, and what is set once."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.records.clinic import Clinic
from clinic_app.records.worker import Worker
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.rows_table import RowsTable
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel, SectionHeading
from clinic_app.ui.words.worker_words import role_words


class ClinicScreen(QWidget):
    """The description at the left, the workers at the right.

    Signals:
        described: The description is saved. Carries the session that goes on with it.
        worker_requested: Show a worker. Carries the worker.
        new_worker_requested: Add somebody.
        passphrase_requested: Change one's own passphrase.
        recovery_requested: Who holds the recovery papers, and new ones.
        enrolment_requested: Headquarters' file.
        rules_requested: What clients are screened by.
        audit_requested: Who did what.
        if_taken_requested: What is at stake if this laptop is taken.
        laptops_requested: The other laptops of the clinic.
        backups_requested: Backups, and where second copies go.
        retention_requested: How long records are kept.
        about_requested: What this program is made of.
    """

    described = Signal(object)
    worker_requested = Signal(object)
    new_worker_requested = Signal()
    passphrase_requested = Signal()
    recovery_requested = Signal()
    enrolment_requested = Signal()
    rules_requested = Signal()
    audit_requested = Signal()
    if_taken_requested = Signal()
    laptops_requested = Signal()
    backups_requested = Signal()
    retention_requested = Signal()
    about_requested = Signal()

    def __init__(
        self,
        *,
        describe: Callable[[str, str, str], object],
        workers: Callable[[], tuple[Worker, ...]],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            describe: Saves name, site and telephone; returns a session.
            workers: Everybody, those switched off included.
            jobs: Where both run.
        """
        super().__init__()
        self._describe = describe
        self._workers = workers
        self._jobs = jobs
        self.name = text_field()
        self.site = text_field()
        self.phone = text_field(most_characters=40)
        self.code = QLabel()
        self.save_button = primary_button(_("Sa&ve"))
        self.saved = Muted()
        self.problem = ProblemLabel()
        self.model: RowsModel[Worker] = RowsModel(
            (
                Column(_("Name"), lambda worker: worker.name),
                Column(_("Role"), role_words),
                Column(_("Expires"), _expires),
            )
        )
        self.table = RowsTable(_("Workers"), {0: 220, 2: 100}, stretched=1)
        self.add_button = plain_button(_("&Add a worker"))
        self.edit_button = plain_button(_("&Open"))
        self.passphrase_button = quiet_button(_("Change my &passphrase"))
        self.recovery_button = quiet_button(_("Keys and &recovery"))
        self.enrolment_button = quiet_button(_("&Headquarters"))
        self.rules_button = quiet_button(_("R&ules"))
        self.audit_button = quiet_button(_("Who did what: the lo&g"))
        self.if_taken_button = quiet_button(_("If tak&en today"))
        self.laptops_button = quiet_button(_("&More laptops"))
        self.backups_button = quiet_button(_("&Daily backups"))
        self.retention_button = quiet_button(_("Kept &for how long"))
        self.about_button = quiet_button(_("A&bout"))
        self._prepare_table()
        self._lay_out()

        self.save_button.clicked.connect(self._on_save_clicked)
        self.phone.returnPressed.connect(self.save_button.click)
        self.add_button.clicked.connect(self.new_worker_requested)
        self.edit_button.clicked.connect(self._on_edit_clicked)
        self.table.activated.connect(lambda _index: self._on_edit_clicked())
        self.passphrase_button.clicked.connect(self.passphrase_requested)
        self.recovery_button.clicked.connect(self.recovery_requested)
        self.enrolment_button.clicked.connect(self.enrolment_requested)
        self.rules_button.clicked.connect(self.rules_requested)
        self.audit_button.clicked.connect(self.audit_requested)
        self.if_taken_button.clicked.connect(self.if_taken_requested)
        self.laptops_button.clicked.connect(self.laptops_requested)
        self.backups_button.clicked.connect(self.backups_requested)
        self.retention_button.clicked.connect(self.retention_requested)
        self.about_button.clicked.connect(self.about_requested)

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(LabelledField(_("&Name of the clinic"), self.name))
        card.body.addWidget(self.code)
        card.body.addWidget(LabelledField(_("&Where this laptop works"), self.site))
        card.body.addWidget(LabelledField(_("Telephone for c&lients"), self.phone))
        save = QHBoxLayout()
        save.addWidget(self.saved, 1)
        save.addWidget(self.save_button)
        card.body.addLayout(save)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(card)
        for row in (
            (self.passphrase_button, self.recovery_button),
            (self.enrolment_button, self.rules_button),
            (self.backups_button, self.retention_button, self.laptops_button),
            (self.audit_button, self.if_taken_button, self.about_button),
        ):
            small = QHBoxLayout()
            small.setSpacing(8)
            for button in row:
                small.addWidget(button)
            small.addStretch(1)
            left.addLayout(small)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(SectionHeading(_("Workers")))
        right.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.edit_button)
        buttons.addStretch(1)
        right.addLayout(buttons)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(left, 2)
        columns.addLayout(right, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(Heading(_("Clinic")))
        layout.addWidget(self.problem)
        layout.addLayout(columns, 1)
        self.setFocusProxy(self.name)

    def show_clinic(self, clinic: Clinic) -> None:
        """Draw what the clinic is called."""
        self.name.setText(clinic.name)
        self.site.setText(clinic.site)
        self.phone.setText(clinic.phone)
        self.code.setText(_("Code: {code}").format(code=clinic.code))
        self.saved.clear()
        self.problem.clear()

    def load(self) -> None:
        """Fetch the workers and draw them."""
        self._jobs.run(self._workers, on_done=self.show_workers, on_error=self._on_failed)

    def show_workers(self, workers: tuple[Worker, ...]) -> None:
        """Draw *workers*."""
        self.model.set_rows(workers)
        self.table.selectRow(0)

    def show_notice(self, words: str) -> None:
        """Say what was done."""
        self.saved.setText(words)

    def _on_edit_clicked(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.worker_requested.emit(self.model.row(index.row()))

    def _on_save_clicked(self) -> None:
        describe = self._describe
        name, site, phone = self.name.text(), self.site.text(), self.phone.text()
        self.save_button.setEnabled(False)
        self.problem.clear()
        self._jobs.run(
            lambda: describe(name, site, phone), on_done=self._on_saved, on_error=self._on_failed
        )

    def _on_saved(self, session: object) -> None:
        self.save_button.setEnabled(True)
        self.saved.setText(_("Saved."))
        self.described.emit(session)

    def _on_failed(self, error: ClinicError) -> None:
        self.save_button.setEnabled(True)
        self.problem.show_error(error)


def _expires(worker: Worker) -> str:
    return day_words(worker.accreditation.expires) if worker.accreditation else ""
