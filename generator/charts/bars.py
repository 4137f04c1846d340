"""Draws stacked bars: how many tasks are in each state, a bar per area, agency or plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt

from generator.charts.canvas import (
    INK,
    LINE,
    NARROW,
    SMALL,
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
    text_block,
    wrapped,
)
from generator.charts.paint import PAINTS

LABELS = 206
"""Width in pixels of the names beside the bars in the wide layout."""
END = 34
"""Pixels left for the total at the end of the longest bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, and the number of tasks in each state."""

    name: str
    counts: tuple[tuple[str, int], ...]
    """State code and number, in the order they are stacked; zeros are not drawn."""

    @property
    def total(self) -> int:
        """Number of tasks in all states: the length of the bar."""
        return sum(number for _, number in self.counts)


@lru_cache(maxsize=512)
def stacked(bars: tuple[Bar, ...], states: States, *, wide: bool) -> str:
    """Return the Vega-Lite specification: names beside bars (wide) or above (narrow), totals at the end."""
    columns = key_columns(states, WIDE if wide else NARROW)
    left = LABELS if wide else 0
    width = (WIDE if wide else NARROW) - left - END
    names = [
        {"row": row, "words": wrapped(bar.name, LABELS - 10 if wide else NARROW)}
        for row, bar in enumerate(bars)
    ]
    lines = max(str(name["words"]).count("\n") for name in names) * LINE
    step = 40 if wide else 54 + lines
    canvas = Canvas(width, step * len(bars), left=left, top=key_height(states, columns), right=END, bottom=2)
    shift = 0.0 if wide else 10 + lines / 2
    y = alt.Y("row:O", axis=None, scale=band(range(len(bars))))
    across = alt.Scale(domain=[0, max(bar.total for bar in bars)], nice=False)
    legend = key(canvas, columns)
    segments = list(parts(bars, states, width))
    layers = [
        alt.Chart(rows(segments))
        .mark_bar(height=24, strokeWidth=1, yOffset=shift)
        .encode(
            y=y,
            x=alt.X("start:Q", scale=across, axis=None),
            x2=alt.X2("stop:Q"),
            fill=fill(states, legend),
            stroke=stroke(states, legend),
            description=alt.Description("tip:N"),
        ),
        alt.Chart(rows(segment for segment in segments if segment["fits"]))
        .mark_text(fontSize=SMALL, fontWeight="bold", dy=shift, strokeWidth=4)
        .encode(
            y=y,
            x=alt.X("middle:Q", scale=across, axis=None),
            text=alt.Text("count:Q"),
            fill=alt.Fill("ink:N", scale=None),
            stroke=alt.Stroke("halo:N", scale=None),
        ),
        alt.Chart(rows({"row": row, "total": bar.total} for row, bar in enumerate(bars)))
        .mark_text(align="left", dx=8, dy=shift, fontWeight="bold", fontSize=TEXT, fill=INK)
        .encode(y=y, x=alt.X("total:Q", scale=across, axis=None), text=alt.Text("total:Q")),
    ]
    layers += text_block(names, y, -left, last=None if wide else shift - 25, fontSize=TEXT, fill=INK)
    return canvas.specification(layers)


def parts(bars: Sequence[Bar], states: States, length: float) -> Iterator[dict[str, Any]]:
    """Yield a data row for each part of a bar that is not zero.

    `length` is the longest bar's length in pixels. `fits` says whether the number is drawn inside the part:
    there is room, and it does not repeat the bar's total.
    """
    words = dict(states)
    longest = max(bar.total for bar in bars)
    for row, bar in enumerate(bars):
        start = 0
        for code, number in bar.counts:
            if not number:
                continue
            stop = start + number
            room = number / longest * length
            yield {
                "row": row,
                "name": bar.name,
                "state": words[code],
                "start": start,
                "stop": stop,
                "middle": (start + stop) / 2,
                "count": number,
                "tip": f"{bar.name}: {words[code]}: {number} / {bar.total}",
                "ink": PAINTS[code].ink,
                "halo": PAINTS[code].halo,
                "fits": number < bar.total and room >= 6 + 9 * len(str(number)),
            }
            start = stop
