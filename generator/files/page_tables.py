"""Reads the tables of a rendered page, so that their CSV, JSON and XLSX files have what readers see.

A column has the text of its cells. If the values in it also have a machine form that differs from the text (a
code, a date, a number), a column with that form follows. If rows link to pages, a last column has the
addresses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import join, normpath

from lxml import html

from generator.files.workbook import BookSheet
from generator.view.fields.field import Kind
from generator.view.site import Page

MARK = "data-table"
"""HTML attribute of a table that has files; its value is their name without suffix."""

_SPACE = re.compile(r"\s+")

_UNSEEN_TAGS = frozenset({"details", "script", "svg"})
_UNSEEN_CLASSES = frozenset({"visually-hidden", "receipt"})


@dataclass(frozen=True, slots=True)
class Screen:
    """One table of a page; all cells are text."""

    stem: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[Kind, ...]

    @property
    def sheet(self) -> BookSheet:
        """The table as a sheet of a workbook."""
        return BookSheet(self.caption, self.columns, self.rows, self.kinds)


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    machine: str
    differs: bool
    """Whether the machine form of a value differs from its text."""
    link: str


_NONE = _Cell("", "", differs=False, link="")


@dataclass(frozen=True, slots=True)
class Names:
    """Headings of the columns that are added to a table."""

    machine: str
    """For the machine form of a column; ``{column}`` is replaced by that column's heading."""
    link: str
    """For the addresses of the rows."""
    group: str
    """For the heading of the group to which a row belongs."""


def screens(page: Page, names: Names) -> Iterator[Screen]:
    """Yield the tables of a rendered page that have files, in page order."""
    if not page.tables:
        return
    captions = dict(page.tables)
    tree = html.fragment_fromstring(page.body, create_parent="div")
    for table in tree.iter("table"):
        stem = table.get(MARK)
        if stem is not None:
            yield _screen(table, stem, captions[stem], page.url, names)


def _screen(table: html.HtmlElement, stem: str, caption: str, url: str, names: Names) -> Screen:
    heads = table.xpath("./thead/tr[1]/th")
    rows, groups = _rows(table)
    columns: list[str] = []
    cells: list[list[str]] = []
    kinds: list[Kind] = []
    if any(groups):
        columns.append(names.group)
        cells.append(groups)
        kinds.append("string")
    for place, head in enumerate(heads):
        words = _words(head)
        counted: Kind = "number" if "num" in (head.get("class") or "").split() else "string"
        column = [row[place] if place < len(row) else _NONE for row in rows]
        columns.append(words)
        cells.append([cell.text for cell in column])
        differs = any(cell.differs for cell in column)
        kinds.append("string" if differs else counted)
        if differs:
            columns.append(names.machine.format(column=words))
            cells.append([cell.machine for cell in column])
            kinds.append(counted)
    links = [next((cell.link for cell in row if cell.link), "") for row in rows]
    if any(links):
        columns.append(names.link)
        cells.append([absolute_url(url, link) if link else "" for link in links])
        kinds.append("string")
    return Screen(stem, caption, tuple(_distinct(columns)), tuple(zip(*cells, strict=True)), tuple(kinds))


def _rows(table: html.HtmlElement) -> tuple[list[list[_Cell]], list[str]]:
    """Return the rows of cells, and for each row the heading of its group (empty if none)."""
    rows, groups, group = [], [], ""
    for row in table.xpath("./tbody/tr"):
        heading = row.xpath("./th[@scope='rowgroup']")
        if heading:
            group = _words(heading[0])
            continue
        rows.append([_cell(cell) for cell in row.xpath("./th|./td")])
        groups.append(group)
    return rows, groups


def _cell(cell: html.HtmlElement) -> _Cell:
    parts: list[str] = [""]
    values: list[html.HtmlElement] = []
    _read(cell, parts, values)
    links = cell.iter("a") if cell.tag == "th" else ()
    hrefs = (link.get("href") or "" for link in links)
    return _Cell(
        text=_joined(parts),
        machine="; ".join(value.get("value") or "" for value in values),
        differs=any((value.get("value") or "") != _SPACE.sub(" ", value.text_content()) for value in values),
        link=next((href for href in hrefs if not href.startswith("#")), ""),
    )


def _words(cell: html.HtmlElement) -> str:
    """Return the text of a cell as readers see it; items on separate lines are joined by ``; ``."""
    parts: list[str] = [""]
    _read(cell, parts, [])
    return _joined(parts)


def _joined(parts: list[str]) -> str:
    return "; ".join(filter(None, (_SPACE.sub(" ", part).strip() for part in parts)))


def _read(element: html.HtmlElement, parts: list[str], values: list[html.HtmlElement]) -> None:
    """Add the text in an element to `parts`, one for each line, and its ``<data>`` elements to `values`."""
    classes = (element.get("class") or "").split()
    line = "item" in classes
    if line:
        parts.append("")
    if element.tag == "data" and "said" not in classes:
        values.append(element)
    parts[-1] += element.text or ""
    for child in element:
        if not _unseen(child):
            _read(child, parts, values)
        parts[-1] += child.tail or ""
    if line:
        parts.append("")


def _unseen(element: html.HtmlElement) -> bool:
    """Whether an element is not part of the cell's text: a sign, a folded part or a receipt."""
    if element.tag in _UNSEEN_TAGS or element.get("aria-hidden") == "true":
        return True
    return not _UNSEEN_CLASSES.isdisjoint((element.get("class") or "").split())


def absolute_url(page: str, link: str) -> str:
    """Return the address relative to the site for a link that is relative to a page."""
    path, sign, fragment = link.partition("#")
    found = normpath(join(page, path)).removeprefix(".")
    return f"{found}{'/' if found and path.endswith('/') else ''}{sign}{fragment}"


def _distinct(columns: list[str]) -> list[str]:
    """Make headings unique by adding a number to repeated ones."""
    found: list[str] = []
    for column in columns:
        name, count = column, 1
        while name in found:
            count += 1
            name = f"{column} {count}"
        found.append(name)
    return found
