"""One bar chart, as SVG that stands inside a page: no script, no style of its own, no request.

A month that some clinics did not report is drawn before the column of a gap, and only outlined:
what is lacking is never read as a fall.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from clinic_app.headquarters.document import Bar, number_words, turnout_words
from clinic_app.translation import gettext as _

_WIDTH = 900
_HEIGHT = 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 8, 28, 44
_MOST_LABELS = 16
_GAP_SHARE = 0.25
_BASE = _HEIGHT - _BOTTOM
_LETTER = 6.5
"""How wide a letter is, about: words that are wider than their column are left out."""


@dataclass(frozen=True, slots=True)
class _Column:
    """Where one bar stands: its left edge, its width, and the line that stands for zero."""

    left: float
    step: float
    zero: float

    @property
    def middle(self) -> float:
        return self.left + self.step / 2

    def rect(self, kind: str, top: float, height: float, told: str = "") -> str:
        start = self.left + self.step * _GAP_SHARE / 2
        return (
            f'<rect class="{kind}" x="{start:.1f}" y="{top:.1f}" '
            f'width="{self.step * (1 - _GAP_SHARE):.1f}" height="{height:.1f}">'
            f"<title>{escape(told)}</title></rect>"
        )

    def fitting(self, *words: str) -> str:
        """Return the first of these words that has room; nothing where none has."""
        return next((one for one in words if len(one) * _LETTER <= self.step), "")


def bar_chart(title: str, bars: Sequence[Bar]) -> str:
    """Return the SVG of *bars*; a number that is None is drawn as a gap."""
    numbers = [bar.number for bar in bars if bar.number is not None]
    highest, lowest = max(numbers, default=0), min(numbers, default=0)
    span = max(highest, 0) - min(lowest, 0) or 1
    zero = _BASE - (_BASE - _TOP) * -min(lowest, 0) / span
    step = (_WIDTH - _LEFT - _RIGHT) / max(len(bars), 1)
    every = -(-len(bars) // _MOST_LABELS) or 1
    drawn = [
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{zero:.1f}" y2="{zero:.1f}"/>',
    ]
    for place, bar in enumerate(bars):
        column = _Column(_LEFT + place * step, step, zero)
        drawn += _bar(column, bar, abs(bar.number or 0) * (_BASE - _TOP) / span)
        if place % every == 0:
            drawn.append(_text("label", column.middle, _HEIGHT - 10, bar.label))
    return "".join([*drawn, "</svg>"])


def _bar(column: _Column, bar: Bar, height: float) -> list[str]:
    words = number_words(bar.number)
    told = _("{label}: {number}").format(label=bar.label, number=words)
    if bar.number is None:
        gap = column.rect("gap", _TOP, _BASE - _TOP, told)
        across = _text("value", column.middle, _TOP + 16, column.fitting(words))
        return [gap, across or _upright("value", column.middle + 4, _TOP + 8, words)]
    top = column.zero - height if bar.number >= 0 else column.zero
    number = _text("value", column.middle, top - 6, column.fitting(words))
    if not bar.is_partial:
        return [column.rect("bar", top, height, told), number]
    turnout = turnout_words(bar.turnout)
    short = _("{reported} of {all}").format(reported=bar.turnout.reported, all=bar.turnout.expected)
    told = _("{number} ({turnout})").format(number=told, turnout=turnout)
    return [
        column.rect("lacking", _TOP, _BASE - _TOP, told),
        column.rect("part", top, height, told),
        number,
        _text("label", column.middle, _BASE + 16, column.fitting(turnout, short)),
    ]


def _text(kind: str, across: float, down: float, words: str) -> str:
    if not words:
        return ""
    return (
        f'<text class="{kind}" x="{across:.1f}" y="{down:.1f}" text-anchor="middle">'
        f"{escape(words)}</text>"
    )


def _upright(kind: str, across: float, down: float, words: str) -> str:
    """Set words that end at the top of a narrow column, to be read from the side."""
    return (
        f'<text class="{kind}" x="{across:.1f}" y="{down:.1f}" text-anchor="end" '
        f'transform="rotate(-90 {across:.1f} {down:.1f})">{escape(words)}</text>'
    )
