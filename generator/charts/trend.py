"""Draws an indicator over time: a line interrupted at the merger, with the levels that targets set."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt

from generator.charts.canvas import (
    EDGE,
    FLAME,
    INK,
    NARROW,
    PAPER,
    SEA,
    SMALL,
    SOFT,
    TEXT,
    WIDE,
    Canvas,
    band,
    rows,
    wrapped,
)

HEIGHT = 200
FEWEST = 3
"""Number of figures from which on a chart is drawn."""


@dataclass(frozen=True, slots=True)
class Point:
    """One published figure."""

    when: str
    """Edition or period as stated."""
    value: float
    words: str
    after_merger: bool


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A level that a target sets, in the unit of the figures."""

    value: float
    words: str
    plan: str
    """Short title of the plan that sets it; shown in the wide layout only."""


@lru_cache(maxsize=128)
def through_time(points: tuple[Point, ...], levels: tuple[LevelLine, ...], merger: str, *, wide: bool) -> str:
    """Return the Vega-Lite specification: periods from left to right, each point with its value, level lines.

    `merger` is the label of the interruption; it is drawn only between points from before and after.
    """
    side = 24
    width = (WIDE if wide else NARROW) - 2 * side
    canvas = Canvas(width, HEIGHT if wide else HEIGHT - 20, left=side, top=34, right=side, bottom=52)
    step = width / len(points)
    values = [point.value for point in points] + [line.value for line in levels]
    room = (max(values) - min(values) or 1) * 0.15
    up = alt.Scale(domain=[min(values) - room, max(values) + room], nice=False, zero=False)
    x = alt.X("place:O", axis=None, scale=band(range(len(points))))
    y = alt.Y("value:Q", scale=up, axis=None)
    places = [
        {
            "place": place,
            "value": point.value,
            "words": point.words,
            "tip": f"{point.when}: {point.words}",
            "when": wrapped(point.when, step - 8, 3, SMALL),
            "part": "after" if point.after_merger else "before",
        }
        for place, point in enumerate(points)
    ]
    layers = _levels(levels, points, up, width, wide=wide)
    before = sum(1 for point in points if not point.after_merger)
    if merger and 0 < before < len(points):
        layers += _break(before * step, merger, canvas)
    layers += [
        alt.Chart(rows([{}]))
        .mark_rule(stroke=EDGE)
        .encode(x=alt.XValue(0), x2=alt.X2Value(width), y=alt.YValue(canvas.height)),
        alt.Chart(rows(places))
        .mark_text(baseline="top", dy=8, lineBreak="\n", lineHeight=16, fontSize=SMALL, fill=SOFT)
        .encode(x=x, y=alt.YValue(canvas.height), text=alt.Text("when:N")),
        alt.Chart(rows(places))
        .mark_line(stroke=SEA, strokeWidth=2)
        .encode(x=x, y=y, detail=alt.Detail("part:N"), order=alt.Order("place:Q")),
        alt.Chart(rows(places))
        .mark_point(size=110, filled=True, fill=SEA, stroke=PAPER, strokeWidth=2, opacity=1)
        .encode(x=x, y=y, description=alt.Description("tip:N")),
        alt.Chart(rows(places))
        .mark_text(dy=-17, fontSize=TEXT, fontWeight="bold", fill=INK, stroke=PAPER, strokeWidth=4)
        .encode(x=x, y=y, text=alt.Text("words:N")),
    ]
    return canvas.specification(layers)


def _levels(
    levels: Sequence[LevelLine], points: Sequence[Point], up: alt.Scale, width: int, *, wide: bool
) -> list[alt.Chart]:
    """Return the level lines, each with its words at the end that is farther from the nearby points."""
    found = []
    for line in levels:
        words = f"{line.words} · {line.plan}" if wide else line.words
        data = rows([{"value": line.value, "words": words}])
        y = alt.Y("value:Q", scale=up, axis=None)
        on_left = abs(points[0].value - line.value) > abs(points[-1].value - line.value)
        found += [
            alt.Chart(data)
            .mark_rule(stroke=FLAME, strokeWidth=2, strokeDash=[6, 4])
            .encode(y=y, x=alt.XValue(0), x2=alt.X2Value(width)),
            alt.Chart(data)
            .mark_text(
                align="left" if on_left else "right",
                dy=-11,
                fontSize=SMALL,
                fill=FLAME,
                stroke=PAPER,
                strokeWidth=4,
            )
            .encode(y=y, x=alt.XValue(0 if on_left else width), text=alt.Text("words:N")),
        ]
    return found


def _break(at: float, words: str, canvas: Canvas) -> list[alt.Chart]:
    point: Any = alt.Chart(rows([{}]))
    return [
        point.mark_rule(stroke=EDGE, strokeWidth=1, strokeDash=[2, 3]).encode(
            x=alt.XValue(at), y=alt.YValue(-20), y2=alt.Y2Value(canvas.height)
        ),
        point.mark_text(text=words, align="center", fontSize=SMALL, fill=SOFT).encode(
            x=alt.XValue(at), y=alt.YValue(-26)
        ),
    ]
