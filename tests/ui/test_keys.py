"""The key sheet can be read to its end on every screen, in every size of type."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.ui import theme
from clinic_app.ui.screens.keys import KeysDialog
from clinic_app.ui.widgets.text import PlainLabel


class DonatedLaptop:
    """The screen that must be enough."""

    def availableSize(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(1366, 728)


@pytest.fixture(params=[100, 140, 200])
def sheet(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[KeysDialog]:
    monkeypatch.setattr(KeysDialog, "screen", lambda _sheet: DonatedLaptop())
    theme.apply(qapp, scale_percent=request.param)
    shown = KeysDialog(None)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    theme.apply(qapp)


def test_every_key_can_be_scrolled_to_and_none_is_cut_at_the_side(sheet: KeysDialog) -> None:
    room = sheet.screen().availableSize()
    assert sheet.width() <= room.width()
    assert sheet.height() <= room.height()
    assert sheet.rect().contains(sheet.close_button.geometry())

    view = sheet.scroller.viewport()
    for words in sheet.scroller.findChildren(PlainLabel):
        sheet.scroller.ensureWidgetVisible(words)
        place = QRect(words.mapTo(view, QPoint(0, 0)), words.size())
        assert view.rect().contains(place), words.text()


def test_enter_closes_it_whatever_has_the_caret(sheet: KeysDialog, qtbot: QtBot) -> None:
    caret = sheet.focusWidget()
    assert caret in {sheet.scroller, sheet.close_button}

    qtbot.keyClick(caret, Qt.Key.Key_Return)

    assert not sheet.isVisible()
