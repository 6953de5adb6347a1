"""The outcome of a screening: what was found, with citations, and what comes next."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.records.screening import Screening
from clinic_app.screening.outcome import Finding
from clinic_app.translation import gettext as _
from clinic_app.ui.models.file_view import handed_over_words
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import at_top
from clinic_app.ui.widgets.marks import StatusMark
from clinic_app.ui.widgets.rules_label import RulesLabel, RulesLine
from clinic_app.ui.widgets.scroller import Scroller, turn
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, SectionHeading


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """A finished screening as it is drawn.

    Attributes:
        who: Whose and about what, in one line.
        headline: The outcome in words, never "you qualify".
        route: Track, designation and deadline in words, each a line.
        findings: The test's name in words, and the finding; those that decide come first.
        signed: The representative's decision in words; empty while there is none.
        can_decide: Whether the worker at the keyboard may decide.
        would_change: What to find out or look for, each a line; empty where nothing is open.
        is_kept: False where nothing of the answers and findings is kept.
        elsewhere: The name of the laptop that holds the client; empty for this one.
    """

    screening: Screening
    who: str
    headline: str
    route: tuple[str, ...]
    findings: tuple[tuple[str, Finding], ...]
    rules: RulesLine
    signed: str
    can_decide: bool
    would_change: tuple[str, ...] = ()
    is_kept: bool = True
    elsewhere: str = ""


class OutcomeScreen(QWidget):
    """One outcome and the four things to do with it.

    Signals:
        closed: Back to the client's file.
        checklist_requested: Show the checklist. Carries the screening.
        papers_requested: List all sheets of the client. Carries the screening.
        decision_requested: Decide and sign. Carries the screening.
        done_today_requested: Write down what was done. Carries the screening.
    """

    closed = Signal()
    checklist_requested = Signal(object)
    papers_requested = Signal(object)
    decision_requested = Signal(object)
    done_today_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._screening: Screening | None = None

        self.back_button = back_button()
        self.who = Muted("")
        self.headline = Heading("")
        self.route = PlainLabel("")
        self.route.setWordWrap(True)
        self.open_title = PlainLabel(_("What could change this"), role="fieldName")
        self.would_change = PlainLabel("")
        self.open_card = Card()
        self.signed = PlainLabel("")
        self.rules = RulesLabel()
        self.checklist_button = primary_button(_("&Print the checklist"))
        self.papers_button = plain_button(_("&Other sheets to take home"))
        self.decision_button = plain_button(_("&Decide and sign"))
        self.done_button = plain_button(_("&What we did today"))
        self.waits = Muted(_("Waits for the representative, who decides and signs."))
        self.elsewhere = Muted("")
        self.unkept = Muted(
            _(
                "This person wanted no record: only that somebody was screened is kept. Print "
                "the checklist now; it cannot be made again."
            )
        )
        self._cards = QVBoxLayout()
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        for button, wish in (
            (self.checklist_button, self.checklist_requested),
            (self.papers_button, self.papers_requested),
            (self.decision_button, self.decision_requested),
            (self.done_button, self.done_today_requested),
        ):
            button.clicked.connect(lambda _checked=False, wish=wish: wish.emit(self._screening))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(self.who, 1)
        head = Card()
        for label in (self.headline, self.route, self.signed, self.waits, self.rules):
            head.body.addWidget(label)
        self.open_card.body.addWidget(self.open_title)
        self.open_card.body.addWidget(self.would_change)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(head)
        for button in (
            self.checklist_button,
            self.papers_button,
            self.decision_button,
            self.done_button,
        ):
            left.addWidget(button)
        left.addWidget(self.elsewhere)
        left.addWidget(self.unkept)
        left.addWidget(self.open_card)  # it may be long: what to do now stands above it
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(SectionHeading(_("Findings")))
        right.addWidget(self._findings_place(), 1)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(left, 2)
        columns.addLayout(right, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addLayout(columns, 1)

    def _findings_place(self) -> Scroller:
        inside = QWidget()
        inside.setLayout(at_top(self._cards))
        self._cards.setContentsMargins(0, 0, 8, 0)
        self._cards.setSpacing(8)
        self.scroller = Scroller(inside, name=_("Findings"))
        return self.scroller

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll the findings from whatever has the caret."""
        turn(self.scroller, event)

    def show_outcome(self, view: OutcomeView) -> None:
        """Draw *view*."""
        self._screening = view.screening
        self.who.setText(view.who)
        self.headline.setText(view.headline)
        self.route.setText("\n".join(view.route))
        self.route.setVisible(bool(view.route))
        self.would_change.setText("\n".join(f"•  {line}" for line in view.would_change))
        self.open_card.setVisible(bool(view.would_change))
        self.signed.setText(view.signed)
        self.signed.setVisible(bool(view.signed))
        self.waits.setVisible(not view.signed and view.is_kept and not view.elsewhere)
        self.unkept.setVisible(not view.is_kept)
        self.papers_button.setVisible(view.is_kept)
        self.rules.show_rules(view.rules)
        self.decision_button.setVisible(view.can_decide and not view.elsewhere)
        self.done_button.setVisible(not view.elsewhere)
        self.elsewhere.setText(handed_over_words(view.elsewhere))
        self.elsewhere.setVisible(bool(view.elsewhere))
        while self._cards.count():
            item = self._cards.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for name, finding in view.findings:
            self._cards.addWidget(finding_card(name, finding))
        self.checklist_button.setFocus()


def finding_card(name: str, finding: Finding) -> QWidget:
    """Return a card for one finding: mark, test, reason, citations."""
    card = Card()
    title = QHBoxLayout()
    if finding.is_advisory:
        title.addWidget(Muted(_("note")), 0, Qt.AlignmentFlag.AlignVCenter)
    else:
        title.addWidget(StatusMark(finding.status))
    title.addWidget(SectionHeading(name), 1)
    card.body.addLayout(title)
    reason = PlainLabel(finding.text)
    reason.setWordWrap(True)
    card.body.addWidget(reason)
    source = Muted(_source(finding))
    source.setWordWrap(True)
    card.body.addWidget(source)
    return card


def _source(finding: Finding) -> str:
    parts = ["; ".join(finding.citations)]
    if not finding.is_confirmed:
        parts.append(_("wording to be confirmed"))
    if finding.confidence is not None:
        parts.append(_("notice: {confidence} confidence").format(confidence=finding.confidence))
    return " · ".join(part for part in parts if part)
