"""A field for a day, typed as people write it."""

import re
from datetime import date

from PySide6.QtWidgets import QLineEdit

from clinic_app.translation import gettext as _

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_US = re.compile(r"(?P<month>\d{1,2})[/. ](?P<day>\d{1,2})[/. ](?P<year>\d{4})")


def day_from(typed: str) -> date | None:
    """Return the day of ``9/24/2026`` or ``2026-09-24``; None for anything else."""
    found = _US.fullmatch(typed.strip()) or _ISO.fullmatch(typed.strip())
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def day_words(day: date) -> str:
    """Return a day as the field shows it."""
    return f"{day.month}/{day.day}/{day.year}"


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
