"""Draws deadlines by month: columns on a wide page, rows on a phone, with a line at the as-of date."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import altair as alt

from generator.charts.bars import Bar, parts
from generator.charts.canvas import (
    EDGE,
    FLAME,
    INK,
    NARROW,
    PAPER,
    SMALL,
    SOFT,
    TEXT,
    WIDE,
    Canvas,
    States,
    band,
    fill,
    key,
    key_columns,
    key_height,
    rows,
    stroke,
)

COLUMN_HEIGHT = 180
YEAR_ONCE = (
    "datum.index == 0 || slice(datum.label, 0, 2) == '1/'"
    " ? split(datum.label, '/') : split(datum.label, '/')[0]"
)
"""Vega expression for the axis: the month below each column, and below that the year where it begins."""
ROW = 28


@dataclass(frozen=True, slots=True)
class AsOf:
    """Position of the as-of date, in months from the start of the first one, and its label."""

    place: float
    words: str


@lru_cache(maxsize=64)
def by_month(bars: tuple[Bar, ...], states: States, as_of: AsOf | None, *, wide: bool) -> str:
    """Return the Vega-Lite specification; bars are months named like ``12/2025``, in time order."""
    return _columns(bars, states, as_of) if wide else _rows(bars, states, as_of)


def _columns(bars: Sequence[Bar], states: States, as_of: AsOf | None) -> str:
    side = 6
    columns = key_columns(states, WIDE)
    width = WIDE - 2 * side
    canvas = Canvas(
        width, COLUMN_HEIGHT, left=side, top=key_height(states, columns) + 44, right=side, bottom=44
    )
    step = width / len(bars)
    axis = alt.Axis(
        title=None, domainColor=EDGE, ticks=False, labelAngle=0, labelColor=SOFT, labelFontSize=SMALL,
        labelPadding=6, labelLineHeight=17, labelOverlap=False, labelLimit=60, labelExpr=YEAR_ONCE,
    )  # fmt: skip
    x = alt.X("name:N", axis=axis, scale=band([bar.name for bar in bars]))
    up = alt.Scale(domain=[0, max(bar.total for bar in bars)], nice=False)
    legend = key(canvas, columns)
    layers = [
        alt.Chart(rows(parts(bars, states, COLUMN_HEIGHT)))
        .mark_bar(width=min(32, round(step * 0.7)), strokeWidth=1)
        .encode(
            x=x,
            y=alt.Y("start:Q", scale=up, axis=None),
            y2=alt.Y2("stop:Q"),
            fill=fill(states, legend),
            stroke=stroke(states, legend),
            description=alt.Description("tip:N"),
        ),
    ]
    if as_of is not None:
        at = round(as_of.place * step, 1)
        before = at > width / 2
        point = alt.Chart(rows([{}]))
        layers += [
            point.mark_rule(stroke=FLAME, strokeWidth=1.5).encode(
                x=alt.XValue(at), y=alt.YValue(-38), y2=alt.Y2Value(COLUMN_HEIGHT)
            ),
            point.mark_text(
                text=as_of.words,
                align="right" if before else "left",
                dx=-7 if before else 7,
                fontSize=SMALL,
                fill=FLAME,
            ).encode(x=alt.XValue(at), y=alt.YValue(-32)),
        ]
    totals = _totals(bars).mark_text(
        dy=-11, fontWeight="bold", fontSize=TEXT, fill=INK, stroke=PAPER, strokeWidth=4
    )
    layers.append(totals.encode(x=x, y=alt.Y("total:Q", scale=up, axis=None), text=alt.Text("total:Q")))
    return canvas.specification(layers)


def _rows(bars: Sequence[Bar], states: States, as_of: AsOf | None) -> str:
    left, right = 66, 30
    width = NARROW - left - right
    height = ROW * len(bars)
    columns = key_columns(states, NARROW)
    canvas = Canvas(
        width,
        height,
        left=left,
        top=key_height(states, columns),
        right=right,
        bottom=2 if as_of is None else 34,
    )
    axis = alt.Axis(
        title=None, domain=False, ticks=False, labelColor=SOFT, labelFontSize=SMALL, labelPadding=left,
        labelAlign="left", labelLimit=left, labelOverlap=False,
    )  # fmt: skip
    y = alt.Y("name:N", axis=axis, scale=band([bar.name for bar in bars]))
    across = alt.Scale(domain=[0, max(bar.total for bar in bars)], nice=False)
    legend = key(canvas, columns)
    layers = [
        alt.Chart(rows(parts(bars, states, width)))
        .mark_bar(height=18, strokeWidth=1)
        .encode(
            y=y,
            x=alt.X("start:Q", scale=across, axis=None),
            x2=alt.X2("stop:Q"),
            fill=fill(states, legend),
            stroke=stroke(states, legend),
            description=alt.Description("tip:N"),
        ),
    ]
    if as_of is not None:
        # Long bars leave no room for words beside the line: they go below the bars, after a sample of it.
        at = round(as_of.place * ROW, 1)
        point = alt.Chart(rows([{}]))
        line = point.mark_rule(stroke=FLAME, strokeWidth=1.5)
        layers += [
            line.encode(y=alt.YValue(at), x=alt.XValue(0), x2=alt.X2Value(width + right)),
            line.encode(y=alt.YValue(height + 20), x=alt.XValue(-left), x2=alt.X2Value(-left + 24)),
            point.mark_text(text=as_of.words, align="left", fontSize=SMALL, fill=FLAME).encode(
                x=alt.XValue(-left + 32), y=alt.YValue(height + 20)
            ),
        ]
    totals = _totals(bars).mark_text(
        align="left", dx=8, fontWeight="bold", fontSize=TEXT, fill=INK, stroke=PAPER, strokeWidth=4
    )
    layers.append(totals.encode(y=y, x=alt.X("total:Q", scale=across, axis=None), text=alt.Text("total:Q")))
    return canvas.specification(layers)


def _totals(bars: Sequence[Bar]) -> alt.Chart:
    """Return the totals of months that have tasks. Draw them last, so that they cover the as-of line."""
    return alt.Chart(rows({"name": bar.name, "total": bar.total} for bar in bars if bar.total))
