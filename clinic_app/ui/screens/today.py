"""Today: what waits at this clinic, and the two things people come for."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.waiting_view import WaitingGroup, WaitingLine
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import at_top
from clinic_app.ui.widgets.scroller import Scroller
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading

MOST_LINES = 6
"""Lines shown of one group; a longer one says how many more there are."""


class TodayScreen(QWidget):
    """The first screen after unlocking.

    Signals:
        client_requested: Find a client, or register one.
        kyr_requested: Count a Know Your Rights session.
        day_sheet_requested: Print what was done today.
    """

    client_requested = Signal()
    kyr_requested = Signal()
    day_sheet_requested = Signal()

    def __init__(
        self,
        *,
        title: str,
        subtitle: str,
        waiting: Callable[[], tuple[WaitingGroup, ...]],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._waiting = waiting
        self._jobs = jobs
        self.heading = Heading(title)
        self.subtitle = PlainLabel(subtitle)
        self.client_button = primary_button(_("Find or register a client"))
        self.kyr_button = plain_button(_("Count a Know Your Rights session"))
        self.day_button = plain_button(_("&Day sheet"))
        self.problem = ProblemLabel()
        self.groups: list[Card] = []
        self.line_buttons: list[QPushButton] = []
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._lay_out()

        self.client_button.clicked.connect(self.client_requested)
        self.kyr_button.clicked.connect(self.kyr_requested)
        self.day_button.clicked.connect(self.day_sheet_requested)

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.setSpacing(12)
        actions.addWidget(self.client_button)
        actions.addWidget(self.kyr_button)
        actions.addWidget(self.day_button)
        actions.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        for column in (self._left, self._right):
            column.setSpacing(16)
            columns.addLayout(at_top(column), 1)
        inside = QWidget()
        content = QVBoxLayout(inside)
        content.setContentsMargins(32, 24, 32, 24)
        content.setSpacing(16)
        content.addWidget(self.heading)
        content.addWidget(self.subtitle)
        content.addLayout(actions)
        content.addWidget(self.problem)
        content.addLayout(columns)
        content.addStretch(1)
        scroll = Scroller(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def load(self) -> None:
        """Fetch what waits and draw it."""
        self.problem.clear()
        self._jobs.run(self._waiting, on_done=self.show_waiting, on_error=self._on_failed)

    def show_waiting(self, groups: tuple[WaitingGroup, ...]) -> None:
        """Draw *groups*; those without a line are left out."""
        for card in self.groups:
            card.deleteLater()
        self.groups.clear()
        self.line_buttons.clear()
        shown = [group for group in groups if group.lines]
        for number, group in enumerate(shown):
            card = self._card_of(group)
            self.groups.append(card)
            (self._right if number % 2 else self._left).addWidget(card)
        if not shown:
            card = Card()
            card.body.addWidget(SectionHeading(_("Nothing is waiting")))
            card.body.addWidget(
                Muted(_("Start with the next person in the queue: find them, or register them."))
            )
            self.groups.append(card)
            self._left.addWidget(card)
        self.client_button.setFocus()

    def _card_of(self, group: WaitingGroup) -> Card:
        card = Card()
        card.body.addWidget(
            SectionHeading(_("{title} ({count})").format(title=group.title, count=len(group.lines)))
        )
        for line in group.lines[:MOST_LINES]:
            card.body.addLayout(self._row_of(line))
        more = len(group.lines) - MOST_LINES
        if more > 0:
            words = ngettext("and {count} more", "and {count} more", more)
            card.body.addWidget(Muted(words.format(count=more)))
        return card

    def _row_of(self, line: WaitingLine) -> QLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(line.text))
        if line.detail:
            words.addWidget(Muted(line.detail))
        button = quiet_button(_("Open"))
        button.setAccessibleName(_("Open {what}").format(what=line.text))
        button.clicked.connect(lambda _checked=False: line.open())
        self.line_buttons.append(button)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(button)
        return row

    def _on_failed(self, error: ClinicError) -> None:
        self.problem.show_error(error)
