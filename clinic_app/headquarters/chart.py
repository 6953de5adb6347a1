"""One bar chart, as SVG that stands inside a page: no script, no style of its own, no request."""

from collections.abc import Sequence
from html import escape

from clinic_app.translation import gettext as _

_WIDTH = 900
_HEIGHT = 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 8, 28, 44
_MOST_LABELS = 24
_GAP_SHARE = 0.25
_BASE = _HEIGHT - _BOTTOM


def bar_chart(title: str, bars: Sequence[tuple[str, int | None]]) -> str:
    """Return the SVG of *bars*, each a label and a number; None is drawn as a gap."""
    highest = max((number for _label, number in bars if number is not None), default=0)
    lowest = min((number for _label, number in bars if number is not None), default=0)
    span = max(highest, 0) - min(lowest, 0) or 1
    zero = _BASE - (_BASE - _TOP) * -min(lowest, 0) / span
    step = (_WIDTH - _LEFT - _RIGHT) / max(len(bars), 1)
    every = -(-len(bars) // _MOST_LABELS) or 1
    drawn = [
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{zero:.1f}" y2="{zero:.1f}"/>',
    ]
    for place, (label, number) in enumerate(bars):
        left = _LEFT + place * step
        height = 0.0 if number is None else abs(number) * (_BASE - _TOP) / span
        drawn += _bar(left, step, zero, height, number)
        if place % every == 0:
            drawn.append(_text("label", left + step / 2, _HEIGHT - 14, label))
    return "".join([*drawn, "</svg>"])


def _bar(left: float, step: float, zero: float, height: float, number: int | None) -> list[str]:
    middle = left + step / 2
    width = step * (1 - _GAP_SHARE)
    start = left + step * _GAP_SHARE / 2
    if number is None:
        return [
            f'<rect class="gap" x="{start:.1f}" y="{_TOP}" width="{width:.1f}" '
            f'height="{_BASE - _TOP}"/>',
            _text("value", middle, _TOP + 16, _("no report")),
        ]
    top = zero - height if number >= 0 else zero
    return [
        f'<rect class="bar" x="{start:.1f}" y="{top:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}"/>',
        _text("value", middle, top - 6, f"{number:,}"),
    ]


def _text(kind: str, across: float, down: float, words: str) -> str:
    return (
        f'<text class="{kind}" x="{across:.1f}" y="{down:.1f}" text-anchor="middle">'
        f"{escape(words)}</text>"
    )
