"""The site font as the chart renderer needs it: TrueType, Latin and Vietnamese in one file.

Web fonts come as woff2 in subsets; the renderer measures text with whole fonts. Besides
`view.tabular_figures` the only module that speaks to fontTools.
"""

import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "gasp")
"""Kerning and the like: of no use to measuring, and subsets disagree on it."""

SIGNS = "✓✕◔∞●◑◐○→≥≤\u2002"
"""Signs of states that the site font lacks. Drawn from another font of ours, never from whatever the
machine has: its widths would move the words beside them, and no two machines would draw the same."""


def whole_font(subsets: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    """One TrueType font: the woff2 subsets of one font, and `SIGNS` from others of the same units per em.

    Raises:
        ValueError: none of the fonts has some sign.
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
    """A font out of its compressed form."""
    font = TTFont(io.BytesIO(data))
    font.flavor = None
    plain = io.BytesIO()
    font.save(plain)
    plain.seek(0)
    return plain


def _add(font: TTFont, other: TTFont, codes: Sequence[int]) -> None:
    """Draws characters of another font into a font."""
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
    """Width of every character of a TrueType font, and how many such units make its size."""
    font = TTFont(path, lazy=True)
    widths = font["hmtx"].metrics
    return {code: widths[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm


def text_width(path: Path, text: str, size: float) -> float:
    """Width of a line of text in pixels; a character the font lacks counts as wide as its size."""
    widths, units = advances(path)
    return sum(widths.get(ord(letter), units) for letter in text) * size / units
