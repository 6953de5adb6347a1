"""The frame: places have Alt-letters, screens come and go, nothing of a session stays."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clinic_app.screening.freshness import Freshness
from clinic_app.settings import Settings, load
from clinic_app.ui import theme
from clinic_app.ui.crash import CrashDialog, where_it_happened
from clinic_app.ui.main_window import MainWindow, Place
from clinic_app.ui.remembered import Remembered
from clinic_app.ui.widgets.fields import lead_on
from clinic_app.ui.widgets.rules_label import RulesLine


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Callable[[int], None]]:
    """Dress the program, and undress it afterwards."""
    yield lambda percent: theme.apply(qapp, scale_percent=percent)
    theme.apply(qapp)
    qapp.setStyleSheet("")


def a_window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_cover_is_drawn_at_once_whatever_keeps_the_window_busy_next(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    watch = PaintWatch()
    window.cover_words.installEventFilter(watch)

    window.cover("Opening…")

    assert watch.is_painted


class PaintWatch(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.is_painted = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.is_painted |= event.type() == QEvent.Type.Paint
        return False


def test_a_key_leads_on_before_the_next_letter_is_typed(qtbot: QtBot) -> None:
    window = a_window(qtbot)
    window.show_places((), is_training=False)
    window.show_screen(QLineEdit())
    with qtbot.waitActive(window):
        window.activateWindow()
    asked: list[str] = []
    window.find_requested.connect(lambda: asked.append("find"))
    window.lock_requested.connect(lambda: asked.append("lock"))

    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["find", "lock"]

    window.clear()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["find", "lock"]  # nobody is signed in


def test_nobody_signed_in_sees_no_places(qtbot: QtBot) -> None:
    window = a_window(qtbot)

    assert not window.navigation.isVisible()
    assert not window.status_line.isVisible()


def test_a_place_opens_by_its_alt_letter(qtbot: QtBot) -> None:
    window = a_window(qtbot)
    opened: list[str] = []
    window.show_places(
        (
            Place(words="&Today", icon="today", open=lambda: opened.append("today")),
            Place(words="&Clients", icon="clients", open=lambda: opened.append("clients")),
        ),
        is_training=False,
    )

    assert [button.shortcut().toString() for button in window.places] == ["Alt+T", "Alt+C"]
    window.places[1].click()
    window.mark_place(1)

    assert opened == ["clients"]
    assert window.places[1].isChecked()
    assert not window.training.isVisible()


def test_a_training_vault_says_so_on_every_screen(qtbot: QtBot) -> None:
    window = a_window(qtbot)
    window.show_places((), is_training=True)

    assert window.training.isVisible()


def test_a_screen_that_is_replaced_stays_its_owners(qtbot: QtBot) -> None:
    window = a_window(qtbot)
    first, second = QLabel("first"), QLabel("second")

    window.show_screen(first)
    window.show_screen(second)
    window.show_screen(second)

    assert first.parent() is None
    assert first.text() == "first"
    assert window.place.widget() is second
    first.deleteLater()


def test_clearing_takes_everything_of_a_session_away(qtbot: QtBot) -> None:
    window = a_window(qtbot)
    window.show_places((Place(words="&Today", icon="today", open=lambda: None),), is_training=False)
    window.show_status("M. Baptiste", RulesLine("rules", Freshness.STALE))
    window.show_screen(QLabel("a client"))

    window.clear()

    assert window.place.widget() is None
    assert window.places == []
    assert window.status.text() == ""


def test_ctrl_l_asks_to_lock(qtbot: QtBot) -> None:
    window = a_window(qtbot)
    window.show_places((), is_training=False)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    with qtbot.waitSignal(window.lock_requested):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_the_window_fits_a_donated_laptop(qtbot: QtBot) -> None:
    window = a_window(qtbot)

    assert window.width() <= 1366
    assert window.height() <= 728


def test_with_the_largest_type_the_status_line_leaves_three_quarters_of_the_window(
    qtbot: QtBot, look: Callable[[int], None]
) -> None:
    window = a_window(qtbot)
    window.resize(1366, 728)
    window.show_places((), is_training=False)
    words = "Marie Baptiste, representative · Holyoke · 2 closes not yet acknowledged"
    window.show_status(words, RulesLine("rules checked 9/16/2026, 71 days ago", Freshness.AGEING))

    look(200)
    qtbot.waitUntil(lambda: window.status.width() > window.width() * 0.9)
    qtbot.waitUntil(
        lambda: window.status.height() >= window.status.heightForWidth(window.status.width())
    )
    assert window.status_line.height() < window.height() / 4
    look(100)
    qtbot.waitUntil(lambda: window.status.width() < window.width() / 2)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_no_name_of_a_place_is_cut_in_a_window_as_it_first_opens(
    qtbot: QtBot, look: Callable[[int], None], percent: int
) -> None:
    window = a_window(qtbot)
    names = ("&Today", "&Clients", "&KYR", "Close && &send", "Cl&inic")
    places = tuple(Place(words=name, icon="today", open=lambda: None) for name in names)
    window.show_places(places, is_training=False)

    look(percent)
    buttons = (*window.places, window.find_button)
    qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in buttons))
    assert ("Ctrl+F" in window.find_button.text()) is (percent < 150)


@pytest.mark.usefixtures("look")
def test_steps_of_the_type_in_a_row_draw_the_window_once_and_all_count(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(
        theme, "apply", lambda _application, scale_percent: drawn.append(scale_percent)
    )
    window = MainWindow()
    qtbot.addWidget(window)
    remembered = Remembered(qapp, tmp_path, Settings())
    remembered.show(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    for _step in range(4):
        qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(drawn))

    assert drawn == [130]
    assert load(tmp_path).settings.type_percent == 130


def test_a_step_of_the_type_just_before_closing_is_remembered(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    remembered = Remembered(qapp, tmp_path, Settings())
    remembered.show(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    window.close()

    assert load(tmp_path).settings.type_percent == 110


def test_the_last_words_name_the_place_and_no_value(qtbot: QtBot) -> None:
    secret = "Canary-7f3a"
    try:
        re.compile("(" + secret)
    except re.error as error:
        place = where_it_happened(type(error), error.__traceback__)
    dialog = CrashDialog(None, place)
    qtbot.addWidget(dialog)

    assert secret not in dialog.place.text()
    assert dialog.place.text().splitlines()[0] in {"error", "PatternError"}
    with qtbot.waitSignal(dialog.finished):
        dialog.close_button.click()


def test_an_alt_letter_leads_on_at_once_after_somebody_else_signed_in(qtbot: QtBot) -> None:
    window, opened = a_window(qtbot), []
    places = (Place(words="Close && &send", icon="close", open=lambda: opened.append("send")),)
    window.show_places(places, is_training=False)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    window.clear()
    window.show_places(places, is_training=False)
    window.places[0].setFocus()
    qtbot.keyClick(window.places[0], Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)

    qtbot.waitUntil(lambda: opened == ["send"])


@pytest.mark.parametrize(
    ("freshness", "colour"),
    [
        (Freshness.CURRENT, theme.LIGHT.muted),
        (Freshness.AGEING, theme.LIGHT.needs_review),
        (Freshness.STALE, theme.LIGHT.not_met),
    ],
)
def test_old_rules_are_loud_at_the_bottom_of_every_screen(
    qtbot: QtBot, qapp: QApplication, freshness: Freshness, colour: str
) -> None:
    qapp.setStyleSheet(theme.stylesheet(theme.LIGHT))
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()

    window.show_status("Marie", RulesLine("rules", freshness))

    drawn = window.rules.palette().color(QPalette.ColorRole.WindowText).name()
    qapp.setStyleSheet("")
    assert drawn == colour.lower()


def test_enter_leads_on_from_every_kind_of_choice(qtbot: QtBot) -> None:
    window = a_window(qtbot)
    screen = QWidget()
    layout = QVBoxLayout(screen)
    line = QLineEdit()
    parts = (line, QRadioButton("yes"), QCheckBox("interpreter"), QComboBox(), QLineEdit())
    lead_on(line, parts[1])
    for part in parts:
        layout.addWidget(part)
    window.show_screen(screen)
    with qtbot.waitActive(window):
        window.activateWindow()
    line.setFocus()

    for part in parts[:-1]:
        assert window.focusWidget() is part
        qtbot.keyClick(part, Qt.Key.Key_Return)

    assert window.focusWidget() is parts[-1]


def test_whoever_does_not_know_the_keys_is_told_where_they_stand(qtbot: QtBot) -> None:
    window = a_window(qtbot)
    window.show_places((), is_training=False)

    with qtbot.waitSignal(window.keys_requested):
        window.keys_button.click()

    assert window.keys_button.text() == "Keys  F1"
