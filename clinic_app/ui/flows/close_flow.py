"""Closing a month: what stands in the way, what leaves, the stick, and what came back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.computer.sticks import sticks
from clinic_app.errors import ClinicError
from clinic_app.records.audit import About, Act
from clinic_app.records.clinic import Close
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.choosing import FileChooser
from clinic_app.ui.flows.paper_flow import PaperFlow, at_once
from clinic_app.ui.flows.questions_flow import QuestionsFlow
from clinic_app.ui.flows.stops import Stop, Subject
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.close_view import ConditionRow, Months
from clinic_app.ui.screens.carry import CarryScreen
from clinic_app.ui.screens.close_month import CloseMonthScreen
from clinic_app.ui.screens.what_leaves import WhatLeavesScreen
from clinic_app.ui.words.close_words import Fixes, code_taken, condition_row
from clinic_app.workflows import audit, closing, leaving_sheet, questions, receipts, sending
from clinic_app.workflows.closing import LeavingPage, Preview
from clinic_app.workflows.receipts import Learnt
from clinic_app.workflows.session import Session


class CloseFlow(QObject):
    """Leads from the conditions to the written and verified file.

    Signals:
        changed: A month was closed, or receipts came in: the line below reads differently.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        show: Callable[[QWidget], None],
        *,
        chooser: FileChooser,
        paper: PaperFlow,
        fixes: Fixes,
    ) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._show = show
        self._chooser = chooser
        self._paper = paper
        self._fixes = fixes
        self._page: LeavingPage | None = None
        self._is_about: Subject = ("", "")
        self.month = CloseMonthScreen(months=self._months, conditions=self._conditions, jobs=jobs)
        self.page = WhatLeavesScreen(signer=session.worker.name, jobs=jobs)
        self.carry = CarryScreen(
            write=partial(sending.write, session),
            ask_folder=lambda on_chosen: chooser.ask_folder(_stick_title(), on_chosen),
            sticks=sticks,
            jobs=jobs,
        )
        self.questions = QuestionsFlow(session, jobs, show)
        self.questions.setParent(self)
        self.stops = self._all_stops()
        self._connect()

    def _all_stops(self) -> tuple[Stop, ...]:
        return (
            Stop(
                name="close.month",
                screen=self.month,
                open=lambda _subject: self.open(),
                over={_receipts_title(): self.month.receipts_button.click},
            ),
            Stop(
                name="close.page",
                screen=self.page,
                subject=lambda: self._is_about,
                open=self._open_page_about,
                over={"paper": self.page.print_button.click},
            ),
            Stop(
                name="close.carry",
                screen=self.carry,
                subject=lambda: self._is_about,
                open=lambda subject: self._with_close(subject[0], self._open_carry),
                over={_stick_title(): self.carry.choose_button.click},
            ),
            self.questions.stop,
        )

    def _open_page_about(self, subject: Subject) -> None:
        label, is_closed = subject
        if is_closed:
            self._with_close(label, self._on_page_requested)
        else:
            self._on_preview_requested(label)

    def _with_close(self, label: str, act: Callable[[Close], None]) -> None:
        self._jobs.run(
            lambda: closing.close_of(self._session, label),
            on_done=act,
            on_error=self._on_refused,
        )

    def _connect(self) -> None:
        self.month.preview_requested.connect(self._on_preview_requested)
        self.month.page_requested.connect(self._on_page_requested)
        self.month.carry_requested.connect(self._open_carry)
        self.month.receipts_requested.connect(self._on_receipts_requested)
        self.month.code_given.connect(self._on_code_given)
        self.month.questions_requested.connect(self.questions.open)
        self.questions.closed.connect(self.open)
        self.page.closed.connect(self.open)
        self.page.month_closed.connect(self._on_month_closed)
        self.page.print_requested.connect(self._on_print_requested)
        self.carry.closed.connect(self.open)
        self.carry.written.connect(lambda _path: self.changed.emit())

    def open(self) -> None:
        """Show the month to close next and those closed before."""
        self._show(self.month)
        self.month.load()

    def _months(self) -> Months:
        session = self._session
        asked = questions.asked(session)
        waiting = sum(not one.reply for one in asked)
        return Months(
            closing.open_months(session),
            closing.closes(session),
            closing.closes_at(session),
            waiting if asked else None,
        )

    def _conditions(self, label: str) -> tuple[ConditionRow, ...]:
        found = closing.conditions(self._session, label)
        return tuple(condition_row(condition, self._fixes) for condition in found)

    def _on_preview_requested(self, label: str) -> None:
        self._jobs.run_aside(
            lambda: closing.preview(self._session, label),
            on_done=lambda preview: self._open_preview(label, preview),
            on_error=self._on_refused,
        )

    def _open_preview(self, label: str, preview: Preview) -> None:
        self._page, self._is_about = preview.page, (label, "")
        self._show(self.page)
        self.page.show_pages((preview.page,), lambda: closing.close(self._session, label, preview))

    def _on_page_requested(self, close: Close) -> None:
        self._is_about = (close.label, "closed")
        self._jobs.run(
            lambda: closing.page_of(self._session, close),
            on_done=self._open_page,
            on_error=self._on_refused,
        )

    def _open_page(self, page: LeavingPage) -> None:
        self._page = page
        self._show(self.page)
        self.page.show_pages((page,), None)

    def _on_month_closed(self, close: Close) -> None:
        self.changed.emit()
        self._open_carry(close)

    def _open_carry(self, close: Close) -> None:
        self._is_about = (close.label, "closed")
        self._show(self.carry)
        self.carry.show_close(close)

    def _on_print_requested(self) -> None:
        page = self._page
        if page is None:
            return
        self._paper.open(
            title=_("What leaves this laptop"),
            file_name="what-leaves.pdf",
            make=at_once(lambda _language: leaving_sheet.make(page)),
            note=partial(self._note, self._is_about[0]),
            go_back=lambda: self._show(self.page),
        )

    def _note(self, label: str, act: Act) -> None:
        audit.note(self._session, act, About.MONTH, label)

    def _on_receipts_requested(self) -> None:
        self._chooser.ask_folder(_receipts_title(), self._on_receipts_chosen)

    def _on_receipts_chosen(self, folder: Path) -> None:
        self._jobs.run(
            lambda: (
                questions.take_in(self._session, folder),
                receipts.take_in(self._session, folder),
            ),
            on_done=self._on_receipts_taken,
            on_error=self._on_receipts_unread,
        )

    def _on_receipts_unread(self, error: ClinicError) -> None:
        self.changed.emit()  # what could be read was taken in
        self.open()
        self.month.show_problem(error)

    def _on_receipts_taken(self, taken: tuple[int, tuple[object, ...]]) -> None:
        self.changed.emit()
        self.open()
        asked, count = taken[0], len(taken[1])
        receipts_in = ngettext(
            "{count} receipt was taken in.", "{count} receipts were taken in.", count
        ).format(count=count)
        questions_in = ngettext(
            "Headquarters asks {count} new question.",
            "Headquarters asks {count} new questions.",
            asked,
        ).format(count=asked)
        none = _("No new receipt lies in that folder.")
        told = [receipts_in if count else none, *([questions_in] if asked else [])]
        self.month.show_notice(" ".join(told))

    def _on_refused(self, error: ClinicError) -> None:
        self.month.show_notice("")  # it was about what was done before
        self.month.show_problem(error)

    def _on_code_given(self, typed: str) -> None:
        self._jobs.run(
            lambda: receipts.take_code(self._session, typed),
            on_done=self._on_code_taken,
            on_error=self._on_refused,
        )

    def _on_code_taken(self, learnt: tuple[Learnt, ...]) -> None:
        self.changed.emit()
        self.open()
        self.month.show_notice(code_taken(learnt))


def _stick_title() -> str:
    return _("The stick or folder")


def _receipts_title() -> str:
    return _("The folder with receipts")
