"""Tables as values: a page's HTML and the table's CSV, JSON and XLSX are made from one `Table`.

The macro ``table`` of ``components/table.j2`` writes it as HTML, `generator.files.page_tables` as files.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model.slugs import slug
from generator.view.cells import Content
from generator.view.views import Link, Receipt

STEM_LENGTH = 100
"""Letters of a table's file name."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table."""

    heading: Content
    look: str = ""
    """CSS classes of the heading; ``num`` where the column holds numbers."""
    cells: str = ""
    """CSS classes of its cells."""
    heads: bool = False
    """Whether its cells head their rows."""
    label: str = ""
    """Words before a cell on a phone; the heading where empty."""

    @property
    def is_number(self) -> bool:
        """Whether a workbook should hold numbers in it."""
        return "num" in self.look.split()


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell that is more than its parts."""

    parts: Content
    look: str | None = None
    """CSS classes instead of the column's."""
    sort_key: str = ""
    """What the script of tables sorts by instead of the words."""
    state: str = ""
    """State that the script of tables filters by."""
    columns: int = 1
    """How many columns it takes."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table; where a cell that heads it holds a link, it leads there in files too."""

    cells: tuple[Content | TableCell, ...]
    id: str = ""
    """Anchor of the row."""
    look: str = ""

    def content(self, place: int) -> Content:
        """What the cell at a place holds."""
        cell = self.cells[place]
        return cell.parts if isinstance(cell, TableCell) else cell

    def placed(self, columns: Sequence[TableColumn]) -> Iterator[tuple[TableColumn, TableCell]]:
        """Each cell with the column in which it begins."""
        place = 0
        for each in self.cells:
            cell = each if isinstance(each, TableCell) else TableCell(each)
            yield columns[place], cell
            place += cell.columns


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a heading of their own; a table without groups has one without a heading."""

    rows: tuple[TableRow, ...]
    heading: Content = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page."""

    caption: str
    columns: tuple[TableColumn, ...]
    groups: tuple[RowGroup, ...]
    name: str = ""
    """Names its files where the caption would not stay the same (a date in it)."""
    receipt: Receipt | None = None
    links: tuple[Link, ...] = ()
    """Further links beside the receipt."""
    id: str = ""
    look: str = "records"
    caption_shown: bool = False
    has_files: bool = True
    is_filtered: bool = True
    """Whether it is sorted and filtered with script (``scripts/table.js``), from nine rows on."""

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """All rows in order."""
        return tuple(row for group in self.groups for row in group.rows)


def title_column(heading: str, look: str = "") -> TableColumn:
    """The column that names what a row is of."""
    return TableColumn(heading, look, "title", heads=True)


def number_column(heading: str) -> TableColumn:
    """Numbers as printed (``II.3.c``), which are words."""
    return TableColumn(heading, "col-number", "number")


def count_column(heading: str) -> TableColumn:
    """Counts and measures."""
    return TableColumn(heading, "num", "num")


def one_group(rows: Iterable[TableRow]) -> tuple[RowGroup, ...]:
    """The rows of a table without groups."""
    return (RowGroup(tuple(rows)),)


def drawn(*tables: Table | None) -> tuple[Table, ...]:
    """Those of a page's tables that it has."""
    return tuple(table for table in tables if table is not None)


def file_stems(tables: Iterable[Table]) -> list[tuple[str, Table]]:
    """Stem of the files of each table of a page that has files, in order.

    A stem comes from the table's name or caption; a second one of the same words is numbered.
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
