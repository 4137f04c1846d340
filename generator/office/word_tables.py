"""Reads the tables and paragraphs of a Word document as plain values, in printed order.

A cell merged over several columns is one `WordCell` with the grid column where it begins and its number of
columns. What Word does not print (deleted, struck through, hidden) is left out and named in a `Note`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from docx.document import Document
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from lxml.etree import _Element

from generator.office.package_limits import FileRefusedError
from generator.office.word_numbers import ListNumbers
from generator.office.word_styles import Styles, is_on, qn, value_of
from generator.office.word_text import Note, read_words

MAX_COLUMNS = 40
"""Most grid columns of a table; a file with more is taken for an attack on the reader."""

DASHES = re.compile(r"[-–—•●▪◦*+·\uf000-\uf0ff]\s*(?=\S)")
"""A sign that begins an item of a list typed by hand; the last are those of Symbol and Wingdings."""

_SPACES = re.compile(r"[^\S\x1c-\x1f\x85\u2028\u2029]+")
"""Spaces that lay out a line; control characters that Python takes for spaces are not among them."""

_NUMBERED_TEXT = re.compile(r"[-+]?\d")
_WRAPPERS = frozenset(
    {
        *map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice",
    }
)
"""Elements that may stand around a row, cell or paragraph and change nothing in print."""
_ROW_DELETED, _ROW_HIDDEN = (f"{qn('w:trPr')}/{qn(mark)}" for mark in ("w:del", "w:hidden"))
_MARK_GONE = tuple(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(mark)}" for mark in ("w:del", "w:vanish"))
_CELL_DELETED = f"{qn('w:tcPr')}/{qn('w:cellDel')}"
_CELL_JOINED = f"{qn('w:tcPr')}/{qn('w:hMerge')}"


@dataclass(frozen=True, slots=True)
class WordLine:
    """A line of text: a paragraph, or the part of one before a line break."""

    text: str
    bullet: bool = False
    """Whether it begins a list item, by a typed dash (not part of `text`) or one of Word's own lists."""
    number: str = ""
    """The automatic number that Word prints before it ("11.", "I.", "a)"), not part of `text`; "" if none."""
    apart: bool = False
    """Whether its accents stood apart from their letters (Unicode form NFD); in `text` they are composed."""
    spaced: bool = False
    """Whether words stood further apart than by one space (tabs, several spaces, one that breaks no line)."""
    sign: str = field(default="", compare=False)
    """The dash typed before it ("-", "+"), not part of `text`; empty if there is none."""


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
    notes: tuple[Note, ...] = ()
    """What it holds but does not print."""

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
    notes: tuple[Note, ...] = ()
    """Its rows that are not printed."""
    sheet: str = ""
    """Name of its sheet in a plan in Excel; empty in Word."""
    letters: tuple[str, ...] = ()
    """Excel's letter of each grid column; its rows have the numbers that they have in Excel."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables."""

    lines: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    """What it holds but does not print."""
    sheet: str = ""
    """Name of its sheet in a plan in Excel, where the words above a table are paragraphs; empty in Word."""
    marks: tuple[str, ...] = field(default=(), compare=False)
    """What stands before each line: its automatic number, or the sign of a list; "" if nothing does."""


Block: TypeAlias = Paragraph | WordTable
"""A part of the body of a document."""


def blocks(document: Document) -> Iterator[Block]:
    """Yield the paragraphs and tables of the body in order; a table in a cell is read as text of the cell.

    Raises:
        RefusedError: A table has more than `MAX_COLUMNS` columns.
        Exception: Any error of the library, if the file is damaged.
    """
    reader = _TableReader(document)
    tables = 0
    for element in _children(document.element.body, qn("w:p"), qn("w:tbl")):
        if isinstance(element, CT_P):
            found, notes = reader.lines(element)
            marks = tuple(line.number or line.sign or "-" * line.bullet for line in found)
            yield Paragraph(tuple(line.text for line in found), notes, marks=marks)
        elif isinstance(element, CT_Tbl):
            tables += 1
            yield reader.table(element, tables)


def _children(element: _Element, *tags: str) -> Iterator[_Element]:
    """Yield the children of these kinds as Word shows them: also those inside content controls."""
    for child in element.iterchildren():
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, *tags)


