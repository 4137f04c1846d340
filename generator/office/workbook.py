"""Reads an Excel workbook as plain values with their positions, using openpyxl."""

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from typing import Any, Literal
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from generator.office.package_limits import WORKBOOK, FileRefusedError, weighed

LAST_ROW = 3_000
LAST_COLUMN = 60

Kind = Literal["text", "number", "date", "time", "flag", "formula", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty; row and column from 1."""

    row: int
    column: int
    kind: Kind
    value: str | Decimal | date | bool
    form: str = ""
    """Number format of a number or a date, as the file writes it; empty for Excel's own choice."""

    @property
    def name(self) -> str:
        """The cell's name in Excel, like ``G12``."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    visible: bool
    cells: Mapping[tuple[int, int], Cell]
    """By row and column, both from 1."""
    merged: tuple[tuple[int, int, int, int], ...]
    """First row, first column, last row, last column of each merged range."""

    @cached_property
    def by_row(self) -> Mapping[int, Mapping[int, Cell]]:
        """The cells by row, then by column, both in ascending order."""
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            found.setdefault(row, {})[column] = cell
        return found

    def rows(self) -> list[int]:
        """Return the numbers of the rows that are not empty, in order."""
        return list(self.by_row)


def cell_name(row: int, column: int) -> str:
    """Return a cell's name in Excel, like ``G12``; row and column from 1."""
    return f"{get_column_letter(column)}{row}"


def plain_sheets(sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    """Convert sheets to values that JSON can carry from one process to another."""
    return [
        {
            "name": sheet.name,
            "visible": sheet.visible,
            "cells": [_plain_cell(cell) for cell in sheet.cells.values()],
            "merged": sheet.merged,
        }
        for sheet in sheets
    ]


def _plain_cell(cell: Cell) -> tuple[int, int, Kind, str | bool, str]:
    value = cell.value if isinstance(cell.value, bool) else str(cell.value)
    return cell.row, cell.column, cell.kind, value, cell.form


def sheets_of(plain: Iterable[Mapping[str, Any]]) -> list[Sheet]:
    """Convert the result of `plain_sheets` back to sheets."""
    found = []
    for sheet in plain:
        cells = {(cell[0], cell[1]): _cell_of(*cell) for cell in sheet["cells"]}
        merged = tuple(tuple(part) for part in sheet["merged"])
        found.append(Sheet(sheet["name"], sheet["visible"], cells, merged))
    return found


def _cell_of(row: int, column: int, kind: Kind, value: str | bool, form: str) -> Cell:  # noqa: FBT001 - a value of a cell
    if kind == "number":
        return Cell(row, column, kind, Decimal(value), form)
    if kind == "date":
        return Cell(row, column, kind, date.fromisoformat(str(value)), form)
    return Cell(row, column, kind, value, form)


def open_workbook(data: bytes) -> list[Sheet]:
    """Return the sheets of a workbook; formulas are not evaluated and links not followed.

    At most `LAST_ROW` rows and `LAST_COLUMN` columns of a sheet are read.

    Raises:
        RefusedError: It is not an Excel workbook, is damaged or encrypted, has macros, or exceeds a limit.
    """
    merged = weighed(data, WORKBOOK)
    with warnings.catch_warnings():
        # The library's warnings are not needed: what matters in a cell is reported as a problem of the cell.
        warnings.simplefilter("ignore")
        try:
            return _read(data, merged)
        except (FileRefusedError, MemoryError):
            raise
        except Exception as error:  # the library raises too many kinds of errors for damaged files to list
            raise FileRefusedError("damaged") from error


def _read(data: bytes, merged: Mapping[str, list[str]]) -> list[Sheet]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    if not book.sheetnames and is_strict(data):
        raise FileRefusedError("strict")
    found = []
    for sheet in book.worksheets:
        cells: dict[tuple[int, int], Cell] = {}
        # The size that a sheet states may be wrong: read rows until they end.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=LAST_ROW, max_col=LAST_COLUMN):
            for raw in row:
                cell = _cell(raw)
                if cell is not None:
                    cells[cell.row, cell.column] = cell
        # Name of the sheet's part in the zip; the library has no public attribute for it.
        part = getattr(sheet, "_worksheet_path", "")
        ranges = merged.get(part, [])
        found.append(Sheet(sheet.title, sheet.sheet_state == "visible", cells, boundaries(ranges)))
    book.close()
    return found


def is_strict(data: bytes) -> bool:
    """Whether it is a Strict Open XML workbook: the library knows only the common names of its parts."""
    with ZipFile(BytesIO(data)) as package:
        return b"http://purl.oclc.org/ooxml/" in package.read("_rels/.rels") + package.read("xl/workbook.xml")


def boundaries(ranges: list[str]) -> tuple[tuple[int, int, int, int], ...]:
    """Return first row, first column, last row and last column of ranges like ``A1:C2``."""
    found = []
    for text in ranges:
        left, top, right, bottom = range_boundaries(text)
        found.append((int(top or 1), int(left or 1), int(bottom or LAST_ROW), int(right or LAST_COLUMN)))
    return tuple(found)


def _cell(raw: Any) -> Cell | None:
    value = raw.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    kind: Kind
    form = ""
    match value:
        case _ if raw.data_type == "f":
            kind, value = "formula", str(value)
        case _ if raw.data_type == "e":
            kind, value = "error", str(value)
        case bool():
            kind = "flag"
        case datetime():
            kind, value, form = "date", value.date(), raw.number_format or ""
        case date():
            kind, form = "date", raw.number_format or ""
        case time():
            kind, value = "time", value.isoformat()
        case timedelta():
            kind, value = "time", str(value)
        case int() | float():
            kind, value, form = "number", _decimal(value), raw.number_format or ""
        case _:
            kind, value = "text", str(value)
    return Cell(raw.row, raw.column, kind, value, form)


def _decimal(value: float) -> Decimal:
    """Return the number as typed, without the rounding error of binary fractions (0.1 + 0.2)."""
    return Decimal(format(value, ".15g"))
