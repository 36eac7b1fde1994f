"""The ranking chart as SVG, drawn once for the web page, the PDF and the DOCX.

Rates reach several hundred percent, so the axis ends at a cap; a bar that goes on bears a break mark, and every bar
its number. The line of 100 % is drawn over the bars. Who is below it is red and bold: colour never speaks alone.
Drawn at the final width of the text area, so that no text is printed smaller than it is set here.
"""

from __future__ import annotations

from decimal import Decimal
from html import escape
from math import ceil

from mingcha.bulletin.forms.wording import printable
from mingcha.model.bulletin import Bar, Chart

WIDTH = 442.0  # pt: the text area of an official document, 156 mm
TEXT = 9.5  # pt
PITCH = 14.0  # pt from bar to bar
THICKNESS = 9.0
TOP, BOTTOM = 20.0, 20.0
LONGEST_LABEL = 16  # characters; the rest of a longer name is in the bar's title
TARGET = Decimal(100)

INK, PALE, GRID, BLUE, RED = "#1d2129", "#5a6270", "#d5dae1", "#1f5f9e", "#b42318"
# The first face is the one shipped for the PDF; the others are what a browser finds.
FACES = "Noto Sans SC, Microsoft YaHei, PingFang SC, HarmonyOS Sans SC, Noto Sans CJK SC, sans-serif"


def svg(chart: Chart) -> str:
    """The chart as one SVG element of 442 pt width; its text alternative names every bar."""
    bars = (*chart.first, *chart.last)
    frame = _Frame(chart)
    rows = len(bars) + (1 if chart.omitted else 0)
    height = TOP + rows * PITCH + BOTTOM
    bottom = TOP + rows * PITCH
    parts = [*_grid(frame, bottom)]
    for index, bar in enumerate(bars):
        place = index + (1 if chart.omitted and index >= len(chart.first) else 0)
        parts.append(_bar(bar, frame, top=TOP + place * PITCH))
    if chart.omitted:
        middle = TOP + len(chart.first) * PITCH + PITCH / 2
        parts.append(_text(frame.left - 6, middle, _gap(chart), PALE, "end"))
    parts += _target_line(frame, bottom)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}pt" height="{height:g}pt" '
        f'viewBox="0 0 {WIDTH:g} {height:g}" role="img" font-family="{FACES}" font-size="{TEXT:g}">'
        f"<title>{_safe(chart.title)}</title><desc>{_safe(described(chart))}</desc>{''.join(parts)}</svg>"
    )


def described(chart: Chart) -> str:
    """The chart in words, for those who cannot see it."""
    first = "，".join(f"{bar.label}{bar.ratio:.2f}%" for bar in chart.first)
    last = "，".join(f"{bar.label}{bar.ratio:.2f}%" for bar in chart.last)
    gap = f"其余{chart.omitted}个单位略" if chart.omitted else ""
    listed = "；".join(part for part in (first, gap, last) if part)
    return f"按完成比例排序：{listed}。" if listed else "没有可排序的单位。"


class _Frame:
    """Where things stand, in pt: `left` edge and `plot` width of the bars, `end` of the axis in percent."""

    def __init__(self, chart: Chart) -> None:
        bars = (*chart.first, *chart.last)
        labels = [_short(bar.label) for bar in bars] + ([_gap(chart)] if chart.omitted else [])
        self.left = 8 + max((_width(label) for label in labels), default=0.0)
        number = max((_width(f"{bar.ratio:.2f}%") for bar in bars), default=0.0)
        self.plot = WIDTH - self.left - number - 10
        longest = max((bar.ratio for bar in bars), default=TARGET)
        self.end = min(Decimal(chart.cap), Decimal(ceil(max(longest, TARGET) / 50) * 50))
        self.broken = longest > self.end
        self.step = 50 if self.end <= 250 else 100 if self.end <= 700 else 200  # percent between two grid lines

    def x(self, ratio: Decimal) -> float:
        return self.left + self.plot * float(min(max(ratio, Decimal(0)), self.end) / self.end)


def _gap(chart: Chart) -> str:
    return f"（其余{chart.omitted}个单位略）"


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"


def _width(text: str) -> float:
    """About how wide the text is drawn: a hanzi is as wide as it is high, a digit half of that."""
    return sum(TEXT * (0.58 if sign.isascii() else 1) for sign in text)


def _safe(text: str) -> str:
    return escape(printable(text))


def _text(x: float, middle: float, text: str, colour: str, anchor: str, *, bold: bool = False) -> str:
    # Drawn bold with a thin outline, because not every face at hand has a bold one.
    weight = f' stroke="{colour}" stroke-width="0.35"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{middle + TEXT * 0.36:.1f}" text-anchor="{anchor}" fill="{colour}"{weight}>'
        f"{_safe(text)}</text>"
    )


def _grid(frame: _Frame, bottom: float) -> list[str]:
    parts = []
    for percent in range(0, int(frame.end) + 1, frame.step):
        x = frame.x(Decimal(percent))
        parts.append(f'<path d="M{x:.1f} {TOP:g}V{bottom:g}" stroke="{GRID}" stroke-width="0.6"/>')
        beyond = "以上" if frame.broken and percent == frame.end else ""
        parts.append(_text(x, bottom + 10, f"{percent}%{beyond}", PALE, "middle"))
    return parts


def _bar(bar: Bar, frame: _Frame, *, top: float) -> str:
    late = bar.ratio < TARGET
    colour, ink = (RED, RED) if late else (BLUE, INK)
    middle, right = top + PITCH / 2, frame.x(bar.ratio)
    upper = middle - THICKNESS / 2
    number = f"{bar.ratio:.2f}%"
    parts = [
        f"<g><title>{_safe(bar.label)} {number}</title>",
        _text(frame.left - 6, middle, _short(bar.label), ink, "end", bold=late),
        f'<rect x="{frame.left:.1f}" y="{upper:.1f}" width="{right - frame.left:.1f}" height="{THICKNESS:g}"'
        f' fill="{colour}"/>',
        _text(WIDTH - 2, middle, number, ink, "end", bold=late),
    ]
    if bar.ratio > frame.end:
        for offset in (12, 7):
            x = right - offset
            parts.append(
                f'<path d="M{x - 2:.1f} {upper + THICKNESS + 1:.1f}L{x + 2:.1f} {upper - 1:.1f}"'
                ' stroke="#ffffff" stroke-width="1.8"/>'
            )
    return "".join((*parts, "</g>"))


def _target_line(frame: _Frame, bottom: float) -> list[str]:
    if frame.end < TARGET:
        return []
    x = frame.x(TARGET)
    path = f'd="M{x:.1f} {TOP - 4:g}V{bottom:g}"'
    return [
        f'<path {path} stroke="#ffffff" stroke-width="2.6"/>',
        f'<path {path} stroke="{INK}" stroke-width="1.1" stroke-dasharray="4 2"/>',
        _text(x, TOP - 11, "年度任务线100%", INK, "middle"),
    ]
