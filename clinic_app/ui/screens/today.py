"""Today: what waits at this clinic, and the two things people come for."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
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
"""Lines of one group that are shown at once; a longer one unfolds."""


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
        self.more_buttons: list[QPushButton] = []
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
        focus = self._focus_inside()
        held = focus.accessibleName() if focus in self.line_buttons else ""
        for card in self.groups:
            card.deleteLater()
        self.groups.clear()
        self.line_buttons.clear()
        self.more_buttons.clear()
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
        if focus not in {self.kyr_button, self.day_button}:
            again = (one for one in self.line_buttons if held and one.accessibleName() == held)
            next(again, self.client_button).setFocus()

    def _focus_inside(self) -> QWidget | None:
        """Return what has the focus on this screen; what waits is also drawn anew by itself."""
        focus = QApplication.focusWidget()
        return focus if focus is not None and self.isAncestorOf(focus) else None

    def _card_of(self, group: WaitingGroup) -> Card:
        card = Card()
        count = len(group.lines) + group.others
        card.body.addWidget(
            SectionHeading(_("{title} ({count})").format(title=group.title, count=count))
        )
        for line in group.lines[:MOST_LINES]:
            card.body.addLayout(self._row_of(line))
        if len(group.lines) > MOST_LINES:
            self._add_rest(card, group)
        return card

    def _add_rest(self, card: Card, group: WaitingGroup) -> None:
        """Add the further lines of a long group, folded away until they are asked for."""
        rest = QWidget()
        rows = QVBoxLayout(rest)
        rows.setContentsMargins(0, 0, 0, 0)
        first = len(self.line_buttons)
        for line in group.lines[MOST_LINES:]:
            rows.addLayout(self._row_of(line))
        if group.others:
            words = ngettext(
                "and {count} more, which comes up as these are done",
                "and {count} more, which come up as these are done",
                group.others,
            )
            rows.addWidget(Muted(words.format(count=group.others)))
        rest.hide()
        number = len(group.lines) - MOST_LINES
        words = ngettext("Show {count} more", "Show {count} more", number)
        button = quiet_button(words.format(count=number))
        button.setAccessibleDescription(group.title)

        def unfold() -> None:
            rest.show()
            self.line_buttons[first].setFocus()
            button.hide()

        button.clicked.connect(unfold)
        self.more_buttons.append(button)
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(rest)

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
