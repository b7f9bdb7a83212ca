"""A plot of agreement over time, as SVG: a value with its interval at each stop of the way."""

import textwrap
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from attrs import frozen

from qualog.language import message
from qualog.reliability.result import decimals

_WIDTH, _LEFT, _RIGHT, _TOP = 860, 56, 24, 72
_HEIGHT = 280
_LINE = 17
_LONGEST = 115


@frozen
class PlotPoint:
    """One stop: its name, the value with its bounds if it has any, and what was decided before."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    between: tuple[str, ...] = ()


def plot(title: str, subtitle: str, points: Sequence[PlotPoint]) -> str:
    """Draw agreement over time.

    Each stop is numbered; what lies between a stop and the one before it stands below the
    picture, so that it can be read without the program. A stop without a value has a mark on the
    axis. The vertical axis goes from 0 to 1, or deeper where a value is lower.

    Returns:
        The picture as SVG.
    """
    values = (value for point in points for value in (point.value, point.low))
    lowest = min([0.0, *(value for value in values if value is not None)])
    axis = _Axis(max(-1.0, lowest), len(points))
    notes = list(_notes(points))
    bottom = _TOP + _HEIGHT + 56
    height = bottom + _LINE * len(notes) + 16
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" aria-labelledby="title" '
        'font-family="system-ui, sans-serif" font-size="12" fill="#222">',
        f'<title id="title">{escape(title)}</title>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="26" font-size="16" font-weight="600">{escape(title)}</text>',
        f'<text x="{_LEFT}" y="46" fill="#555">{escape(subtitle)}</text>',
        *_grid(axis),
        *_band(axis, points),
        *_values(axis, points),
    ]
    for row, (text, is_heading) in enumerate(notes):
        weight = ' font-weight="600"' if is_heading else ' fill="#444"'
        x = _LEFT if is_heading else _LEFT + 16
        lines.append(f'<text x="{x}" y="{bottom + row * _LINE}"{weight}>{escape(text)}</text>')
    return "\n".join([*lines, "</svg>", ""])


@frozen
class _Axis:
    """Where a value and a stop are in the picture."""

    lowest: float
    stops: int

    def x(self, stop: int) -> float:
        width = _WIDTH - _LEFT - _RIGHT
        return round(_LEFT + width * (stop + 0.5) / max(self.stops, 1), 1)

    def y(self, value: float) -> float:
        share = (1 - max(value, self.lowest)) / (1 - self.lowest)
        return round(_TOP + _HEIGHT * share, 1)


def _grid(axis: _Axis) -> Iterator[str]:
    tenths = range(10, int(axis.lowest * 10) - 1, -2)
    for value in (tenth / 10 for tenth in tenths):
        y = axis.y(value)
        colour = "#888" if value == 0 else "#ddd"
        yield f'<line x1="{_LEFT}" y1="{y}" x2="{_WIDTH - _RIGHT}" y2="{y}" stroke="{colour}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{value:.1f}</text>'


def _band(axis: _Axis, points: Sequence[PlotPoint]) -> Iterator[str]:
    for stop, point in enumerate(points):
        if point.low is None or point.high is None:
            continue
        x, low, high = axis.x(stop), axis.y(point.low), axis.y(point.high)
        yield (
            f'<path d="M{x} {low}V{high}M{x - 6} {low}h12M{x - 6} {high}h12" '
            'stroke="#0b6e99" stroke-width="1.5" fill="none" opacity="0.6"/>'
        )


def _values(axis: _Axis, points: Sequence[PlotPoint]) -> Iterator[str]:
    for stop, (one, other) in enumerate(pairwise(points)):
        if one.value is not None and other.value is not None:
            way = f"{axis.x(stop)},{axis.y(one.value)} {axis.x(stop + 1)},{axis.y(other.value)}"
            yield f'<polyline points="{way}" fill="none" stroke="#0b6e99" stroke-width="2"/>'
    base = _TOP + _HEIGHT
    for stop, point in enumerate(points):
        x = axis.x(stop)
        if point.value is None:
            mark = f'x="{x}" y="{base - 6}" text-anchor="middle" fill="#a33"'
            yield f"<text {mark}>{escape(str(message('undefined')))}</text>"
        else:
            y = axis.y(point.value)
            yield f'<circle cx="{x}" cy="{y}" r="4" fill="#0b6e99"/>'
            yield f'<text x="{x + 8}" y="{y - 6}">{point.value:.2f}</text>'
        yield f'<text x="{x}" y="{base + 20}" text-anchor="middle">{stop + 1}</text>'


def _notes(points: Sequence[PlotPoint]) -> Iterator[tuple[str, bool]]:
    for number, point in enumerate(points, start=1):
        value = str(message("undefined")) if point.value is None else decimals(point.value, 3)
        if point.low is not None and point.high is not None:
            value += f" [{decimals(point.low, 3)}, {decimals(point.high, 3)}]"
        yield f"{number}  {point.name}: {value}", True
        for decision in point.between:
            yield textwrap.shorten(decision, _LONGEST, placeholder="…"), False
