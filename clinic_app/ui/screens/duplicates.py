"""Possible duplicates: two files side by side, and what a worker says about them."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.translation import ngettext
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.pair_view import PairAnswers, PairsView, PairView, Undo
from clinic_app.ui.screens.pair_grid import PairGrid
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
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

    def __init__(self, *, load: Callable[[], PairsView], answers: PairAnswers, jobs: Jobs) -> None:
        super().__init__()
        self._load = load
        self._answers = answers
        self._jobs = jobs
        self._view = PairsView((), 0)
        self._place = 0
        self._undo: Undo | None = None
        self.back_button = back_button()
        self.which = Muted("")
        self.progress = Muted("")
        self.notice = PlainLabel("", role="notice")
        self.undo_button = plain_button(_("&Undo"))
        self.problem = ProblemLabel()
        self.empty = Muted(
            _("Nobody waits to be looked at. Whoever may have been registered twice stands here.")
        )
        self.dispute = PlainLabel("", role="notice")
        self.card = Card()
        self.grid = PairGrid()
        self.left_button = plain_button(_("Open file &1"))
        self.right_button = plain_button(_("Open file &2"))
        self.apart_button = primary_button(_("They are two &people"))
        self.one_button = plain_button(_("They are &one person"))
        self.later_button = plain_button(_("Decide &later"))
        self.hint = Muted(_("A volunteer or representative says who is one person."))
        for part in (self.progress, self.notice, self.undo_button, self.hint):
            part.hide()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.left_button.clicked.connect(lambda: self._open(0))
        self.right_button.clicked.connect(lambda: self._open(1))
        self.apart_button.clicked.connect(self._on_apart_clicked)
        self.one_button.clicked.connect(self._on_one_clicked)
        self.later_button.clicked.connect(self._on_later_clicked)
        self.undo_button.clicked.connect(self._on_undo_clicked)

    def _lay_out(self) -> None:
        page = ColumnPage(width=_WIDTH_PX)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Possible duplicates")), 1)
        page.body.addLayout(top)
        page.body.addWidget(
            Muted(
                _(
                    "Families share names, days and phones: look before you say it. One person "
                    "keeps file 1 with the records of both and what is chosen here; both codes "
                    "open it. That can be undone until a month is closed. A name in Cyrillic, "
                    "Arabic, Ethiopic or Devanagari letters mostly meets its Latin spelling, one "
                    "in Burmese or other letters often not."
                )
            )
        )
        said = QHBoxLayout()
        said.addWidget(self.notice, 1)
        said.addWidget(self.undo_button)
        page.body.addLayout(said)
        page.body.addWidget(self.progress)
        page.body.addWidget(self.problem)
        page.body.addWidget(self.empty)
        page.body.addWidget(self.which)
        self.card.body.addWidget(self.dispute)
        self.card.body.addWidget(self.grid)
        page.body.addWidget(self.card)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self.apart_button, self.one_button, self.later_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        page.body.addLayout(buttons)
        files = QHBoxLayout()
        files.setSpacing(12)
        for button in (self.left_button, self.right_button):
            files.addWidget(button)
        files.addStretch(1)
        page.body.addLayout(files)
        page.body.addWidget(self.hint)
        filled(page, self)
        self.setFocusProxy(self.apart_button)

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The two who are shown; empty while nobody is."""
        shown = self._shown()
        return () if shown is None else shown.ids

    def load(self, about: tuple[str, ...] = ()) -> None:
        """Fetch the pairs and draw the one *about* these ids; the first where it is not there."""
        self._say("", None)
        self._reload(about)

    def _reload(self, about: tuple[str, ...]) -> None:
        self.problem.clear()
        self._jobs.run(
            self._load,
            on_done=lambda view: self.show_pairs(view, about),
            on_error=self._on_failed,
        )

    def show_pairs(self, view: PairsView, about: tuple[str, ...] = ()) -> None:
        """Draw one pair of *view*."""
        self._view = view
        ids = [pair.ids for pair in view.pairs]
        self._place = next((place for place, pair in enumerate(ids) if pair == about), 0)
        self._draw()

    def show_progress(self, done: int, total: int) -> None:
        """Say how many clients are compared so far; nothing once all are."""
        self.progress.setText(
            _("Still comparing: {done} of {total} files.").format(done=done, total=total)
        )
        self.progress.setVisible(done < total)

    def _draw(self) -> None:
        shown, view = self._shown(), self._view
        self.grid.show_rows(() if shown is None else shown.rows)
        self.empty.setVisible(shown is None)
        for part in (
            self.card,
            self.which,
            self.left_button,
            self.right_button,
            self.apart_button,
            self.one_button,
            self.later_button,
        ):
            part.setVisible(shown is not None)
        self.hint.setVisible(shown is not None and not view.can_merge)
        if shown is None:
            self.back_button.setFocus()
            return
        self.dispute.setText(shown.dispute)
        self.dispute.setVisible(bool(shown.dispute))
        self.which.setText(
            ngettext("One pair, and no other.", "Pair {place} of {count}", view.count).format(
                place=self._place + 1, count=view.count
            )
        )
        self.one_button.setEnabled(view.can_merge)
        self.apart_button.setEnabled(view.can_merge or not shown.dispute)
        self.later_button.setEnabled(len(view.pairs) > 1)
        self.apart_button.setFocus()

    def _shown(self) -> PairView | None:
        pairs = self._view.pairs
        return pairs[self._place] if pairs else None

    def _open(self, side: int) -> None:
        shown = self._shown()
        if shown is not None:
            self.client_requested.emit((shown.left, shown.right)[side])

    def _on_later_clicked(self) -> None:
        self._place = (self._place + 1) % max(1, len(self._view.pairs))
        self._draw()

    def _on_apart_clicked(self) -> None:
        shown, answers = self._shown(), self._answers
        if shown is None:
            return
        tell = answers.part if shown.dispute else answers.tell_apart
        words = _("{left} and {right} are two people; they are not asked about again.")
        self._answer(shown, lambda: tell(*shown.ids), words)

    def _on_one_clicked(self) -> None:
        shown, merge, taken = self._shown(), self._answers.merge, self.grid.taken()
        if shown is None:
            return
        if shown.dispute:
            stay_one = self._answers.stay_one
            words = _("{left} and {right} stay one person; they are not asked about again.")
            self._answer(shown, lambda: stay_one(*shown.ids), words)
            return
        words = _("{left} and {right} are one person; both codes open the file of {left}.")
        self._answer(shown, lambda: merge(*shown.ids, taken), words)

    def _answer(self, about: PairView, work: Callable[[], Undo], words: str) -> None:
        following = self._view.pairs[(self._place + 1) % len(self._view.pairs)].ids
        said = words.format(left=about.left.code, right=about.right.code)

        def on_done(undo: Undo) -> None:
            self._say(said, undo)
            self._reload(following)

        self._jobs.run(work, on_done=on_done, on_error=self._on_failed)

    def _on_undo_clicked(self) -> None:
        undo = self._undo
        if undo is not None:
            self._jobs.run(undo, on_done=lambda _nothing: self.load(), on_error=self._on_failed)

    def _say(self, words: str, undo: Undo | None) -> None:
        self._undo = undo
        self.notice.setText(words)
        for part in (self.notice, self.undo_button):
            part.setVisible(bool(words))

    def _on_failed(self, error: ClinicError) -> None:
        self.problem.show_error(error)
