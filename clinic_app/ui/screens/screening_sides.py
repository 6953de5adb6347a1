"""The lines at both sides of a question: the sections, and what is known so far."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.translation import gettext as _
from clinic_app.ui.models.screening_view import FindingLine, SectionLine
from clinic_app.ui.theme import LIGHT
from clinic_app.ui.widgets.icons import icon_picture
from clinic_app.ui.widgets.marks import StatusMark
from clinic_app.ui.widgets.text import Muted, PlainLabel

_SIGN_PX = 18


def section_widget(line: SectionLine) -> QWidget:
    """Return one section of the questions, with how much of it was asked."""
    words = _("{section}, {asked} of {count}").format(
        section=line.words, asked=line.asked, count=line.count
    )
    holder = QWidget()
    holder.setAccessibleName(words)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 2, 0, 2)
    row.setSpacing(8)
    row.addWidget(_section_sign(line), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(line.words, role="current" if line.is_current else ""), 1)
    count = Muted(_("{asked}/{count}").format(asked=line.asked, count=line.count))
    count.setWordWrap(False)
    row.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
    return holder


def _section_sign(line: SectionLine) -> QLabel:
    sign = QLabel()
    sign.setFixedWidth(_SIGN_PX)
    if line.is_current:
        sign.setPixmap(icon_picture("current", LIGHT.accent, _SIGN_PX))
    elif line.asked == line.count:
        sign.setPixmap(icon_picture("met", LIGHT.met, _SIGN_PX))
    return sign


def finding_widget(line: FindingLine) -> QWidget:
    """Return what one legal test says so far, with its citation."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 8)
    layout.setSpacing(2)
    title = QHBoxLayout()
    title.addWidget(PlainLabel(line.name), 1)
    title.addWidget(StatusMark(line.status))
    layout.addLayout(title)
    if line.words:
        layout.addWidget(Muted(line.words))
    if line.citation:
        layout.addWidget(Muted(line.citation))
    return holder
