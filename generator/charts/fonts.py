"""The site font as the chart renderer needs it: TrueType, Latin and Vietnamese in one file.

Web fonts come as woff2 in subsets; the renderer measures text with whole fonts. The only module that
speaks to fontTools.
"""

import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "gasp")
"""Kerning and the like: of no use to measuring, and subsets disagree on it."""


def whole_font(subsets: Sequence[bytes]) -> bytes:
    """One TrueType font from the woff2 subsets of the same font."""
    parts = []
    for data in subsets:
        font = TTFont(io.BytesIO(data))
        font.flavor = None
        part = io.BytesIO()
        font.save(part)
        part.seek(0)
        parts.append(part)
    merged = Merger(options=Options(drop_tables=list(LAYOUT_TABLES))).merge(parts)
    out = io.BytesIO()
    merged.save(out)
    return out.getvalue()


@cache
def advances(path: Path) -> tuple[Mapping[int, int], int]:
    """Width of every character of a TrueType font, and how many such units make its size."""
    font = TTFont(path, lazy=True)
    widths = font["hmtx"].metrics
    return {code: widths[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm


def text_width(path: Path, text: str, size: float) -> float:
    """Width of a line of text in pixels; a character the font lacks counts as wide as its size."""
    widths, units = advances(path)
    return sum(widths.get(ord(letter), units) for letter in text) * size / units
