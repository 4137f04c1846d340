"""Adds digits of equal width (the OpenType feature ``tnum``), which the site font lacks, to its web font.

In a column digits must be aligned; in a sentence they read better at their natural widths. So the font keeps
its digits and gets a second set, used by CSS `font-variant-numeric: tabular-nums`. The second set has the
same outlines, centred; kerning does not apply to it.
"""

import io
from copy import deepcopy
from functools import lru_cache

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

FEATURE = "tnum"
FIGURES = "0123456789"

ROOM = 24
"""Font units left free on each side of the widest digit."""


@lru_cache(maxsize=8)
def with_tabular_figures(data: bytes) -> bytes:
    """Return a woff2 font with a second set of digits, all as wide as the widest digit needs.

    Equal input gives equal bytes; a font that already has the feature is returned unchanged.

    Raises:
        KeyError: The font lacks a digit or has no GSUB table.
    """
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    if any(record.FeatureTag == FEATURE for record in font["GSUB"].table.FeatureList.FeatureRecord):
        return data
    names = font.getBestCmap()
    tabular = {names[ord(figure)]: f"{names[ord(figure)]}.{FEATURE}" for figure in FIGURES}
    shapes, metrics = font["glyf"], font["hmtx"]
    width = max(shapes[name].xMax - shapes[name].xMin for name in tabular) + 2 * ROOM
    font.setGlyphOrder([*font.getGlyphOrder(), *tabular.values()])
    for name, new in tabular.items():
        shape = deepcopy(shapes[name])
        left = (width - (shape.xMax - shape.xMin)) // 2
        shape.coordinates.translate((left - shape.xMin, 0))
        shapes[new] = shape
        shape.recalcBounds(shapes)
        metrics[new] = (width, left)
    _substitute(font, tabular)
    out = io.BytesIO()
    font.flavor = "woff2"
    font.save(out)
    return out.getvalue()


def _substitute(font: TTFont, glyphs: dict[str, str]) -> None:
    """Add the feature to the font: it replaces glyphs by others, in every script and language."""
    table = font["GSUB"].table
    swap = otTables.SingleSubst()
    swap.mapping = glyphs
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable = 1, 0, [swap]
    lookup.SubTableCount = 1
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)

    # Features must be in alphabetical order, so the indexes of those after the new one increase by one.
    records = table.FeatureList.FeatureRecord
    place = sum(record.FeatureTag < FEATURE for record in records)
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = FEATURE, otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    record.Feature.LookupCount = 1
    records.insert(place, record)
    table.FeatureList.FeatureCount = len(records)
    for script in table.ScriptList.ScriptRecord:
        for language in (script.Script.DefaultLangSys, *(r.LangSys for r in script.Script.LangSysRecord)):
            moved = [index + (index >= place) for index in language.FeatureIndex]
            language.FeatureIndex = sorted([*moved, place])
            language.FeatureCount = len(language.FeatureIndex)
