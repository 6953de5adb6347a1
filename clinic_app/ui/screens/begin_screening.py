"""Which country's TPS, and the law of which day."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.interview.typed_country import country_meant
from clinic_app.records.client import Client, Consent
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.buttons import back_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.day_field import DayField
from clinic_app.ui.widgets.fields import LabelledField, lead_on
from clinic_app.ui.widgets.rules_label import RulesLabel, RulesLine
from clinic_app.ui.widgets.text import Heading, PlainLabel, ProblemLabel
from clinic_app.ui.words.doubt_words import country_words


class BeginScreeningScreen(QWidget):
    """Two fields before the first question.

    Signals:
        closed: The worker goes back; nothing was begun.
        chosen: Carries the country, as its code or as typed, and the day.
    """

    closed = Signal()
    chosen = Signal(str, object)

    def __init__(
        self,
        *,
        countries: tuple[tuple[str, str], ...],
        parse_day: Callable[[str], date],
        is_country: Callable[[str], bool],
    ) -> None:
        """Build the screen.

        Args:
            countries: Code and name of each country in the rules.
            parse_day: Reads a day as people write it.
            is_country: Whether a name is one of a country; another one is asked about once.
        """
        super().__init__()
        self._countries = countries
        self._parse_day = parse_day
        self._is_country = is_country
        self._asked_about = ""
        self._today = date.min
        self.heading = Heading()
        self.about = RulesLabel()
        self.unkept = PlainLabel(
            _(
                "This person wanted no record. The answers stay on the screen only: locking or "
                "leaving drops them, and finishing keeps nothing but a count."
            ),
            role="notice",
        )
        self.country = QComboBox()
        self.day = DayField()
        self.problem = ProblemLabel()
        self.back_button = back_button()
        self.begin_button = primary_button(_("Be&gin"))
        self._prepare_country()
        self._lay_out()

        self.day.returnPressed.connect(self.begin_button.click)
        self.back_button.clicked.connect(self.closed)
        self.begin_button.clicked.connect(self._on_begin_clicked)

    def _prepare_country(self) -> None:
        self.country.setEditable(True)
        self.country.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for code, name in self._countries:
            self.country.addItem(name, code)
        completer = QCompleter([name for _code, name in self._countries], self.country)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.country.setCompleter(completer)
        line = self.country.lineEdit()
        if line is not None:
            line.setAccessibleName(_("Country"))
            lead_on(line, self.day)
            line.editingFinished.connect(self._complete)

    def _lay_out(self) -> None:
        page = ColumnPage()
        page.body.addWidget(self.heading)
        page.body.addWidget(self.about)
        card = Card()
        card.body.addWidget(
            LabelledField(
                _("Count&ry"),
                self.country,
                why=_(
                    "Where the person is a national, or last lived for those without a "
                    "nationality. Type the first letters; a country that is not in the list "
                    "may be typed too."
                ),
            )
        )
        card.body.addWidget(
            LabelledField(
                _("Law as of this &day"),
                self.day,
                why=_("Today, unless an earlier day is checked again."),
            )
        )
        page.body.addWidget(card)
        page.body.addWidget(self.unkept)
        page.body.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.begin_button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.country)

    def show_client(
        self, client: Client, *, today: date, rules: RulesLine, country: str = ""
    ) -> None:
        """Draw empty fields for *client*, with *country* chosen where it is known."""
        self._today = today
        self.heading.setText(_("New screening · {code}").format(code=client.code))
        self.about.show_rules(rules)
        self.unkept.setVisible(client.consent is Consent.REFUSED)
        self.problem.clear()
        self._asked_about = ""
        self.country.setCurrentIndex(self.country.findData(country))
        if not country:
            self.country.setEditText("")
        self.day.show_day(today)
        self.set_busy(is_busy=False)

    def show_error(self, error: ClinicError) -> None:
        """Say why it was not begun."""
        self.set_busy(is_busy=False)
        self.problem.show_error(error)

    def set_busy(self, *, is_busy: bool) -> None:
        """While a screening is being made, it is not asked for again."""
        self.begin_button.setEnabled(not is_busy)

    def _on_begin_clicked(self) -> None:
        self.problem.clear()
        country = self._typed_country()
        if self._is_beginning(country):
            self.problem.show_words(
                _(
                    "Countries of the list begin with these letters, but none has this name. "
                    "Choose one of the list, or type the name whole."
                )
            )
            self.country.setFocus()
            return
        if not country:
            self.problem.show_words(_("No country is chosen. Type its first letters above."))
            self.country.setFocus()
            return
        if self._is_new_name(country):
            self._asked_about = country
            self.problem.show_words(
                _("{what} Look at it again; if it is right, press Begin once more.").format(
                    what=country_words(country)
                )
            )
            self.country.setFocus()
            return
        try:
            day = self._parse_day(self.day.text().strip())
        except ClinicError as error:
            self.problem.show_error(error)
            self.day.setFocus()
            return
        if day > self._today:
            self.problem.show_words(
                _("That day has not come yet. Nobody knows its law; type today or an earlier day.")
            )
            self.day.setFocus()
            return
        self.chosen.emit(country, day)

    def _complete(self) -> None:
        names = tuple(name for _code, name in self._countries)
        self.country.setEditText(country_meant(self.country.currentText(), names))

    def _is_beginning(self, typed: str) -> bool:
        """Whether *typed* is no code and only the first letters of names in the list."""
        names = (name.casefold() for code, name in self._countries if code != typed)
        is_code = any(code == typed for code, _name in self._countries)
        return bool(typed) and not is_code and any(n.startswith(typed.casefold()) for n in names)

    def _is_new_name(self, typed: str) -> bool:
        """Whether *typed* is no country and nobody said yet that it is written so."""
        return typed != self._asked_about and not self._is_country(typed)

    def _typed_country(self) -> str:
        typed = self.country.currentText().strip()
        for code, name in self._countries:
            if typed.casefold() in {name.casefold(), code.casefold()}:
                return code
        return typed
