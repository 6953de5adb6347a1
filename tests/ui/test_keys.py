"""The key sheet can be read to its end on every screen, in every size of type."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.crypto.passphrases import LEAST_COST
from clinic_app.headquarters import place
from clinic_app.ui import theme
from clinic_app.ui.flows.headquarters_desk import HeadquartersDesk
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.ui.screens.keys import KeysDialog
from clinic_app.ui.widgets.text import PlainLabel

WORDS = "stapling unguarded corset vividly manhunt oat"


class NoChooser:
    """Nothing is chosen."""

    def ask_folder(self, _title: str, _on_chosen: Callable[[Path], None]) -> None:
        pass

    ask_file = ask_folder

    def ask_new_file(self, _title: str, _name: str, _on_chosen: Callable[[Path], None]) -> None:
        pass


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


def test_headquarters_has_keys_of_its_own(qtbot: QtBot, jobs: ClosableJobs, tmp_path: Path) -> None:
    headquarters, _code = place.create(
        tmp_path / "hq", name="Coalition", passphrase=WORDS, is_training=False, cost=LEAST_COST
    )
    desk = HeadquartersDesk(
        headquarters, jobs, chooser=NoChooser(), now=lambda: datetime(2026, 11, 2, tzinfo=UTC)
    )
    qtbot.addWidget(desk.screen)
    letters = [button.shortcut().toString()[-1] for button in desk.screen.buttons]

    sheet = KeysDialog(None, is_headquarters=True)
    qtbot.addWidget(sheet)

    said = [label.text() for label in sheet.findChildren(PlainLabel)]
    assert "Alt+" + " ".join(letters) in said
    assert "Ctrl+L" in said
    assert not {"Ctrl+F", "Ctrl+N", "F9", "Esc"} & set(said)  # nothing there answers to these


def test_enter_closes_it_whatever_has_the_caret(sheet: KeysDialog, qtbot: QtBot) -> None:
    caret = sheet.focusWidget()
    assert caret in {sheet.scroller, sheet.close_button}

    qtbot.keyClick(caret, Qt.Key.Key_Return)

    assert not sheet.isVisible()