def clean(text: str) -> str:
    """Return the text in NFC with single spaces; characters that nobody sees stay, `plan_rows` tells them."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def clean_lines(text: str) -> list[tuple[str, str]]:
    """Return the lines of a text that are not empty, each as typed and after `clean`."""
    return [(line, found) for line in text.split("\n") if (found := clean(line))]


def _is_spaced(typed: str) -> bool:
    """Whether `clean` changes the spaces between the words of a line; those around a dash lay it out."""
    words = DASHES.sub("", unicodedata.normalize("NFC", typed).strip(), count=1).strip()
    return clean(words) != words


class _TableReader:
    """Reads tables and paragraphs; one for a document."""

    def __init__(self, document: Document) -> None:
        self._styles = Styles(document)
        self._numbers = ListNumbers(document, self._styles)

    def table(self, table: _Element, number: int) -> WordTable:
        """Read a table; rows that are deleted or hidden are notes."""
        rows: list[WordRow] = []
        notes: list[Note] = []
        for row in _children(table, qn("w:tr")):
            code = _unprinted(row)
            if not code:
                rows.append(self._row(row, len(rows) + 1))
            elif words := clean(" ".join(text.text or "" for text in row.iter(qn("w:t"), qn("w:delText")))):
                notes.append(Note(code, words))
        return WordTable(number, tuple(rows), tuple(notes))

    def _row(self, row: Any, number: int) -> WordRow:
        cells: list[WordCell] = []
        start = row.grid_before
        for cell in _children(row, qn("w:tc")):
            made = self._cell(cell, start)
            joined = value_of(cell.find(_CELL_JOINED))
            if cells and cell.find(_CELL_JOINED) is not None and joined in (None, "continue"):
                # Merged across in the way of old versions: the cell is there but only its room is seen.
                last = cells.pop()
                made = replace(last, span=last.span + made.span, notes=last.notes + _covered(made))
            cells.append(made)
            start = made.start + made.span
        return WordRow(number, tuple(cells))

    def _cell(self, cell: Any, start: int) -> WordCell:
        span = cell.grid_span
        if not 1 <= span <= MAX_COLUMNS or not 0 <= start <= MAX_COLUMNS:
            raise FileRefusedError("too-complex", limit=str(MAX_COLUMNS))
        lines, notes = self._content(cell)
        made = WordCell(tuple(lines), start, span, cell.vMerge == "continue", tuple(notes))
        if made.continues and made.text:
            # Word prints only the words of the topmost of merged cells.
            return replace(made, lines=(), notes=_covered(made))
        if cell.find(_CELL_DELETED) is not None and made.text:
            return replace(made, lines=(), notes=(*made.notes, Note("words-deleted", made.text)))
        return made

    def _content(self, cell: _Element) -> tuple[list[WordLine], list[Note]]:
        """Return the lines of a cell's paragraphs, a table among them as one line with those before it."""
        lines: list[WordLine] = []
        notes: list[Note] = []
        for element in _children(cell, qn("w:p"), qn("w:tbl")):
            if element.tag == qn("w:p"):
                found, more = self.lines(element)
                lines += found
                notes += more
                continue
            inner = self.table(element, 0)
            words = "; ".join(_row_words(row) for row in inner.rows if _row_words(row))
            notes += [*inner.notes, *(note for row in inner.rows for one in row.cells for note in one.notes)]
            if not words:
                continue
            notes.append(Note("table-inside", words))
            last = lines.pop() if lines else WordLine("")
            lines.append(replace(last, text=f"{last.text}: {words}" if last.text else words))
        return lines, notes

    def lines(self, paragraph: _Element) -> tuple[list[WordLine], tuple[Note, ...]]:
        """Return the lines of a paragraph that have text, and notes of what is not printed.

        A paragraph that has only an automatic number is one empty line.
        """
        typed, notes = read_words(paragraph, self._styles)
        label = None if _mark_is_gone(paragraph) else self._numbers.label(paragraph)
        return typed_lines(typed, label), notes


def typed_lines(typed: str, label: str | None = None) -> list[WordLine]:
    """Return the lines of a text as typed, without the dashes that begin items.

    Args:
        typed: The text.
        label: The automatic number before its first line; "" for an automatic sign, None for neither.
    """
    apart = not unicodedata.is_normalized("NFC", typed)
    lines = []
    for index, (written, text) in enumerate(clean_lines(typed) or ([("", "")] if label else [])):
        own = label if index == 0 else None
        # "-5 %" is a number, not an item.
        dash = None if _NUMBERED_TEXT.match(text) else DASHES.match(text)
        words = text[dash.end() :] if dash else text
        sign, listed = dash[0].strip() if dash else "", bool(dash or (own is not None and text))
        lines.append(WordLine(words, listed, own or "", apart, _is_spaced(written), sign))
    return lines


def _unprinted(row: _Element) -> str:
    """Return the code of the note of a row that is not printed; empty for one that is."""
    if row.find(_ROW_DELETED) is not None:
        return "row-deleted"
    hidden = row.find(_ROW_HIDDEN)
    return "row-hidden" if hidden is not None and is_on(value_of(hidden) or "1") else ""


def _covered(cell: WordCell) -> tuple[Note, ...]:
    """Return the notes of a cell that lies under another one and so is not seen."""
    return (*cell.notes, *([Note("words-covered", cell.text)] if cell.text else []))


def _row_words(row: WordRow) -> str:
    return " – ".join(cell.text for cell in row.cells if cell.text)


def _mark_is_gone(paragraph: _Element) -> bool:
    """Whether the end of a paragraph is hidden or deleted; Word gives such a paragraph no number."""
    return any(paragraph.find(path) is not None for path in _MARK_GONE)
