"""Cells, sheets and tables made in memory, for tests of what is read from them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from generator.data.catalogue import Catalogue
from generator.office.file_problems import Complaints
from generator.office.form_columns import SHEETS
from generator.office.sheet_tables import SheetTable, find_tables
from generator.office.workbook import Cell, Kind, Sheet

Value = str | int | float | Decimal | date | bool

VIETNAMESE = Catalogue.load("vi")


def cell(value: Value, *, kind: Kind | None = None, form: str = "", at: tuple[int, int] = (2, 1)) -> Cell:
    """A cell that holds a value; its kind is that of the value unless another is given."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = Decimal(str(value))
    kinds: Mapping[type, Kind] = {bool: "flag", Decimal: "number", date: "date", str: "text"}
    return Cell(*at, kind or kinds[type(value)], value, form)


def sheet(
    rows: Sequence[Sequence[Value]],
    name: str = "Nhiệm vụ",
    *,
    visible: bool = True,
    merged: tuple[tuple[int, int, int, int], ...] = (),
) -> Sheet:
    """A sheet of rows from its first; an empty text is an empty cell."""
    cells = {
        (row, column): cell(value, at=(row, column))
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value != ""
    }
    return Sheet(name, visible, cells, merged)


def headings(*columns: str) -> list[str]:
    """The headings of a form's columns, by their ids: those of the first sheet that has them all."""
    sheets = ({column.id: column for column in of_kind} for of_kind in SHEETS.values())
    found = next(by_id for by_id in sheets if by_id.keys() >= set(columns))
    return [found[column].heading(VIETNAMESE) for column in columns]


def table_of(columns: Sequence[str], *rows: Sequence[Value], name: str = "Nhiệm vụ") -> SheetTable:
    """The table of a sheet with these columns and rows, which must be sound enough to be found."""
    complaints = Complaints("thu.xlsx")
    found = find_tables([sheet([headings(*columns), *rows], name)], {}, VIETNAMESE, complaints)
    (table,) = found.values()
    return table


def codes(complaints: Complaints) -> list[tuple[str, str]]:
    """Place and code of each problem of a workbook, in the order they were found."""
    return [(problem.cell, problem.code) for problem in complaints.problems]
