"""Colours, sizes and spaces; everything else names these and never a colour or a size."""

import re
from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from clinic_app.paths import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one look, as ``#RRGGBB``."""

    paper: str
    surface: str
    line: str
    ink: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    met: str
    not_met: str
    needs_review: str
    unknown: str
    border: str
    focus: str


LIGHT = Palette(
    paper="#F6F5F1",
    surface="#FFFFFF",
    line="#D9D6CD",
    ink="#1B2430",
    muted="#55606E",
    accent="#0B5C63",
    on_accent="#FFFFFF",
    accent_soft="#E3EEEE",
    met="#1D6B40",
    not_met="#9B2226",
    needs_review="#7A4E00",
    unknown="#4A5568",
    border="#7B8794",
    focus="#B45309",
)
"""Calm paper and one accent."""

BODY_POINTS = 11.5
"""Of text; the other sizes are in ``resources/style.qss``."""

FAMILIES = [
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Sans Devanagari",
    "Noto Sans Ethiopic",
    "Noto Sans Myanmar",
]
"""The fonts we ship: names and questions stand in each client's script, whatever the system has."""

LARGE_TYPE = 1.5
"""From so many times its first size the type has no room for three things beside each other."""

_MARK = 16
_EDGE = 2
"""Pixels of the inside of what is ticked, and of its edge, at the type's first size."""

_POINTS = re.compile(r"([0-9.]+)pt")


def stylesheet(palette: Palette, scale_percent: int = 100) -> str:
    """Return ``resources/style.qss`` with the colours of *palette*; type and ticks are scaled."""
    template = (resources() / "style.qss").read_text(encoding="utf-8")
    mark = _MARK * scale_percent // 100
    sizes = {"mark": str(mark), "round_mark": str(mark // 2 + _EDGE)}
    filled = Template(template).substitute(
        asdict(palette), icons=(resources() / "icons").as_posix(), **sizes
    )
    return _POINTS.sub(lambda size: f"{float(size.group(1)) * scale_percent / 100:g}pt", filled)


@cache
def _load_fonts() -> None:
    for path in sorted((resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def apply(application: QApplication, palette: Palette = LIGHT, scale_percent: int = 100) -> None:
    """Dress the whole program: fonts, palette and stylesheet.

    It is light on purpose, also where the system is dark: on screen everything looks as it will
    on the paper beside it, and every pair of colours was computed.
    """
    application.styleHints().setColorScheme(Qt.ColorScheme.Light)  # the system's dialogs too
    application.setStyle("Fusion")
    _load_fonts()
    application.setFont(_font(scale_percent))
    application.setPalette(_qt_palette(palette))
    application.setStyleSheet(stylesheet(palette, scale_percent))


def type_factor() -> float:
    """Return how many times its first size the type has now."""
    return max(1.0, QApplication.font().pointSizeF() / BODY_POINTS)


def _font(scale_percent: int) -> QFont:
    font = QFont(FAMILIES)
    font.setPointSizeF(BODY_POINTS * scale_percent / 100)
    return font


def _qt_palette(palette: Palette) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.paper,
        role.Base: palette.surface,
        role.AlternateBase: palette.paper,
        role.ToolTipBase: palette.surface,
        role.Button: palette.surface,
        role.Text: palette.ink,
        role.WindowText: palette.ink,
        role.ButtonText: palette.ink,
        role.ToolTipText: palette.ink,
        role.PlaceholderText: palette.muted,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.Accent: palette.accent,
    }
    drawn = QPalette(QColor(palette.surface), QColor(palette.paper))  # nothing of the system's
    for which, colour in colours.items():
        drawn.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        drawn.setColor(QPalette.ColorGroup.Disabled, which, QColor(palette.border))
    return drawn
