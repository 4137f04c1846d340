"""Cuts a sheet of a plan in Excel into the words above its tables, the tables, and the words below them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.model.slugs import fold
from generator.office.plan_columns import Columns, header_of
from generator.office.plan_row_view import RowView
from generator.office.target_tables import TargetColumns, target_header
from generator.office.word_tables import Block, Paragraph, WordRow, WordTable
from generator.office.word_text import Note

_ANNEX = re.compile(r"(?:phu luc|pl)[ .:_-]*(?:so )?[ .:_-]*([ivxlc]+|\d{1,2})")
_ANNEX_WORDS = "phu luc"
_SIGNED = re.compile(r"noi nhan|nguoi lap|lap bieu|(?:tm|kt|tl)\. |thu truong (?:co quan|don vi)|ghi chu")
"""Beginnings of what stands below a table."""


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """A sheet as rows of cells; row numbers are Excel's."""

    name: str
    visible: bool
    rows: tuple[WordRow, ...]
    """All shown rows, empty ones too."""
    numbers: tuple[WordRow, ...]
    """The same with numbers as those of rows are written, 1.10 and not 1,10."""
    letters: tuple[str, ...]
    notes: tuple[Note, ...]
    """What it holds but does not show."""


def sheet_blocks(sheet: SheetGrid, number: int) -> Iterator[Block]:
    """Yield the paragraphs and tables of a sheet.

    Args:
        sheet: The sheet.
        number: Number of its first table in the workbook, from 1.
    """
    filled = any(map(_is_filled, sheet.rows))
    if not sheet.visible:
        if filled:
            yield _aside(sheet, (Note("sheet-hidden", sheet.name),))
        return
    headers = _headers(sheet.rows)
    above = sheet.rows[: headers[0][0]] if headers else ()
    annexed = any(fold(cell.text).startswith(_ANNEX_WORDS) for row in above for cell in row.cells)
    if found := None if annexed else _ANNEX.fullmatch(fold(sheet.name).strip()):
        # What names the annex is the name of the sheet alone.
        yield Paragraph((f"Phụ lục {found[1].upper()}",), sheet=sheet.name)
    notes = sheet.notes
    if not headers:
        yield _aside(sheet, (*notes, *([Note("sheet-skipped", sheet.name)] if filled else [])))
        return
    yield from (Paragraph(_lines(row), sheet=sheet.name) for row in above if _is_filled(row))
    notes = (*notes, *(note for row in above for cell in row.cells for note in cell.notes))
    for (begin, columns), (stop, _) in pairwise([*headers, (len(sheet.rows), None)]):
        assert columns is not None  # noqa: S101 - only the end has none
        rows = _numbered(sheet, columns)[begin:stop]
        end = _end(rows, columns)
        below = (note for row in rows[end:] for note in _left_out(row))
        yield WordTable(number, rows[:end], (*notes, *below), sheet.name, sheet.letters)
        number, notes = number + 1, ()


def _headers(rows: tuple[WordRow, ...]) -> list[tuple[int, Columns | None]]:
    """Return the 0-based rows where headers of tables begin, with the columns that they describe."""
    found: list[tuple[int, Columns | None]] = []
    at = 0
    while at < len(rows):
        targets = target_header(rows[at:])
        header = header_of(rows[at:]) if targets is None else (_columns(targets), targets.rows)
        if header is not None:
            found.append((at, header[0]))
        at += header[1] if header is not None else 1
    return found


def _columns(targets: TargetColumns) -> Columns:
    """Return the columns of a table of targets, of which only the numbers matter here."""
    kinds = tuple(kind if kind == "number" else "other" for kind in targets.kinds)
    return Columns(kinds, targets.titles)


def _numbered(sheet: SheetGrid, columns: Columns) -> tuple[WordRow, ...]:
    """Return the rows with the numbers in their column written as those of rows."""
    return tuple(
        replace(
            row,
            cells=tuple(
                other if columns.kind(cell.start) == "number" else cell
                for cell, other in zip(row.cells, numbered.cells, strict=True)
            ),
        )
        for row, numbered in zip(sheet.rows, sheet.numbers, strict=True)
    )


def _end(rows: tuple[WordRow, ...], columns: Columns) -> int:
    """Return the 0-based row where what follows the table begins, such as signatures.

    It begins with an empty row or words such as “Nơi nhận”, if no row below has a number.
    """
    numbered = [at for at, row in enumerate(rows) if RowView(row, columns).number()[0]]
    for at in range(max(numbered, default=0) + 1, len(rows)):
        first = next((cell.text for cell in rows[at].cells if cell.text), "")
        if not _is_filled(rows[at]) or _SIGNED.match(fold(first)):
            return at
    return len(rows)


def _is_filled(row: WordRow) -> bool:
    """Whether a row has words, or lies beside a cell that is merged down to it."""
    return any(cell.text or cell.continues for cell in row.cells)


def _lines(row: WordRow) -> tuple[str, ...]:
    return tuple(line.text for cell in row.cells for line in cell.lines)


def _left_out(row: WordRow) -> Iterator[Note]:
    """Yield notes of a row below the table: its own, and its words."""
    yield from (note for cell in row.cells for note in cell.notes)
    if words := " – ".join(cell.text for cell in row.cells if cell.text):
        yield Note("rows-below", words)


def _aside(sheet: SheetGrid, notes: tuple[Note, ...]) -> Paragraph:
    return Paragraph((), notes, sheet.name)
