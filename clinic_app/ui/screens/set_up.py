"""The first three steps of setting a clinic up: the clinic, you, your passphrase."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_app.errors import ClinicError
from clinic_app.files.names import kept_name
from clinic_app.records.worker import Accreditation
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.accreditation import AccreditationFields
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.columns import filled
from clinic_app.ui.widgets.fields import (
    LabelledField,
    go_to,
    lead_on,
    suggest_first_name,
    text_field,
)
from clinic_app.ui.widgets.new_passphrase import NewPassphraseFields
from clinic_app.ui.widgets.steps import StepPage

STEPS = 5
"""Clinic, you, passphrase, recovery code, headquarters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicEntered:
    """What the first step asks."""

    name: str
    code: str
    site: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerEntered:
    """What the second step asks."""

    name: str
    sign_in_name: str
    accreditation: Accreditation | None = field(default=None)


class SetUpClinicScreen(QWidget):
    """Step 1: what this clinic is called.

    Signals:
        closed: Back to the doors.
        entered: Carries a :class:`ClinicEntered`.
    """

    closed = Signal()
    entered = Signal(object)

    def __init__(self, *, is_code: Callable[[str], bool]) -> None:
        super().__init__()
        self._is_code = is_code
        self.page = StepPage(
            1,
            STEPS,
            title=_("This clinic"),
            why=_("Printed on what clients take home; headquarters knows you by the code."),
        )
        self.name = text_field()
        self.code = text_field(most_characters=20)
        self.site = text_field()
        self.phone = text_field(most_characters=40)
        self._lay_out()

        for one, following in (
            (self.name, self.code),
            (self.code, self.site),
            (self.site, self.phone),
        ):
            lead_on(one, following)
        self.phone.returnPressed.connect(self.page.next_button.click)
        self.page.back_button.clicked.connect(self.closed)
        self.page.next_button.clicked.connect(self._on_next_clicked)

    def _lay_out(self) -> None:
        body = self.page.body
        body.addWidget(LabelledField(_("&Name of the clinic"), self.name))
        body.addWidget(
            LabelledField(
                _("&Code of the clinic"),
                self.code,
                why=_(
                    "As headquarters wrote it to you, or the first letters of the clinic's name: "
                    "letters, digits and hyphens."
                ),
            )
        )
        body.addWidget(
            LabelledField(
                _("&Where this laptop works"), self.site, why=_("Empty for the clinic itself.")
            )
        )
        body.addWidget(LabelledField(_("&Telephone for clients"), self.phone))
        self.page.finish()
        filled(self.page, self)
        self.setFocusProxy(self.name)

    def _on_next_clicked(self) -> None:
        self.page.problem.clear()
        if not kept_name(self.name.text()):
            self.page.problem.show_words(_("The clinic has no name yet. Type it above."))
            self.name.setFocus()
            return
        if not self._is_code(self.code.text()):
            self.page.problem.show_words(
                _(
                    "A clinic code has 2 to 20 letters, digits and hyphens. "
                    "Type it as headquarters wrote it; without one, take the first letters "
                    "of the clinic's name."
                )
            )
            self.code.setFocus()
            return
        self.entered.emit(
            ClinicEntered(
                name=self.name.text(),
                code=self.code.text(),
                site=self.site.text(),
                phone=self.phone.text(),
            )
        )


class SetUpWorkerScreen(QWidget):
    """Step 2: who sets the clinic up.

    Signals:
        closed: Back to the step before.
        entered: Carries a :class:`WorkerEntered`.
    """

    closed = Signal()
    entered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.page = StepPage(
            2,
            STEPS,
            title=_("You"),
            why=_("Only an accredited representative can sign a screening off."),
        )
        self.name = text_field()
        self.sign_in_name = text_field(most_characters=40)
        self.accreditation = AccreditationFields()
        self._lay_out()

        lead_on(self.name, self.sign_in_name)
        suggest_first_name(self.name, self.sign_in_name)
        self.sign_in_name.returnPressed.connect(self.accreditation.go_to_choice)
        self.page.back_button.clicked.connect(self.closed)
        self.page.next_button.clicked.connect(self._on_next_clicked)

    def _lay_out(self) -> None:
        body = self.page.body
        body.addWidget(LabelledField(_("Your &name"), self.name))
        body.addWidget(
            LabelledField(
                _("&Short name for unlocking"),
                self.sign_in_name,
                why=_("Shown before the records are open, so not your full name."),
            )
        )
        body.addWidget(self.accreditation)
        self.page.finish()
        filled(self.page, self)
        self.setFocusProxy(self.name)

    def _on_next_clicked(self) -> None:
        problem = self.accreditation.problem()
        names = (self.name, self.sign_in_name)
        if missing := [name for name in names if not kept_name(name.text())]:
            go_to(missing[0])
            problem = _("A name is missing. Type your name, and a short one for unlocking.")
        if problem:
            self.page.problem.show_words(problem)
            return
        self.page.problem.clear()
        self.entered.emit(
            WorkerEntered(
                name=self.name.text(),
                sign_in_name=self.sign_in_name.text(),
                accreditation=self.accreditation.accreditation(),
            )
        )


class SetUpPassphraseScreen(QWidget):
    """Step 3: the passphrase, and the vault is made.

    Signals:
        closed: Back to the step before.
        chosen: Carries the passphrase; making the vault is under way until ``show_error``.
    """

    closed = Signal()
    chosen = Signal(str)

    def __init__(self, *, suggest: Callable[[], str]) -> None:
        super().__init__()
        self.page = StepPage(
            3,
            STEPS,
            title=_("Your passphrase"),
            why=_(
                "It opens the records on this computer. Nobody can look it up for you: write "
                "the words down until you know them, and keep the note away from the laptop."
            ),
        )
        self.passphrase = NewPassphraseFields(suggest)
        self.page.body.addWidget(self.passphrase)
        self.busy = Busy()
        self.page.body.addWidget(self.busy)
        self.page.finish(_("Make the records"))
        filled(self.page, self)
        self.setFocusProxy(self.passphrase)

        self.passphrase.completed.connect(self.page.next_button.click)
        self.page.back_button.clicked.connect(self.closed)
        self.page.next_button.clicked.connect(self._on_next_clicked)

    def start(self) -> None:
        """Suggest words and empty the fields."""
        self.passphrase.start()
        self.page.problem.clear()
        self._set_busy(is_busy=False)

    def show_error(self, error: ClinicError) -> None:
        """Explain why the vault was not made."""
        self._set_busy(is_busy=False)
        self.page.problem.show_error(error)

    def _on_next_clicked(self) -> None:
        problem = self.passphrase.problem()
        if problem:
            self.page.problem.show_words(problem)
        else:
            self.page.problem.clear()
            self._set_busy(is_busy=True)
            self.chosen.emit(self.passphrase.passphrase())

    def _set_busy(self, *, is_busy: bool) -> None:
        self.page.next_button.setEnabled(not is_busy)
        self.page.back_button.setEnabled(not is_busy)
        if is_busy:
            self.busy.begin(_("Making the records; a few seconds…"))
        else:
            self.busy.end()
