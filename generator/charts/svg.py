"""Turns the renderer's SVG into SVG for a page: checked, smaller, with a title for screen readers.

The only module that uses lxml. The result has no ``style``, script, link or event handler; its ids begin
with the chart's id, so that a page can contain several charts; the font is left to the page's CSS.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from generator.charts.paint import PAINTS, PATTERNS, Pattern

SVG = "http://www.w3.org/2000/svg"

DROPPED = frozenset({"class", "pointer-events", "font-family", "version"})
"""Attributes that are removed because they have no use on a page."""

DEFAULTS = frozenset(
    {
        ("opacity", "1"),
        ("fill-opacity", "1"),
        ("stroke-opacity", "1"),
        ("stroke-width", "1"),
        ("stroke", "none"),
    }
)
NUMBERS = frozenset({"d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "font-size"})
ALLOWED = frozenset({"svg", "g", "path", "text", "tspan", "line", "rect", "circle"})

_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_PIXELS = re.compile(r"(\d)px\b")
_URL = re.compile(r"url\(#([a-z_]+)\)")
_HALF_PIXEL = frozenset({"translate(0,0)"})


LIGHT = "sang"
"""Id of the root of a file with a style sheet for dark; an address ending in ``#sang`` shows it light."""

CELL, STEP = 20, 24
"""Side of a cell, and the distance from one cell to the next, in pixels."""


class UnsafeDrawingError(Exception):
    """The renderer's SVG has an element or attribute that is not allowed on a page."""


def finish(drawing: str, drawing_id: str, title: str, description: str) -> str:
    """Return the renderer's SVG ready for a page, with title, description and unique ids.

    Raises:
        UnsafeDrawingError: The SVG has an element or attribute that is not allowed.
    """
    root = etree.fromstring(drawing, etree.XMLParser(resolve_entities=False, no_network=True))
    background = root.find(f"{{{SVG}}}rect")
    if background is not None:
        root.remove(background)
    for element in list(root.iter(etree.Element)):
        _check(element)
        _tidy(element)
    _flatten(root)
    used = _own_ids(root, drawing_id)
    _name(root, drawing_id, title, description, used)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of words above or below a drawing in a file of its own."""

    text: str
    """Words; a line without any is vertical space."""
    size: float
    """Font size in units of the drawing."""
    height: float
    """Line height in units of the drawing."""
    weight: str
    colour: str
    strong: str = ""
    """Words before the text, in bold."""


def cells(
    marks: Sequence[tuple[str, str]], across: int, drawing_id: str, title: str, description: str
) -> str:
    """Return the SVG of a grid of cells, a cell per mark (state code and sign), `across` cells in a row.

    The result is in the same form as that of `finish`.
    """
    width, height = across * STEP, -(-len(marks) // across) * STEP
    root = etree.fromstring(f'<svg xmlns="{SVG}"/>')
    for name, value in (("viewBox", f"0 0 {width} {height}"), ("width", width), ("height", height)):
        root.set(name, str(value))
    for place, (code, sign) in enumerate(marks):
        paint, x, y = PAINTS[code], place % across * STEP, place // across * STEP
        box = {"x": f"{x + 0.5}", "y": f"{y + 0.5}", "width": f"{CELL}", "height": f"{CELL}", "rx": "3"}
        root.append(_child("rect", **box, fill=paint.fill, stroke=paint.stroke))
        if sign:
            words = {
                "x": f"{x + 0.5 + CELL / 2:g}",
                "y": f"{y + 0.5 + CELL * 0.7:g}",
                "text-anchor": "middle",
            }
            words |= {"font-size": "12", "font-weight": "bold", "fill": paint.ink}
            if paint.halo != "none":
                words |= {"stroke": paint.halo, "stroke-width": "3", "paint-order": "stroke"}
            root.append(_child("text", sign, **words))
    used = _own_ids(root, drawing_id)
    _name(root, drawing_id, title, description, used)
    return str(etree.tostring(root, encoding="unicode"))


def size_of(drawing: str | bytes) -> tuple[float, float]:
    """Return width and height of a drawing's ``viewBox``, in its own units."""
    root = etree.fromstring(drawing)
    _, _, width, height = map(float, str(root.get("viewBox")).split())
    return width, height


