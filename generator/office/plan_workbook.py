"""Reads a plan in Excel as the paragraphs and tables that a plan in Word has.

Excel's own view counts: hidden rows, columns and sheets, struck words and remarks are left out and told,
numbers and days are read as their formats show them, formulas by the value that Excel last computed.
"""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from generator.office.package_limits import WORKBOOK, FileRefusedError, weighed
from generator.office.plan_cells import shown_text
from generator.office.plan_sheets import SheetGrid, sheet_blocks
from generator.office.word_tables import MAX_COLUMNS, Block, WordCell, WordRow, typed_lines
from generator.office.word_text import Note
from generator.office.workbook import LAST_ROW, boundaries, is_strict

_FIRST = 120
"""Bytes within which an OpenDocument file names its kind."""

MOST_COVERED = 100_000
"""Most cells that the merged ranges of a workbook may cover."""

Range = tuple[int, int, int, int]
"""First row, first column, last row and last column of a merged range."""


def is_workbook(data: bytes) -> bool:
    """Whether a file is a workbook of Excel, or a spreadsheet of LibreOffice; its name is not trusted."""
    if b"opendocument.spreadsheet" in data[:_FIRST]:
        return True
    try:
        with ZipFile(BytesIO(data)) as package:
            return any(name.startswith("xl/workbook.") for name in package.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def open_plan_workbook(data: bytes) -> tuple[Block, ...]:
    """Return the paragraphs and tables of an .xlsx, sheet by sheet.

    Raises:
        RefusedError: It is not an Excel workbook, is damaged or encrypted, has macros, or exceeds a limit.
    """
    merged = weighed(data, WORKBOOK)
    with warnings.catch_warnings():
        # The library's warnings are not needed: what a cell shows is read here, and what it hides is told.
        warnings.simplefilter("ignore")
        try:
            _check_merged(merged)
            return tuple(_blocks(data))
        except (FileRefusedError, MemoryError):
            raise
        except Exception as error:  # the library raises too many kinds of errors for damaged files to list
            raise FileRefusedError("damaged") from error


def _check_merged(merged: Mapping[str, list[str]]) -> None:
    """Refuse merged ranges so large that the library would make millions of cells of them."""
    areas = (box for part in merged.values() for box in boundaries(part))
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in areas) > MOST_COVERED:
        raise FileRefusedError("too-complex", limit=str(MOST_COVERED))


def _blocks(data: bytes) -> Iterator[Block]:
    values = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    if not values.sheetnames and is_strict(data):
        raise FileRefusedError("strict")
    looks = load_workbook(BytesIO(data), rich_text=True, keep_links=False)
    tables = 0
    for shown, look in zip(values.worksheets, looks.worksheets, strict=True):
        sheet = _Sheet(look, _cells(shown))
        for block in sheet_blocks(sheet.grid(), tables + 1):
            tables += hasattr(block, "rows")
            yield block
    values.close()


def _cells(sheet: Any) -> dict[tuple[int, int], Any]:
    """Return the cells that are not empty, by row and column, both from 1.

    Raises:
        RefusedError: There are more rows or columns than a plan has.
    """
    found = {}
    # The size that a sheet states may be wrong: read rows until they end.
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        for raw in row:
            if raw.value is not None and str(raw.value).strip():
                if raw.row > LAST_ROW or raw.column > MAX_COLUMNS:
                    raise FileRefusedError("too-complex", limit=f"{LAST_ROW} × {MAX_COLUMNS}")
                found[raw.row, raw.column] = raw
    return found


