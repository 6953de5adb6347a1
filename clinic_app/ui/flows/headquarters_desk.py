"""Everything that somebody at an unlocked headquarters can reach."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clinic_app.bundles import signed_note
from clinic_app.errors import ClinicError
from clinic_app.files.reading import read_bounded
from clinic_app.files.writing import write_atomically
from clinic_app.headquarters import apart, enrolling, policy
from clinic_app.headquarters.collecting import Collection
from clinic_app.headquarters.enrolling import AcceptedClinic, Renamed
from clinic_app.headquarters.leaving import leavings
from clinic_app.headquarters.place import Headquarters
from clinic_app.headquarters.report_kinds import ReportKind, kind_words
from clinic_app.headquarters.reporting import write_report
from clinic_app.headquarters.totals import Detail, draw_up
from clinic_app.tallies.month import Month
from clinic_app.translation import gettext as _
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.headquarters_approving import HeadquartersApproving
from clinic_app.ui.flows.headquarters_asking import HeadquartersAsking
from clinic_app.ui.flows.headquarters_leaving import HeadquartersLeaving
from clinic_app.ui.jobs import Jobs, OnceOnly
from clinic_app.ui.models.headquarters_view import (
    ApartLine,
    ClinicLine,
    TotalsView,
)
from clinic_app.ui.models.inbox_view import InboxView
from clinic_app.ui.screens.headquarters import HeadquartersPlace, HeadquartersScreen
from clinic_app.ui.screens.headquarters_apart import HeadquartersApartScreen
from clinic_app.ui.screens.headquarters_clinics import HeadquartersClinicsScreen
from clinic_app.ui.screens.headquarters_inbox import HeadquartersInboxScreen
from clinic_app.ui.screens.headquarters_report import HeadquartersReportScreen
from clinic_app.ui.screens.headquarters_totals import HeadquartersTotalsScreen
from clinic_app.ui.words import headquarters_words as words

_MONTHS_SHOWN = 12


class HeadquartersDesk(QObject):
    """One headquarters, from the moment it is unlocked until it is left.

    Signals:
        closed: The person leaves it.
    """

    closed = Signal()

    def __init__(
        self,
        headquarters: Headquarters,
        jobs: Jobs,
        *,
        chooser: FileChooser,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self.headquarters = headquarters
        self._jobs = jobs
        self._once = OnceOnly(jobs)
        self._chooser = chooser
        self._now = now
        self._answer = b""
        self.inbox = HeadquartersInboxScreen(
            collect=self._collect, ask_folder=self._ask_folder, jobs=jobs
        )
        self.apart = HeadquartersApartScreen(
            kept_apart=self._kept_apart, settle=self._settle, jobs=jobs
        )
        self.clinics = HeadquartersClinicsScreen(listed=self._listed, jobs=jobs)
        self.leaving = HeadquartersLeaving(headquarters, jobs, now, self.clinics)
        self.approving = HeadquartersApproving(headquarters, jobs, now)
        self.months = self.approving.screen
        self.totals = HeadquartersTotalsScreen(totals=self._totals, jobs=jobs)
        self.asking = HeadquartersAsking(headquarters, jobs, now)
        self.report = HeadquartersReportScreen(
            write_report=self._write_report,
            kinds=tuple((kind.value, kind_words(kind)) for kind in ReportKind),
            ask_folder=self._ask_folder,
            jobs=jobs,
        )
        self.screen = HeadquartersScreen(
            (
                HeadquartersPlace(_("&Inbox"), self.inbox),
                HeadquartersPlace(_("Kept a&part"), self.apart),
                HeadquartersPlace(_("&Clinics"), self.clinics),
                HeadquartersPlace(_("&Months"), self.months),
                HeadquartersPlace(_("T&otals"), self.totals),
                HeadquartersPlace(_("&Questions"), self.asking.screen),
                HeadquartersPlace(_("&Report"), self.report),
            )
        )
        self.screen.opened.connect(self._on_opened)
        self.screen.closed.connect(self.closed)
        self.inbox.collected.connect(self._on_collected)
        self.months.apart_requested.connect(lambda: self.screen.open(1))
        self.clinics.enrol_requested.connect(self._on_enrol_requested)
        self.clinics.answer_requested.connect(self._on_answer_requested)
        self.clinics.agreed.connect(self._on_agreed)
        self.clinics.revoke_requested.connect(self._on_revoke_requested)

    def open(self) -> None:
        """Draw the headquarters with its first place shown."""
        headquarters = self.headquarters
        training = _("Training: invented families, not people.")
        self.inbox.show_nothing(words.empty_inbox())
        self.clinics.show_words("")
        last = Month.of(self._now().date()).plus(-1)
        self.months.start(last.plus(1 - _MONTHS_SHOWN).label, last.label)
        self.totals.start(last.plus(1 - _MONTHS_SHOWN).label, last.label)
        self.report.start(last.label)
        self.screen.start(headquarters.name, training if headquarters.is_training else "")

    def close(self) -> None:
        """Take in nothing more, and take every screen apart."""
        self.inbox.stop()
        self.screen.deleteLater()

    def _on_opened(self, number: int) -> None:
        match number:
            case 1:
                self.apart.load()
            case 2:
                self.clinics.load()
                self._jobs.run(
                    lambda: policy.in_force(self.headquarters),
                    on_done=lambda found: self.clinics.show_policy(words.policy(found)),
                    on_error=self.clinics.show_error,
                )
            case 3:
                self.months.show_again()
            case 4:
                self.totals.show_again()
            case 5:
                self.asking.screen.load()
            case _:
                pass

    def _on_collected(self) -> None:
        if self.totals.isVisible():  # led on to while bundles were taken in
            self.totals.show_again()

    def _ask_folder(self, on_chosen: Callable[[Path], None]) -> None:
        self._chooser.ask_folder(_("A stick or folder"), on_chosen)

    def _collect(
        self, folder: Path
    ) -> tuple[Callable[[], Iterator[tuple[int, int]]], Callable[[], InboxView]]:
        collection = Collection(self.headquarters, folder, self._now())
        return collection.steps, lambda: words.inbox_view(collection.collected())

    def _write_report(self, kind: str, first: str, last: str, folder: Path) -> tuple[Path, ...]:
        period = Month.from_label(first), Month.from_label(last)
        return write_report(self.headquarters, *period, folder, kind=ReportKind(kind))

    def _totals(self, first: str, last: str) -> TotalsView:
        period = Month.from_label(first), Month.from_label(last)
        return words.totals_view(draw_up(self.headquarters, *period, Detail.LABELS))

    def _kept_apart(self) -> tuple[ApartLine, ...]:
        return tuple(words.apart_line(one) for one in apart.kept_apart(self.headquarters))

    def _settle(self, sha256: str, found: str) -> None:
        apart.settle(self.headquarters, sha256, found, self._now())

    def _listed(self) -> tuple[ClinicLine, ...]:
        listed, left = enrolling.listed(self.headquarters), leavings(self.headquarters)
        return tuple(words.clinic_line(one, left) for one in listed)

    def _on_enrol_requested(self, code: str, name: str) -> None:
        at = self._now()

        def work() -> tuple[Renamed | None, bytes]:
            renamed = enrolling.renamed(self.headquarters, code, name)
            return renamed, enrolling.issue(self.headquarters, code, name, at)

        self._once.run(
            ("enrol", code, name),
            work,
            on_done=lambda issued: self._on_issued(code.strip().upper(), *issued),
            on_error=self.clinics.show_error,
        )

    def _on_issued(self, code: str, renamed: Renamed | None, file: bytes) -> None:
        self.clinics.load()
        self.clinics.show_words(words.file_not_written(code, renamed))
        title, name = _("Where the clinic's file goes"), f"enrolment-{code}.json"
        self._chooser.ask_new_file(
            title, name, lambda path: self._write_file(code, path, file, renamed)
        )

    def _write_file(self, code: str, path: Path, file: bytes, renamed: Renamed | None) -> None:
        def on_done(_nothing: None) -> None:
            ours = enrolling.own_fingerprint(self.headquarters)
            self.clinics.show_written(words.file_written(path, ours, renamed))
            self.clinics.choose(code)

        self._jobs.run(
            lambda: write_atomically(path, file), on_done=on_done, on_error=self.clinics.show_error
        )

    def _on_answer_requested(self) -> None:
        self._chooser.ask_file(_("The clinic's answer"), self._on_answer_chosen)

    def _on_answer_chosen(self, path: Path) -> None:
        def work() -> tuple[bytes, AcceptedClinic]:
            answer = read_bounded(path, signed_note.MOST_BYTES)
            return answer, enrolling.look_at(self.headquarters, answer)

        self._jobs.run(work, on_done=self._on_answer_read, on_error=self.clinics.show_error)

    def _on_answer_read(self, read: tuple[bytes, AcceptedClinic]) -> None:
        self._answer, clinic = read
        ours = enrolling.own_fingerprint(self.headquarters)
        self.clinics.show_compared(words.compared(clinic, ours))
        self.clinics.choose(clinic.code)

    def _on_agreed(self) -> None:
        answer, at = self._answer, self._now()
        self._jobs.run(
            lambda: enrolling.accept(self.headquarters, answer, at),
            on_done=self._on_accepted,
            on_error=self._on_key_refused,
        )

    def _on_accepted(self, clinic: AcceptedClinic) -> None:
        self.clinics.load()
        self.clinics.show_words(words.accepted(clinic))
        self.clinics.choose(clinic.code)

    def _on_revoke_requested(self, code: str, reason: str) -> None:
        at = self._now()

        def on_done(_nothing: None) -> None:
            self.clinics.reason.clear()
            self.clinics.load()
            self.clinics.show_words(words.revoked(code))
            self.clinics.choose(code)

        self._once.run(
            ("revoke", code),
            lambda: enrolling.revoke(self.headquarters, code, reason, at),
            on_done=on_done,
            on_error=self._on_key_refused,
        )

    def _on_key_refused(self, error: ClinicError) -> None:
        """Explain it over the list as it stands now: somebody else may have been first."""
        self.clinics.load()
        self.clinics.show_error(error)
