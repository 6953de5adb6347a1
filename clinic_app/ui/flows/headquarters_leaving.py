"""Clinics that left, in the window: asked in words first, then kept."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from clinic_app.errors import ClinicError
from clinic_app.headquarters import leaving
from clinic_app.headquarters.apart import checked_reason
from clinic_app.headquarters.leaving import Leaving
from clinic_app.headquarters.place import Headquarters
from clinic_app.messages.leaving_words import (
    leaves_in_short,
    leaves_words,
    returns_in_short,
    returns_words,
)
from clinic_app.tallies.month import Month
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.screens.headquarters_clinics import HeadquartersClinicsScreen


class HeadquartersLeaving(QObject):
    """What the place of clinics does for one that left."""

    def __init__(
        self,
        headquarters: Headquarters,
        jobs: Jobs,
        now: Callable[[], datetime],
        screen: HeadquartersClinicsScreen,
    ) -> None:
        super().__init__()
        self._headquarters = headquarters
        self._jobs = jobs
        self._now = now
        self._screen = screen
        self._keep: Callable[[], str] | None = None
        screen.leaving_requested.connect(self._on_leaving_requested)
        screen.return_requested.connect(self._on_return_requested)
        screen.leaving_confirmed.connect(self._on_confirmed)

    def _on_leaving_requested(self, code: str, label: str, reason: str) -> None:
        headquarters, at = self._headquarters, self._now()

        def foresee() -> Leaving:
            last = Month.from_label(label)
            checked_reason(reason)
            return leaving.foresee(headquarters, code, last, at)

        def keep() -> str:
            last = Month.from_label(label)
            return leaves_in_short(leaving.leave(headquarters, code, last, reason, at))

        self._ask(code, lambda: leaves_words(foresee()), keep)

    def _on_return_requested(self, code: str, reason: str) -> None:
        headquarters, at = self._headquarters, self._now()

        def foresee() -> str:
            checked_reason(reason)
            return returns_words(leaving.foresee_return(headquarters, code))

        self._ask(
            code,
            foresee,
            lambda: returns_in_short(leaving.take_back(headquarters, code, reason, at)),
        )

    def _ask(self, code: str, foresee: Callable[[], str], keep: Callable[[], str]) -> None:
        def on_done(words: str) -> None:
            self._keep = keep
            self._screen.show_leaving(code, words)

        self._jobs.run(foresee, on_done=on_done, on_error=self._screen.show_error)

    def _on_confirmed(self) -> None:
        keep, self._keep = self._keep, None
        if keep is not None:  # clicked once
            self._jobs.run(keep, on_done=self._screen.show_kept, on_error=self._on_failed)

    def _on_failed(self, error: ClinicError) -> None:
        self._screen.show_words("")  # nothing is asked any more
        self._screen.show_error(error)
