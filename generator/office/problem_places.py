"""Names the cell of a form for problems that the data files would have: who sent a form never saw those."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.data.nodes import Mapping as MappingNode
from generator.data.nodes import Node
from generator.data.nodes import Sequence as SequenceNode
from generator.data.problems import WHOLE_BOOK, WHOLE_FILE, Position, Problem, quote
from generator.data.strict_yaml import load
from generator.office.changes import Postponement, ResultChange
from generator.office.entries import FormPlace
from generator.office.form_columns import RESULTS_TYPED
from generator.office.new_documents import Newcomer
from generator.office.workbook import cell_name

_COLUMNS: Mapping[str, str] = {
    **{column.field.attribute: column.id for column in RESULTS_TYPED if column.field is not None},
    "value_as_written": "value",
    "unit": "value",
    "merged_into": "merged",
}
"""Id of the column in which a field of a result is typed."""


@dataclass(frozen=True)
class Origins:
    """From which cells the entries of the new data files come."""

    files: Mapping[str, bytes]
    """The new content of data files, by path."""
    changes: Iterable[ResultChange]
    postponements: Iterable[Postponement]
    newcomers: Iterable[Newcomer]
    forms: tuple[str, ...]
    """Names of the forms that were read."""

    def told(self, problem: Problem) -> Problem:
        """Return a problem of a data file as one of its cell; of all forms if it has no one cell."""
        entry = self._entry(problem)
        if problem.path.endswith("/events.yaml"):
            moved = [one.place for one in self.postponements if set(one.fields.values()) <= entry]
            return _at(problem, moved[0]) if moved else self._of_all(problem)
        if problem.path == "data/documents.yaml":
            new = [one for one in self.newcomers if one.id in entry]
            file, _, cell = new[0].place.rpartition(" › ") if new else ("", "", "")
            return _in(problem, file, cell) if new else self._of_all(problem)
        came = [change for change in self.changes if change.entry.place.recorded in entry]
        return _at(problem, _typed(problem, came[0])) if came else self._of_all(problem)

    def _of_all(self, problem: Problem) -> Problem:
        return _in(problem, ", ".join(self.forms), WHOLE_BOOK)

    def _entry(self, problem: Problem) -> frozenset[str]:
        """Texts of the entry of a list in whose lines a problem lies; none if the file is not a new one."""
        data = self.files.get(problem.path)
        node, _ = load(problem.path, data) if data is not None else (None, [])
        items = [one for one in _items(node) if one.mark.line <= problem.line]
        return frozenset(_texts(items[-1])) if items else frozenset()


def _items(node: Node | None) -> Iterator[Node]:
    """Yield the entries of a file that is a list, or of its lists."""
    if isinstance(node, SequenceNode):
        yield from node.items
    elif isinstance(node, MappingNode):
        for _, value in node.entries:
            yield from _items(value) if isinstance(value, SequenceNode) else ()


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, MappingNode):
        for _, value in node.entries:
            yield from _texts(value)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _texts(item)
    else:
        yield node.text


def _typed(problem: Problem, change: ResultChange) -> FormPlace:
    """The cell in which the field of a problem was typed; that of the state if it has no column."""
    entry = change.entry
    named = [_COLUMNS[part] for part in problem.field.split(".") if part in _COLUMNS]
    column = next((entry.columns[one] for one in named if one in entry.columns), entry.place.column)
    return replace(entry.place, column=column)


def _at(problem: Problem, place: FormPlace) -> Problem:
    cell = f"{quote(place.sheet)}!{cell_name(place.row, place.column)}"
    return _in(problem, place.file, cell, Position(place.row, place.column))


def _in(problem: Problem, file: str, cell: str, at: Position = WHOLE_FILE) -> Problem:
    return replace(problem, path=file, cell=cell, line=at.line, column=at.column, field="")
