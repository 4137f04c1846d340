"""Builds the site font as the chart renderer needs it: one TrueType file with Latin and Vietnamese letters.

Web fonts come in several woff2 subsets; the renderer needs a whole font to measure text. Only this module
and `view.tabular_figures` use fontTools.
"""

import io
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "gasp")
"""Tables (kerning and the like) dropped before merging: not needed to measure text, and subsets differ."""

SIGNS = "✓✕◔∞■↻●◑◐○→≥≤\u2002"
"""Signs of states that the site font lacks. They are taken from other installed npm fonts, never from the
machine's own, so that every machine draws the same chart with the same spacing."""


def whole_font(subsets: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    """Return one TrueType font made of the woff2 `subsets`, with `SIGNS` added from `others`.

    The first of `others` that has a sign gives it. All fonts must have the same units per em.

    Raises:
        ValueError: A sign is in none of the fonts; the message contains those signs.
    """
    merged = Merger(options=Options(drop_tables=list(LAYOUT_TABLES))).merge([_plain(s) for s in subsets])
    wanted = {ord(sign) for sign in SIGNS} - set(merged.getBestCmap())
    for data in others:
        other = TTFont(io.BytesIO(data))
        found = wanted & set(other.getBestCmap())
        _add(merged, other, sorted(found))
        wanted -= found
    if wanted:
        raise ValueError("".join(map(chr, sorted(wanted))))
    out = io.BytesIO()
    merged.save(out)
    return out.getvalue()


def _plain(data: bytes) -> io.BytesIO:
    """Return a woff2 font as uncompressed TrueType."""
    font = TTFont(io.BytesIO(data))
    font.flavor = None
    plain = io.BytesIO()
    font.save(plain)
    plain.seek(0)
    return plain


def _add(font: TTFont, other: TTFont, codes: Sequence[int]) -> None:
    """Copy the glyphs of the characters `codes` from `other` into `font`."""
    glyphs, names = other.getGlyphSet(), other.getBestCmap()
    font.setGlyphOrder([*font.getGlyphOrder(), *(f"sign{code:04X}" for code in codes)])
    for code in codes:
        drawing = DecomposingRecordingPen(glyphs)
        glyphs[names[code]].draw(drawing)
        pen = TTGlyphPen(None)
        drawing.replay(pen)
        name = f"sign{code:04X}"
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = other["hmtx"][names[code]]
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


@cache
def advances(path: Path) -> tuple[Mapping[int, int], int]:
    """Return the width of each character (by code point) of a TrueType font, and the font's units per em."""
    font = TTFont(path, lazy=True)
    widths = font["hmtx"].metrics
    return {code: widths[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm


def text_width(path: Path, text: str, size: float) -> float:
    """Return the width of a line of text in pixels; a character the font lacks counts as `size` wide."""
    words = text.split(" ")
    units = sum(_units(path, word) for word in words) + (len(words) - 1) * _units(path, " ")
    return units * size / advances(path)[1]


@lru_cache(maxsize=16384)
def _units(path: Path, word: str) -> int:
    """Return the width of a word in font units; pages repeat the same few thousand words."""
    widths, units = advances(path)
    return sum(widths.get(ord(letter), units) for letter in word)
