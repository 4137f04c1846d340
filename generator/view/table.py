"""Tables of pages: HTML, CSV, JSON and XLSX are all made from one `Table`.

The macro ``table`` of ``components/table.j2`` writes it as HTML, `generator.files.page_tables` as files.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model.slugs import slug
from generator.view.cells import Content
from generator.view.views import Link, Receipt

STEM_LENGTH = 100
"""Longest stem of a table's file name, in characters (before a number is added)."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table."""

    heading: Content
    look: str = ""
    """CSS classes of the heading; ``num`` if the column holds numbers."""
    cells: str = ""
    """CSS classes of its cells."""
    heads: bool = False
    """Whether its cells are the headings of their rows (``<th scope="row">``)."""
    label: str = ""
    """Words before a cell on narrow screens; if empty, the heading."""

    @property
    def is_number(self) -> bool:
        """Whether a workbook should store the column's cells as numbers."""
        return "num" in self.look.split()


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with settings of its own besides its content."""

    parts: Content
    look: str | None = None
    """CSS classes instead of the column's; None to keep those."""
    sort_key: str = ""
    """Text that the tables' script sorts by; if empty, the words of the cell."""
    state: str = ""
    """State that the tables' script filters by."""
    columns: int = 1
    """How many columns it spans."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table; a link in its heading cell is also written to the table's files."""

    cells: tuple[Content | TableCell, ...]
    id: str = ""
    """Anchor of the row."""
    look: str = ""
    """CSS classes of the row."""

    def content(self, place: int) -> Content:
        """Content of the cell at a 0-based place."""
        cell = self.cells[place]
        return cell.parts if isinstance(cell, TableCell) else cell

    def placed(self, columns: Sequence[TableColumn]) -> Iterator[tuple[TableColumn, TableCell]]:
        """Each cell with the column in which it starts."""
        place = 0
        for each in self.cells:
            cell = each if isinstance(each, TableCell) else TableCell(each)
            yield columns[place], cell
            place += cell.columns


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a common heading; a table without groups has one group without a heading."""

    rows: tuple[TableRow, ...]
    heading: Content = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page."""

    caption: str
    columns: tuple[TableColumn, ...]
    groups: tuple[RowGroup, ...]
    name: str = ""
    """Name for its files if the caption changes over time, e.g. because it holds a date."""
    receipt: Receipt | None = None
    links: tuple[Link, ...] = ()
    """Further links beside the receipt."""
    id: str = ""
    look: str = "records"
    caption_shown: bool = False
    has_files: bool = True
    is_filtered: bool = True
    """Whether readers can sort and filter it by script (``scripts/table.js``) if it has nine rows or more."""

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """All rows of all groups, in order."""
        return tuple(row for group in self.groups for row in group.rows)


def title_column(heading: str, look: str = "") -> TableColumn:
    """The column with the title of what each row is about; its cells are row headings."""
    return TableColumn(heading, look, "title", heads=True)


def number_column(heading: str) -> TableColumn:
    """A column of printed numbers of tasks or targets (``II.3.c``), which are text."""
    return TableColumn(heading, "col-number", "number")


def count_column(heading: str) -> TableColumn:
    """A column of counts or measured values."""
    return TableColumn(heading, "num", "num")


def one_group(rows: Iterable[TableRow]) -> tuple[RowGroup, ...]:
    """The rows of a table without groups, as its only group."""
    return (RowGroup(tuple(rows)),)


def drawn(*tables: Table | None) -> tuple[Table, ...]:
    """The tables that are not None."""
    return tuple(table for table in tables if table is not None)


def file_stems(tables: Iterable[Table]) -> list[tuple[str, Table]]:
    """File stem and table for each table of a page that has files, in order.

    A stem is made from the table's name or caption; if it is taken, a number is added (``-2``).
    """
    found: dict[str, Table] = {}
    for table in tables:
        if not table.has_files:
            continue
        base = slug(table.name or table.caption)[:STEM_LENGTH].strip("-") or "bang"
        stem, count = base, 1
        while stem in found:
            count += 1
            stem = f"{base}-{count}"
        found[stem] = table
    return list(found.items())
