"""The tables of a page as files, made from the same values as its HTML.

A cell gives its words; where it holds values whose machine form differs from their words (a code, a date, a
number), a column of these follows; a row that leads to a page of its own gives its address.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.files.workbook import BookSheet
from generator.view.cells import (
    Content,
    Linked,
    MarkedValue,
    Part,
    Span,
    parts_of,
    walk,
)
from generator.view.fields.field import Kind
from generator.view.site import relative_url
from generator.view.table import Table, TableColumn, TableRow
from generator.view.views import Link, Mark, Receipt, Sentence, Value

_SPACE = re.compile(r"[^\S\n]+")
"""Spaces between words of a line; a line break in a text of the data is kept."""

UNSEEN = "visually-hidden"
"""Look of words for screen readers alone, which files leave out."""

ITEM = "item"
"""Look of parts that are on a line of their own."""


@dataclass(frozen=True, slots=True)
class Names:
    """Words that a page shows otherwise or not at all."""

    machine: str
    """Heading of the machine form of the column before, with ``{column}`` for its heading."""
    link: str
    """Heading of the addresses of rows."""
    group: str
    """Heading of the headings of groups."""
    uncertain: str
    """Put after a value that could not be read with certainty."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page as text."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[Kind, ...]

    @property
    def sheet(self) -> BookSheet:
        """The table as a sheet of a workbook."""
        return BookSheet(self.caption, self.columns, self.rows, self.kinds)


@dataclass(frozen=True, slots=True)
class _Figure:
    text: str
    machine: str
    """Equal to the text for words of ours that hold figures."""


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    machine: str
    differs: bool
    """Whether the machine form says something else than the words."""


_NONE = _Cell("", "", differs=False)


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    cells: Sequence[str]
    kind: Kind = "string"


def page_table(table: Table, page: str, names: Names) -> PageTable:
    """A table as text.

    Args:
        table: The table.
        page: Address of the page that shows the table; a link of a row to that page is left out.
        names: Words of the columns that a page does not show.
    """
    columns = [*_groups(table, names), *_columns(table, names), *_links(table, page, names)]
    return PageTable(
        caption=table.caption,
        columns=tuple(_distinct([column.heading for column in columns])),
        rows=tuple(zip(*(column.cells for column in columns), strict=True)),
        kinds=tuple(column.kind for column in columns),
    )


def _groups(table: Table, names: Names) -> Iterator[_Column]:
    """The heading of each row's group, if the rows are grouped."""
    found = [_cell(group.heading, names).text for group in table.groups for _ in group.rows]
    if any(found):
        yield _Column(names.group, found)


def _columns(table: Table, names: Names) -> Iterator[_Column]:
    """Words of each column, and behind them its machine form where that differs."""
    rows = [_cells(row, table.columns, names) for row in table.rows]
    for place, column in enumerate(table.columns):
        heading = _cell(column.heading, names).text
        kind: Kind = "number" if column.is_number else "string"
        found = [row[place] for row in rows]
        texts = [cell.text for cell in found]
        if any(cell.differs for cell in found):
            yield _Column(heading, texts)
            yield _Column(names.machine.format(column=heading), [cell.machine for cell in found], kind)
        else:
            yield _Column(heading, texts, kind)


def _links(table: Table, page: str, names: Names) -> Iterator[_Column]:
    """The address that each row leads to, where any leads to one."""
    found = [_address(row, table.columns, page) for row in table.rows]
    if any(found):
        yield _Column(names.link, found)


def _cells(row: TableRow, columns: Sequence[TableColumn], names: Names) -> list[_Cell]:
    """The cells of a row; one that takes several columns is in the first of them."""
    found: list[_Cell] = []
    for _, cell in row.placed(columns):
        found += [_cell(cell.parts, names), *[_NONE] * (cell.columns - 1)]
    return found


def _address(row: TableRow, columns: Sequence[TableColumn], page: str) -> str:
    """The first address in the cells that head the row; empty for none, or a place on the same page."""
    for column, cell in row.placed(columns):
        for part in walk(cell.parts) if column.heads else ():
            url = _url(part)
            if url is not None and not relative_url(page, url).startswith("#"):
                return url
    return ""


def _url(part: Part) -> str | None:
    """Where a part leads; None for one that is no link."""
    match part:
        case Linked():
            return part.url
        case Link():
            return part.url or None
        case Receipt():
            return (part.url or f"phuong-phap/#{part.rule}") if part.rule else part.url or None
    return None


def _cell(content: Content, names: Names) -> _Cell:
    lines, figures = [""], list[_Figure]()
    _read(content, lines, figures, names.uncertain)
    return _Cell(
        text="; ".join(filter(None, (_SPACE.sub(" ", line).strip() for line in lines))),
        machine="; ".join(figure.machine for figure in figures),
        differs=any(figure.machine != _SPACE.sub(" ", figure.text) for figure in figures),
    )


def _read(content: Content, lines: list[str], figures: list[_Figure], uncertain: str) -> None:
    """Adds the words of a content to the lines, an item a line, and its figures to those found."""
    for part in parts_of(content):
        match part:
            case Value():
                figures.append(_Figure(part.text, part.machine))
                lines[-1] += f"{part.text} {uncertain}" if part.uncertain else part.text
            case Sentence():
                _read(part.parts, lines, figures, uncertain)
            case MarkedValue():
                _read(part.value, lines, figures, uncertain)
            case Linked():
                _read(part.parts, lines, figures, uncertain)
            case Span():
                _read_span(part, lines, figures, uncertain)
            case _:
                lines[-1] += _words(part)


def _words(part: Part) -> str:
    """The words of a part that holds no figures; none of one that is folded, or a receipt."""
    match part:
        case str():
            return part
        case Mark():
            return part.word
        case Link():
            return f"{part.text} {part.note}" if part.note else part.text
    return ""


def _read_span(span: Span, lines: list[str], figures: list[_Figure], uncertain: str) -> None:
    looks = span.look.split()
    if span.hidden or UNSEEN in looks:
        return
    if ITEM in looks:
        lines.append("")
    _read(span.parts, lines, figures, uncertain)
    if ITEM in looks:
        lines.append("")


def _distinct(columns: list[str]) -> list[str]:
    """Headings, each once: a second one of the same words is numbered."""
    found: list[str] = []
    for column in columns:
        name, count = column, 1
        while name in found:
            count += 1
            name = f"{column} {count}"
        found.append(name)
    return found
