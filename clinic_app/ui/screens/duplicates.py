"""Possible duplicates: two files side by side, and what a worker says about them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from clinic_app.errors import ClinicError
from clinic_app.records.client import Client
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.pair_view import PairRow, PairsView, PairView
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel

_WIDTH_PX = 1000


class DuplicatesScreen(QWidget):
    """One pair at a time.

    Signals:
        closed: The worker goes back.
        client_requested: Open a file. Carries the client.
    """

    closed = Signal()
    client_requested = Signal(object)

    def __init__(
        self,
        *,
        load: Callable[[], PairsView],
        tell_apart: Callable[[str, str], None],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._load = load
        self._tell_apart = tell_apart
        self._jobs = jobs
        self._view = PairsView((), 0)
        self._place = 0
        self.back_button = quiet_button(_("Back"))
        self.back_button.setShortcut("Esc")
        self.which = Muted("")
        self.progress = Muted("")
        self.progress.hide()
        self.problem = ProblemLabel()
        self.empty = Muted(
            _("Nobody waits to be looked at. Whoever may have been registered twice stands here.")
        )
        self.card = Card()
        self.rows = QGridLayout()
        self.left_button = plain_button(_("Open file &1"))
        self.right_button = plain_button(_("Open file &2"))
        self.apart_button = primary_button(_("They are two &people"))
        self.later_button = plain_button(_("Decide &later"))
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.left_button.clicked.connect(lambda: self._open(0))
        self.right_button.clicked.connect(lambda: self._open(1))
        self.apart_button.clicked.connect(self._on_apart_clicked)
        self.later_button.clicked.connect(self._on_later_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage(width=_WIDTH_PX)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Possible duplicates")), 1)
        page.body.addLayout(top)
        page.body.addWidget(
            Muted(
                _(
                    "Families share names, days and phones: look before you say it. For one "
                    "person with two files, open the one with less in it and withdraw it."
                )
            )
        )
        page.body.addWidget(self.progress)
        page.body.addWidget(self.problem)
        page.body.addWidget(self.empty)
        page.body.addWidget(self.which)
        self.rows.setHorizontalSpacing(24)
        self.rows.setVerticalSpacing(8)
        for column, share in enumerate((2, 0, 4, 4)):
            self.rows.setColumnStretch(column, share)
        self.card.body.addLayout(self.rows)
        page.body.addWidget(self.card)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self.apart_button, self.later_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.left_button, self.right_button):
            buttons.addWidget(button)
        page.body.addLayout(buttons)
        filled(page, self)
        self.setFocusProxy(self.apart_button)

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The two who are shown; empty while nobody is."""
        shown = self._shown()
        return () if shown is None else (shown.left.id, shown.right.id)

    def load(self, about: tuple[str, ...] = ()) -> None:
        """Fetch the pairs and draw the one *about* these ids; the first where it is not there."""
        self.problem.clear()
        self._jobs.run(
            self._load,
            on_done=lambda view: self.show_pairs(view, about),
            on_error=self._on_failed,
        )

    def show_pairs(self, view: PairsView, about: tuple[str, ...] = ()) -> None:
        """Draw one pair of *view*."""
        self._view = view
        ids = [(pair.left.id, pair.right.id) for pair in view.pairs]
        self._place = next((place for place, pair in enumerate(ids) if pair == about), 0)
        self._draw()

    def show_progress(self, done: int, total: int) -> None:
        """Say how many clients are compared so far; nothing once all are."""
        self.progress.setText(
            _("Still comparing: {done} of {total} files.").format(done=done, total=total)
        )
        self.progress.setVisible(done < total)

    def _draw(self) -> None:
        shown = self._shown()
        while (item := self.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.empty.setVisible(shown is None)
        for part in (
            self.card,
            self.which,
            self.left_button,
            self.right_button,
            self.apart_button,
            self.later_button,
        ):
            part.setVisible(shown is not None)
        if shown is None:
            self.back_button.setFocus()
            return
        self.which.setText(
            ngettext("One pair, and no other.", "Pair {place} of {count}", self._view.count).format(
                place=self._place + 1, count=self._view.count
            )
        )
        self.later_button.setEnabled(len(self._view.pairs) > 1)
        self.rows.addWidget(PlainLabel(_("File 1"), role="fieldName"), 0, 2)
        self.rows.addWidget(PlainLabel(_("File 2"), role="fieldName"), 0, 3)
        for number, row in enumerate(shown.rows, start=1):
            self._add_row(number, row)
        self.apart_button.setFocus()

    def _add_row(self, number: int, row: PairRow) -> None:
        self.rows.addWidget(Muted(row.title), number, 0, Qt.AlignmentFlag.AlignTop)
        mark = QLabel("≠" if row.differs else "")
        if row.differs:
            mark.setProperty("status", "needs_review")
            mark.setAccessibleName(_("{what} differs").format(what=row.title))
        self.rows.addWidget(mark, number, 1, Qt.AlignmentFlag.AlignTop)
        role = "said" if row.differs else ""
        for column, words in ((2, row.left), (3, row.right)):
            label = PlainLabel(words or _("not said"), role=role if words else "muted")
            self.rows.addWidget(label, number, column, Qt.AlignmentFlag.AlignTop)

    def _shown(self) -> PairView | None:
        pairs = self._view.pairs
        return pairs[self._place] if pairs else None

    def _open(self, side: int) -> None:
        shown = self._shown()
        if shown is not None:
            chosen: Client = (shown.left, shown.right)[side]
            self.client_requested.emit(chosen)

    def _on_later_clicked(self) -> None:
        self._place = (self._place + 1) % max(1, len(self._view.pairs))
        self._draw()

    def _on_apart_clicked(self) -> None:
        shown, tell_apart = self._shown(), self._tell_apart
        if shown is None:
            return
        following = self._view.pairs[(self._place + 1) % len(self._view.pairs)]
        about = (following.left.id, following.right.id)
        self._jobs.run(
            lambda: tell_apart(shown.left.id, shown.right.id),
            on_done=lambda _nothing: self.load(about),
            on_error=self._on_failed,
        )

    def _on_failed(self, error: ClinicError) -> None:
        self.problem.show_error(error)
