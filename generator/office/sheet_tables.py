"""Finds the tables of a returned form by their headings, even if people renamed sheets or moved columns."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from generator.data.catalogue import Catalogue
from generator.model.slugs import fold
from generator.office.cell_values import CellError, text_of, tidy
from generator.office.file_problems import Complaints
from generator.office.form_columns import HEAD, SHEETS, FormColumn, heading_of
from generator.office.workbook import LAST_ROW, Cell, Sheet

HEADING_ROWS = 40
"""How many of the first rows are searched for headings."""

FEWEST_HEADINGS = 3
"""A row with fewer known headings is not taken for a row of headings."""

FIRST_TYPED = frozenset(
    {
        "state", "completed", "value", "evidence", "note", "report", "merged", "postponed", "postponing",
        "symbol", "kind", "date", "issuer", "title",
    }
)  # fmt: skip
"""Typed columns of the first forms, which do not list their columns; never add a newer column here."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row of a table: its row number (from 1) and its cells by column id."""

    row: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet of a form, with the column number (from 1) of each column id."""

    kind: str
    sheet: Sheet
    heading_row: int
    places: Mapping[str, int]
    needed: frozenset[str]
    """Ids of columns that must be there: the row's key, and the typed columns that the form was sent with."""
    doubled: bool = False
    """Whether a known heading occurs twice."""

    @property
    def sound(self) -> bool:
        """Whether every needed column is there and no heading is doubled; otherwise rows cannot be read."""
        return not self.doubled and self.needed <= self.places.keys()

    @property
    def name(self) -> str:
        """Name of the sheet in the returned file."""
        return self.sheet.name

    @property
    def columns(self) -> tuple[FormColumn, ...]:
        """Columns that today's form has on this sheet."""
        return SHEETS[self.kind]

    def lines(self) -> Iterator[SheetLine]:
        """Rows below the headings with content in at least one known column."""
        for row in self.sheet.rows():
            if row <= self.heading_row:
                continue
            cells = {
                name: self.sheet.cells[row, place]
                for name, place in self.places.items()
                if (row, place) in self.sheet.cells
            }
            if cells:
                yield SheetLine(row, cells)


def find_tables(
    sheets: list[Sheet],
    sent: Mapping[str, Mapping[str, str]],
    catalogue: Catalogue,
    complaints: Complaints,
) -> dict[str, SheetTable]:
    """The tables of a workbook by kind (``tasks``, ``targets``, ``documents``).

    Missing or doubled columns and merged cells become problems.

    Args:
        sheets: Sheets of the workbook.
        sent: Headings that the form was sent with, by kind of table and column id; empty for old forms that
            do not record them.
        catalogue: Today's headings.
        complaints: Collects the problems.
    """
    found: dict[str, SheetTable] = {}
    for sheet in sheets:
        if not sheet.visible:
            continue
        table = _table(sheet, sent, catalogue, complaints)
        if table is None:
            continue
        if table.kind in found:
            name = catalogue.text(f"office.sheet.{table.kind}")
            complaints.sheet(sheet.name, "xlsx-sheet-twice", value=found[table.kind].name, name=name)
            continue
        found[table.kind] = table
    for table in found.values():
        _check_columns(table, catalogue, complaints)
        _check_merged(table, catalogue, complaints)
        if any(row >= LAST_ROW for row in table.sheet.rows()):
            complaints.sheet(table.name, "xlsx-sheet-too-long", limit=LAST_ROW)
    return found


def head_cells(table: SheetTable, catalogue: Catalogue) -> dict[str, Cell]:
    """The filled cells above the table by id (`HEAD`), each to the right of its label."""
    labels = {fold(tidy(catalogue.text(f"office.head.{name}"))): name for name in HEAD}
    found: dict[str, Cell] = {}
    for (row, column), cell in sorted(table.sheet.cells.items()):
        name = labels.get(fold(tidy(str(cell.value)))) if row < table.heading_row else None
        if name is None:
            continue
        right = [c for (r, place), c in table.sheet.cells.items() if r == row and place > column]
        if right:
            found[name] = min(right, key=lambda c: c.column)
    return found


