"""The rules: which are at work, as of when, and the way to newer ones and back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.models.rules_view import RulesView
from clinic_app.ui.widgets.busy import Busy
from clinic_app.ui.widgets.buttons import back_button, plain_button, quiet_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled, left_stack
from clinic_app.ui.widgets.rules_label import RulesLabel
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel, SectionHeading


class RulesScreen(QWidget):
    """What clients are screened by.

    Signals:
        closed: The worker goes back.
        folder_requested: Look for newer rules in a folder or on a stick.
        file_requested: Look at one file.
        roll_back_requested: Go back to the rules before.
        sweep_requested: Run every saved screening again.
        calls_requested: Show whom to call.
        left_open_requested: Show what the rules could not confirm.
        stop_requested: Do not go on with what is under way.
    """

    closed = Signal()
    folder_requested = Signal()
    file_requested = Signal()
    roll_back_requested = Signal()
    sweep_requested = Signal()
    calls_requested = Signal()
    left_open_requested = Signal()
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back_button = back_button()
        self.title = SectionHeading()
        self.line = RulesLabel()
        self.origin = Muted()
        self.notice = PlainLabel()
        self.busy = Busy(can_stop=True)
        self.problem = ProblemLabel()
        self.folder_button = plain_button(_("Newer ones in a &folder…"))
        self.file_button = plain_button(_("In a fi&le…"))
        self.roll_back_button = quiet_button(_("Roll &back"))
        self.sweep_button = plain_button(_("Run &every saved screening again"))
        self.calls_button = plain_button(_("&People to call"))
        self.how = Muted()
        self.left_open = PlainLabel()
        self.left_open_button = plain_button(_("&What they leave open"))
        self._can_roll_back = False
        self._first = self.folder_button
        self._lay_out()

        self.back_button.clicked.connect(self.closed)
        self.folder_button.clicked.connect(self.folder_requested)
        self.file_button.clicked.connect(self.file_requested)
        self.roll_back_button.clicked.connect(self.roll_back_requested)
        self.sweep_button.clicked.connect(self.sweep_requested)
        self.calls_button.clicked.connect(self.calls_requested)
        self.left_open_button.clicked.connect(self.left_open_requested)
        self.busy.stop_requested.connect(self.stop_requested)

    def _lay_out(self) -> None:
        page = ColumnPage()
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Rules")), 1)
        page.body.addLayout(top)
        card = Card()
        for label in (self.title, self.line, self.origin):
            card.body.addWidget(label)
        page.body.addWidget(card)
        page.body.addWidget(self.notice)
        page.body.addWidget(self.left_open)
        page.body.addLayout(left_stack(self.left_open_button))
        page.body.addWidget(self.how)
        page.body.addWidget(self.problem)
        page.body.addWidget(self.busy)
        newer = (self.folder_button, self.file_button, self.roll_back_button)
        page.body.addLayout(left_stack(*newer, spacing=8))
        page.body.addWidget(
            Muted(
                _(
                    "After that every saved screening is run again by them. The screenings "
                    "themselves stay as they are; whoever has another result now is listed."
                )
            )
        )
        page.body.addLayout(left_stack(self.sweep_button, self.calls_button, spacing=8))
        filled(page, self)
        self.setFocusProxy(self.folder_button)

    def show_rules(self, view: RulesView) -> None:
        """Draw the rules at work."""
        self.title.setText(view.title)
        self.line.show_rules(view.line)
        self.origin.setText(view.origin)
        self._can_roll_back = view.can_roll_back
        self.left_open.setText(view.left_open)
        for part in (self.left_open, self.left_open_button):
            part.setVisible(bool(view.left_open))
        self.how.setText(_how_words(view.main))
        for button in (self.folder_button, self.file_button):
            button.setVisible(not view.main)
        self._first = self.sweep_button if view.main else self.folder_button
        self.setFocusProxy(self._first)
        self.problem.clear()
        self.show_notice("")
        self.set_idle()

    def show_notice(self, words: str) -> None:
        """Say what was done."""
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    def set_busy(self, words: str) -> None:
        """Show that work is under way; nothing else can be begun."""
        self.problem.clear()
        self.show_notice("")
        self.busy.begin(words)
        self._set_enabled(is_idle=False)
        self.busy.stop_button.setFocus()

    def set_idle(self) -> None:
        """Show that nothing is under way."""
        self.busy.end()
        self._set_enabled(is_idle=True)

    def show_error(self, error: ClinicError) -> None:
        """Explain why it ended otherwise."""
        self.set_idle()
        self.problem.show_error(error)
        self._first.setFocus()

    def _set_enabled(self, *, is_idle: bool) -> None:
        for button in (
            self.folder_button,
            self.file_button,
            self.roll_back_button,
            self.sweep_button,
        ):
            button.setEnabled(is_idle)
        self.roll_back_button.setVisible(self._can_roll_back)


def _how_words(main: str) -> str:
    if not main:
        return _(
            "Newer rules come from headquarters as one signed file. What they change is "
            "shown before they are installed, and one button brings the old ones back."
        )
    return _(
        "This is a day laptop: only the main laptop, “{main}”, takes in newer rules from "
        "headquarters. Here they come with a newer version of the program."
    ).format(main=main)
