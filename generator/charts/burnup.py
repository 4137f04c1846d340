"""Draws the burn-up chart: for each day two bars, tasks due and tasks done up to then."""

from dataclasses import dataclass
from functools import lru_cache

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
    TINT,
    WIDE,
    Canvas,
    rows,
)
from generator.charts.paint import PAINTS

STEP = 56
BAR = 18
WORDS = 112
"""Pixels left for the words after the longest bar."""


@dataclass(frozen=True, slots=True)
class Step:
    """The two bars of one day."""

    label: str
    """Name of the day: the end of a quarter, or the as-of date."""
    due: int
    """Tasks due up to that day."""
    due_words: str
    done: int | None
    """Tasks done up to that day; None for a day after the as-of date."""
    done_words: str
    as_of: bool
    """Whether the day is the as-of date."""


@lru_cache(maxsize=64)
def burn_up(steps: tuple[Step, ...], *, wide: bool) -> str:
    """Return the Vega-Lite specification: a row per day, named beside the bars (wide) or above (narrow)."""
    left, step = (150, STEP) if wide else (0, STEP + 16)
    width = (WIDE if wide else NARROW) - left - WORDS
    canvas = Canvas(width, step * len(steps), left=left, right=WORDS, bottom=4)
    across = alt.Scale(domain=[0, max(*(s.due for s in steps), *(s.done or 0 for s in steps), 1)], nice=False)
    x = alt.X("number:Q", scale=across, axis=None)
    bars, days = [], []
    for place, item in enumerate(steps):
        top = step * place + (4 if wide else 26)
        fill, stroke = (PAPER, EDGE) if item.done is None else (TINT, SEA)
        days.append(
            {
                "at": top + BAR + 1 if wide else top - 12,
                "words": item.label,
                "ink": FLAME if item.as_of else INK,
            }
        )
        bars.append(_bar(top + BAR / 2, item.due, item.due_words, fill, stroke, item.label))
        if item.done is not None:
            done = PAINTS["done"]
            bars.append(
                _bar(top + BAR * 1.5 + 3, item.done, item.done_words, done.fill, done.stroke, item.label)
            )
    down = alt.Y("at:Q", axis=None, scale=alt.Scale(domain=[0, canvas.height], range=[0, canvas.height]))
    layers = [
        alt.Chart(rows(bar for bar in bars if bar["number"]))
        .mark_bar(height=BAR, strokeWidth=1)
        .encode(
            y=down,
            x=x,
            x2=alt.X2Datum(0),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            description=alt.Description("tip:N"),
        ),
        alt.Chart(rows(bars))
        .mark_text(align="left", dx=8, fontSize=SMALL)
        .encode(y=down, x=x, text=alt.Text("words:N"), fill=alt.Fill("ink:N", scale=None)),
        alt.Chart(rows(days))
        .mark_text(align="left", baseline="middle", fontSize=TEXT)
        .encode(
            y=down,
            x=alt.XValue(-left),
            text=alt.Text("words:N"),
            fill=alt.Fill("ink:N", scale=None),
        ),
    ]
    return canvas.specification(layers)


def _bar(at: float, number: int, words: str, fill: str, stroke: str, day: str) -> dict[str, object]:
    ink = SOFT if stroke == EDGE else stroke
    return {
        "at": at, "number": number, "words": words, "fill": fill, "stroke": stroke, "ink": ink,
        "tip": f"{day}: {words}",
    }  # fmt: skip
