"""Collects the problems of a workbook with the cell of each."""

from dataclasses import dataclass, field

from generator.data.problems import WHOLE_BOOK, Position, Problem, quote
from generator.office.cell_values import TIDIED
from generator.office.workbook import Cell, cell_name


@dataclass(slots=True)
class Complaints:
    """The problems of one workbook, collected while it is read."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    _kept: list[tuple[str, Cell, str]] = field(default_factory=list)
    """Sheet, cell and text of what `kept` was told."""

    def whole(self, code: str, /, *, severity: str = "error", **params: object) -> None:
        """Add a problem of the whole file."""
        self._add(0, 0, "", code, severity, params)

    def sheet(self, sheet: str, code: str, /, *, severity: str = "error", **params: object) -> None:
        """Add a problem of one sheet."""
        self._add(0, 1, quote(sheet), code, severity, params)

    def at(self, sheet: str, row: int, column: int, code: str, /, **params: object) -> None:
        """Add an error of the cell in a row and column, counted from 1."""
        self._add(row, column, f"{quote(sheet)}!{cell_name(row, column)}", code, "error", params)

    def cell(self, sheet: str, cell: Cell, code: str, /, **params: object) -> None:
        """Add an error of a cell that is not empty."""
        self.at(sheet, cell.row, cell.column, code, **params)

    def warn(self, sheet: str, cell: Cell, code: str, /, **params: object) -> None:
        """Add a warning about a cell that may be right but should be checked."""
        place = f"{quote(sheet)}!{cell_name(cell.row, cell.column)}"
        self._add(cell.row, cell.column, place, code, "warning", params)

    def kept(self, sheet: str, cell: Cell, text: str) -> str:
        """Remember what the text of a cell is kept as, for `tell_tidied`; return that text."""
        self._kept.append((sheet, cell, text))
        return text

    def tell_tidied(self) -> None:
        """Warn once of each kind of change in the texts that were kept, at the first cell of each."""
        for code, changed in TIDIED.items():
            cells = [(sheet, cell) for sheet, cell, text in self._kept if changed(cell, text)]
            for sheet, first in cells[:1]:
                self.warn(sheet, first, code, count=len(cells))
        self._kept.clear()

    def _add(
        self, row: int, column: int, cell: str, code: str, severity: str, params: dict[str, object]
    ) -> None:
        place = cell or WHOLE_BOOK
        problem = Problem.make(
            self.file, Position(row, column), "", code, severity=severity, cell=place, **params
        )
        self.problems.append(problem)

    @property
    def refused(self) -> bool:
        """Whether any problem is an error, so that the file cannot be imported."""
        return any(problem.severity == "error" for problem in self.problems)