def label_place(table: SheetTable, catalogue: Catalogue, name: str) -> tuple[int, int]:
    """Row and column (from 1) right of a label above the table; ``(1, 1)`` if the label is gone."""
    label = fold(tidy(catalogue.text(f"office.head.{name}")))
    for (row, column), cell in sorted(table.sheet.cells.items()):
        if row < table.heading_row and fold(tidy(str(cell.value))) == label:
            return row, column + 1
    return 1, 1


def _table(
    sheet: Sheet, sent: Mapping[str, Mapping[str, str]], catalogue: Catalogue, complaints: Complaints
) -> SheetTable | None:
    """The table of a sheet, found by the row with the most known headings; None if no row has enough."""
    best: tuple[int, str, int, dict[str, list[int]]] | None = None
    for kind, columns in SHEETS.items():
        headings = _headings(columns, sent.get(kind, {}), catalogue)
        for row in (r for r in sheet.rows() if r <= HEADING_ROWS):
            places = _places(sheet, row, headings)
            if best is None or len(places) > best[0]:
                best = (len(places), kind, row, places)
    if best is None or best[0] < FEWEST_HEADINGS:
        return None
    _, kind, row, places = best
    for name, columns_at in places.items():
        for extra in columns_at[1:]:
            title = heading_of(kind, name, catalogue)
            complaints.at(sheet.name, row, extra, "xlsx-column-twice", value=title)
    doubled = any(len(at) > 1 for at in places.values())
    found = {name: at[0] for name, at in places.items()}
    return SheetTable(kind, sheet, row, found, _needed(kind, sent.get(kind, FIRST_TYPED)), doubled)


def _headings(
    columns: tuple[FormColumn, ...], sent: Mapping[str, str], catalogue: Catalogue
) -> Mapping[str, str]:
    """Column id by folded heading: today's headings and those that the form was sent with."""
    today = {fold(tidy(c.heading(catalogue))): c.id for c in columns}
    then = {fold(tidy(sent[c.id])): c.id for c in columns if c.id in sent}
    return today | then


def _needed(kind: str, sent: Collection[str]) -> frozenset[str]:
    """Ids of columns needed to read a row: typed columns among `sent`, and the key (except documents)."""
    typed = {column.id for column in SHEETS[kind] if column.typed and column.id in sent}
    return frozenset(typed | ({"key"} if kind != "documents" else set()))


def _places(sheet: Sheet, row: int, headings: Mapping[str, str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for column, cell in sheet.by_row[row].items():
        if cell.kind != "text":
            continue
        try:
            name = headings.get(fold(text_of(cell)))
        except CellError:
            continue
        if name is not None:
            found.setdefault(name, []).append(column)
    return found


def _check_columns(table: SheetTable, catalogue: Catalogue, complaints: Complaints) -> None:
    for column in table.columns:
        if column.id in table.needed - table.places.keys():
            value = column.heading(catalogue)
            complaints.at(table.name, table.heading_row, 1, "xlsx-column-missing", value=value)
    last = max((column for _, column in table.sheet.cells), default=0)
    known = set(table.places.values())
    for place in range(1, last + 1):
        heading = table.sheet.cells.get((table.heading_row, place))
        if place not in known and heading is not None and heading.kind == "text":
            below = [c for (r, col), c in table.sheet.cells.items() if col == place and r > table.heading_row]
            if below:
                complaints.sheet(
                    table.name, "xlsx-column-unused", severity="warning", value=tidy(str(heading.value))
                )


def _check_merged(table: SheetTable, catalogue: Catalogue, complaints: Complaints) -> None:
    """Reports cells merged over several typed cells, because one value would answer for many."""
    typed = {place: c.id for c in table.columns if c.typed and (place := table.places.get(c.id, 0))}
    keyed = {row for row, column in table.sheet.cells if column == table.places.get("key")}
    for top, left, bottom, right in table.sheet.merged:
        touched = [place for place in typed if left <= place <= right]
        rows = [
            row for row in range(max(top, table.heading_row + 1), min(bottom, LAST_ROW) + 1) if row in keyed
        ]
        if touched and rows and (len(rows) > 1 or right > left):
            value = heading_of(table.kind, typed[touched[0]], catalogue)
            complaints.at(table.name, top, left, "xlsx-merged-cells", value=value, count=bottom - top + 1)
