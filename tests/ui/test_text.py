"""Words stay within the window, however long one of them is, and are read as they were given."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from clinic_app.ui.widgets.text import Heading, Muted, PlainLabel, ProblemLabel


@pytest.mark.parametrize("kind", [Heading, Muted, PlainLabel])
def test_a_name_of_one_long_word_pushes_nothing_off_the_screen(
    qtbot: QtBot, kind: type[PlainLabel]
) -> None:
    name = "W" * 200
    label = kind(f"{name} (BOS-1)")
    qtbot.addWidget(label)

    assert label.minimumSizeHint().width() <= kind("W" * 40).minimumSizeHint().width()
    assert label.text() == f"{name} (BOS-1)"


def test_a_long_word_ends_a_line_between_no_letter_and_its_marks(qtbot: QtBot) -> None:
    word = "\N{DEVANAGARI LETTER KA}\N{DEVANAGARI SIGN VIRAMA}" * 9 + "🏛️e\u0301" * 30
    label = PlainLabel(word)
    qtbot.addWidget(label)

    pieces = QLabel.text(label).split("\u200b")

    assert len(pieces) > 3
    assert "".join(pieces) == label.text() == word
    assert not any(piece[0] in "\u0301\ufe0f" for piece in pieces)
    assert max(len(piece) for piece in pieces[1:]) < 15


def test_ordinary_words_are_shown_letter_for_letter(qtbot: QtBot) -> None:
    words = "A folder /home/clinic/headquarters/received/in/november/of/2026 is gone."
    label = PlainLabel(words)
    qtbot.addWidget(label)

    assert QLabel.text(label) == words


def test_a_problem_that_is_cleared_is_read_no_more(qtbot: QtBot) -> None:
    label = ProblemLabel()
    qtbot.addWidget(label)
    label.show_words("W" * 100)
    label.clear()

    assert label.text() == QLabel.text(label) == ""
