"""What leaves this laptop: every number in words, read back from the bytes that are sealed."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.cards import Card, Hairline
from clinic_app.ui.widgets.columns import at_top
from clinic_app.ui.widgets.scroller import Scroller, turn
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading
from clinic_app.workflows.leaving_page import LeavingPage, not_yet_shown_words


class WhatLeavesScreen(QWidget):
    """The page of what leaves, before closing or again afterwards.

    Signals:
        closed: The worker goes back; nothing was closed.
        month_closed: The month is closed. Carries what closing returned.
        print_requested: Print the page.
    """

    closed = Signal()
    month_closed = Signal(object)
    print_requested = Signal()

    def __init__(self, *, signer: str, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._close: Callable[[], object] | None = None

        self.back_button = back_button()
        self.heading = Heading(_("What leaves this laptop"))
        self.signer = Muted(_("You sign as {name}").format(name=signer))
        self.print_button = plain_button(_("&Print this page…"))
        self.close_button = primary_button(_("Sign and cl&ose the month"))
        self.problem = ProblemLabel()
        self.lines: list[tuple[str, str]] = []
        self._pages = QVBoxLayout()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.print_button.clicked.connect(self.print_requested)
        self.close_button.clicked.connect(self._on_close_clicked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.heading, 1)
        inside = QWidget()
        self._pages.setContentsMargins(0, 0, 8, 0)
        self._pages.setSpacing(12)
        inside.setLayout(at_top(self._pages))
        self.scroller = Scroller(inside, name=_("What leaves this laptop"))
        bottom = QHBoxLayout()
        bottom.addWidget(self.signer, 1)
        bottom.addWidget(self.print_button)
        bottom.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(
            PlainLabel(_("0 names, 0 birth dates, 0 A-numbers, no row about any one person."))
        )
        explained = Muted(not_yet_shown_words())
        explained.setWordWrap(True)
        layout.addWidget(explained)
        layout.addWidget(self.scroller, 1)
        layout.addWidget(self.problem)
        layout.addLayout(bottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll what leaves from whatever has the caret: it is read before it is signed."""
        turn(self.scroller, event)

    def show_pages(
        self, pages: tuple[LeavingPage, ...], close: Callable[[], object] | None
    ) -> None:
        """Draw *pages*, oldest first.

        Args:
            pages: One per month that is closed in this step.
            close: Closes the month; runs as a job. None where it is closed already.
        """
        self._close = close
        self.problem.clear()
        self.lines = [line for page in pages for line in page.lines]
        while self._pages.count():
            item = self._pages.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for page in pages:
            self._pages.addWidget(_card_of(page))
        self.close_button.setVisible(close is not None)
        self.signer.setVisible(close is not None)
        self.close_button.setEnabled(True)
        (self.close_button if close is not None else self.back_button).setFocus()

    def _on_close_clicked(self) -> None:
        if self._close is None:
            return
        self.problem.clear()
        self.close_button.setEnabled(False)
        self._jobs.run(self._close, on_done=self.month_closed.emit, on_error=self._on_failed)

    def _on_failed(self, error: ClinicError) -> None:
        self.close_button.setEnabled(True)
        self.problem.show_error(error)


def _card_of(page: LeavingPage) -> Card:
    card = Card()
    card.body.addWidget(SectionHeading(page.title))
    grid = QGridLayout()
    grid.setVerticalSpacing(8)
    grid.setHorizontalSpacing(16)
    half = (len(page.lines) + 1) // 2
    for number, (words, said) in enumerate(page.lines):
        row, column = number % half, 3 * (number // half)
        value = PlainLabel(said, role="said")
        value.setAccessibleName(f"{words}: {said}")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(words), row, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, column + 1)
    grid.setColumnMinimumWidth(2, 32)
    for column in (0, 1, 3, 4):
        grid.setColumnStretch(column, 1)
    card.body.addLayout(grid)
    card.body.addWidget(Hairline())
    for words, groups in page.hashes:
        card.body.addWidget(Muted(_("{what}: {groups}").format(what=words, groups=groups)))
    return card
