"""Charts as image files for Word reports and press kits, with their own colours, font and background.

A drawing on a page refers to colours by name (``var(--sea)``). Here each name is replaced by its light
colour, because there is no style sheet on paper.
"""

from importlib.metadata import version
from pathlib import Path

from generator.charts.caching import drawn_once
from generator.charts.cards import smaller, wrapped
from generator.charts.drawing import draw_picture, font_folder
from generator.charts.plot import Plot
from generator.charts.svg import TextLine, framed, size_of
from generator.charts.tokens import NAMED, tokens
from generator.view.rendering import PROJECT

FAMILY = "Be Vietnam Pro, sans-serif"
SCALE = 2
"""Pixels of the PNG per unit of the drawing: enough for print at the width of a page."""
TITLE_SIZE, FOOT_SIZE, LEADING, MARGIN = 17, 11, 1.35, 16
"""In units of the drawing; `LEADING` is the line height as a multiple of the font size."""


def standalone(plot: Plot, title: str = "", foot: str = "") -> bytes:
    """Return a chart's wide layout as an SVG file, with `title` above and `foot` (its source) below."""
    colours = tokens().light
    drawing = NAMED.sub(lambda match: colours[match[1]], plot.drawn().wide)
    width = size_of(drawing)[0]
    above = [
        TextLine(text, TITLE_SIZE, LEADING * TITLE_SIZE, "bold", colours["ink"])
        for text in (wrapped(title, "700", TITLE_SIZE, width) if title else ())
    ]
    below = [
        TextLine(text, FOOT_SIZE, LEADING * FOOT_SIZE, "normal", colours["soft"])
        for text in (wrapped(foot, "400", FOOT_SIZE, width) if foot else ())
    ]
    return framed(drawing, FAMILY, colours["paper"], MARGIN, above, below)


def picture(svg: bytes, cache_folder: Path = PROJECT / "build" / "cache" / "pictures") -> bytes:
    """Return the PNG of an SVG file made by `standalone`, from the cache if it was drawn before."""
    key = f"{version('vl-convert-python')}\n{font_folder(PROJECT).name}\n{SCALE}\n".encode() + svg
    return drawn_once(cache_folder, key, lambda: smaller(draw_picture(svg.decode(), SCALE)))
