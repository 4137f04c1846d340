"""Problems of workbooks, gathered with the cell each stands in."""

from dataclasses import dataclass, field

from generator.data.problems import WHOLE_BOOK, Mark, Problem
from generator.office.workbook import Cell, cell_name


@dataclass(slots=True)
class Complaints:
    """The problems of one workbook."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def whole(self, code: str, /, *, severity: str = "error", **params: object) -> None:
        """About the file as a whole."""
        self._add(0, 0, "", code, severity, params)

    def sheet(self, sheet: str, code: str, /, *, severity: str = "error", **params: object) -> None:
        """About one sheet."""
        self._add(0, 1, sheet, code, severity, params)

    def at(self, sheet: str, row: int, column: int, code: str, /, **params: object) -> None:
        """About the cell in a row and column, counted from 1."""
        self._add(row, column, f"{sheet}!{cell_name(row, column)}", code, "error", params)

    def cell(self, sheet: str, cell: Cell, code: str, /, **params: object) -> None:
        """About a cell that holds something."""
        self.at(sheet, cell.row, cell.column, code, **params)

    def warn(self, sheet: str, cell: Cell, code: str, /, **params: object) -> None:
        """About a cell that may be right, but deserves a look."""
        place = f"{sheet}!{cell_name(cell.row, cell.column)}"
        self._add(cell.row, cell.column, place, code, "warning", params)

    def _add(
        self, row: int, column: int, cell: str, code: str, severity: str, params: dict[str, object]
    ) -> None:
        place = cell or WHOLE_BOOK
        problem = Problem.make(
            self.file, Mark(row, column), "", code, severity=severity, cell=place, **params
        )
        self.problems.append(problem)

    @property
    def refused(self) -> bool:
        """Whether anything found so far forbids an import."""
        return any(problem.severity == "error" for problem in self.problems)
