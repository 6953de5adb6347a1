from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from clinic_app.ui.models.rows import Column, RowsModel


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
