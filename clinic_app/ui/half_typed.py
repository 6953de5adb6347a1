"""What stands in a screen, read field by field, and put back as if somebody typed it again.

It looks at the kinds of fields and never at one screen, so a new screen needs nothing for it.
Never read: passphrases, read-only fields, and fields that are switched off, because those belong
to a client who wanted no record.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from clinic_app.records.draft import Part
from clinic_app.ui.widgets.fields import is_secret
from clinic_app.ui.widgets.rows_table import choose_row

_ON, _OFF = "on", "off"


@runtime_checkable
class Growing(Protocol):
    """A part of a screen to which the worker adds fields."""

    def entry_count(self) -> int:
        """Return how many entries there are."""

    def show_entry_count(self, count: int) -> None:
        """Draw so many entries; new ones are empty."""


@runtime_checkable
class Remembering(Protocol):
    """A part of a screen that knows something which no field shows, such as what to undo."""

    def remembered(self) -> str:
        """Return what it knows, spelled."""

    def remember(self, spelled: str) -> None:
        """Know again what :meth:`remembered` returned."""


def parts_of(pane: QWidget) -> tuple[Part, ...]:
    """Return what stands in *pane*, in the order of its parts."""
    if isinstance(pane, QFileDialog):
        return _parts_of_file_dialog(pane)
    return tuple(
        part for name, widget in _named(pane) if (part := _part_of(name, widget)) is not None
    )


def focus_of(pane: QWidget) -> str:
    """Return the name of the part of *pane* that has the caret, or had it last; empty for none."""
    focused = pane.focusWidget()
    return next((name for name, widget in _named(pane) if widget is focused), "")


def put_back(pane: QWidget, parts: tuple[Part, ...]) -> None:
    """Draw *parts* in *pane* and tell the screen of each, as if the worker had typed it."""
    wanted = {part.name: part for part in parts}
    if isinstance(pane, QFileDialog):
        _put_back_in_file_dialog(pane, wanted)
        return
    for name, widget in tuple(_named(pane)):
        if isinstance(widget, Growing) and name in wanted:
            widget.show_entry_count(int(wanted[name].value))
    for name, widget in tuple(_named(pane)):
        if name in wanted:
            _put_back_part(widget, wanted[name])


def focus_on(pane: QWidget, name: str) -> None:
    """Give the caret to the part of *pane* with this name, where it is still there."""
    for found, widget in _named(pane):
        if found == name:
            widget.setFocus()


def _named(pane: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Yield each part with a name that it has again the next time the pane is built."""
    seen: Counter[str] = Counter()
    for widget in pane.findChildren(QWidget):
        if widget.window() is not pane.window() or _is_inside_a_field(widget):
            continue
        spoken = "" if isinstance(widget, QAbstractButton) else widget.accessibleName()
        kind = f"{type(widget).__name__}/{spoken}"
        yield f"{kind}/{seen[kind]}", widget
        seen[kind] += 1


def _is_inside_a_field(widget: QObject) -> bool:
    return isinstance(widget.parent(), QComboBox | QSpinBox)


def _part_of(name: str, widget: QWidget) -> Part | None:
    for kind in _KINDS:
        if isinstance(widget, kind.widget):
            return kind.read(name, widget)
    return None


def _put_back_part(widget: QWidget, part: Part) -> None:
    for kind in _KINDS:
        if isinstance(widget, kind.widget):
            kind.draw(widget, part)
            return


def _line_part(name: str, line: QLineEdit) -> Part | None:
    if is_secret(line) or line.isReadOnly() or not line.isEnabled():
        return None
    caret = line.cursorPosition()
    if not line.hasSelectedText():
        return Part(name, line.text(), caret, caret)
    start, end = line.selectionStart(), line.selectionEnd()
    return Part(name, line.text(), caret, end if caret == start else start)


def _text_part(name: str, text: QPlainTextEdit | QTextEdit) -> Part | None:
    if text.isReadOnly() or not text.isEnabled():
        return None
    cursor = text.textCursor()
    return Part(name, text.toPlainText(), cursor.position(), cursor.anchor())


def _combo_part(name: str, box: QComboBox) -> Part | None:
    line = box.lineEdit()
    if box.isEditable() and line is not None:
        return _line_part(name, line)
    return Part(name, box.currentText()) if box.isEnabled() else None


