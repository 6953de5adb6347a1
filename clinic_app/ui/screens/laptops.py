"""The laptops of this clinic: what this one is, who the others are, and what goes between."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QWidget

from clinic_app.errors import ClinicError
from clinic_app.translation import gettext as _
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.laptops_view import AskedView, HandOffLine, LaptopLine, LaptopsView
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.buttons import back_button, plain_button, primary_button
from clinic_app.ui.widgets.cards import Card
from clinic_app.ui.widgets.columns import ColumnPage, filled, left_stack
from clinic_app.ui.widgets.rows_table import RowsTable
from clinic_app.ui.widgets.stick_work import StickWork
from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, SectionHeading


class LaptopsScreen(QWidget):
    """What this laptop is, two actions with a stick, and who belongs to the clinic.

    Signals:
        closed: The worker goes back.
        hand_over_requested: Choose the stick for what is handed over.
        take_in_requested: Choose the stick with what is taken in.
        hand_out_requested: Choose clients for a day laptop.
        write_again_requested: Choose the stick for what is on its way, once more.
        versions_requested: Pick between values that were written on two laptops.
        invite_requested: Choose where the invitation goes.
        invitation_requested: Choose the invitation that came.
        answer_requested: Choose the answer that came.
        compared: Both fingerprints are the same: go on.
        lost: Take back whom a lost laptop held. Carries its id.
    """

    closed = Signal()
    hand_over_requested = Signal()
    take_in_requested = Signal()
    hand_out_requested = Signal()
    write_again_requested = Signal()
    versions_requested = Signal()
    invite_requested = Signal()
    invitation_requested = Signal()
    answer_requested = Signal()
    compared = Signal()
    lost = Signal(str)

    def __init__(self, *, look: Callable[[], LaptopsView], jobs: Jobs) -> None:
        super().__init__()
        self._look = look
        self._jobs = jobs
        self.back_button = back_button()
        self.state = SectionHeading("")
        self.detail = PlainLabel("")
        self.own = PlainLabel("", role="fieldName")
        self.stick = StickWork(jobs)
        self.hand_over_button = primary_button(_("&Hand over to the main laptop…"))
        self.take_in_button = plain_button(_("T&ake in from a stick…"))
        self.hand_out_button = plain_button(_("Hand &out to a day laptop…"))
        self.write_again_button = plain_button(_("W&rite again what is on its way…"))
        self.versions_button = plain_button("")
        self.asked = Card()
        self.asked_words = PlainLabel("")
        self.asked_print = PlainLabel("", role="big")
        self.same_button = primary_button(_("The&y are the same"))
        self.differ_button = plain_button(_("They di&ffer"))
        self.hand_offs: RowsModel[HandOffLine] = RowsModel(
            (
                Column(_("Day"), lambda line: line.day),
                Column(_("Way"), lambda line: line.way),
                Column(_("Number"), lambda line: line.number),
                Column(_("What"), lambda line: line.units),
                Column(_("State"), lambda line: line.state),
            )
        )
        self.laptops: RowsModel[LaptopLine] = RowsModel(
            (
                Column(_("Laptop"), lambda line: line.name),
                Column(_("Part"), lambda line: line.part),
                Column(_("Fingerprint"), lambda line: line.fingerprint),
                Column(_("Holds"), lambda line: line.holds),
            )
        )
        self.lost_button = plain_button(_("&Lost: take its clients back…"))
        self.lost_card = Card()
        self.lost_words = PlainLabel("")
        self.really_button = primary_button(_("It is lost: take them &back"))
        self.not_lost_button = plain_button(_("No, it is not lost"))
        widths = {0: 115, 2: 85, 3: 165, 4: 215}
        self.hand_offs_table = _table(self.hand_offs, _("Hand-offs"), widths, stretched=1)
        widths = {1: 110, 2: 200, 3: 170}
        self.laptops_table = _table(self.laptops, _("The other laptops"), widths, stretched=0)
        self.no_hand_offs = Muted(_("Nothing was handed over or taken in yet."))
        self.no_laptops = Muted(_("No other laptop is known here."))
        self.invite_button = plain_button(_("In&vite a day laptop…"))
        self.invitation_button = plain_button(_("Follow an i&nvitation…"))
        self.answer_button = plain_button(_("Let a day laptop in by its ans&wer…"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        page = ColumnPage(width=960)
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addWidget(Heading(_("Laptops")), 1)
        page.body.addLayout(top)
        card = Card()
        for label in (self.state, self.detail, self.own):
            card.body.addWidget(label)
        card.body.addLayout(_row(self.hand_over_button, self.take_in_button))
        card.body.addLayout(_row(self.hand_out_button, self.write_again_button))
        card.body.addLayout(_row(self.versions_button))
        card.body.addWidget(self.stick)
        page.body.addWidget(card)
        self.asked.body.addWidget(self.asked_words)
        self.asked.body.addWidget(self.asked_print)
        self.asked.body.addLayout(_row(self.same_button, self.differ_button))
        page.body.addWidget(self.asked)
        went = Card()
        went.body.addWidget(SectionHeading(_("Hand-offs")))
        went.body.addWidget(self.no_hand_offs)
        went.body.addWidget(self.hand_offs_table)
        page.body.addWidget(went)
        others = Card()
        others.body.addWidget(SectionHeading(_("The other laptops")))
        others.body.addWidget(self.no_laptops)
        others.body.addWidget(self.laptops_table)
        doors = left_stack(
            self.invite_button, self.invitation_button, self.answer_button, self.lost_button
        )
        doors.setSpacing(8)
        others.body.addLayout(doors)
        self.lost_card.body.addWidget(self.lost_words)
        self.lost_card.body.addLayout(_row(self.really_button, self.not_lost_button))
        page.body.addWidget(self.lost_card)
        page.body.addWidget(others)
        filled(page, self)
        self.setFocusProxy(self.back_button)
        self.asked.hide()
        self.lost_card.hide()

    def _actions(self) -> tuple[QPushButton, ...]:
        return (
            self.hand_over_button,
            self.take_in_button,
            self.hand_out_button,
            self.write_again_button,
            self.versions_button,
        )

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.closed)
        self.hand_over_button.clicked.connect(self.hand_over_requested)
        self.take_in_button.clicked.connect(self.take_in_requested)
        self.invite_button.clicked.connect(self.invite_requested)
        self.invitation_button.clicked.connect(self.invitation_requested)
        self.answer_button.clicked.connect(self.answer_requested)
        self.same_button.clicked.connect(self.compared)
        self.differ_button.clicked.connect(self._on_differ_clicked)
        self.hand_out_button.clicked.connect(self.hand_out_requested)
        self.write_again_button.clicked.connect(self.write_again_requested)
        self.versions_button.clicked.connect(self.versions_requested)
        self.laptops_table.selectionModel().currentRowChanged.connect(self._draw_lost_button)
        self.lost_button.clicked.connect(self._on_lost_clicked)
        self.not_lost_button.clicked.connect(self.lost_card.hide)
        self.really_button.clicked.connect(self._on_really_clicked)
        self.stick.begun.connect(lambda: self._set_enabled(is_enabled=False))
        self.stick.ended.connect(self._on_ended)

    def load(self) -> None:
        """Fetch where this laptop stands and draw it."""
        self._jobs.run(self._look, on_done=self.show_view, on_error=self.show_problem)

    def show_view(self, view: LaptopsView) -> None:
        """Draw *view*."""
        self.state.setText(view.state)
        self.detail.setText(view.detail)
        self.own.setText(
            _("Fingerprint of this laptop: {print}").format(print=view.fingerprint)
            if view.fingerprint
            else ""
        )
        self.own.setVisible(bool(view.fingerprint))
        self.hand_over_button.setVisible(view.can_hand_over)
        self.take_in_button.setVisible(view.can_take_in)
        self.hand_out_button.setVisible(view.can_hand_out)
        self.write_again_button.setVisible(view.can_write_again)
        self.versions_button.setText(view.versions)
        self.versions_button.setVisible(bool(view.versions))
        self.invite_button.setVisible(view.can_invite)
        self.invitation_button.setVisible(view.is_alone)
        self.answer_button.setVisible(view.can_invite and bool(view.fingerprint))
        self.hand_offs.set_rows(view.hand_offs)
        self.hand_offs_table.setVisible(bool(view.hand_offs))
        self.no_hand_offs.setVisible(not view.hand_offs)
        self.laptops.set_rows(view.laptops)
        self.laptops_table.setVisible(bool(view.laptops))
        self.lost_card.hide()
        self.lost_button.setVisible(any(line.can_be_lost for line in view.laptops))
        self._draw_lost_button()
        self.no_laptops.setVisible(not view.laptops)

    def show_asked(self, asked: AskedView | None) -> None:
        """Ask to compare a fingerprint; None for no longer."""
        self.stick.problem.clear()
        self.asked.setVisible(asked is not None)
        if asked is None:
            return
        self.stick.clear()
        words = (
            _("“{name}” invites this laptop. Read its fingerprint aloud, and compare it there:")
            if asked.is_invitation
            else _("“{name}” answers. Read its fingerprint aloud, and compare it there:")
        )
        self.asked_words.setText(words.format(name=asked.name))
        self.asked_print.setText(asked.fingerprint)
        self.same_button.setFocus()

    def show_notice(self, words: str) -> None:
        """Say what was done."""
        self.stick.show_notice(words)

    def show_problem(self, error: ClinicError) -> None:
        """Say what went wrong and what to do next."""
        self.stick.problem.show_error(error)

    def _on_ended(self) -> None:
        self._set_enabled(is_enabled=True)
        self.take_in_button.setFocus()
        self.load()

    def _set_enabled(self, *, is_enabled: bool) -> None:
        for button in self._actions():
            button.setEnabled(is_enabled)

    def _chosen(self) -> LaptopLine | None:
        index = self.laptops_table.currentIndex()
        return self.laptops.row(index.row()) if index.isValid() else None

    def _draw_lost_button(self) -> None:
        line = self._chosen()
        self.lost_button.setEnabled(line is not None and line.can_be_lost)

    def _on_lost_clicked(self) -> None:
        line = self._chosen()
        if line is None:
            return
        self.lost_words.setText(
            _(
                "“{name}” holds clients of this clinic. If it is lost, they can be changed here "
                "again; what was done there since they were handed out is not here."
            ).format(name=line.name)
        )
        self.lost_card.show()
        self.not_lost_button.setFocus()

    def _on_really_clicked(self) -> None:
        line = self._chosen()
        self.lost_card.hide()  # once: a second time nobody would be taken back, and that be said
        if line is not None:
            self.lost.emit(line.laptop_id)

    def _on_differ_clicked(self) -> None:
        self.show_asked(None)
        self.stick.problem.show_words(
            _(
                "Then the file is not from that laptop, and nothing was changed. "
                "Write it again, and carry it yourself."
            )
        )


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _table(
    model: RowsModel[HandOffLine] | RowsModel[LaptopLine],
    name: str,
    widths: dict[int, int],
    *,
    stretched: int,
) -> RowsTable:
    table = RowsTable(name, widths, stretched=stretched)
    table.setModel(model)
    table.setMinimumHeight(240)
    lines = table.verticalHeader()  # what is long goes on in the next line of its row
    lines.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return table
