"""Writes a Vietnamese official document in Word, laid out as Decree 30/2020 prescribes.

The content is decided elsewhere; this module sets only the layout. Equal calls give equal bytes: the
document properties have no time of writing, and all times in the zip are fixed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from docx import api
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from generator.office.docx_setting import (
    BODY,
    HEAD_GROUND,
    MANY,
    NARRATIVE_GROUND,
    NOTE,
    PAPER,
    SMALL,
    TEXT_WIDTH,
    Align,
    fix_widths,
    fixed,
    flag,
    ground,
    lines,
    number_pages,
    rule,
    rule_below,
    set_page,
    set_properties,
    set_styles,
    shade,
    style,
)


@dataclass(frozen=True, slots=True)
class WordColumn:
    """A column of a table."""

    title: str
    width: int
    """Millimetres."""
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the document."""

    agency: tuple[str, ...]
    """Lines of the name of the issuing agency."""
    nation: str
    motto: str
    number: str
    place_and_date: str
    kind: str
    """Kind of document, like ``BÁO CÁO``."""
    title: tuple[str, ...]
    to: str
    banner: str = ""
    """Warning at the very top that the figures are invented; empty for none."""


@dataclass(frozen=True, slots=True)
class Foot:
    """The end of the document: places of delivery and signature."""

    delivery_title: str
    delivery: tuple[str, ...]
    signature: tuple[str, ...]
    """Lines above the signature, in capitals."""
    signer: str


