"""What all drawings share: sizes, fonts, colours, the key of states, and assembling layers.

Sizes are pixels; pages show drawings unscaled. The wide layout is for pages of 600 px and more; the narrow
one is arranged differently, not just smaller. Colours are CSS variables.

Channels are written as their classes (``x2=alt.X2("stop:Q")``): to find the class for a bare string, Altair
goes through its whole schema each time, which took a tenth of a build.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from generator.charts.paint import PAINTS

WIDE = 640
NARROW = 320
TEXT = 14
SMALL = 13
LINE = 18
"""Height of a line of text."""

INK, SOFT, EDGE, PAPER = "var(--ink)", "var(--soft)", "var(--edge)", "var(--paper)"
SEA, FLAME, TINT, HAIR = "var(--sea)", "var(--flame)", "var(--sea-tint)", "var(--line)"

KEY_ROW = 22
KEY_GAP = 44
"""Width of a state's square in the key, with the gap after its words."""
FONT = "Be Vietnam Pro"

States = tuple[tuple[str, str], ...]
"""Code and words of a chart's states, in the order in which bars stack and the key lists them."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """Size of the area in which data are drawn, and the margins around it."""

    width: int
    height: int
    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    def specification(self, layers: Sequence[alt.Chart]) -> str:
        """Return the layers as one Vega-Lite specification in JSON; equal input gives equal text.

        Not made with `alt.layer`, which is slow because it copies every layer several times.
        """
        whole = {
            "$schema": alt.SCHEMA_URL,
            "width": self.width,
            "height": self.height,
            "autosize": {"type": "none"},
            "padding": {"left": self.left, "top": self.top, "right": self.right, "bottom": self.bottom},
            "config": {"aria": False, "font": FONT, "view": {"stroke": None}},
            "layer": [layer.to_dict(validate=False, context={"top_level": False}) for layer in layers],
        }
        return json.dumps(whole, ensure_ascii=False, sort_keys=True)


def rows(items: Iterable[Mapping[str, Any]]) -> alt.Data:
    """Return the rows as data inside the specification, so that drawing needs no other file."""
    return alt.Data(values=[dict(item) for item in items])


def band(places: Sequence[str] | range) -> alt.Scale:
    """Return a scale with an equal band for each name or row in the order given, with or without data."""
    return alt.Scale(domain=list(places), paddingInner=0, paddingOuter=0)


def key_columns(states: States, width: int) -> int:
    """Return the number of columns in the key of states: at most three, fewer where their words are long."""
    for columns in (3, 2):
        widest = [
            max(breadth(words, SMALL) for _, words in states[column::columns])
            for column in range(min(columns, len(states)))
        ]
        if sum(widest) + len(widest) * KEY_GAP <= width:
            return columns
    return 1


def key_height(states: States, columns: int) -> int:
    """Return the height of the key, which is drawn above the data."""
    return KEY_ROW * -(-len(states) // columns) + 12


def key(canvas: Canvas, columns: int) -> alt.Legend:
    """Return the key of states, placed at the drawing's top left corner."""
    return alt.Legend(
        orient="none",
        legendX=-canvas.left + 1,
        legendY=-canvas.top + 1,
        direction="horizontal",
        columns=columns,
        columnPadding=22,
        rowPadding=KEY_ROW - 16,
        symbolType="square",
        symbolSize=196,
        symbolStrokeWidth=1,
        labelFontSize=SMALL,
        labelColor=INK,
        labelLimit=NARROW,
        labelOffset=7,
        title=None,
    )


def fill(states: States, legend: alt.Legend) -> alt.Fill:
    """Return the encoding of states as fills."""
    return alt.Fill("state:N", legend=legend, scale=_scale(states, [PAINTS[code].fill for code, _ in states]))


def stroke(states: States, legend: alt.Legend) -> alt.Stroke:
    """Return the encoding of states as outlines; pass the same legend as to `fill`, to have one key."""
    return alt.Stroke(
        "state:N", legend=legend, scale=_scale(states, [PAINTS[code].stroke for code, _ in states])
    )


def _scale(states: States, paints: list[str]) -> alt.Scale:
    return alt.Scale(domain=[words for _, words in states], range=paints)


def wrapped(text: str, room: float, lines: int = 2, size: int = TEXT) -> str:
    """Return the text in at most `lines` lines of at most `room` pixels, the rest cut off with “…”."""
    found = [""]
    words = text.split()
    for word in words:
        longer = f"{found[-1]} {word}".strip()
        if not found[-1] or breadth(longer, size) <= room:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > lines:
        last = found[lines - 1]
        while " " in last and breadth(f"{last} …", size) > room:
            last = last.rpartition(" ")[0]
        found = [*found[: lines - 1], f"{last} …"]
    return "\n".join(found)


def breadth(text: str, size: int) -> float:
    """Estimate the width of a text in pixels, slightly too wide, good enough to break lines."""
    return sum(_ems(letter) for letter in unicodedata.normalize("NFD", text)) * size


def _ems(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if letter in "iljtfr.,:;()·'!| ":
        return 0.34
    if letter in "mwMW%":
        return 0.92
    return 0.74 if letter.isupper() else 0.6


def text_block(
    items: Sequence[Mapping[str, Any]],
    y: alt.Y,
    x: float,
    *,
    first: float | None = None,
    last: float | None = None,
    **style: Any,
) -> list[alt.Chart]:
    """Return layers that write each item's `words`, which may have several lines, at `x` in its row.

    The block is centred in the row; with `first` or `last`, its first or last line is that many pixels
    below the row's middle instead.
    """
    layers = []
    for count in sorted({str(item["words"]).count("\n") for item in items}):
        some = [item for item in items if str(item["words"]).count("\n") == count]
        shift = -count * LINE / 2
        if first is not None:
            shift = first
        elif last is not None:
            shift = last - count * LINE
        mark = alt.Chart(rows(some)).mark_text(
            align="left", baseline="middle", lineBreak="\n", lineHeight=LINE, dy=shift, **style
        )
        layers.append(mark.encode(y=y, x=alt.XValue(x), text=alt.Text("words:N")))
    return layers
