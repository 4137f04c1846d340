"""A task as a plan prints it, and what an editor must check, both with their places in the Word file."""

from dataclasses import dataclass, field

from generator.office.plan_columns import Kind
from generator.office.word_tables import WordCell, WordLine

WordPlace = tuple[int, int, int]
"""Numbers of table, row and cell in the Word file, from 1; 0 means the whole file, table or row."""


@dataclass(slots=True)
class ColumnText:
    """The text of one column for a task, collected from all its table rows."""

    lines: list[WordLine] = field(default_factory=list)
    place: WordPlace = (0, 0, 0)
    """The first cell with text."""
    joined: bool = False
    """Whether a line was joined with its continuation in a later row."""

    def take(self, cell: WordCell, place: WordPlace, *, continuing: bool) -> None:
        """Add the lines of a cell.

        Args:
            cell: The cell.
            place: Where it is.
            continuing: Whether the row continues the task above. Then the first line is joined to the last
                line so far, unless it begins a list item.
        """
        new = [line for line in cell.lines if line.text]
        if not new:
            return
        if self.lines and continuing and not new[0].bullet:
            last = self.lines.pop()
            new[0] = WordLine(f"{last.text} {new[0].text}", last.bullet)
            self.joined = True
        if not self.lines and not self.joined:
            self.place = place
        self.lines += new


@dataclass(slots=True)
class PrintedTask:
    """A task or sub-task as the plan prints it."""

    annex: str
    """Label of its annex ("I"); empty if there is none."""
    at: str
    """Printed place of the table ("Phụ lục I"); "Bảng <number>" outside annexes."""
    number: str
    """Number as printed; a sub-task without one has its parent's number, a point and its position."""
    parent: str
    """Number of the parent task; empty if there is none."""
    heading: str
    """Text of the last area heading above it; empty if there is none."""
    lead_of_annex: str
    """The agency whose tasks the annex lists, as its title names it; empty if it names none."""
    place: WordPlace
    section: str = ""
    """Marks of the headings above it ("I", "II.A") if numbers begin anew under them; else empty."""
    columns: frozenset[Kind] = frozenset()
    """What its table has columns of; ``unknown`` among them if the header of one is not understood."""
    joining: tuple[str, ...] = ()
    """Ids of agencies that its cell of leads names as joining in only."""
    texts: dict[Kind, ColumnText] = field(default_factory=dict)

    def text(self, kind: Kind) -> ColumnText:
        """Return the text of a column, an empty one if there was none."""
        return self.texts.setdefault(kind, ColumnText())


@dataclass(frozen=True, slots=True)
class Eye:
    """Something in the Word file that an editor must check.

    `code` names its sentences in the catalogue (``word.eye.<code>``), `params` fill them.
    """

    place: WordPlace
    code: str
    params: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, place: WordPlace, code: str, **params: str) -> "Eye":
        """Make one from keyword parameters."""
        return cls(place, code, tuple(sorted(params.items())))
