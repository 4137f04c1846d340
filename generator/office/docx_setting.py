"""Formats paragraphs, cells and pages of an official Word document: font, lines, widths, page numbers.

What python-docx has no function for (fields, shading, borders) is written as XML here.
"""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Literal

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

FONT = "Times New Roman"
BODY, SMALL, NOTE = 14, 12, 11
"""Font sizes in points: running text; tables; sources, places of delivery and tables of many columns."""
MANY = 7
"""A table with at least this many columns gets the smaller font size `NOTE`."""
PAPER = (Mm(210), Mm(297))
LEFT, RIGHT, TOP, BOTTOM = Mm(30), Mm(15), Mm(20), Mm(20)
INDENT = Mm(12.7)
TEXT_WIDTH = 165
"""Millimetres between the margins of a portrait page."""
WIDE_WIDTH = 257
"""Millimetres between the margins of a landscape page."""
NARRATIVE_GROUND = "FFF2B3"
"""Background colour of what the office must still write."""
HEAD_GROUND = "E8EFF6"
_AFTER_BORDERS = {qn(f"w:{name}") for name in ("shd", "tabs", "spacing", "ind", "jc", "rPr")}
PACKED_AT = (1980, 1, 1, 0, 0, 0)
"""Time of every file in the zip: the earliest that a zip can store."""

Align = Literal["left", "center", "right", "justify"]
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def fixed(data: bytes) -> bytes:
    """Write a .docx again with its parts in a fixed order and with a fixed time, so that bytes are equal."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        # Programs expect the list of content types to be the first part.
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, PACKED_AT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()


def set_properties(document: Document, title: str, day: date) -> None:
    """Set title and day in the document properties; no author and no time of day."""
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language = "vi-VN"
    properties.revision = 1
    properties.created = properties.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day


def set_styles(document: Document) -> None:
    """Set the styles of running text and three levels of headings."""
    font(document.styles["Normal"], BODY)
    body = document.styles["Body Text"]
    font(body, BODY)
    form = body.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    form.first_line_indent = INDENT
    form.space_before, form.space_after = Pt(0), Pt(6)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.15
    for level, italic in ((1, False), (2, False), (3, True)):
        style = document.styles[f"Heading {level}"]
        font(style, BODY)
        style.font.bold, style.font.italic = True, italic
        style.paragraph_format.first_line_indent = INDENT
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10 - 2 * level), Pt(6)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def font(style: ParagraphStyle, size: int) -> None:
    """Set the prescribed font for all scripts; `size` in points."""
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), FONT)
    for key in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)


def set_page(section: Section) -> None:
    """Set paper size and margins of a portrait page."""
    section.page_width, section.page_height = PAPER
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.header_distance = Mm(10)


def number_pages(section: Section) -> None:
    """Put the page number in the centre of the header."""
    paragraph = section.header.paragraphs[0]
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 - the library has no fields of its own
    style(paragraph, "center", size=13)


def style(  # noqa: PLR0913 - the properties in which paragraphs differ
    paragraph: Paragraph,
    align: Align,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
    before: int = 0,
    after: int = 0,
    colour: str = "",
) -> None:
    """Format one paragraph; `size`, `before` and `after` in points, `colour` as ``RRGGBB``."""
    paragraph.alignment = _ALIGN[align]
    form = paragraph.paragraph_format
    form.first_line_indent = Pt(0)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.0
    for run in paragraph.runs:
        run.font.size, run.bold = Pt(size), bold
        if italic:
            run.italic = True
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)


def lines(cell: _Cell, lines: Sequence[str], *, size: int, bold: bool = False, italic: bool = False) -> None:
    """Write centred lines into a cell, a paragraph each."""
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.add_run(line)
        style(paragraph, "center", size=size, bold=bold, italic=italic)


def rule(cell: _Cell, share: float, width: Length) -> None:
    """Add a thin centred line to a cell; its length is a share (0 to 1) of the width."""
    rule_below(cell.add_paragraph(), share, width)


def rule_below(paragraph: Paragraph, share: float, width: Length) -> None:
    """Turn an empty paragraph into a thin centred line; its length is a share (0 to 1) of the width."""
    style(paragraph, "center", size=2, before=3)
    paragraph.paragraph_format.line_spacing = Pt(4)
    side = Length(int(width * (1 - share) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    # The schema fixes the order of a paragraph's properties: borders before spacing, indents, alignment.
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    after = [child for child in properties if child.tag in _AFTER_BORDERS]
    (after[0].addprevious if after else properties.append)(borders)


def fix_widths(table: Table, widths: Sequence[Length]) -> None:
    """Set the widths of a table's columns and keep Word from changing them."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def ground(cell: _Cell, colour: str) -> None:
    """Set the background colour (``RRGGBB``) of a cell."""
    cell._tc.get_or_add_tcPr().append(shade(colour))  # noqa: SLF001


def shade(colour: str) -> _Element:
    """Make the XML element for a background colour (``RRGGBB``)."""
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    return shade


def flag(properties: object, name: str) -> None:
    """Set a property that is true if its element exists."""
    properties.append(OxmlElement(name))  # type: ignore[attr-defined]
