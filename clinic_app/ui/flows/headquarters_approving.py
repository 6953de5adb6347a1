"""Months at headquarters, in the window: who reported them, approving and unlocking."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from clinic_app.headquarters import approving
from clinic_app.headquarters.calendar import calendar
from clinic_app.headquarters.place import Headquarters
from clinic_app.messages.approving_words import approved_words
from clinic_app.tallies.month import Month
from clinic_app.ui.jobs import Jobs, OnceOnly
from clinic_app.ui.models.headquarters_view import CalendarView
from clinic_app.ui.screens.headquarters_months import HeadquartersMonthsScreen
from clinic_app.ui.words.calendar_words import calendar_view


class HeadquartersApproving(QObject):
    """One screen of the desk of headquarters."""

    def __init__(self, headquarters: Headquarters, jobs: Jobs, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._headquarters = headquarters
        self._jobs = OnceOnly(jobs)
        self._now = now
        self.screen = HeadquartersMonthsScreen(calendar=self._calendar, jobs=jobs)
        self.screen.approve_requested.connect(self._on_approve_requested)
        self.screen.unlock_requested.connect(self._on_unlock_requested)

    def _calendar(self, first: str, last: str) -> CalendarView:
        period = Month.from_label(first), Month.from_label(last)
        found = calendar(self._headquarters, *period)
        now = Month.of(self._now().date())
        return calendar_view(found, approving.approvals(self._headquarters), now)

    def _on_approve_requested(self, label: str) -> None:
        at = self._now()

        def work() -> str:
            month = Month.from_label(label)
            fresh = approving.approve(self._headquarters, month, month, at)
            return approved_words(fresh, calendar(self._headquarters, month, month))

        self._then_show(("approve", label), work)

    def _on_unlock_requested(self, label: str, reason: str) -> None:
        at = self._now()

        def work() -> str:
            approving.unlock(self._headquarters, Month.from_label(label), reason, at)
            return ""

        self._then_show(("unlock", label), work)

    def _then_show(self, act: tuple[str, ...], work: Callable[[], str]) -> None:
        self._jobs.run(act, work, on_done=self.screen.show_done, on_error=self.screen.show_refused)