class OfficialDocument:
    """A document that is written from top to bottom by calling its methods."""

    def __init__(self, title: str, day: date, place: tuple[str, str]) -> None:
        """Begin an empty document.

        Args:
            title: Title in the document properties.
            day: Day of writing in the document properties.
            place: The strings before and after a text that the office must still fill in; it is highlighted.
        """
        self.document: Document = api.Document()
        self.place = re.compile(f"({re.escape(place[0])}.*?{re.escape(place[1])})")
        set_properties(self.document, title, day)
        set_styles(self.document)
        section = self.document.sections[0]
        set_page(section)
        section.different_first_page_header_footer = True
        number_pages(section)

    def head(self, head: Head) -> None:
        """Add quốc hiệu, tiêu ngữ, agency, number, place and date, kind, title and addressee."""
        if head.banner:
            style(self.document.add_paragraph(head.banner), "center", size=13, bold=True, colour="B3261E")
        table = self.document.add_table(2, 2)
        fix_widths(table, (Mm(63), Mm(102)))
        agency, nation = table.rows[0].cells
        lines(agency, head.agency, size=12, bold=True)
        rule(agency, 0.4, Mm(63))
        lines(nation, (head.nation,), size=12, bold=True)
        style(nation.add_paragraph(head.motto), "center", size=13, bold=True)
        rule(nation, 0.53, Mm(102))
        number, place = table.rows[1].cells
        lines(number, (head.number,), size=13)
        lines(place, (head.place_and_date,), size=13, italic=True)
        style(self.document.add_paragraph(head.kind), "center", size=14, bold=True, before=12)
        for line in head.title:
            style(self.document.add_paragraph(line), "center", size=14, bold=True)
        rule_below(self.document.add_paragraph(), 0.36, Mm(TEXT_WIDTH))
        style(self.document.add_paragraph(head.to), "center", size=14, before=6, after=6)

    def heading(self, text: str, level: int) -> None:
        """Add a heading of level 1 (I.), 2 (1.) or 3 (a)."""
        self.document.add_paragraph(text, f"Heading {level}")

    def words(self, text: str) -> None:
        """Add a paragraph of running text."""
        paragraph = self._runs(self.document.add_paragraph(style="Body Text"), text)
        # A sentence that introduces a table must be on the same page as the table.
        paragraph.paragraph_format.keep_with_next = text.endswith(":")

    def narrative(self, text: str) -> None:
        """Add a paragraph that the office must write itself."""
        self._runs(self.document.add_paragraph(style="Body Text"), text)

    def source(self, text: str) -> None:
        """Add the source of the figures above."""
        paragraph = self.document.add_paragraph(text)
        style(paragraph, "left", size=NOTE, italic=True, after=8)

    def table(self, caption: str, columns: Sequence[WordColumn], rows: Sequence[Sequence[str]]) -> None:
        """Add a table whose header repeats on each page and whose rows are not split between pages.

        Args:
            caption: Text above the table.
            columns: The columns.
            rows: A text for each column; lines become paragraphs of the cell.
        """
        size = SMALL if len(columns) < MANY else NOTE
        label = self.document.add_paragraph(caption)
        style(label, "center", size=13, bold=True, before=8, after=4)
        label.paragraph_format.keep_with_next = True
        table = self.document.add_table(1 + len(rows), len(columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        fix_widths(table, [Mm(column.width) for column in columns])
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            cell.paragraphs[0].add_run(column.title)
            style(cell.paragraphs[0], "center", size=size, bold=True)
            ground(cell, HEAD_GROUND)
        flag(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001
        for row, texts in zip(list(table.rows)[1:], rows, strict=True):
            flag(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001
            for cell, column, text in zip(row.cells, columns, texts, strict=True):
                for index, line in enumerate(text.split("\n")):
                    paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                    paragraph.add_run(line)
                    style(paragraph, column.align, size=size)
                    # The source, which follows, must be on the same page as the last row.
                    paragraph.paragraph_format.keep_with_next = texts is rows[-1]

    def picture(self, caption: str, png: bytes, described: str) -> None:
        """Add a chart with its caption below; `described` is its text for screen readers."""
        paragraph = self.document.add_paragraph()
        style(paragraph, "center", size=BODY, before=8)
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(BytesIO(png), width=Mm(150))
        shape._inline.docPr.set("descr", described)  # noqa: SLF001 - the text for screen readers
        under = self.document.add_paragraph(caption)
        style(under, "center", size=13, bold=True, after=2)
        under.paragraph_format.keep_with_next = True

    def foot(self, foot: Foot) -> None:
        """Add places of delivery (left) and signature (right), on the same page as the last text."""
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        table = self.document.add_table(1, 2)
        fix_widths(table, (Mm(80), Mm(85)))
        flag(table.rows[0]._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001
        left, right = table.rows[0].cells
        first = left.paragraphs[0]
        first.add_run(foot.delivery_title)
        style(first, "left", size=12, bold=True, italic=True)
        for line in foot.delivery:
            style(self._runs(left.add_paragraph(), line), "left", size=NOTE)
        for index, line in enumerate((*foot.signature, "", "", "", "", foot.signer)):
            paragraph = right.paragraphs[0] if index == 0 else right.add_paragraph()
            style(self._runs(paragraph, line), "center", size=14, bold=True)

    def annex(self, title: tuple[str, ...]) -> None:
        """Begin an annex on a new page in landscape format, with its title."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = PAPER[1], PAPER[0]
        section.different_first_page_header_footer = False
        section.left_margin, section.right_margin = Mm(20), Mm(20)
        section.top_margin, section.bottom_margin = Mm(20), Mm(15)
        for line in title:
            style(self.document.add_paragraph(line), "center", size=14, bold=True)

    def _runs(self, paragraph: Paragraph, text: str) -> Paragraph:
        """Add a text to a paragraph and highlight what the office must still fill in."""
        for part in self.place.split(text):
            if part:
                run = paragraph.add_run(part)
                if self.place.fullmatch(part):
                    run.italic = True
                    run._r.get_or_add_rPr().append(shade(NARRATIVE_GROUND))  # noqa: SLF001
        return paragraph

    def data(self) -> bytes:
        """Return the bytes of the .docx file."""
        out = BytesIO()
        self.document.save(out)
        return fixed(out.getvalue())
