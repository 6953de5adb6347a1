"""Whether somebody is a volunteer or an accredited representative, and until when."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from clinic_app.records.accreditation_history import follows
from clinic_app.records.worker import Accreditation, AccreditationLevel, FormerAccreditation
from clinic_app.translation import gettext as _
from clinic_app.ui.widgets.day_field import DayField, day_words
from clinic_app.ui.widgets.fields import LabelledField, go_to, lead_on
from clinic_app.ui.widgets.text import Muted

_YEARS = 3
"""How long an accreditation lasts. Source: 8 CFR 1292.12(d)."""


class AccreditationFields(QWidget):
    """Volunteer, or the level and days of a DOJ accreditation, and what was held before."""

    def __init__(self) -> None:
        super().__init__()
        self.volunteer = QRadioButton(_("&Volunteer, not accredited"))
        self.partial = QRadioButton(_("Accredited &representative, partial"))
        self.full = QRadioButton(_("Accredited representative, &full"))
        self._group = QButtonGroup(self)
        self.granted = DayField()
        self.expires = DayField()
        self.renewal = QCheckBox(_("This renewed an &earlier accreditation"))
        self.was_mistake = QCheckBox(_("That was &just a mistake, and never held"))
        self.former = Muted()
        self._kept = Muted()
        self._days = QWidget()
        self._held: Accreditation | None = None
        self._lay_out()
        self.show_accreditation(None)

        for button in (self.volunteer, self.partial, self.full):
            button.clicked.connect(self._on_level_clicked)
        lead_on(self.granted, self.expires)
        lead_on(self.expires, self.renewal)
        self.granted.editingFinished.connect(self._on_granted_edited)
        self.granted.textChanged.connect(self._draw_kept)
        self.expires.textChanged.connect(self._draw_kept)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for button in (self.volunteer, self.partial, self.full):
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addWidget(
            Muted(_("Partial is before DHS only; full is also before the immigration courts."))
        )
        days = QVBoxLayout(self._days)
        days.setContentsMargins(0, 12, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(LabelledField(_("&Granted"), self.granted))
        row.addWidget(LabelledField(_("E&xpires"), self.expires))
        days.addLayout(row)
        days.addWidget(Muted(_("An accreditation lasts three years: 8 CFR 1292.12(d).")))
        days.addWidget(self.renewal)
        layout.addWidget(self._days)
        layout.addWidget(self.former)
        layout.addSpacing(8)
        layout.addWidget(self._kept)
        layout.addWidget(self.was_mistake)

    def show_accreditation(
        self, accreditation: Accreditation | None, former: Sequence[FormerAccreditation] = ()
    ) -> None:
        """Draw what a worker holds, None for a volunteer, and what they held before."""
        self._held = accreditation
        self.was_mistake.setChecked(False)
        self.former.setText("\n".join(map(_former_words, former)))
        self.former.setVisible(bool(former))
        level = accreditation.level if accreditation else None
        self.volunteer.setChecked(level is None)
        self.partial.setChecked(level is AccreditationLevel.PARTIAL)
        self.full.setChecked(level is AccreditationLevel.FULL)
        self.granted.show_day(accreditation.granted if accreditation else None)
        self.expires.show_day(accreditation.expires if accreditation else None)
        self.renewal.setChecked(bool(accreditation and accreditation.is_renewal))
        self._on_level_clicked()

    def go_to_choice(self) -> None:
        """Put the focus on what is chosen: nobody is a volunteer because a line was passed by."""
        button = self._group.checkedButton()
        if button is not None:
            go_to(button)

    def accreditation(self) -> Accreditation | None:
        """Return what was entered; None for a volunteer, or while a day is missing."""
        granted, expires = self.granted.day(), self.expires.day()
        if self.volunteer.isChecked() or granted is None or expires is None:
            return None
        level = AccreditationLevel.FULL if self.full.isChecked() else AccreditationLevel.PARTIAL
        return Accreditation(
            level=level,
            granted=granted,
            expires=expires,
            is_renewal=self.renewal.isChecked(),
        )

    @property
    def is_correction(self) -> bool:
        """Whether what was entered corrects a mistake, and follows nothing."""
        return self.was_mistake.isVisibleTo(self) and self.was_mistake.isChecked()

    def problem(self) -> str:
        """Return what is wrong and what to do; empty where all is well."""
        if self.volunteer.isChecked() or self.accreditation() is not None:
            return ""
        return _(
            "A day of the accreditation is missing or cannot be read. Type both days as "
            "month/day/year, the year with four digits, such as 9/24/2026."
        )

    def _on_level_clicked(self) -> None:
        self._days.setVisible(not self.volunteer.isChecked())
        self._draw_kept()

    def _draw_kept(self) -> None:
        """Say what becomes of what was held, where something follows it."""
        new = self.accreditation()
        is_next = (self.volunteer.isChecked() or new is not None) and follows(self._held, new)
        if is_next and self._held is not None:
            self._kept.setText(_kept_words(self._held))
        self._kept.setVisible(is_next)
        self.was_mistake.setVisible(is_next)

    def _on_granted_edited(self) -> None:
        granted = self.granted.day()
        if granted is not None and not self.expires.text():
            self.expires.show_day(_years_later(granted))
            if self.expires.hasFocus():
                self.expires.selectAll()  # a suggestion; what is typed now replaces it


def _former_words(one: FormerAccreditation) -> str:
    held = one.accreditation
    is_full = held.level is AccreditationLevel.FULL
    words = (
        _("Before: full, granted {granted}, until {until}")
        if is_full
        else _("Before: partial, granted {granted}, until {until}")
    )
    return words.format(granted=day_words(held.granted), until=day_words(one.until))


def _kept_words(held: Accreditation) -> str:
    is_full = held.level is AccreditationLevel.FULL
    words = (
        _("Full, granted {day}, is kept for the months in which it stood.")
        if is_full
        else _("Partial, granted {day}, is kept for the months in which it stood.")
    )
    return words.format(day=day_words(held.granted))


def _years_later(day: date) -> date:
    try:
        return day.replace(year=day.year + _YEARS)
    except ValueError:  # 29 February
        return date(day.year + _YEARS, 2, 28)
