"""Keys and recovery: which papers open the records, who holds each, and making new ones."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled
from clinic_app.ui.widgets.fields import LabelledField, text_field
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel
from clinic_app.ui.words.recovery_words import last_drill_words, paper_title, proved_words
from clinic_app.workflows.recovery_papers import WaysBack

_MOST_PAPERS = 4


class KeyPapersScreen(QWidget):
    """A line for each sheet, with a field for who holds it.

    Signals:
        closed: Back to the clinic.
        new_requested: A new code, or new shares.
        drill_requested: Try whether the papers still open the records.
        new_keys_requested: New keys for everybody.
    """

    closed = Signal()
    new_requested = Signal()
    drill_requested = Signal()
    new_keys_requested = Signal()

    def __init__(
        self,
        *,
        look: Callable[[], WaysBack],
        save: Callable[[Mapping[int, str]], WaysBack],
        may_change: bool,
        jobs: Jobs,
    ) -> None:
        """Build the screen.

        Args:
            look: Which papers there are.
            save: Writes down who holds each, by its number; returns how it stands then.
            may_change: Whether the worker is a coordinator, who says who may open the records.
            jobs: Where both run.
        """
        super().__init__()
        self._look = look
        self._save = save
        self._may_change = may_change
        self._jobs = jobs
        self._ways: WaysBack | None = None
        self.holders: list[QLineEdit] = [text_field() for _number in range(_MOST_PAPERS)]
        self._fields = [LabelledField("", holder) for holder in self.holders]
        self._states = [Muted() for _number in range(_MOST_PAPERS)]
        self.drill = PlainLabel()
        self.saved = Muted()
        self.problem = ProblemLabel()
        self.back_button = back_button()
        self.save_button = primary_button(_("Sa&ve who holds them"))
        self.new_button = plain_button(_("&New code or shares"))
        self.drill_button = plain_button(_("Tr&y the recovery"))
        self.keys_button = plain_button(_("New keys for &everybody…"))
        self._lay_out()
        for part in (self.save_button, self.keys_button):
            part.setVisible(may_change)

        self.back_button.clicked.connect(self.closed)
        self.save_button.clicked.connect(self._on_save_clicked)
        self.new_button.clicked.connect(self.new_requested)
        self.drill_button.clicked.connect(self.drill_requested)
        self.keys_button.clicked.connect(self.new_keys_requested)

    def _lay_out(self) -> None:
        page = ColumnPage(width=760)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Keys and recovery")), 1)
        page.body.addLayout(top)
        page.body.addWidget(
            Muted(
                _(
                    "When every passphrase is lost, these papers open the records, with every key. "
                    "Write down who holds each: a person or a place, never this laptop's bag."
                )
            )
        )
        page.body.addWidget(self.drill)
        for row in ((self.drill_button, self.new_button), (self.keys_button,)):
            buttons = QHBoxLayout()
            buttons.setSpacing(8)
            for button in row:
                buttons.addWidget(button)
            buttons.addStretch(1)
            page.body.addLayout(buttons)
        card = Card()
        for field, state in zip(self._fields, self._states, strict=True):
            one = QVBoxLayout()
            one.setSpacing(2)
            one.addWidget(field)
            one.addWidget(state)
            card.body.addLayout(one)
        card.body.addWidget(self.problem)
        save = QHBoxLayout()
        save.addWidget(self.saved, 1)
        save.addWidget(self.save_button)
        card.body.addLayout(save)
        page.body.addWidget(card)
        filled(page, self)
        self.setFocusProxy(self.holders[0])

    def load(self) -> None:
        """Look again, and draw how it stands."""
        self.problem.clear()
        self.saved.clear()
        self._jobs.run(self._look, on_done=self.show_ways, on_error=self._on_failed)

    def show_ways(self, ways: WaysBack) -> None:
        """Draw which papers there are."""
        self._ways = ways
        papers = (ways.code, *ways.shares)
        for number, (field, state) in enumerate(zip(self._fields, self._states, strict=True)):
            is_there = number < len(papers)
            for part in (field, state):
                part.setVisible(is_there)
            if is_there:
                self._show_paper(number, ways)
        self.drill.setText(last_drill_words(ways))

    def _show_paper(self, number: int, ways: WaysBack) -> None:
        paper = (ways.code, *ways.shares)[number]
        title = paper_title(paper)
        self._fields[number].name.setText(title)
        holder = self.holders[number]
        holder.setAccessibleName(_("Who holds: {sheet}").format(sheet=title))
        holder.setText(paper.holder)
        holder.setEnabled(self._may_change)
        holder.setPlaceholderText(_("A coordinator sees this.") if paper.is_sealed else "")
        self._states[number].setText(proved_words(paper))

    def _on_save_clicked(self) -> None:
        ways, save = self._ways, self._save
        if ways is None or not self.save_button.isEnabled():
            return
        papers = (ways.code, *ways.shares)
        typed = {
            paper.number: holder.text() for paper, holder in zip(papers, self.holders, strict=False)
        }
        self.save_button.setEnabled(False)
        self.problem.clear()
        self._jobs.run(lambda: save(typed), on_done=self._on_saved, on_error=self._on_failed)

    def _on_saved(self, ways: WaysBack) -> None:
        self.save_button.setEnabled(True)
        self.show_ways(ways)
        self.saved.setText(_("Saved."))

    def _on_failed(self, error: ClinicError) -> None:
        self.save_button.setEnabled(True)
        self.problem.show_error(error)
