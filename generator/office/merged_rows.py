"""Finds what cells that are merged down a plan's table mean for the rows beside them."""

from collections.abc import Callable
from itertools import pairwise

from generator.office.plan_columns import Kind
from generator.office.printed_tasks import WordPlace
from generator.office.word_tables import WordCell, WordRow, WordTable

OWN = frozenset({"title", "lead", "deadline"})
"""Columns whose own words make a row inside a merged task a task of its own; products alone are a list."""

KindOf = Callable[[WordCell], Kind]


class MergedRows:
    """The cells of a table that are merged down, and the rows that belong to one number."""

    def __init__(self, table: WordTable) -> None:
        """Find the topmost cell of each merged one."""
        self._rows = table.rows
        self._tops: dict[tuple[int, int], tuple[WordCell, WordPlace]] = {}
        numbers = [row.number for row in table.rows]
        self._next = dict(pairwise(numbers))
        above: dict[int, tuple[WordCell, WordPlace]] = {}
        for row in table.rows:
            for index, cell in enumerate(row.cells, 1):
                if cell.continues and cell.start in above:
                    self._tops[row.number, cell.start] = above[cell.start]
                else:
                    above[cell.start] = (cell, (table.number, row.number, index))

    def top(self, row: WordRow, cell: WordCell) -> tuple[WordCell, WordPlace] | None:
        """Return the cell whose words a merged cell shows, and its place; None for a cell not merged."""
        return self._tops.get((row.number, cell.start))

    def goes_down(self, row: WordRow, cell: WordCell) -> bool:
        """Whether the next row's cell is merged with this one."""
        return (self._next.get(row.number, 0), cell.start) in self._tops

    def inside(self, at: int, kind_of: KindOf) -> tuple[WordRow, ...]:
        """Return the rows below the 0-based row `at` that its number covers as well.

        They are those beside a number merged down, or, in a table without such merges, those with neither
        number nor title but with a deadline and a lead or product of their own.
        """
        found = []
        dated = any(kind_of(cell) == "deadline" and cell.text for cell in self._rows[at].cells)
        for row in self._rows[at + 1 :]:
            own = own_kinds(row, kind_of)
            numbers = [cell for cell in row.cells if kind_of(cell) == "number"]
            merged = bool(numbers) and all(cell.continues for cell in numbers)
            bare = dated and "deadline" in own and bool(own & {"lead", "deliverables"})
            if not merged and not (bare and not own & {"number", "title"}):
                break
            found.append(row)
        return tuple(found)


def own_kinds(row: WordRow, kind_of: KindOf) -> set[Kind]:
    """Return the columns in which a row has words of its own."""
    return {kind_of(cell) for cell in row.cells if cell.text and not cell.continues}


def shared_kinds(first: WordRow, inside: tuple[WordRow, ...], kind_of: KindOf) -> set[Kind]:
    """Return the columns whose cell in the first row is merged down over all rows of its number."""
    kinds = {kind_of(cell) for cell in first.cells}
    for row in inside:
        kinds &= {kind_of(cell) for cell in row.cells if cell.continues}
    return kinds
