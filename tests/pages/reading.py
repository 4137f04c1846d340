"""Tables and contents of pages as words, for tests of what a page says."""

from generator.view.cells import Content, walk
from generator.view.table import Table
from generator.view.views import Link, Mark, Value


def words(content: Content) -> list[str]:
    """The values, links and marks of a cell as readers see them, in order."""
    found = []
    for part in walk(content):
        if isinstance(part, Value | Link):
            found.append(part.text)
        elif isinstance(part, Mark):
            found.append(part.word)
    return found


def rows(table: Table | None) -> list[list[list[str]]]:
    """The words of every cell, row by row."""
    assert table is not None
    return [[words(row.content(place)) for place in range(len(table.columns))] for row in table.rows]
