"""Charts as pictures that stand alone, outside any page: colours, font and ground of their own.

A page's drawing speaks of its colours by name (``var(--sea)``); here each name is written out from the same
tokens, in their light form, because a picture is for paper and for other people's pages.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from generator.charts.caching import drawn_once
from generator.charts.cards import smaller, wrapped
from generator.charts.drawing import draw_picture, font_folder
from generator.charts.plot import Plot
from generator.charts.svg import Line, framed, size_of
from generator.rendering import PROJECT

TOKENS = PROJECT / "site_templates" / "styles" / "10-tokens.css"
FAMILY = "Be Vietnam Pro, sans-serif"
SCALE = 2
"""Pixels of a picture for each unit of the drawing: sharp in print at the width of a page."""
TITLE_SIZE, FOOT_SIZE, LEADING, MARGIN = 17, 11, 1.35, 16

_TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-fA-F]{6})")
_NAMED = re.compile(r"var\(--([a-z-]+)\)")


def standalone(plot: Plot, title: str = "", foot: str = "") -> bytes:
    """A chart as an SVG file, with its title above and its source below where they are given."""
    colours = light_tokens(TOKENS)
    drawing = _NAMED.sub(lambda match: colours[match[1]], plot.drawn().wide)
    width = size_of(drawing)[0]
    above = [
        Line(text, TITLE_SIZE, LEADING * TITLE_SIZE, "bold", colours["ink"])
        for text in (wrapped(title, "700", TITLE_SIZE, width) if title else ())
    ]
    below = [
        Line(text, FOOT_SIZE, LEADING * FOOT_SIZE, "normal", colours["soft"])
        for text in (wrapped(foot, "400", FOOT_SIZE, width) if foot else ())
    ]
    return framed(drawing, FAMILY, colours["paper"], MARGIN, above, below)


def picture(svg: bytes, cache_folder: Path = PROJECT / "build" / "cache" / "pictures") -> bytes:
    """The PNG of such a file, from the cache where it was drawn before."""
    key = f"{version('vl-convert-python')}\n{font_folder(PROJECT).name}\n{SCALE}\n".encode() + svg
    return drawn_once(cache_folder, key, lambda: smaller(draw_picture(svg.decode(), SCALE)))


@cache
def light_tokens(path: Path) -> Mapping[str, str]:
    """Colours by name as the style sheet gives them for light."""
    found: dict[str, str] = {}
    for name, colour in _TOKEN.findall(path.read_text(encoding="utf-8")):
        found.setdefault(name, colour)
    return found
