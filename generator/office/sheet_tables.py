"""The sheets of a form as they came back: found by their headings, wherever people moved or renamed them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from generator.data.catalogue import Catalogue
from generator.model.slugs import fold
from generator.office.cell_values import CellError, text_of, tidy
from generator.office.file_problems import Complaints
from generator.office.form_columns import HEAD, SHEETS, FormColumn, heading_of
from generator.office.workbook import LAST_ROW, Cell, Sheet

HEADING_ROWS = 40
"""How far down headings are looked for."""

FEWEST_HEADINGS = 3
"""A row with fewer known headings is no row of headings."""

FIRST_TYPED = frozenset(
    {
        "state", "completed", "value", "evidence", "note", "report", "merged", "postponed", "postponing",
        "symbol", "kind", "date", "issuer", "title",
    }
)  # fmt: skip
"""Columns to be filled in of the forms that do not list theirs: no column added since belongs here."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row of a table, by column."""

    row: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet with the place of each column."""

    kind: str
    sheet: Sheet
    heading_row: int
    places: Mapping[str, int]
    needed: frozenset[str]
    """Columns that must be there: the row's key, and those to be filled in that the form went out with."""
    doubled: bool = False
    """Whether a heading stands twice."""

    @property
    def sound(self) -> bool:
        """Whether every column that is asked for is there, once: else its rows cannot be understood."""
        return not self.doubled and self.needed <= self.places.keys()

    @property
    def name(self) -> str:
        """Name of the sheet as it came back."""
        return self.sheet.name

    @property
    def columns(self) -> tuple[FormColumn, ...]:
        """Columns that the form has."""
        return SHEETS[self.kind]

    def lines(self) -> Iterator[SheetLine]:
        """Rows below the headings that hold something in a known column."""
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
    """The tables of a workbook by kind; what is missing, doubled or merged is told.

    Args:
        sheets: The workbook.
        sent: Heading of each column by its id, by kind of table, as the form went out; nothing for a form
            that does not say.
        catalogue: Headings of today.
        complaints: Takes the problems.
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
    """The cells filled once above the table, each to the right of its label."""
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
    """Where a cell above the table is, or should be: beside its label."""
    label = fold(tidy(catalogue.text(f"office.head.{name}")))
    for (row, column), cell in sorted(table.sheet.cells.items()):
        if row < table.heading_row and fold(tidy(str(cell.value))) == label:
            return row, column + 1
    return 1, 1


def _table(
    sheet: Sheet, sent: Mapping[str, Mapping[str, str]], catalogue: Catalogue, complaints: Complaints
) -> SheetTable | None:
    """The table of a sheet, by the row among the first ones that has most of a kind's headings."""
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
    """Column id by folded heading: as the form went out, and as it would go out today."""
    today = {fold(tidy(c.heading(catalogue))): c.id for c in columns}
    then = {fold(tidy(sent[c.id])): c.id for c in columns if c.id in sent}
    return today | then


def _needed(kind: str, sent: Collection[str]) -> frozenset[str]:
    """Columns without which no row is understood, of those the form went out with."""
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
    """A cell merged over several that are to be filled in says one thing for many."""
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
