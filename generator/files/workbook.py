"""Writes tables as XLSX workbooks.

Text is always written as text and never becomes a formula, a link or a number. Columns of numbers and dates
have real numbers and dates. Equal tables with an equal day give equal bytes.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

import xlsxwriter
from xlsxwriter.format import Format

from generator.view.fields.field import Kind

NAME_LENGTH = 31
"""Most characters in the name of a sheet."""
CELL_LENGTH = 32_767
"""Most characters in a cell; longer text is cut and ends in “…” (CSV and JSON have all of it).

Excel counts both lengths in UTF-16, where a letter beyond the first plane (most emoji) counts as two.
"""
DIGITS = 15
"""Most digits that a number in a cell keeps; a longer one is written as text."""
WIDEST, NARROWEST, PADDING = 60, 8, 2

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet: its name, headings of columns, and rows of text."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[str]]
    kinds: Sequence[Kind] = ()
    """Types of the first columns, in order; all further columns are text."""


def to_xlsx(sheets: Sequence[BookSheet], day: date, title: str = "") -> bytes:
    """Return the bytes of a workbook with these sheets.

    Args:
        sheets: The sheets in order; names that Excel does not allow are changed.
        day: As-of day of the tables, written as the workbook's date of creation.
        title: Title in the workbook's properties.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"title": title, "created": datetime(day.year, day.month, day.day, tzinfo=UTC)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    dated = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    top = book.add_format({"valign": "top"})
    formats: dict[Kind, Format] = {"string": text, "number": top, "date": dated, "boolean": top}
    taken: set[str] = set()
    for sheet in sheets:
        _write(book.add_worksheet(_name(sheet.name, taken)), sheet, head, formats)
    book.close()
    return out.getvalue()


def _write(
    page: xlsxwriter.worksheet.Worksheet, sheet: BookSheet, head: Format, formats: dict[Kind, Format]
) -> None:
    kinds = [*sheet.kinds, *["string"] * (len(sheet.columns) - len(sheet.kinds))]
    widths = [len(column) for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column, head)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            if not cell:
                continue
            widths[place] = max(widths[place], len(cell))
            value = _typed(cell, kinds[place])
            if isinstance(value, bool):
                page.write_boolean(last, place, value, formats["boolean"])
            elif isinstance(value, Decimal):
                page.write_number(last, place, float(value), formats["number"])
            elif isinstance(value, date):
                page.write_datetime(last, place, value, formats["date"])
            else:
                page.write_string(last, place, value, formats["string"])
    for place, width in enumerate(widths):
        page.set_column(place, place, min(WIDEST, max(NARROWEST, width + PADDING)))
    page.freeze_panes(1, 0)
    if last and sheet.columns:
        page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _typed(cell: str, kind: str) -> str | Decimal | date | bool:
    """Convert a cell to its type; it stays text if that fails, so that nothing is lost."""
    try:
        if kind == "number":
            number = Decimal(cell)
            return number if len(number.as_tuple().digits) <= DIGITS else cell
        if kind == "date":
            return date.fromisoformat(cell)
    except (InvalidOperation, ValueError):
        pass
    if kind == "boolean" and cell in {"true", "false"}:
        return cell == "true"
    return cell if _length(cell) <= CELL_LENGTH else f"{_begun(cell, CELL_LENGTH - 1)}…"


def _length(text: str) -> int:
    """Return the length of a text as Excel counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _begun(text: str, most: int) -> str:
    """Return the beginning of a text that is at most so long as Excel counts it, without half a letter."""
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")


def _name(name: str, taken: set[str]) -> str:
    """Return a name that Excel allows and that is not in `taken`, and add it there in folded case."""
    clean = _begun(" ".join(name.translate(_FORBIDDEN).split()), NAME_LENGTH).strip() or "1"
    found, count = clean, 1
    while found.casefold() in taken:
        count += 1
        found = f"{_begun(clean, NAME_LENGTH - len(str(count)) - 1)} {count}"
    taken.add(found.casefold())
    return found
