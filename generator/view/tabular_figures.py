"""Figures of one width, which the site font lacks: added to its web font as the feature ``tnum``.

In a column digits must stand under digits; in a sentence they read better at their own widths. So the
font keeps its figures and gets a second set, which `font-variant-numeric: tabular-nums` asks for. The
outlines stay as drawn, centred; kerning does not reach the new glyphs.
"""

import io
from copy import deepcopy
from functools import lru_cache

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

FEATURE = "tnum"
FIGURES = "0123456789"

ROOM = 24
"""Units left free on each side of the widest figure: little, since the one stands alone enough."""


@lru_cache(maxsize=8)
def with_tabular_figures(data: bytes) -> bytes:
    """A woff2 font with a second set of figures, all as wide as the widest of them needs.

    The same font gives the same bytes; one that has the feature already comes back as it is.

    Raises:
        KeyError: the font has no figures or no substitutions.
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
    """Lets the feature put glyphs in the place of others, in every script and language of the font."""
    table = font["GSUB"].table
    swap = otTables.SingleSubst()
    swap.mapping = glyphs
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable = 1, 0, [swap]
    lookup.SubTableCount = 1
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)

    # Features stand in alphabetical order: what comes after the new one moves up by one everywhere.
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
