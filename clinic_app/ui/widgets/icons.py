"""Our icons, tinted; one never stands without its word."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from clinic_app.paths import resources

_DRAWN_PX = 48
"""Twice the largest use, so that a screen with dense pixels shows clean lines."""


def icon(name: str, colour: str) -> QIcon:
    """Return ``resources/icons/<name>.svg`` in *colour*, a token of the theme."""
    return QIcon(icon_picture(name, colour, _DRAWN_PX))


def icon_picture(name: str, colour: str, pixels: int) -> QPixmap:
    """Return an icon as a picture, *pixels* wide and high."""
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(b"currentColor", colour.encode())))
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return picture


@cache
def _drawing(name: str) -> bytes:
    return (resources() / "icons" / f"{name}.svg").read_bytes()
