"""The audit log: who did what, when, and whether the log is what was written."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.records.audit import Act
from clinic_app.records.worker import Worker
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import back_button, plain_button
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.rows_table import RowsTable
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel
from clinic_app.ui.words.audit_words import about_words, act_words, chain_words, when_words
from clinic_app.workflows.audit import ChainCheck, LogLine, Wanted

_DAYS = (None, 1, 7, 30, 365)


@dataclass(frozen=True, slots=True)
class LogShown:
    """The entries that fit, and everybody who could have made them."""

    lines: tuple[LogLine, ...]
    workers: tuple[Worker, ...]


class AuditLogScreen(QWidget):
    """Four ways to narrow the list down, the list, and the check of the chain.

    Signals:
        closed: Back to the clinic.
    """

    closed = Signal()

    def __init__(
        self,
        *,
        look: Callable[[Wanted], LogShown],
        check: Callable[[], ChainCheck],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            look: Returns the newest entries that are wanted.
            check: Reckons the whole chain again; may take a second, and only reads.
            jobs: Where both run.
        """
        super().__init__()
        self._look = look
        self._check = check
        self._jobs = jobs
        self.back_button = back_button()
        self.who = QComboBox()
        self.act = QComboBox()
        self.days = QComboBox()
        self.code = text_field(most_characters=12)
        self.model: RowsModel[LogLine] = RowsModel(
            (
                Column(_("When"), when_words),
                Column(_("Who"), lambda line: line.worker_name),
                Column(_("What"), lambda line: act_words(line.link.entry.act)),
                Column(_("About"), about_words),
            )
        )
        self.table = RowsTable(_("Entries of the log"), {0: 150, 1: 220, 2: 180}, stretched=3)
        self.empty = Muted(_("No entry fits."))
        self.check_button = plain_button(_("Check the c&hain"))
        self.chain = PlainLabel("", role="notice")
        self.chain.hide()
        self.problem = ProblemLabel()
        self._fill_choices()
        self._prepare_table()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        for choice in (self.who, self.act, self.days):
            choice.activated.connect(self._reload)
        self.code.textEdited.connect(self._reload)
        self.check_button.clicked.connect(self._on_check_clicked)

    def _fill_choices(self) -> None:
        self.who.addItem(_("Everybody"), "")
        self.act.addItem(_("Everything"), None)
        for act in Act:
            self.act.addItem(act_words(act), act)
        names = (_("Always"), _("Today"), _("7 days"), _("30 days"), _("One year"))
        for name, days in zip(names, _DAYS, strict=True):
            self.days.addItem(name, days)

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Who did what")), 1)
        top.addWidget(self.check_button)
        narrow = QHBoxLayout()
        narrow.setSpacing(16)
        for field in (
            LabelledField(_("&Worker"), self.who),
            LabelledField(_("&Act"), self.act),
            LabelledField(_("Si&nce"), self.days),
            LabelledField(_("C&ode of a client"), self.code),
        ):
            narrow.addWidget(field, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(
            Muted(
                _(
                    "Each entry is chained to the one before: none can be changed or taken out "
                    "unseen. Names and answers never stand here. The newest 500 are shown."
                )
            )
        )
        layout.addLayout(narrow)
        layout.addWidget(self.problem)
        layout.addWidget(self.chain)
        layout.addWidget(self.empty)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.who)

    def load(self) -> None:
        """Fetch everything, newest first."""
        self.chain.hide()
        self.code.clear()
        for choice in (self.who, self.act, self.days):
            choice.setCurrentIndex(0)
        self._reload()

    def show_log(self, shown: LogShown) -> None:
        """Draw the entries, and let each worker be chosen."""
        self.problem.clear()
        chosen = self.who.currentData()
        for worker in shown.workers:
            if self.who.findData(worker.id) < 0:
                self.who.addItem(worker.name, worker.id)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        self.model.set_rows(shown.lines)
        self.empty.setVisible(not shown.lines)
        self.table.setVisible(bool(shown.lines))
        self.table.selectRow(0)

    def _reload(self) -> None:
        look = self._look
        wanted = Wanted(
            worker_id=str(self.who.currentData()),
            act=self.act.currentData(),
            client_code=self.code.text(),
            days=self.days.currentData(),
        )
        self._jobs.run(lambda: look(wanted), on_done=self.show_log, on_error=self._on_failed)

    def _on_check_clicked(self) -> None:
        self.check_button.setEnabled(False)
        self._jobs.run_aside(self._check, on_done=self._on_checked, on_error=self._on_failed)

    def _on_checked(self, check: ChainCheck) -> None:
        self.check_button.setEnabled(True)
        self.chain.setText(chain_words(check))
        self.chain.show()

    def _on_failed(self, error: ClinicError) -> None:
        self.check_button.setEnabled(True)
        self.problem.show_error(error)
