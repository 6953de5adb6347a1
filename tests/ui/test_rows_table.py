"""The columns of a table are as wide as the type asks for."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.ui import theme
from clinic_app.ui.models.rows import Column, RowsModel
from clinic_app.ui.widgets.rows_table import RowsTable

DAY = "10/28/2026"


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    before = qapp.font()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setFont(before)


def test_a_day_can_be_read_at_twice_the_size_of_type(qtbot: QtBot, dressed: QApplication) -> None:
    model = RowsModel((Column("Day", str), Column("What", str)))
    model.set_rows((DAY,))
    table = RowsTable("Records", {0: 110}, stretched=1)
    table.setModel(model)
    qtbot.addWidget(table)
    theme.apply(dressed)
    table.show()
    assert table.columnWidth(0) == 110

    theme.apply(dressed, scale_percent=200)

    assert table.fontMetrics().horizontalAdvance(DAY) < table.columnWidth(0) <= 220
    model.set_rows(("1",))
    assert table.columnWidth(0) < table.fontMetrics().horizontalAdvance(DAY)
