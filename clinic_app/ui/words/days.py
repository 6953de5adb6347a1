"""Days in full, as they stand in headings."""

from datetime import date

from PySide6.QtCore import QDate, QLocale

from clinic_app.tallies.month import Month

_LOCALE = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
"""The window speaks English, wherever the laptop was bought."""


def long_day(day: date) -> str:
    """Return a day as ``February 3, 2026``."""
    return _LOCALE.toString(_qdate(day), "MMMM d, yyyy")


def week_day(day: date) -> str:
    """Return a day as ``Tuesday, February 3, 2026``."""
    return _LOCALE.toString(_qdate(day), "dddd, MMMM d, yyyy")


def month_words(label: str) -> str:
    """Return a month's label, such as ``2026-10``, as ``October 2026``."""
    return _LOCALE.toString(_qdate(Month.from_label(label).first), "MMMM yyyy")


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
