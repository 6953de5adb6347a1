"""Letters that join, turn, stack or change places, set by Qt's text engine.

The one module outside ``ui`` that uses Qt: HarfBuzz and the bidirectional algorithm inside QtGui
choose glyphs and their places; nothing is drawn here. Qt reads the very font files that go into
the PDF, so a glyph has the same number in both.

Source:
    Unicode Standard Annex 9 (direction); OpenType (shaping).
"""

import struct
import threading
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGlyphRun,
    QGuiApplication,
    QRawFont,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from clinic_app.printing.errors import CharacterNotPrintableError
from clinic_app.printing.fonts import (
    FAMILIES,
    UNITS,
    UNSEEN,
    Faces,
    faces_in,
    font_bytes,
    font_name,
)
from clinic_app.printing.glyph_font import Glyph, GlyphRun, ShapedLine, run_of

_LINE_SEPARATOR = "\u2028"
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_WITHOUT_UNSEEN = dict.fromkeys(map(ord, UNSEEN))
_ASKED = (
    QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
)
_MOST_FORMS = 64
_HEAD, _RECORD = 12, 16
"""Bytes of a font file's head, and of each record in its list of tables."""

_ENDLESS = 1e7
"""In units: wider than any line; Qt counts in 26 bits."""


def widths_of(words: Sequence[str], *, is_bold: bool) -> tuple[float, ...]:
    """Return how wide each word is, in thousandths of the type size.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of the characters.
    """
    faces = faces_in(" ".join(words), is_bold=is_bold)
    layout = _laid_out(_LINE_SEPARATOR.join(words), faces)
    layout.beginLayout()
    widths = []
    for _word in words:
        line = layout.createLine()
        line.setLineWidth(_ENDLESS)
        widths.append(line.naturalTextWidth())
    layout.endLayout()
    return tuple(widths)


def broken(word: str, first: float, most: float, *, is_bold: bool) -> list[tuple[str, float]]:
    """Break a word that is wider than a line between its letters.

    Args:
        word: Without a space.
        first: Width of the first piece at most, in thousandths of the type size.
        most: Width of every other piece at most.
        is_bold: Which face.

    Returns:
        Pieces and how wide each is; a single letter may be wider than asked.
    """
    layout = _laid_out(word, faces_in(word, is_bold=is_bold), is_anywhere=True)
    units = _Units(word)
    pieces: list[tuple[str, float]] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        room = most if pieces else first
        line.setLineWidth(room)
        start, width = line.textStart(), line.naturalTextWidth()
        piece = units.text(start, start + line.textLength())
        # Marks without a letter are one letter to Qt, however many: there each stands by itself.
        letters = [piece] if width <= room else list(piece)
        widths = (width,) if width <= room else widths_of(letters, is_bold=is_bold)
        pieces += zip(letters, widths, strict=True)
    layout.endLayout()
    return pieces


def shaped(text: str, *, is_bold: bool, is_rtl: bool) -> ShapedLine:
    """Return the glyphs of one line.

    Args:
        text: In the order it is read.
        is_bold: Which face.
        is_rtl: Whether the paragraph is written from right to left.

    Raises:
        CharacterNotPrintableError: No font that we ship has one of the characters.
    """
    faces = faces_in(text, is_bold=is_bold)
    layout = _laid_out(text, faces, is_rtl=is_rtl)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_ENDLESS)
    layout.endLayout()
    return ShapedLine(tuple(_runs(line, text, faces)), line.naturalTextWidth())


def _runs(line: QTextLine, text: str, faces: Faces) -> list[GlyphRun]:
    drawn = [(run, run.stringIndexes()) for run in line.glyphRuns(-1, -1, _ASKED)]
    units = _Units(text)
    told = _told(units, {start for _run, places in drawn for start in places})
    begins = [units.place(start) for _name, start, _stop in faces]
    left, baseline = line.naturalTextRect().left(), line.y() + line.ascent()
    runs = []
    for run, places in drawn:
        glyphs = _glyphs(run, places, told, left, baseline)
        if glyphs:
            name = faces[bisect_right(begins, places[0]) - 1][0]
            _check_face(run.rawFont(), name)
            runs.append(run_of(name, glyphs))
    return sorted(runs, key=lambda run: run.glyphs[0].x)


def _told(units: "_Units", places: set[int]) -> dict[int, str]:
    """Return the letters that begin at each place, without those that are never seen."""
    starts = sorted(places)
    letters = units.cut(starts)
    if not UNSEEN.isdisjoint(units.letters):
        letters = [each.translate(_WITHOUT_UNSEEN) for each in letters]
    return dict(zip(starts, letters, strict=True))


def _check_face(used: QRawFont, name: str) -> None:
    """Stop where Qt set letters in another face than was asked: its glyphs are numbered otherwise.

    It did for a stop behind letters of a script that the face does not know, and then for all
    later lines: see :func:`_for_every_script`.
    """
    is_bold = used.weight() >= QFont.Weight.DemiBold
    if used.familyName() != _families()[name] or is_bold != name.endswith("-Bold"):
        raise RuntimeError(name, used.familyName(), used.styleName())


