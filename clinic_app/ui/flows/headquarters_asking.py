"""Headquarters' questions to clinics, in the window."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from clinic_app.headquarters import asking, enrolling
from clinic_app.headquarters.place import Headquarters
from clinic_app.tallies.month import Month
from clinic_app.ui.jobs import Jobs, OnceOnly
from clinic_app.ui.screens.headquarters_questions import HeadquartersQuestionsScreen, Listing
from clinic_app.ui.words.headquarters_words import question_line


class HeadquartersAsking(QObject):
    """One screen of the desk of headquarters."""

    def __init__(self, headquarters: Headquarters, jobs: Jobs, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._headquarters = headquarters
        self._jobs = OnceOnly(jobs)
        self._now = now
        self.screen = HeadquartersQuestionsScreen(listed=self._listed, jobs=jobs)
        self.screen.asked.connect(self._on_asked)

    def _listed(self) -> Listing:
        lines = tuple(question_line(one) for one in asking.asked(self._headquarters))
        return lines, tuple(clinic.code for clinic in enrolling.listed(self._headquarters))

    def _on_asked(self, code: str, label: str, words: str) -> None:
        at = self._now()

        def work() -> object:
            month = Month.from_label(label) if label else None
            return asking.ask(self._headquarters, code, month, words, at)

        self._jobs.run(
            (code, label, words),
            work,
            on_done=lambda _kept: self.screen.show_asked(words),
            on_error=self.screen.problem.show_error,
        )
