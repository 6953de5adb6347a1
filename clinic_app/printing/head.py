"""The head of a page: who hands the sheet out, what it is, whose, and its code."""

from functools import partial

from clinic_app.printing.grid import LARGE, MARGIN, MEASURE, PAGE_WIDTH, SMALL, set_text
from clinic_app.printing.lines import Line, line_of, lines_of
from clinic_app.printing.pack_words import learn_joined
from clinic_app.printing.pieces import (
    BarMark,
    Element,
    FrameMark,
    Ink,
    Mark,
    Piece,
    Role,
    TextMark,
    mirrored,
    moved,
    unread,
)
from clinic_app.printing.plain_text import isolated, unbroken
from clinic_app.printing.qr import qr_mark
from clinic_app.printing.scripts import leading_of
from clinic_app.printing.sheet import BigCode, Sheet, SheetKind, Words

_BAND = 17.0
_IN_BAND, _TALL_IN_BAND = 11.6, 10.2
"""Baselines: letters that reach further down, as in Burmese and Pashto, stand higher."""

_SMALL_PRINT = 8.0
_ISSUER_SIZES = (_SMALL_PRINT, 7.5, 7.0, 6.5, 6.0)
_TITLE = 21.0
_ABOVE_TITLE = 5.0
_ABOUT = 10.5
_CODE = 26.0
_CODE_WIDTH = 116.0
_CODE_HEIGHT = 56.0
_ENGLISH = partial(Element, is_english=True)
_IN_FRAME = 8.0
_ABOVE_CODE = 12.0
_FOOT, _SECOND_LINE = 764.0, 8.0
"""A foot of two lines stands higher: no office printer reaches the last quarter of an inch."""

_TO_SCAN = 60.0
"""Width and height of what a camera reads, white around it included."""


def head_of(sheet: Sheet) -> Piece:
    """Set the head of a sheet's first page."""
    marks = _band(sheet)
    free = MEASURE - _room_of(sheet.code)
    y = _BAND + _ABOVE_TITLE
    title, depth = set_text(
        sheet.title.own,
        size=_TITLE,
        x=0.0,
        width=free,
        baseline=y + _TITLE,
        is_bold=True,
        is_rtl=sheet.is_rtl,
        element=Element(Role.TITLE),
    )
    marks += title
    if sheet.title.english:
        depth = _english_title(marks, sheet, depth, free)
    for words in sheet.about:
        size = LARGE if sheet.is_large else _ABOUT
        depth = _about(marks, words, depth, free, size, is_rtl=sheet.is_rtl)
    if sheet.code:
        marks += _code(sheet.code, _BAND + _ABOVE_CODE, is_rtl=sheet.is_rtl)
        depth = max(depth, _BAND + _ABOVE_CODE + _CODE_HEIGHT)
    if sheet.notice:
        depth = _notice(marks, sheet, sheet.notice, depth + 1.0)
    return Piece(tuple(marks), depth + 3.0)


def _room_of(code: BigCode | None) -> float:
    if code is None:
        return 0.0
    return _CODE_WIDTH + 16.0 + (_TO_SCAN if code.to_scan else 0.0)


def running_head_of(sheet: Sheet) -> Piece:
    """Set the head of every further page; the code tells whose it is, never the name."""
    marks = _band(sheet)
    code = f" · {sheet.code.code}" if sheet.code else ""
    title, depth = set_text(
        sheet.title.own + code,
        size=_ABOUT,
        x=0.0,
        width=MEASURE,
        baseline=_BAND + 6.0 + _ABOUT,
        is_bold=True,
        is_rtl=sheet.is_rtl,
    )
    return Piece(unread([*marks, *title]), depth + 6.0)


def _band(sheet: Sheet) -> list[Mark]:
    """Set the top line: framed and light where a sheet may leave, black where it stays."""
    label = sheet.label.own
    if sheet.label.english:
        label = f"{label} · {sheet.label.english}"
        learn_joined(label, sheet.label.own, sheet.label.english)
    label_line = line_of(label, is_bold=True, is_rtl=sheet.is_rtl)
    wide = label_line.width_at(_SMALL_PRINT)
    is_file = sheet.kind is SheetKind.FILE
    ink = Ink.WHITE if is_file else Ink.BLACK
    x, room = 6.0 if is_file else 0.0, MEASURE - wide - 24.0
    line, size = _issuer(sheet, room)
    issuer = TextMark(x, _baseline(sheet.issuer), line, size, ink, room)
    place = TextMark(MEASURE - wide - 6.0, _baseline(label), label_line, _SMALL_PRINT, ink)
    if is_file:
        return [BarMark(0.0, 0.0, MEASURE, _BAND), issuer, place]
    tab = FrameMark(MEASURE - wide - 12.0, 0.0, wide + 12.0, _BAND - 2.5)
    return [issuer, tab, place, BarMark(0.0, _BAND - 2.5, MEASURE, 2.5)]


def _issuer(sheet: Sheet, room: float) -> tuple[Line, float]:
    """Return who hands the sheet out, in one line and its size; a cut is seen where it must be."""
    for size in _ISSUER_SIZES:
        line = line_of(sheet.issuer, is_bold=True, is_rtl=sheet.is_rtl)
        if line.width_at(size) <= room:
            return line, size
    first, *_rest = lines_of(
        sheet.issuer, size=size, width=room - size, is_bold=True, is_rtl=sheet.is_rtl
    )
    return line_of(f"{first.text}…", is_bold=True, is_rtl=sheet.is_rtl), size


def _baseline(text: str) -> float:
    return _IN_BAND if leading_of(text) == leading_of("") else _TALL_IN_BAND


