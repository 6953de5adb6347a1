"""A field for a day, typed as people write it."""

from datetime import date, datetime

from PySide6.QtWidgets import QLineEdit

from clinic_app.interview.errors import TypedDayError
from clinic_app.interview.typed_day import parse_day
from clinic_app.translation import gettext as _


def day_from(typed: str) -> date | None:
    """Return the day that was typed, as people write it; None for anything else."""
    try:
        return parse_day(typed)
    except TypedDayError:
        return None


def day_words(day: date) -> str:
    """Return a day as the field shows it."""
    return f"{day.month}/{day.day}/{day.year}"


def moment_words(at: datetime) -> str:
    """Return a day and its minute, in one way on every screen."""
    return _("{day} {time}").format(day=day_words(at.date()), time=f"{at:%H:%M}")


class DayField(QLineEdit):
    """Month, day and year; empty is allowed and is no day."""

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self.setMaxLength(20)
        self.setPlaceholderText(_("month/day/year, such as 9/24/2026"))
        self.show_day(day)

    def show_day(self, day: date | None) -> None:
        """Draw *day*; nothing for None."""
        self.setText("" if day is None else day_words(day))

    def day(self) -> date | None:
        """Return what was typed; None while it is no day."""
        return day_from(self.text())
