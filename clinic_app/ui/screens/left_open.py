"""What the rules could not confirm, and a representative's own word on it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.screening.freshness import STALE_AFTER_DAYS
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.rules_view import ConfirmedLine, LeftOpenView, ReadSource
from clinic_app.ui.widgets.buttons import back_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.day_field import DayField
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading


class LeftOpenScreen(QWidget):
    """The designations left open, the form to confirm one, and what was confirmed.

    Signals:
        closed: Back to the rules.
        changed: Something is confirmed or taken back. Carries the session that goes on with it.
    """

    closed = Signal()
    changed = Signal(object)

    def __init__(
        self,
        *,
        confirm: Callable[[ReadSource], object],
        take_back: Callable[[str], object],
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            confirm: From what was typed to the session that goes on with it.
            take_back: From a confirmation's id to the session that goes on without it.
            jobs: Where both run.
        """
        super().__init__()
        self._confirm = confirm
        self._take_back = take_back
        self._jobs = jobs
        self._view: LeftOpenView | None = None
        self.back_button = back_button()
        self.line = QComboBox()
        self.known = Muted()
        self.source = text_field()
        self.read_on = DayField()
        self.through = DayField()
        self.first = DayField()
        self.last = DayField()
        self.problem = ProblemLabel()
        self.confirm_button = primary_button(_("Confir&m"))
        self.nothing = Muted(_("The rules leave nothing open that one notice could settle."))
        self.only_signers = Muted(
            _("Whoever holds an accreditation in force may look it up and confirm it here.")
        )
        self.form = Card()
        self.confirmed = Card()
        self._confirmed_place = QVBoxLayout()
        self._confirmed_place.addWidget(self.confirmed)
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.line.currentIndexChanged.connect(self._draw_known)
        self.confirm_button.clicked.connect(self._on_confirm_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage()
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("What the rules leave open")), 1)
        page.body.addLayout(top)
        page.body.addWidget(
            Muted(
                _(
                    "The rules hold no notice for today of these. Look at uscis.gov/tps or the "
                    "Federal Register, and copy what it says: screenings from that day on rest on "
                    "it for {count} days, and each says who read what."
                ).format(count=STALE_AFTER_DAYS)
            )
        )
        for part in (self.nothing, self.only_signers, self.problem):
            page.body.addWidget(part)
        days = QHBoxLayout()
        days.addWidget(LabelledField(_("&Read on"), self.read_on))
        days.addWidget(LabelledField(_("In &force through"), self.through))
        body = self.form.body
        body.addWidget(LabelledField(_("&Designation"), self.line))
        body.addWidget(self.known)
        why = _("Such as the notice's number in the Federal Register. Never a client's name.")
        body.addWidget(LabelledField(_("S&ource"), self.source, why=why))
        body.addLayout(days)
        body.addWidget(LabelledField(_("R&e-registration from"), self.first))
        body.addWidget(LabelledField(_("Re-re&gistration through"), self.last))
        body.addWidget(Muted(_("Leave both empty where the source sets no re-registration.")))
        ending = QHBoxLayout()
        ending.addStretch(1)
        ending.addWidget(self.confirm_button)
        body.addLayout(ending)
        page.body.addWidget(self.form)
        page.body.addLayout(self._confirmed_place)
        filled(page, self)
        self.setFocusProxy(self.line)

    def show_left_open(self, view: LeftOpenView) -> None:
        """Draw what is open and what was confirmed."""
        self._view = view
        has_open = bool(view.open_lines)
        self.line.clear()
        self.line.addItems([one.line for one in view.open_lines])
        for field in (self.source, self.through, self.first, self.last):
            field.clear()
        self.read_on.show_day(view.today)
        self.problem.clear()
        self.confirm_button.setEnabled(True)
        self.form.setVisible(has_open and view.may_confirm)
        self.only_signers.setVisible(has_open and not view.may_confirm)
        self.nothing.setVisible(not has_open)
        self._draw_known()
        self._draw_confirmed(view.confirmed)
        self.setFocusProxy(self.line if has_open and view.may_confirm else self.back_button)

    def _draw_known(self) -> None:
        at = self.line.currentIndex()
        lines = self._view.open_lines if self._view is not None else ()
        self.known.setText(lines[at].words if 0 <= at < len(lines) else "")

    def _draw_confirmed(self, lines: tuple[ConfirmedLine, ...]) -> None:
        self.confirmed.hide()
        self.confirmed.deleteLater()
        self.confirmed = Card()
        self._confirmed_place.addWidget(self.confirmed)
        self.confirmed.setVisible(bool(lines))
        body = self.confirmed.body
        body.addWidget(SectionHeading(_("Confirmed under these rules")))
        for one in lines:
            body.addWidget(PlainLabel(one.words))
            if one.can_take_back:
                body.addLayout(self._take_back_row(one))

    def _take_back_row(self, one: ConfirmedLine) -> QHBoxLayout:
        button = quiet_button(_("Take &back"))
        button.setAccessibleDescription(one.words)
        button.clicked.connect(partial(self._run, partial(self._take_back, one.id)))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        return row

    def _on_confirm_clicked(self) -> None:
        read_on, through = self.read_on.day(), self.through.day()
        window = (self.first, self.last)
        is_unread = any(field.text().strip() and field.day() is None for field in window)
        if read_on is None or through is None or is_unread:
            self.problem.show_words(
                _(
                    "A day is missing or does not exist; nothing was confirmed. "
                    "Write month, day and year, such as 9/24/2026."
                )
            )
            return
        if (self.first.day() is None) is not (self.last.day() is None):
            self.problem.show_words(
                _(
                    "Only one end of the re-registration period is there; nothing was confirmed. "
                    "Write both days, or leave both empty."
                )
            )
            return
        read = ReadSource(
            line=self.line.currentText(),
            source=self.source.text(),
            read_on=read_on,
            through=through,
            first=self.first.day(),
            last=self.last.day(),
        )
        self._run(partial(self._confirm, read))

    def _run(self, work: Callable[[], object]) -> None:
        self.problem.clear()
        self.confirm_button.setEnabled(False)
        self._jobs.run(work, on_done=self.changed.emit, on_error=self._on_failed)

    def _on_failed(self, error: ClinicError) -> None:
        self.confirm_button.setEnabled(True)
        self.problem.show_error(error)
