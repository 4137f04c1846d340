"""Reads the tables and paragraphs of a Word document as plain values, in printed order.

A cell merged over several columns is one `WordCell` with the grid column where it begins and its number of
columns. Text deleted with tracked changes is left out; inserted text is read.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from docx.oxml.text.paragraph import CT_P
from lxml.etree import _Element

from generator.office.package_limits import FileRefusedError

MAX_COLUMNS = 40
"""Most grid columns of a table; a file with more is taken for an attack on the reader."""

DASHES = re.compile(r"[-–—•●▪◦*+·\uf000-\uf0ff]\s*(?=\S)")
"""A sign that begins an item of a list typed by hand; the last are those of Symbol and Wingdings."""

_SPACES = re.compile(r"[^\S\x1c-\x1f\x85\u2028\u2029]+")
"""Spaces that lay out a line; control characters that Python takes for spaces are not among them."""

_NUMBERED_TEXT = re.compile(r"[-+]?\d")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), _FALLBACK})
"""Elements whose text is not part of the running text: deleted, moved away, in a text box, a fallback."""
_INNER = _GONE | {qn("w:tc")}
"""A paragraph or table inside one of these elements is not read as part of the body."""
_DELETED_ROW = f"{qn('w:trPr')}/{qn('w:del')}"


@dataclass(frozen=True, slots=True)
class WordLine:
    """A line of text: a paragraph, or the part of one before a line break."""

    text: str
    bullet: bool = False
    """Whether it begins a list item, by a typed dash (not part of `text`) or one of Word's own lists."""
    numbering: str = ""
    """Id of Word's automatic list to which the paragraph belongs; empty if none."""
    apart: bool = False
    """Whether its accents stood apart from their letters (Unicode form NFD); in `text` they are composed."""


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell and its position on the table's grid."""

    lines: tuple[WordLine, ...]
    start: int
    """0-based grid column."""
    span: int
    """Number of grid columns."""
    continues: bool
    """Whether it is merged with the cell above it."""

    @property
    def text(self) -> str:
        """The whole text on one line, with a dash before each list item."""
        return " ".join(f"- {line.text}" if line.bullet else line.text for line in self.lines).strip()


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row of a table."""

    number: int
    """1-based, as a reader counts."""
    cells: tuple[WordCell, ...]

    @property
    def width(self) -> int:
        """Number of grid columns."""
        return max((cell.start + cell.span for cell in self.cells), default=0)

    def place(self, column: int) -> int:
        """Return the 1-based position of the cell that covers a 0-based grid column; 0 if there is none."""
        for index, cell in enumerate(self.cells, 1):
            if cell.start <= column < cell.start + cell.span:
                return index
        return 0


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table of the document's body."""

    number: int
    """1-based, as a reader counts."""
    rows: tuple[WordRow, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables."""

    lines: tuple[str, ...]


Block: TypeAlias = Paragraph | WordTable
"""A part of the body of a document."""


def plain_blocks(found: Iterable[Block]) -> list[dict[str, Any]]:
    """Convert blocks to values that JSON can carry from one process to another."""
    return [asdict(block) for block in found]


def blocks_of(plain: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Convert the result of `plain_blocks` back to blocks."""
    return tuple(
        WordTable(block["number"], tuple(map(_row_of, block["rows"])))
        if "rows" in block
        else Paragraph(tuple(block["lines"]))
        for block in plain
    )


def _row_of(plain: Mapping[str, Any]) -> WordRow:
    cells = (
        WordCell(
            tuple(WordLine(**line) for line in cell["lines"]), cell["start"], cell["span"], cell["continues"]
        )
        for cell in plain["cells"]
    )
    return WordRow(plain["number"], tuple(cells))


def blocks(document: Document) -> Iterator[Block]:
    """Yield the paragraphs and tables of the body in order; a table in a cell is read as text of the cell.

    Raises:
        RefusedError: A table has more than `MAX_COLUMNS` columns.
        Exception: Any error of the library, if the file is damaged.
    """
    tables = 0
    for element in document.element.body.iter(qn("w:p"), qn("w:tbl")):
        if any(above.tag in _INNER for above in element.iterancestors()):
            continue
        if isinstance(element, CT_P):
            yield Paragraph(tuple(line.text for line in _lines(element)))
        elif isinstance(element, CT_Tbl):
            tables += 1
            yield WordTable(tables, _rows(element))


def clean(text: str) -> str:
    """Return the text in NFC with single spaces; characters that nobody sees stay, `plan_rows` tells them."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def _rows(table: CT_Tbl) -> tuple[WordRow, ...]:
    rows = [row for row in table.tr_lst if row.find(_DELETED_ROW) is None]
    return tuple(_row(row, number) for number, row in enumerate(rows, 1))


def _row(row: CT_Row, number: int) -> WordRow:
    cells = []
    start = row.grid_before
    for cell in row.tc_lst:
        span = cell.grid_span
        if not 1 <= span <= MAX_COLUMNS or not 0 <= start <= MAX_COLUMNS:
            raise FileRefusedError("too-complex", limit=str(MAX_COLUMNS))
        cells.append(WordCell(tuple(_cell_lines(cell)), start, span, cell.vMerge == "continue"))
        start += span
    return WordRow(number, tuple(cells))


def _cell_lines(cell: CT_Tc) -> Iterator[WordLine]:
    for paragraph in cell.iter(qn("w:p")):
        yield from _lines(paragraph)


def _lines(paragraph: _Element) -> Iterator[WordLine]:
    """Yield the lines of a paragraph that have text; one empty line if it has only an automatic number."""
    numbering = _numbering(paragraph)
    typed = _text(paragraph)
    apart = not unicodedata.is_normalized("NFC", typed)
    parts = clean_lines(typed)
    for index, text in enumerate(parts or ([""] if numbering else [])):
        own = numbering if index == 0 else ""
        # "-5 %" is a number, not an item.
        dash = None if _NUMBERED_TEXT.match(text) else DASHES.match(text)
        yield WordLine(text[dash.end() :] if dash else text, bool(dash or (own and text)), own, apart)


def clean_lines(text: str) -> list[str]:
    """Return the lines of a text that are not empty, each after `clean`."""
    return [line for line in map(clean, text.split("\n")) if line]


def _numbering(paragraph: _Element) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    value = None if found is None else found.get(qn("w:val"))
    return "" if value in (None, "0") else str(value)


def _text(paragraph: _Element) -> str:
    parts: list[str] = []
    for element in _seen(paragraph):
        if element.tag == qn("w:t"):
            parts.append(element.text or "")
        elif element.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif element.tag == qn("w:tab"):
            parts.append(" ")
        elif element.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif element.tag == qn("w:sym"):
            # A sign of a font such as Wingdings, by its hexadecimal number there.
            parts.append(chr(int(element.get(qn("w:char"), "f020"), 16)))
    return "".join(parts)


def _seen(element: _Element) -> Iterator[_Element]:
    """Yield the elements below one that belong to the visible text, in order."""
    for child in element.iterchildren():
        if child.tag in _GONE or child.tag == qn("w:pPr"):
            continue
        yield child
        yield from _seen(child)
