"""Draws targets against the latest figures, a row per measure.

The target's level is a tick with the side that meets it tinted; the latest figure is a dot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt

from generator.charts.canvas import (
    FLAME,
    HAIR,
    INK,
    NARROW,
    PAPER,
    SEA,
    SMALL,
    SOFT,
    TEXT,
    TINT,
    WIDE,
    Canvas,
    band,
    rows,
    text_block,
    wrapped,
)

LABELS = 236
RIGHT = 22
NEAR_END = 0.12
"""Share of the scale at each end where centred words would run out of the drawing."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on the scale, and its label."""

    place: float
    words: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One measure of a target with the latest figure of the same quantity."""

    key: str
    """Unique id of the row, since names can repeat."""
    name: str
    note: str
    """Short title of the plan that sets the level."""
    good: tuple[float, float]
    """First and last value that meet the level, within the scale; the same number twice for "="."""
    ticks: tuple[Tick, ...]
    """The level, and the more ambitious one if the target sets it."""
    latest: Tick


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale: its first and last value, and the marked values with their labels."""

    first: float
    last: float
    marks: tuple[Tick, ...]


@lru_cache(maxsize=128)
def against_latest(items: tuple[LevelRow, ...], axis: Axis, *, wide: bool) -> str:
    """Return the Vega-Lite specification: name and plan beside each line (wide) or above it (narrow)."""
    left = LABELS if wide else 18
    step = 88 if wide else 134
    width = (WIDE if wide else NARROW) - left - RIGHT
    canvas = Canvas(width, step * len(items), left=left, top=0, right=RIGHT, bottom=26)
    shift = 0 if wide else 26
    y = alt.Y("key:N", axis=None, scale=band([item.key for item in items]))
    across = alt.Scale(domain=[axis.first, axis.last], nice=False, zero=False)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=across, axis=None)

    lines = [{"key": item.key, "first": axis.first, "last": axis.last} for item in items]
    scale = [{"key": item.key, "place": mark.place} for item in items for mark in axis.marks]
    good = [{"key": item.key, "first": item.good[0], "last": item.good[1]} for item in items]
    ticks, latest = _ticks(items, axis), [_latest(item, axis) for item in items]
    marks = [{"place": mark.place, "words": mark.words} for mark in axis.marks]
    layers = [
        alt.Chart(rows(lines))
        .mark_bar(height=12, fill=PAPER, stroke=HAIR, yOffset=shift)
        .encode(y=y, x=x("first"), x2=alt.X2("last:Q")),
        alt.Chart(rows(good))
        .mark_bar(height=12, fill=TINT, stroke=SEA, strokeWidth=1, yOffset=shift)
        .encode(y=y, x=x("first"), x2=alt.X2("last:Q")),
        alt.Chart(rows(scale))
        .mark_tick(thickness=1, height=12, fill=HAIR, opacity=1, yOffset=shift)
        .encode(y=y, x=x("place")),
        alt.Chart(rows(ticks))
        .mark_tick(thickness=4, height=26, fill=FLAME, opacity=1, yOffset=shift)
        .encode(y=y, x=x("place")),
        alt.Chart(rows(latest))
        .mark_point(size=160, filled=True, fill=SEA, stroke=PAPER, strokeWidth=2, opacity=1, yOffset=shift)
        .encode(y=y, x=x("place"), description=alt.Description("tip:N")),
        alt.Chart(rows(marks))
        .mark_text(dy=10, fontSize=SMALL, fill=SOFT)
        .encode(x=x("place"), y=alt.YValue(canvas.height), text=alt.Text("words:N")),
        *_words(latest, y, x("place"), shift - 22, fill=SEA, fontWeight="bold", fontSize=TEXT),
        *_words(ticks, y, x("place"), shift + 25, fill=FLAME, fontSize=SMALL),
    ]
    room = LABELS - 24 if wide else NARROW
    names = [{"key": item.key, "words": wrapped(item.name, room, 1)} for item in items]
    notes = [{"key": item.key, "words": wrapped(item.note, room, 3 if wide else 2, SMALL)} for item in items]
    top = -24 if wide else -54
    layers += text_block(names, y, -left, first=top, fontSize=TEXT, fontWeight="bold", fill=INK)
    layers += text_block(notes, y, -left, first=top + 20, fontSize=SMALL, fill=SOFT)
    return canvas.specification(layers)


def _ticks(items: Sequence[LevelRow], axis: Axis) -> list[dict[str, object]]:
    """Return the levels that are set, a row each, with the side on which their words stand."""
    return [
        {"key": item.key, "place": tick.place, "words": tick.words, "align": align}
        for item in items
        for tick, align in zip(item.ticks, _sides(item, axis), strict=True)
    ]


def _latest(item: LevelRow, axis: Axis) -> dict[str, object]:
    """Return the row of the latest figure; its tip also names the levels."""
    return {
        "key": item.key,
        "place": item.latest.place,
        "words": item.latest.words,
        "tip": f"{item.name}: {item.latest.words} · {'; '.join(tick.words for tick in item.ticks)}",
        "align": _inside(item.latest.place, axis),
    }


def _sides(item: LevelRow, axis: Axis) -> list[str]:
    """Return the alignment of each tick's words, chosen so that the words of two ticks do not overlap."""
    middle = (axis.first + axis.last) / 2
    if len(item.ticks) == 1:
        return ["right" if item.ticks[0].place > middle else "left"]
    lowest = min(tick.place for tick in item.ticks)
    return ["right" if tick.place == lowest else "left" for tick in item.ticks]


def _inside(place: float, axis: Axis) -> str:
    share = (place - axis.first) / (axis.last - axis.first)
    return "left" if share < NEAR_END else "right" if share > 1 - NEAR_END else "center"


def _words(
    items: Sequence[dict[str, Any]], y: alt.Y, x: alt.X, shift: float, **style: Any
) -> list[alt.Chart]:
    return [
        alt.Chart(rows(item for item in items if item["align"] == align))
        .mark_text(align=align, dy=shift, dx={"left": -2, "right": 2}.get(align, 0), **style)
        .encode(y=y, x=x, text=alt.Text("words:N"))
        for align in ("left", "center", "right")
        if any(item["align"] == align for item in items)
    ]