def _put_back_line(line: QLineEdit, part: Part) -> None:
    if line.text() != part.value:
        line.setText(part.value)
        line.textEdited.emit(part.value)
    line.setSelection(part.anchor, part.caret - part.anchor)
    if part.anchor == part.caret:
        line.setCursorPosition(part.caret)


def _put_back_text(text: QPlainTextEdit | QTextEdit, part: Part) -> None:
    if text.toPlainText() != part.value:
        text.setPlainText(part.value)
    cursor = text.textCursor()
    cursor.setPosition(part.anchor)
    cursor.setPosition(part.caret, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def _put_back_choice(box: QComboBox, part: Part) -> None:
    row = box.findText(part.value)
    line = box.lineEdit()
    if row != box.currentIndex():
        box.setCurrentIndex(row)
        box.activated.emit(row)
    if box.isEditable() and line is not None:
        _put_back_line(line, part)


def _button_part(name: str, button: QAbstractButton) -> Part | None:
    if not button.isCheckable():
        return None
    return Part(name, _ON if button.isChecked() else _OFF)


def _put_back_button(button: QAbstractButton, part: Part) -> None:
    is_on = part.value == _ON
    group = button.group()
    is_one_of_many = button.autoExclusive() or (group is not None and group.exclusive())
    if button.isChecked() == is_on or (is_one_of_many and not is_on):
        return  # the one that is chosen takes the choice from all others
    button.click()


def _put_back_row(view: QAbstractItemView, part: Part) -> None:
    model, row = view.model(), int(part.value)
    if model is not None and 0 <= row < model.rowCount():
        choose_row(view, row)


def _drawn_already(_list: Growing, _part: Part) -> None:
    """Do nothing: entries were added before their fields got names."""


def scroll_when_possible(bar: QScrollBar, value: int) -> None:
    """Scroll to *value* as soon as the screen is laid out and so long."""
    if value <= bar.maximum():
        bar.setValue(value)
        return

    def on_range(_least: int, most: int) -> None:
        if value <= most:
            bar.rangeChanged.disconnect(on_range)
            bar.setValue(value)

    bar.rangeChanged.connect(on_range)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of widget is read and drawn."""

    widget: type[Any]
    read: Callable[[str, Any], Part | None]
    draw: Callable[[Any, Part], None]


_KINDS = (
    _Kind(
        Remembering,
        lambda name, part: Part(name, part.remembered()),
        lambda widget, part: widget.remember(part.value),
    ),
    _Kind(Growing, lambda name, list_: Part(name, str(list_.entry_count())), _drawn_already),
    _Kind(QLineEdit, _line_part, _put_back_line),
    _Kind(QPlainTextEdit, _text_part, _put_back_text),
    _Kind(QTextEdit, _text_part, _put_back_text),
    _Kind(QComboBox, _combo_part, _put_back_choice),
    _Kind(
        QSpinBox,
        lambda name, box: _line_part(name, box.lineEdit()),
        lambda box, part: _put_back_line(box.lineEdit(), part),
    ),
    _Kind(QAbstractButton, _button_part, _put_back_button),
    _Kind(
        QAbstractItemView,
        lambda name, view: Part(name, str(view.currentIndex().row())),
        _put_back_row,
    ),
    _Kind(
        QAbstractScrollArea,
        lambda name, area: Part(name, str(area.verticalScrollBar().value())),
        lambda area, part: scroll_when_possible(area.verticalScrollBar(), int(part.value)),
    ),
)
"""The first that fits counts: a list is a scroll area too."""


def _parts_of_file_dialog(dialog: QFileDialog) -> tuple[Part, ...]:
    """Return where the dialog looks and what is typed; its lists come with the folder."""
    folder = Part("folder", dialog.directory().absolutePath())
    return tuple(
        part for part in (folder, _line_part("name", _name_line(dialog))) if part is not None
    )


def _put_back_in_file_dialog(dialog: QFileDialog, wanted: dict[str, Part]) -> None:
    put_back: dict[str, Callable[[Part], None]] = {
        "folder": lambda part: dialog.setDirectory(part.value),
        "name": lambda part: _put_back_line(_name_line(dialog), part),
    }
    for name, act in put_back.items():
        if name in wanted:
            act(wanted[name])


def _name_line(dialog: QFileDialog) -> QLineEdit:
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    if line is None:
        raise TypeError(dialog)
    return line