def framed(
    drawing: str,
    family: str,
    ground: str,
    margin: float,
    above: Sequence[TextLine],
    below: Sequence[TextLine],
    style: str = "",
) -> bytes:
    """Return a finished drawing as an SVG file with a background, a margin and words above and below.

    Args:
        drawing: Result of `finish` or `cells`.
        family: CSS font family of all words.
        ground: Colour of the background.
        margin: Width of the margin, in units of the drawing.
        above: Lines above the drawing.
        below: Lines below it.
        style: Style sheet to put into the file; the root then has the id `LIGHT`, to which it refers.
    """
    root = etree.fromstring(drawing)
    width, height = size_of(drawing)
    head, foot = (sum(line.height for line in lines) + (margin if lines else 0) for lines in (above, below))
    whole, tall = width + 2 * margin, height + head + foot + 2 * margin
    group = _child("g", transform=f"translate({margin:g},{margin + head:g})")
    group.extend(
        child for child in list(root) if etree.QName(child).localname in {"g", "path", "text", "rect"}
    )
    for element in group.iter(etree.Element):
        if "data-tip" in element.attrib:
            del element.attrib["data-tip"]
    del root.attrib["focusable"]
    root.set("viewBox", f"0 0 {whole:g} {tall:g}")
    root.set("width", f"{whole:g}")
    root.set("height", f"{tall:g}")
    root.set("font-family", family)
    if style:
        root.set("id", LIGHT)
        root.append(_child("style", style))
    root.append(_child("rect", width=f"{whole:g}", height=f"{tall:g}", fill=ground))
    root.append(group)
    for lines, start in ((above, margin), (below, margin + head + height + margin)):
        y = start
        for line in lines:
            y += line.height
            if not line.text:
                continue
            words = {"x": f"{margin:g}", "y": f"{y - 0.25 * line.height:.2f}", "fill": line.colour}
            words |= {"font-size": f"{line.size:g}", "font-weight": line.weight}
            text = _child("text", "" if line.strong else line.text, **words)
            if line.strong:
                strong = _child("tspan", line.strong, **{"font-weight": "bold"})
                strong.tail = f" {line.text}"
                text.append(strong)
            root.append(text)
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _check(element: "etree._Element") -> None:
    name = etree.QName(element).localname
    if name not in ALLOWED:
        raise UnsafeDrawingError(name)
    for attribute in map(str, element.attrib):
        if attribute == "style" or attribute.startswith("on") or attribute.endswith("href"):
            raise UnsafeDrawingError(f"{name} {attribute}")


def _tidy(element: "etree._Element") -> None:
    """Remove empty elements, default values and the renderer's English ARIA texts; round to two decimals."""
    tip = element.get("aria-label")
    if tip and element.get("role") == "graphics-symbol":
        # Our own words on this mark, which the page's script shows on hover and keyboard focus.
        element.set("data-tip", tip)
    for key in list(map(str, element.attrib)):
        value = str(element.attrib[key])
        if key in DROPPED or key.startswith("aria-") or key == "role" or (key, value) in DEFAULTS:
            del element.attrib[key]
        elif key in NUMBERS:
            element.set(key, _PIXELS.sub(r"\1", _NUMBER.sub(_rounded, value)))
    name = etree.QName(element).localname
    if name == "text" and element.get("stroke"):
        element.set("paint-order", "stroke")
        element.set("stroke-linejoin", "round")
    if name == "g" and element.get("transform") in _HALF_PIXEL:
        del element.attrib["transform"]
    seen = element.get("fill") or element.get("stroke")
    if (name == "path" and not seen) or (name == "text" and not element.text and len(element) == 0):
        _remove(element)


def _rounded(match: re.Match[str]) -> str:
    text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _remove(element: "etree._Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _flatten(root: "etree._Element") -> None:
    """Remove groups that are empty or have no attributes; the latter's children move up."""
    for group in reversed(list(root.iter(f"{{{SVG}}}g"))):
        parent = group.getparent()
        if parent is None:
            continue
        if len(group) == 0:
            parent.remove(group)
        elif not group.attrib:
            place = parent.index(group)
            parent[place : place + 1] = list(group)


def _own_ids(root: "etree._Element", drawing_id: str) -> tuple[str, ...]:
    """Make pattern fills refer to ids of this drawing; return the codes of the patterns, in a fixed order."""
    used: set[str] = set()
    for element in root.iter(etree.Element):
        match = _URL.fullmatch(str(element.get("fill", "")))
        if match:
            used.add(match[1])
            element.set("fill", f"url(#{drawing_id}-{match[1]})")
    return tuple(code for code in PATTERNS if code in used)


def _name(
    root: "etree._Element", drawing_id: str, title: str, description: str, used: tuple[str, ...]
) -> None:
    root.set("role", "img")
    root.set("focusable", "false")
    root.set("aria-labelledby", f"{drawing_id}-t {drawing_id}-d")
    head = [_child("title", title, id=f"{drawing_id}-t"), _child("desc", description, id=f"{drawing_id}-d")]
    if used:
        defs = _child("defs")
        defs.extend(_pattern(f"{drawing_id}-{code}", PATTERNS[code]) for code in used)
        head.append(defs)
    root[:0] = head


def _child(name: str, text: str = "", **attributes: str) -> "etree._Element":
    element = etree.Element(f"{{{SVG}}}{name}", attributes)
    element.text = text or None
    return element


def _pattern(pattern_id: str, pattern: Pattern) -> "etree._Element":
    size = str(pattern.size)
    element = _child("pattern", id=pattern_id, width=size, height=size, patternUnits="userSpaceOnUse")
    if pattern.turn:
        element.set("patternTransform", f"rotate({pattern.turn})")
    element.extend(_shapes(pattern, size))
    return element


def _shapes(pattern: Pattern, size: str) -> Iterator["etree._Element"]:
    yield _child("rect", width=size, height=size, fill=pattern.ground)
    if pattern.shape == "dot":
        centre, radius = f"{pattern.size / 2:g}", f"{pattern.width / 2:g}"
        yield _child("circle", cx=centre, cy=centre, r=radius, fill=pattern.colour)
    else:
        yield _child("rect", width=f"{pattern.width:g}", height=size, fill=pattern.colour)
