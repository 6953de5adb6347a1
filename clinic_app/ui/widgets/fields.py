"""Fields with a name above them, why we ask below, and the two tied together."""

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from clinic_app.ui.widgets.text import Muted

_KEPT_NOWHERE = "keptNowhere"
"""The mark of a secret field; it stays when the worker asks to see what is typed."""


class LabelledField(QWidget):
    """A field under its name.

    The name's Alt-letter (``&``) leads to the field, and a screen reader says the name.
    """

    def __init__(self, name: str, field: QWidget, *, why: str = "") -> None:
        super().__init__()
        self.name = _FieldName(name)
        self.name.setProperty("role", "fieldName")
        self.name.setBuddy(field)
        self.field = field
        spoken = name.replace("&", "")
        field.setAccessibleName(spoken)
        field.setAccessibleDescription(why)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.name)
        layout.addWidget(field)
        if why:
            layout.addWidget(Muted(why))
        self.setFocusProxy(field)


class _FieldName(QLabel):
    """A name whose Alt-letter marks what stands in its line, also where the caret is there already.

    Qt marks it only where the caret comes from elsewhere; in a full line nothing can be typed then.
    """

    def event(self, event: QEvent) -> bool:
        """See Qt."""
        is_known = super().event(event)
        field = self.buddy() if event.type() == QEvent.Type.Shortcut else None
        if isinstance(field, QLineEdit):
            field.selectAll()
        return is_known


def lead_on(field: QLineEdit, following: QWidget) -> None:
    """Let Enter in *field* lead to *following*, as Tab does."""
    field.returnPressed.connect(partial(go_to, following))


def go_to(field: QWidget) -> None:
    """Put the focus on *field*, or on the part of it that takes the focus in its place.

    What stands in a line is marked, so that typing replaces it.
    """
    while (part := field.focusProxy()) is not None:
        field = part
    field.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(field, QLineEdit):
        field.selectAll()


def suggest_first_name(name: QLineEdit, short: QLineEdit) -> None:
    """Let the first word of *name* stand in *short* once it is typed, where nothing does."""

    def suggest() -> None:
        words = name.text().split()
        if words and not short.text():
            short.setText(words[0])
            if short.hasFocus():
                short.selectAll()  # what is typed now replaces it

    name.editingFinished.connect(suggest)


def secret_field() -> QLineEdit:
    """Return a field for a passphrase: dots, and never offered again by the system."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(1_000)
    field.setProperty(_KEPT_NOWHERE, True)  # noqa: FBT003 - Qt's
    return field


def is_secret(field: QLineEdit) -> bool:
    """Whether what stands in *field* may be kept nowhere, even while it is shown."""
    return bool(field.property(_KEPT_NOWHERE)) or field.echoMode() is not QLineEdit.EchoMode.Normal


def code_field(*, most_characters: int) -> QLineEdit:
    """Return a field for a part of a recovery code: shown while typed, and kept nowhere."""
    field = text_field(most_characters=most_characters)
    field.setProperty(_KEPT_NOWHERE, True)  # noqa: FBT003 - Qt's
    return field


def text_field(text: str = "", *, most_characters: int = 200) -> QLineEdit:
    """Return a field of one line."""
    field = QLineEdit(text)
    field.setMaxLength(most_characters)
    return field
