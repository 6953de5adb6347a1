"""Registering a client, or correcting what was registered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.files.names import kept_name
from clinic_app.records.client import Client, Consent
from clinic_app.tallies.breakdowns import Gender
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.consent import ConsentCard
from clinic_app.ui.widgets.county_field import CountyField
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.widgets.fields import LabelledField
from clinic_app.ui.widgets.people import Alike
from clinic_app.ui.widgets.text import Heading, Muted, ProblemLabel
from clinic_app.ui.words.client_words import gender_words
from clinic_app.workflows.errors import CountyError


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientForm:
    """What stands in the form.

    Attributes:
        birth_date: None where left empty.
        apart_from: The ids of others who are alike and were said to be somebody else.
    """

    name: str
    birth_date: date | None
    language: str
    needs_interpreter: bool
    consent: Consent
    phone: str
    gender: Gender | None
    county: str
    apart_from: tuple[str, ...] = ()


Look = Callable[[ClientForm], tuple[Client, ...]]
"""Returns who may be the person of a form, the likeliest first."""


class RegisterScreen(QWidget):
    """One column of fields, with consent first: without it nothing but a count is kept.

    Signals:
        closed: The worker goes back; nothing was saved.
        registered: The client is in the vault. Carries the client.
        client_requested: The person has a file already. Carries that client.
    """

    closed = Signal()
    registered = Signal(object)
    client_requested = Signal(object)

    def __init__(
        self,
        *,
        parse_day: Callable[[str], date],
        languages: tuple[tuple[str, str], ...],
        counties: Mapping[str, str],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._parse_day = parse_day
        self._jobs = jobs
        self._save: Callable[[ClientForm], Client] | None = None
        self._look: Look | None = None
        self._apart: list[str] = []

        self.back_button = back_button()
        self.heading = Heading("")
        self.about = Muted("")
        self.consent = ConsentCard()
        self.name = QLineEdit()
        self.birth_date = QLineEdit()
        self.birth_date.setPlaceholderText(_("6/3/1984, 1984-06-03, jun 3 1984"))
        self.language = QComboBox()
        self.interpreter = QCheckBox(_("Needs an int&erpreter"))
        self.phone = QLineEdit()
        self.phone.setPlaceholderText(_("Only if the client wants to be called"))
        self.gender = QComboBox()
        self.county = CountyField(counties)
        self.alike = Alike(_("May be one of these. Not sure? Save: Today asks again."))
        self.problem = ProblemLabel()
        self.save_button = primary_button(_("Sa&ve"))
        for tag, name in languages:
            self.language.addItem(name, tag)
        for gender, words in gender_words().items():
            self.gender.addItem(words, gender)
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.consent.changed.connect(self._draw_consent)
        self.consent.changed.connect(self._look_around)
        self.save_button.clicked.connect(self._on_save_clicked)
        for field in (self.name, self.birth_date, self.phone, self.county):
            field.returnPressed.connect(self._on_return_pressed)
        for field in (self.name, self.birth_date, self.phone):
            field.editingFinished.connect(self._look_around)
        self.gender.activated.connect(self._look_around)
        self.alike.chosen.connect(self.client_requested)
        self.alike.told_apart.connect(self._on_told_apart)

    def _lay_out(self) -> None:
        page = ColumnPage()
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.heading, 1)
        page.body.addLayout(top)
        page.body.addWidget(self.about)
        page.body.addWidget(self.consent)
        page.body.addWidget(LabelledField(_("&Name, as the client wants it written"), self.name))
        pair = QHBoxLayout()
        pair.setSpacing(16)
        pair.addWidget(LabelledField(_("&Birth date"), self.birth_date), 1)
        pair.addWidget(LabelledField(_("&Phone"), self.phone), 1)
        page.body.addLayout(pair)
        page.body.addWidget(self.alike)
        page.body.addWidget(LabelledField(_("&Language the client reads"), self.language))
        page.body.addWidget(self.interpreter)
        counted = QHBoxLayout()
        counted.setSpacing(16)
        counted.addWidget(LabelledField(_("&Gender"), self.gender), 1)
        counted.addWidget(LabelledField(_("Count&y"), self.county), 1)
        page.body.addLayout(counted)
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.name)

    def show_new(
        self,
        save: Callable[[ClientForm], Client],
        *,
        name: str = "",
        member_of: Client | None,
        look: Look,
    ) -> None:
        """Draw an empty form.

        Args:
            save: Registers what stands in the form; runs as a job.
            name: What was typed in the search already.
            member_of: Somebody of the same household, whose language is taken over.
            look: Finds who may have been registered before as the person in the form.
        """
        self._save, self._look = save, look
        self.heading.setText(_("Register somebody new"))
        self.about.setText(
            _("Same household as {code}.").format(code=member_of.code) if member_of else ""
        )
        self.about.setVisible(member_of is not None)
        self.consent.show_consent(Consent.GIVEN, is_asked=True)
        language = member_of.language if member_of else "en"
        is_code = any(letter.isdigit() for letter in name)
        self._fill(
            name="" if is_code else name,
            birth_date=None,
            language=language,
            needs_interpreter=member_of.needs_interpreter if member_of else False,
            phone=member_of.phone if member_of else "",
            gender=None,
            county=member_of.county if member_of else "",
        )

    def show_client(self, client: Client, save: Callable[[ClientForm], Client]) -> None:
        """Draw *client*, to be corrected; *save* runs as a job."""
        self._save, self._look = save, None
        self.heading.setText(_("Correct client {code}").format(code=client.code))
        self.about.hide()
        self.consent.show_consent(client.consent, is_asked=False)
        self._fill(
            name=client.name,
            birth_date=client.birth_date,
            language=client.language,
            needs_interpreter=client.needs_interpreter,
            phone=client.phone,
            gender=client.gender,
            county=client.county,
        )

    def _fill(
        self,
        *,
        name: str,
        birth_date: date | None,
        language: str,
        needs_interpreter: bool,
        phone: str,
        gender: Gender | None,
        county: str,
    ) -> None:
        self.problem.clear()
        self._apart.clear()
        self.alike.show_people(())
        self.name.setText(name)
        self.birth_date.setText(day_words(birth_date) if birth_date else "")
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        self.interpreter.setChecked(needs_interpreter)
        self.phone.setText(phone)
        self.gender.setCurrentIndex(list(gender_words()).index(gender))
        self.county.show_county(county)
        self.save_button.setEnabled(True)
        self._draw_consent()
        (self.name if self.name.isEnabled() else self.language).setFocus()

    def _draw_consent(self) -> None:
        is_kept = self.consent.is_kept
        for field in (self.name, self.birth_date, self.phone):
            field.setEnabled(is_kept)

    def _look_around(self) -> None:
        """Show who may be the same person; nobody has to answer before the form is saved."""
        look, is_kept = self._look, self.consent.is_kept
        if look is None:
            return
        try:
            form = self._typed_form(is_kept=is_kept)
        except ClinicError:
            return  # it is said when the form is saved

        def on_done(found: tuple[Client, ...]) -> None:
            if self._look is look:
                self.alike.show_people(one for one in found if one.id not in self._apart)

        self._jobs.run_aside(
            lambda: look(form) if is_kept else (), on_done=on_done, on_error=self._on_failed
        )

    def _on_told_apart(self, other: Client) -> None:
        self._apart.append(other.id)
        self._look_around()

    def _on_return_pressed(self) -> None:
        self.focusNextChild()

    def _on_save_clicked(self) -> None:
        save = self._save
        if save is None:
            return
        self.problem.clear()
        is_kept = self.consent.is_kept
        if is_kept and not kept_name(self.name.text()):
            self.problem.show_words(
                _("The name is empty. Write a name, or choose “No, count only”.")
            )
            self.name.setFocus()
            return
        try:
            form = self._typed_form(is_kept=is_kept)
        except ClinicError as error:
            self.problem.show_error(error)
            (self.county if isinstance(error, CountyError) else self.birth_date).setFocus()
            return
        self.save_button.setEnabled(False)
        self._jobs.run(lambda: save(form), on_done=self.registered.emit, on_error=self._on_failed)

    def _typed_form(self, *, is_kept: bool) -> ClientForm:
        """Return what stands in the form; of who wants no record, only what is counted."""
        return ClientForm(
            name=kept_name(self.name.text()) if is_kept else "",
            birth_date=self._typed_day() if is_kept else None,
            language=str(self.language.currentData()),
            needs_interpreter=self.interpreter.isChecked(),
            consent=Consent.GIVEN if is_kept else Consent.REFUSED,
            phone=self.phone.text().strip() if is_kept else "",
            gender=list(gender_words())[self.gender.currentIndex()],
            county=self.county.county(),
            apart_from=tuple(self._apart) if is_kept else (),
        )

    def _typed_day(self) -> date | None:
        typed = self.birth_date.text().strip()
        return self._parse_day(typed) if typed else None

    def _on_failed(self, error: ClinicError) -> None:
        self.save_button.setEnabled(True)
        self.problem.show_error(error)
