"""Papers shown, by keyboard: kind, month, Enter; taken back, put back, put right."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clinic_app.clock import DaySource
from clinic_app.records.client import Client, Consent
from clinic_app.records.shown_paper import PaperForm, PaperSeen, ShownPaper
from clinic_app.records.stamp import Stamp, Withdrawal
from clinic_app.screening.evidence_months import Coverage, Span, coverage
from clinic_app.ui.flows.shown_papers_flow import _seen
from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.shown_view import ShownLine, ShownView, TypedPaper
from clinic_app.ui.screens.shown_papers import ShownPapersScreen
from clinic_app.ui.words.shown_words import shown_view
from clinic_app.workflows.errors import PaperInFutureError
from clinic_app.workflows.paper_packs import shipped_paper
from clinic_app.workflows.shown_papers import PapersOnFile, standing

SINCE, TODAY = date(2024, 6, 3), date(2025, 2, 9)
STAMP = Stamp(
    at=datetime(2026, 10, 5, 18, tzinfo=UTC),
    day=TODAY,
    day_source=DaySource.COMPUTER,
    worker_id="1" * 32,
    site="Hall",
)
CLIENT = Client(
    id="a" * 32,
    code="7K3F",
    name="Mirlande Desrosiers",
    household_id="a" * 32,
    birth_date=None,
    language="ht",
    needs_interpreter=False,
    consent=Consent.GIVEN,
    registered=STAMP,
)


class Table:
    """The screen on top of a list of papers."""

    def __init__(self, qtbot: QtBot, jobs: Jobs) -> None:
        self.qtbot = qtbot
        self.papers: list[ShownPaper] = []
        self.screen = ShownPapersScreen(
            load=self.load, add=self.add, correct=self.correct, turn=self.turn, jobs=jobs
        )
        qtbot.addWidget(self.screen)
        self.screen.show()
        self.screen.open(CLIENT.id)

    @property
    def months(self) -> Coverage:
        spans = [Span(seen.first, seen.last) for seen in standing(self.papers)]
        return coverage(SINCE, TODAY, spans)

    def load(self, _client_id: str) -> ShownView:
        found = PapersOnFile(client=CLIENT, papers=tuple(self.papers), months=self.months)
        return shown_view(found, shipped_paper().source)

    def add(self, client_id: str, typed: TypedPaper) -> ShownPaper:
        return self._added(client_id, _seen(typed))

    def _added(self, client_id: str, seen: PaperSeen) -> ShownPaper:
        if seen.first > TODAY:
            raise PaperInFutureError
        number = str(len(self.papers))
        self.papers.append(ShownPaper(id=number, client_id=client_id, seen=seen, stamp=STAMP))
        return self.papers[-1]

    def _withdrawn(self, paper_id: str) -> ShownPaper:
        number = int(paper_id)
        paper = self.papers[number]
        gone = ShownPaper(
            id=paper.id,
            client_id=paper.client_id,
            seen=paper.seen,
            stamp=paper.stamp,
            withdrawn=Withdrawal("taken back", STAMP),
        )
        self.papers[number] = gone
        return gone

    def correct(self, paper_id: str, typed: TypedPaper) -> ShownPaper:
        seen = _seen(typed)
        return self._added(self._withdrawn(paper_id).client_id, seen)

    def turn(self, line: ShownLine) -> ShownPaper:
        if line.is_standing:
            return self._withdrawn(line.paper_id)
        seen = self.papers[int(line.paper_id)].seen
        assert seen is not None
        return self._added(CLIENT.id, seen)

    def type_in(self, field: QLineEdit, text: str) -> None:
        field.setFocus()
        self.qtbot.keyClicks(field, text)

    def enter(self, first: str, last: str = "") -> None:
        self.type_in(self.screen.first, first)
        if last:
            self.type_in(self.screen.last, last)
        self.qtbot.keyClick(self.screen.last, Qt.Key.Key_Return)

    def listed(self) -> list[tuple[str, str, bool]]:
        rows = range(self.screen.model.rowCount())
        lines = [self.screen.model.row(number) for number in rows]
        return [(line.days, line.typed.kind, line.is_standing) for line in lines]


@pytest.fixture
def table(qtbot: QtBot, jobs: Jobs) -> Table:
    return Table(qtbot, jobs)


def test_a_kind_by_its_digit_a_month_and_enter_write_a_paper_down(table: Table) -> None:
    table.qtbot.keyClick(table.screen.kind, Qt.Key.Key_2)
    table.enter("7/2024", "9/2024")
    table.enter("1/14/2025")

    assert table.listed() == [("1/14/2025", "rent", True), ("07/2024–09/2024", "rent", True)]
    assert [table.screen.first.text(), table.screen.last.text()] == ["", ""]
    assert table.screen.first.hasFocus()


def test_the_bar_says_in_words_which_months_are_missing(table: Table) -> None:
    table.enter("7/2024", "9/2024")
    table.enter("5/28/2024")

    told = table.screen.bar.accessibleName()
    assert "Months without a paper yet: 06/2024, 10/2024–01/2025." in told
    assert "A paper shows 6/3/2024 or a day before it." in told
    assert "for the representative to say (8 CFR 244.9(a)(2))" in told
    assert table.screen.told.text() == told


def test_no_words_say_that_papers_are_enough(table: Table) -> None:
    table.enter("1/2024", "2/2025")

    assert table.screen.told.text().startswith("Every month until last month has a paper.")
    assert "enough" not in table.screen.told.text()


def test_a_wrong_month_is_explained_and_stays_in_the_field(table: Table) -> None:
    for typed in ("7/24", "3/2025"):
        table.screen.first.clear()
        table.enter(typed)
        assert table.screen.problem.isVisible()
        assert table.screen.first.text() == typed
        assert table.screen.add_button.isEnabled()

    assert table.listed() == []


def test_the_newest_paper_is_taken_back_and_put_back_by_one_button(table: Table) -> None:
    table.enter("7/2024")
    assert table.screen.turn_button.text() == "Take it &back"

    table.screen.turn_button.click()
    assert table.listed() == [("07/2024", "work", False)]
    assert table.screen.turn_button.text() == "Put it &back"
    assert not table.screen.correct_button.isEnabled()
    table.screen.correct_button.clicked.emit()
    assert table.screen.correcting_id == ""

    table.screen.turn_button.click()
    assert table.listed() == [("07/2024", "work", True)]
    assert len(table.papers) == 2


def test_a_paper_is_put_right_in_the_same_fields(table: Table) -> None:
    table.screen.note.setText("landlord")
    table.screen.form.setCurrentIndex(1)
    table.enter("7/2024", "9/2024")

    table.screen.correct_button.click()
    assert table.screen.last.text() == "09/2024"
    assert table.screen.note.text() == "landlord"
    assert table.screen.form.currentData() is PaperForm.COPY
    table.screen.last.setText("10/2024")
    table.screen.add_button.click()

    assert table.listed()[0] == ("07/2024–10/2024", "work", True)
    assert table.listed()[1:] == [("07/2024–09/2024", "work", False)]
    assert table.screen.correcting_id == ""


def test_a_correction_is_given_up_and_the_next_paper_is_another(table: Table) -> None:
    table.enter("7/2024")
    table.screen.correct_button.click()

    table.screen.cancel_button.click()
    table.enter("8/2024")

    assert [days for days, _kind, _stands in table.listed()] == ["08/2024", "07/2024"]


def test_a_paper_that_is_being_put_right_may_be_taken_back_instead(table: Table) -> None:
    table.enter("7/2024")
    table.screen.correct_button.click()

    table.screen.turn_button.click()

    assert table.screen.correcting_id == ""
    assert not table.screen.cancel_button.isVisible()


def test_nothing_is_written_down_while_another_clients_papers_are_fetched(table: Table) -> None:
    table.enter("5/2024")
    assert len(table.papers) == 1

    table.screen.show_nobody()
    table.enter("6/2024")

    assert (len(table.papers), table.listed()) == (1, [])
    table.screen.open(CLIENT.id)
    table.enter("6/2024")
    assert len(table.papers) == 2


def test_an_empty_list_says_what_to_do(table: Table) -> None:
    assert table.screen.empty.isVisible()
    assert not table.screen.table.isVisible()
    assert not table.screen.turn_button.isVisible()
    table.screen.turn_button.clicked.emit()

    table.enter("7/2024")

    assert not table.screen.empty.isVisible()


def test_where_no_month_is_asked_for_no_bar_is_drawn(table: Table) -> None:
    found = PapersOnFile(client=CLIENT, papers=(), months=None)

    table.screen.show_papers(shown_view(found, shipped_paper().source))

    assert not table.screen.bar.isVisible()
    assert table.screen.since.text() == "No route is open that asks for papers month by month."


def test_days_that_are_no_whole_months_are_written_out(table: Table) -> None:
    table.enter("7/15/2024", "9/2024")

    assert table.listed()[0][0] == "7/15/2024 – 9/30/2024"


def test_many_years_flow_over_lines_and_every_box_is_drawn(table: Table) -> None:
    bar = table.screen.bar
    bar.show_months(coverage(date(2001, 2, 13), TODAY, []), "told")

    assert bar.heightForWidth(400) > bar.heightForWidth(1300) > bar.heightForWidth(9000)
    bar.resize(1200, bar.heightForWidth(1200))
    picture = bar.grab().toImage()
    last_row = [picture.pixelColor(x, picture.height() - 20).name() for x in range(300)]
    assert len(set(last_row)) > 1


def test_a_bar_of_nothing_draws_nothing(table: Table) -> None:
    table.screen.bar.show_months(None, "")

    assert table.screen.bar.heightForWidth(100) > 0
    assert not table.screen.bar.grab().isNull()