def _below(
    marks: list[Mark],
    text: str,
    *,
    size: float,
    depth: float,
    width: float = MEASURE,
    ink: Ink = Ink.BLACK,
    is_rtl: bool = False,
    element: Element | None = None,
) -> float:
    """Add a paragraph below *depth*, and return how deep it reaches."""
    more, reached = set_text(
        text,
        size=size,
        x=0.0,
        width=width,
        baseline=depth + size,
        ink=ink,
        is_rtl=is_rtl,
        element=element,
    )
    marks += more
    return reached


def _english_below(
    marks: list[Mark], text: str, size: float, depth: float, width: float, *, is_rtl: bool
) -> float:
    """Add English below *depth*, on a page from the right below the end of its own words there."""
    more: list[Mark] = []
    reached = _below(
        more, text, size=size, depth=depth, width=width, ink=Ink.GREY, element=_ENGLISH()
    )
    for mark in more:
        if is_rtl and isinstance(mark, TextMark):
            mark.room = 0.0
    marks += more
    return reached


def _english_title(marks: list[Mark], sheet: Sheet, depth: float, width: float) -> float:
    """Set the English title behind the other, or below it where there is no room."""
    own = line_of(sheet.title.own, is_bold=True, is_rtl=sheet.is_rtl)
    taken = own.width_at(_TITLE) + 12.0
    english = line_of(sheet.title.english)
    if taken + english.width_at(_ABOUT) > width:
        return _english_below(marks, sheet.title.english, _ABOUT, depth, width, is_rtl=sheet.is_rtl)
    y = _BAND + _ABOVE_TITLE + _TITLE
    marks.append(TextMark(taken, y, english, _ABOUT, Ink.GREY, element=_ENGLISH()))
    return depth


def _about(
    marks: list[Mark], words: Words, depth: float, width: float, own_size: float, *, is_rtl: bool
) -> float:
    """Set one line about the sheet, its English behind it where both fit on one line."""
    below = _below(marks, words.own, size=own_size, depth=depth + 1.0, width=width, is_rtl=is_rtl)
    if words.english in {"", words.own}:
        return below
    taken = line_of(words.own, is_rtl=is_rtl).width_at(own_size) + 12.0
    english = line_of(words.english)
    size = own_size * SMALL
    if taken + english.width_at(size) > width:
        return _english_below(marks, words.english, size, below, width, is_rtl=is_rtl)
    y = depth + 1.0 + own_size
    marks.append(TextMark(taken, y, english, size, Ink.GREY, element=_ENGLISH()))
    return below


def _code(code: BigCode, y: float, *, is_rtl: bool) -> list[Mark]:
    x = MEASURE - _CODE_WIDTH
    symbols = line_of(unbroken(code.code), is_bold=True)
    size = min(_CODE, _CODE * (_CODE_WIDTH - 14.0) / symbols.width_at(_CODE))
    marks: list[Mark] = [FrameMark(x, y, _CODE_WIDTH, _CODE_HEIGHT, 1.4)]
    own = line_of(code.words.own, is_bold=True, is_rtl=is_rtl)
    texts = [(own, y + 12.0, Ink.BLACK)]
    if code.words.english:
        texts.append((line_of(code.words.english), y + _CODE_HEIGHT - 5.0, Ink.GREY))
    for line, baseline, ink in texts:
        room = (_CODE_WIDTH - 2 * _IN_FRAME) / line.width_at(1.0)
        size_of_words = min(_SMALL_PRINT, room)
        middle = x + (_CODE_WIDTH - line.width_at(size_of_words)) / 2
        marks.append(TextMark(middle, baseline, line, size_of_words, ink))
    middle = x + (_CODE_WIDTH - symbols.width_at(size)) / 2
    low = 38.0 if code.words.english else 42.0
    marks.append(TextMark(middle, y + low, symbols, size))
    if code.to_scan:
        above = y - (_TO_SCAN - _CODE_HEIGHT) / 2
        marks.append(qr_mark(code.to_scan, x=x - _TO_SCAN, y=above, side=_TO_SCAN))
    return marks


def _notice(marks: list[Mark], sheet: Sheet, words: Words, depth: float) -> float:
    text = f"{words.own} {isolated(words.english)}".strip()
    learn_joined(text, words.own, words.english)
    size = LARGE * SMALL if sheet.is_large else _SMALL_PRINT
    return _below(marks, text, size=size, depth=depth, ink=Ink.GREY, is_rtl=sheet.is_rtl)


def foot_of(sheet: Sheet, page: int, count: int) -> list[Mark]:
    """Set the foot of a page; places count from the page's top left corner."""
    words = sheet.page_words.replace("{page}", str(page)).replace("{count}", str(count))
    learn_joined(words, sheet.page_words)
    number = line_of(words, is_bold=True, is_rtl=sheet.is_rtl)
    wide = number.width_at(_SMALL_PRINT)
    right = PAGE_WIDTH - MARGIN
    footer, _ = set_text(
        sheet.footer,
        size=7.5,
        x=MARGIN,
        width=MEASURE - wide - 20.0,
        baseline=_FOOT,
        ink=Ink.GREY,
        is_rtl=sheet.is_rtl,
    )
    marks = [
        BarMark(MARGIN, _FOOT - 12.0, MEASURE, 0.5, Ink.HAIR),
        *footer[:2],
        TextMark(right - wide, _FOOT, number, _SMALL_PRINT),
    ]
    raised = [moved(mark, 0.0, -_SECOND_LINE if len(footer) > 1 else 0.0) for mark in marks]
    foot = unread(raised)
    return [mirrored(mark, PAGE_WIDTH) for mark in foot] if sheet.is_rtl else list(foot)
