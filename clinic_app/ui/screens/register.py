"""Registering a client, or correcting what was registered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.records.client import Client, Consent
from clinic_app.tallies.breakdowns import Gender
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.county_field import CountyField
from clinic_app.ui.widgets.day_field import day_words
from clinic_app.ui.widgets.fields import LabelledField
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel
from clinic_app.ui.words.client_words import gender_words
from clinic_app.workflows.errors import CountyError


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientForm:
    """What stands in the form.

    Attributes:
        birth_date: None where left empty.
    """

    name: str
    birth_date: date | None
    language: str
    needs_interpreter: bool
    consent: Consent
    phone: str
    gender: Gender | None
    county: str


class RegisterScreen(QWidget):
    """One column of fields, with consent first: without it nothing but a count is kept.

    Signals:
        closed: The worker goes back; nothing was saved.
        registered: The client is in the vault. Carries the client.
    """

    closed = Signal()
    registered = Signal(object)

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

        self.back_button = quiet_button(_("Back"))
        self.back_button.setShortcut("Esc")
        self.heading = Heading("")
        self.about = Muted("")
        self.agrees = QRadioButton(_("Yes, keep a &record"))
        self.refuses = QRadioButton(_("N&o, count only"))
        self._consent = QButtonGroup(self)
        self.name = QLineEdit()
        self.birth_date = QLineEdit()
        self.birth_date.setPlaceholderText(_("6/3/1984, 1984-06-03, jun 3 1984"))
        self.language = QComboBox()
        self.interpreter = QCheckBox(_("Needs an int&erpreter"))
        self.phone = QLineEdit()
        self.phone.setPlaceholderText(_("Only if the client wants to be called"))
        self.gender = QComboBox()
        self.county = CountyField(counties)
        self.kept = Muted("")
        self.kept.setWordWrap(True)
        self.problem = ProblemLabel()
        self.save_button = primary_button(_("Sa&ve"))
        for button in (self.agrees, self.refuses):
            self._consent.addButton(button)
        for tag, name in languages:
            self.language.addItem(name, tag)
        for gender, words in gender_words().items():
            self.gender.addItem(words, gender)
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.agrees.clicked.connect(self._draw_consent)
        self.refuses.clicked.connect(self._draw_consent)
        self.save_button.clicked.connect(self._on_save_clicked)
        for field in (self.name, self.birth_date, self.phone, self.county):
            field.returnPressed.connect(self._on_return_pressed)

    def _lay_out(self) -> None:
        page = ColumnPage()
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.heading, 1)
        page.body.addLayout(top)
        page.body.addWidget(self.about)
        page.body.addWidget(self._consent_card())
        page.body.addWidget(LabelledField(_("&Name, as the client wants it written"), self.name))
        pair = QHBoxLayout()
        pair.setSpacing(16)
        pair.addWidget(LabelledField(_("&Birth date"), self.birth_date), 1)
        pair.addWidget(LabelledField(_("&Phone"), self.phone), 1)
        page.body.addLayout(pair)
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

    def _consent_card(self) -> Card:
        card = Card()
        card.body.addWidget(
            PlainLabel(_("May we keep a record, locked on this laptop?"), role="fieldName")
        )
        choice = QHBoxLayout()
        choice.setSpacing(24)
        choice.addWidget(self.agrees)
        choice.addWidget(self.refuses)
        choice.addStretch(1)
        card.body.addLayout(choice)
        card.body.addWidget(self.kept)
        return card

    def show_new(
        self, save: Callable[[ClientForm], Client], *, name: str = "", member_of: Client | None
    ) -> None:
        """Draw an empty form.

        Args:
            save: Registers what stands in the form; runs as a job.
            name: What was typed in the search already.
            member_of: Somebody of the same household, whose language is taken over.
        """
        self._save = save
        self.heading.setText(_("Register somebody new"))
        self.about.setText(
            _("Same household as {code}.").format(code=member_of.code) if member_of else ""
        )
        self.about.setVisible(member_of is not None)
        self._set_consent_visible(is_visible=True)
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
        self.agrees.setChecked(True)
        self._draw_consent()

    def show_client(self, client: Client, save: Callable[[ClientForm], Client]) -> None:
        """Draw *client*, to be corrected; *save* runs as a job."""
        self._save = save
        self.heading.setText(_("Correct client {code}").format(code=client.code))
        self.about.hide()
        self._set_consent_visible(is_visible=False)
        self.agrees.setChecked(client.consent is Consent.GIVEN)
        self.refuses.setChecked(client.consent is Consent.REFUSED)
        self._fill(
            name=client.name,
            birth_date=client.birth_date,
            language=client.language,
            needs_interpreter=client.needs_interpreter,
            phone=client.phone,
            gender=client.gender,
            county=client.county,
        )
        self._draw_consent()

    def _set_consent_visible(self, *, is_visible: bool) -> None:
        for button in (self.agrees, self.refuses):
            button.setEnabled(is_visible)

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
        self.name.setText(name)
        self.birth_date.setText(day_words(birth_date) if birth_date else "")
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        self.interpreter.setChecked(needs_interpreter)
        self.phone.setText(phone)
        self.gender.setCurrentIndex(list(gender_words()).index(gender))
        self.county.show_county(county)
        self.save_button.setEnabled(True)
        self.name.setFocus()

    def _draw_consent(self) -> None:
        is_kept = self.agrees.isChecked()
        for field in (self.name, self.birth_date, self.phone):
            field.setEnabled(is_kept)
        self.kept.setText(
            _("Name, answers and findings are kept encrypted on this laptop and never leave it.")
            if is_kept
            else _(
                "No name, birth date, phone or answers are stored. The person is screened and "
                "gets the checklist; only counts remain."
            )
        )

    def _on_return_pressed(self) -> None:
        self.focusNextChild()

    def _on_save_clicked(self) -> None:
        save = self._save
        if save is None:
            return
        self.problem.clear()
        is_kept = self.agrees.isChecked()
        if is_kept and not self.name.text().strip():
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
            name=self.name.text().strip() if is_kept else "",
            birth_date=self._typed_day() if is_kept else None,
            language=str(self.language.currentData()),
            needs_interpreter=self.interpreter.isChecked(),
            consent=Consent.GIVEN if is_kept else Consent.REFUSED,
            phone=self.phone.text().strip() if is_kept else "",
            gender=list(gender_words())[self.gender.currentIndex()],
            county=self.county.county(),
        )

    def _typed_day(self) -> date | None:
        typed = self.birth_date.text().strip()
        return self._parse_day(typed) if typed else None

    def _on_failed(self, error: ClinicError) -> None:
        self.save_button.setEnabled(True)
        self.problem.show_error(error)
