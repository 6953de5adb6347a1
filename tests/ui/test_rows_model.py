import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clinic_app.ui.jobs import Jobs
from clinic_app.ui.models.headquarters_view import CalendarLine, CalendarView
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.screens.headquarters_months import HeadquartersMonthsScreen


def a_model() -> RowsModel[tuple[str, int]]:
    return RowsModel((Column("Name", lambda row: row[0]), Column("Count", lambda row: str(row[1]))))


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = a_model()
    model.set_rows((("a", 1), ("b", 2)))

    qtmodeltester.check(model)


def test_a_cell_shows_its_column_of_its_row() -> None:
    model = a_model()
    model.set_rows((("a", 1), ("b", 2)))

    assert model.data(model.index(1, 1)) == "2"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"
    assert model.row(1) == ("b", 2)


def test_only_a_column_that_says_so_shows_its_words_as_a_tip() -> None:
    """A tip is a window of its own: no client's name stands in one."""
    columns: tuple[Column[str], ...] = (Column("Clinic", str, has_tip=True), Column("Client", str))
    model = RowsModel(columns)
    model.set_rows(("Legal Aid of the Whole Coast",))

    tips = [model.data(model.index(0, place), Qt.ItemDataRole.ToolTipRole) for place in range(2)]

    assert tips == ["Legal Aid of the Whole Coast", None]


@pytest.mark.parametrize("length", [5, 60, 200])
def test_a_long_name_of_a_clinic_has_up_to_half_of_the_months(
    qtbot: QtBot, jobs: Jobs, length: int
) -> None:
    screen = HeadquartersMonthsScreen(
        calendar=lambda _first, _last: CalendarView(months=(), lines=(), summary="", approved=""),
        jobs=jobs,
    )
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    name = "BOS-1, " + "n" * length
    months = tuple(f"2026-{number:02}" for number in range(1, 13))
    line = CalendarLine(name, ("received",) * 12)

    with qtbot.waitExposed(screen):
        screen.show()
    screen.show_calendar(CalendarView(months=months, lines=(line,), summary="", approved=""))

    wide = screen.table.columnWidth(0)
    assert 200 <= wide <= max(200, screen.table.viewport().width() // 2)
    half = screen.table.viewport().width() // 2
    assert wide >= min(half, screen.table.fontMetrics().horizontalAdvance(name))