def _glyphs(
    run: QGlyphRun, places: Sequence[int], told: Mapping[int, str], left: float, baseline: float
) -> tuple[Glyph, ...]:
    """Return the glyphs of one run, the first of a cluster with the cluster's text."""
    is_rtl = run.isRightToLeft()
    glyphs = []
    last = -1
    points = map(QPointF.toTuple, run.positions())
    for number, (x, y), start in zip(run.glyphIndexes(), points, places, strict=True):
        text = told[start]
        if not text:
            continue
        if number == 0:
            raise CharacterNotPrintableError(text[0])
        if start == last:
            text = ""
        elif is_rtl and not text.isalnum():
            text = text.translate(_MIRRORED)  # as readers of a PDF expect it
        last = start
        glyphs.append(Glyph(number, x - left, baseline - y, text))
    return tuple(reversed(glyphs)) if is_rtl else tuple(glyphs)


def _laid_out(
    text: str, faces: Faces, *, is_rtl: bool = False, is_anywhere: bool = False
) -> QTextLayout:
    """Return a layout of *text* with the face of every stretch chosen; Qt chooses none."""
    option = QTextOption()
    option.setUseDesignMetrics(True)
    wrap = QTextOption.WrapMode.WrapAnywhere if is_anywhere else QTextOption.WrapMode.ManualWrap
    option.setWrapMode(wrap)
    direction = Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
    option.setTextDirection(direction)
    thread = threading.get_ident()
    layout = QTextLayout(text, _form(faces[0][0], thread).font())
    layout.setCacheEnabled(True)  # or Qt forgets its glyphs at endLayout, and shapes once more
    layout.setTextOption(option)
    units = _Units(text)
    layout.setFormats([_stretch(units, face, thread) for face in faces])
    return layout


def _stretch(units: "_Units", face: tuple[str, int, int], thread: int) -> QTextLayout.FormatRange:
    name, start, stop = face
    stretch = QTextLayout.FormatRange()
    stretch.start = units.place(start)
    stretch.length = units.place(stop) - stretch.start
    stretch.format = _form(name, thread)
    return stretch


@lru_cache(maxsize=_MOST_FORMS)
def _form(name: str, _thread: int) -> QTextCharFormat:
    """Return what sets a stretch in one face; two threads must not share a font of Qt's."""
    form = QTextCharFormat()
    form.setFont(_font(name))
    return form


def _font(name: str) -> QFont:
    font = QFont(_families()[name])
    font.setBold(name.endswith("-Bold"))
    font.setPixelSize(UNITS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setKerning(not name.startswith(FAMILIES[0]))  # its letters also stand in plain lines
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return font


@cache
def _families() -> dict[str, str]:
    """Give Qt our faces, under names that no font of the system has: its glyphs are numbered so.

    All at once: a face that comes later makes Qt forget those it has already chosen.
    """
    _application()
    families = {}
    for name in (font_name(family, is_bold=bold) for family in FAMILIES for bold in (False, True)):
        renamed = font_bytes(name).replace(b"\0N\0o\0t\0o", b"\0O\0u\0r\0s")
        number = QFontDatabase.addApplicationFontFromData(QByteArray(_for_every_script(renamed)))
        families[name] = QFontDatabase.applicationFontFamilies(number)[0]
    return families


def _for_every_script(font: bytes) -> bytes:
    """Return a font file that Qt takes for a stop or digit behind letters of any script.

    Qt 6.11.3 asks whether a face has rules for the script of the letters before, and silently
    takes another face where it has none; an empty table ``morx`` is all that it looks for.
    """
    version, count = struct.unpack_from(">IH", font)
    tables = [struct.unpack_from(">4sIII", font, _HEAD + _RECORD * n) for n in range(count)]
    tables.append((b"morx", 0, len(font), 4))
    depth = (count + 1).bit_length() - 1
    span = _RECORD << depth
    head = struct.pack(">IHHHH", version, count + 1, span, depth, _RECORD * (count + 1) - span)
    directory = b"".join(
        struct.pack(">4sIII", tag, checksum, place + _RECORD, length)
        for tag, checksum, place, length in sorted(tables)
    )
    return head + directory + font[_HEAD + _RECORD * count :] + bytes(4)


@cache
def _application() -> QGuiApplication:
    """Return the application that Qt's fonts belong to; in the window it is there already."""
    there = QGuiApplication.instance()
    if isinstance(there, QGuiApplication):
        return there
    return QGuiApplication(["clinic-app", "-platform", "offscreen"])


class _Units:
    """A text as Qt counts it: letters beyond the basic plane are two."""

    def __init__(self, text: str) -> None:
        self.letters = text
        self._utf16 = text.encode("utf-16-le") if text and max(text) > "\uffff" else b""

    def place(self, letter: int) -> int:
        """Return where the letter that Python counts stands."""
        return len(self.letters[:letter].encode("utf-16-le")) // 2 if self._utf16 else letter

    def text(self, start: int, stop: int) -> str:
        """Return the letters between two places."""
        if self._utf16:
            return self._utf16[2 * start : 2 * stop].decode("utf-16-le")
        return self.letters[start:stop]

    def cut(self, starts: Sequence[int]) -> list[str]:
        """Return the letters from each place to the next, from the last to the end."""
        stops = [*starts[1:], self.place(len(self.letters))]
        if self._utf16:
            return [self.text(start, stop) for start, stop in zip(starts, stops, strict=True)]
        return [self.letters[start:stop] for start, stop in zip(starts, stops, strict=True)]
