"""Colours are readable by computation, not by taste."""

import re
from collections.abc import Callable
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette, QRawFont, QStyleHints
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clinic_app.interview.questionnaire_words import texts
from clinic_app.ui import theme
from clinic_app.ui.theme import LIGHT, stylesheet
from clinic_app.ui.widgets.buttons import plain_button, primary_button, quiet_button
from clinic_app.workflows.questionnaires import shipped_questionnaire


def luminance(colour: str) -> float:
    """Relative luminance. Source: WCAG 2.2, definition of relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", [LIGHT.paper, LIGHT.surface])
@pytest.mark.parametrize(
    "text",
    [
        LIGHT.ink,
        LIGHT.muted,
        LIGHT.accent,
        LIGHT.met,
        LIGHT.not_met,
        LIGHT.needs_review,
        LIGHT.unknown,
    ],
)
def test_every_text_colour_is_readable_on_every_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 5.5


@pytest.mark.parametrize("ground", [LIGHT.paper, LIGHT.surface])
@pytest.mark.parametrize("edge", [LIGHT.border, LIGHT.focus])
def test_edges_of_fields_and_the_focus_ring_can_be_seen(edge: str, ground: str) -> None:
    assert contrast(edge, ground) >= 3


def test_the_main_action_and_disabled_words_are_readable() -> None:
    assert contrast(LIGHT.on_accent, LIGHT.accent) >= 7
    assert contrast(LIGHT.accent, LIGHT.accent_soft) >= 4.5
    assert contrast(LIGHT.muted, LIGHT.line) >= 4.2


_GROUPS = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive)
_ROLES = [
    role
    for role in QPalette.ColorRole
    if role not in {QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles}
]


def test_where_the_system_is_dark_the_window_is_light_on_purpose(qapp: QApplication) -> None:
    before = qapp.palette()
    qapp.setPalette(QPalette(QColor("#2B2B2B"), QColor("#101010")))

    theme.apply(qapp)

    now, role = qapp.palette(), QPalette.ColorRole
    for group, one in product((*_GROUPS, QPalette.ColorGroup.Disabled), _ROLES):
        assert now.isBrushSet(group, one), (group, one)
    written = (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.PlaceholderText)
    grounds = (role.Window, role.Base, role.AlternateBase, role.Button, role.ToolTipBase)
    for group, text, ground in product(_GROUPS, written, grounds):
        pair = now.color(group, text).name(), now.color(group, ground).name()
        assert contrast(*pair) >= 4.5, (group, text, ground)
    selected = now.color(role.HighlightedText).name(), now.color(role.Highlight).name()
    assert contrast(*selected) >= 4.5
    assert luminance(now.color(QPalette.ColorGroup.Disabled, role.Base).name()) > 0.8
    qapp.setPalette(before)


def test_the_system_is_told_to_draw_its_own_dialogs_light(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Qt.ColorScheme] = []
    monkeypatch.setattr(QStyleHints, "setColorScheme", lambda _hints, scheme: asked.append(scheme))

    theme.apply(qapp)

    assert asked == [Qt.ColorScheme.Light]


def test_the_stylesheet_names_tokens_and_leaves_no_hole() -> None:
    filled = stylesheet(LIGHT)

    assert "$" not in filled.replace("$tokens", "")
    assert LIGHT.accent in filled


def test_type_grows_as_a_whole() -> None:
    normal = [float(size) for size in re.findall(r"([0-9.]+)pt", stylesheet(LIGHT))]
    doubled = [float(size) for size in re.findall(r"([0-9.]+)pt", stylesheet(LIGHT, 200))]

    assert doubled == [2 * size for size in normal]


@pytest.mark.parametrize(
    ("kind", "width"),
    [
        (QCheckBox, QStyle.PixelMetric.PM_IndicatorWidth),
        (QRadioButton, QStyle.PixelMetric.PM_ExclusiveIndicatorWidth),
    ],
)
def test_what_is_ticked_grows_with_the_type(
    kind: type[QCheckBox | QRadioButton],
    width: QStyle.PixelMetric,
    qtbot: QtBot,
    qapp: QApplication,
) -> None:
    box = kind("Wants no record")
    qtbot.addWidget(box)
    sizes = []
    for percent in (100, 200):
        theme.apply(qapp, scale_percent=percent)
        box.ensurePolished()
        sizes.append(box.style().pixelMetric(width, None, box))
    theme.apply(qapp)

    assert sizes == [16 + 2 * 2, 32 + 2 * 2]  # with its edges


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_what_an_empty_field_says_is_readable_in_it(
    kind: Callable[[], QWidget], qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp)
    field = kind()
    qtbot.addWidget(field)
    field.ensurePolished()

    said = field.palette().color(QPalette.ColorRole.PlaceholderText)

    assert said.alpha() == 255  # Qt's own for a styled field is half of the ink
    assert contrast(said.name(), LIGHT.surface) >= 5.5


@pytest.mark.parametrize("kind", [plain_button, primary_button, quiet_button, QRadioButton])
def test_what_has_the_caret_has_one_ring_and_no_second_one_around_its_words(
    kind: Callable[[str], QWidget], qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp)
    before, part, around = plain_button("Before"), kind("Print the code…"), QWidget()
    qtbot.addWidget(around)
    layout = QVBoxLayout(around)
    layout.addWidget(before)
    layout.addWidget(part)
    around.show()
    around.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    without = part.grab().toImage()

    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert part.hasFocus()

    within = part.rect().adjusted(8, 3, -8, -3)
    assert part.grab().toImage().copy(within) == without.copy(within)


@pytest.mark.usefixtures("qapp")
def test_every_clients_script_has_a_face_in_the_window() -> None:
    theme._load_fonts()
    faces = [QRawFont.fromFont(QFont(family)) for family in theme.FAMILIES]

    for language in shipped_questionnaire().languages:
        said = texts(shipped_questionnaire(), language.tag).values()
        letters = set("".join(said)) - {"\u200c", "\u200d"}
        missing = {
            one for one in letters if not any(face.supportsCharacter(ord(one)) for face in faces)
        }
        assert not missing, language.tag
    assert [face.familyName() for face in faces] == theme.FAMILIES