@dataclass
class _Sheet:
    """A sheet: how it looks, and what its cells say."""

    look: Any
    cells: Mapping[tuple[int, int], Any]

    @cached_property
    def marked(self) -> frozenset[tuple[int, int]]:
        """Places of cells that have something to show or to tell."""
        # The library has no public list of the cells that a sheet has.
        there = getattr(self.look, "_cells", {})
        kept = (at for at, cell in there.items() if cell.data_type == "f" or getattr(cell, "comment", None))
        return frozenset({*self.cells, *(at for at in kept if at[0] <= LAST_ROW and at[1] <= MAX_COLUMNS)})

    @cached_property
    def rows(self) -> list[int]:
        """Numbers of the rows that Excel shows, to the last that is not empty."""
        hidden = {at for at, row in self.look.row_dimensions.items() if row.hidden or row.height == 0}
        return [
            at for at in range(1, 1 + max((row for row, _ in self.marked), default=0)) if at not in hidden
        ]

    @cached_property
    def columns(self) -> list[int]:
        """Numbers of the columns that Excel shows, to the last that is not empty."""
        hidden = [one for one in self.look.column_dimensions.values() if one.hidden or one.width == 0]
        last = max((column for _, column in self.marked), default=0)
        covered = {at for one in hidden for at in range(one.min or 0, min(one.max or 0, last) + 1)}
        return [at for at in range(1, last + 1) if at not in covered]

    @cached_property
    def merged(self) -> Mapping[tuple[int, int], Range]:
        """The merged range of each cell that is in one."""
        found = {}
        last_row, last_column = (max(part, default=0) for part in (self.rows, self.columns))
        for box in self.look.merged_cells.ranges:
            for row in range(box.min_row, min(box.max_row, last_row) + 1):
                for column in range(box.min_col, min(box.max_col, last_column) + 1):
                    found[row, column] = (box.min_row, box.min_col, box.max_row, box.max_col)
        return found

    def grid(self) -> SheetGrid:
        """Return the sheet as rows of cells."""
        return SheetGrid(
            self.look.title,
            visible=self.look.sheet_state == "visible",
            rows=self._grid_rows(","),
            numbers=self._grid_rows("."),
            letters=tuple(map(get_column_letter, self.columns)),
            notes=tuple(self._notes()),
        )

    def _grid_rows(self, point: str) -> tuple[WordRow, ...]:
        return tuple(WordRow(row, tuple(self._row(row, point))) for row in self.rows)

    def _row(self, row: int, point: str) -> Iterator[WordCell]:
        at = 0
        while at < len(self.columns):
            column = self.columns[at]
            box = self.merged.get((row, column), (row, column, row, column))
            span = sum(1 for one in self.columns[at:] if box[1] <= one <= box[3])
            first = next(one for one in self.rows if one >= box[0])
            covered = self._covered(row, column, box) if box[0] <= row else ()
            if row != first:
                yield WordCell((), at, span, continues=True, notes=tuple(covered))
            else:
                words, notes = self._shown(box[0], box[1], point)
                yield WordCell(tuple(typed_lines(words)), at, span, continues=False, notes=(*notes, *covered))
            at += span

    def _shown(self, row: int, column: int, point: str) -> tuple[str, tuple[Note, ...]]:
        if (row, column) not in self.marked:
            return "", ()
        return shown_text(self.cells.get((row, column)), self.look.cell(row, column), point)

    def _covered(self, row: int, column: int, box: Range) -> list[Note]:
        """Return notes of the values of a row that lie under a merged cell."""
        under = (one for one in self.columns if column <= one <= box[3] and (row, one) != box[:2])
        return [
            Note("words-covered", str(self.cells[row, one].value))
            for one in under
            if (row, one) in self.cells
        ]

    def _notes(self) -> Iterator[Note]:
        """Yield notes of hidden rows and columns that are not empty, and of formulas."""
        rows, columns = set(self.rows), set(self.columns)
        tops = {box[:2] for box in self.merged.values()}
        by_row: dict[int, list[str]] = {}
        by_column: dict[int, list[str]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            if (row, column) in tops:
                continue
            if row not in rows:
                by_row.setdefault(row, []).append(str(cell.value))
            elif column not in columns:
                by_column.setdefault(column, []).append(str(cell.value))
        for row, words in by_row.items():
            yield Note("sheet-row-hidden", f"{row}: {' – '.join(words)}")
        for column, words in by_column.items():
            yield Note("sheet-column-hidden", f"{get_column_letter(column)}: {'; '.join(words)}")
        formulas = [at for at in self.marked if self.look.cell(*at).data_type == "f"]
        if formulas:
            yield Note("sheet-formulas", str(len(formulas)))
