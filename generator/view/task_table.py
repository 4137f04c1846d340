"""Tasks as a table: number and title, the columns that a page chooses, those declared with `column`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from generator.data.catalogue import TextOf
from generator.model import records
from generator.model.portal import Task
from generator.view import cells
from generator.view.cells import Content, Linked, MarkedValue, Span
from generator.view.field_columns import FieldColumns, field_columns, own_columns, with_columns
from generator.view.fields import tasks
from generator.view.table import (
    Table,
    TableCell,
    TableColumn,
    TableRow,
    number_column,
    one_group,
    title_column,
)
from generator.view.values import Values
from generator.view.views import Link, Receipt, ShownField, TaskRow

TaskColumn: TypeAlias = Literal["lead", "coordinating", "deadline", "deliverables", "reported", "state"]

NO_DAY = "9999"
"""Sorts after every day."""


def task_table(
    values: Values,
    caption: str,
    rows: Iterable[TaskRow],
    columns: Sequence[TaskColumn],
    receipt: Receipt,
    links: tuple[Link, ...] = (),
) -> Table:
    """Tasks as a table."""
    listed = tuple(rows)
    more = field_columns(row.more for row in listed)
    return Table(
        caption=caption,
        columns=(
            number_column(values.label(records.TaskRecord, "number")),
            title_column(values.label(records.TaskRecord, "title"), "col-title"),
            *(TableColumn(_heading(values, column), f"col-{column}") for column in columns),
            *more.columns,
        ),
        groups=one_group(_row(values.t, row, columns, more) for row in listed),
        receipt=receipt,
        links=links,
        look="records tasks",
    )


def task_columns(values: Values, task: Task) -> tuple[ShownField, ...]:
    """The fields of a task that are columns of every table of tasks."""
    return own_columns(values, task, tasks.TASKS, tasks.row_of(values.measured, task))


def with_task_columns(values: Values, table: Table, listed: Iterable[Task]) -> Table:
    """A table of tasks with the columns that are declared for tasks; `listed` are those of its rows."""
    none = cells.absent(values.t("shell.fields.none"))
    return with_columns(table, (task_columns(values, task) for task in listed), none)


def agencies(links: Iterable[Link], none: str) -> tuple[Span, ...]:
    """Agencies, a line each; words where there are none."""
    return tuple(cells.item(link) for link in links) or (cells.absent(none),)


def _heading(values: Values, column: TaskColumn) -> str:
    """The name of the column's field; the state is not one field: it also says which parts are done."""
    return values.t("shell.table.state") if column == "state" else values.label(records.TaskRecord, column)


def _row(t: TextOf, row: TaskRow, columns: Sequence[TaskColumn], more: FieldColumns) -> TableRow:
    shared = cells.tag(t("shell.table.shared")) if row.shared else None
    title = cells.spaced(Linked(row.url, row.title), shared)
    asked = (_CELLS[column](t, row) for column in columns)
    return TableRow((row.number, title, *asked, *more.cells_of(row.more, cells.absent(_none(t, row)))))


def _none(t: TextOf, row: TaskRow) -> str:
    return t("shell.fields.parts" if row.has_parts else "shell.fields.none")


def _lead(t: TextOf, row: TaskRow) -> Content:
    return agencies(row.lead, _none(t, row))


def _coordinating(t: TextOf, row: TaskRow) -> Content:
    return agencies(row.coordinating, _none(t, row))


def _deadline(t: TextOf, row: TaskRow) -> TableCell:
    if row.has_parts and not row.due:
        written = cells.item(cells.absent(_none(t, row)))
    elif row.deadline.text:
        written = cells.item(row.deadline)
    else:
        written = cells.item(cells.absent(t("shell.fields.none")))
    due = cells.item(row.due, note=True) if row.due else None
    moved = cells.item(row.moved) if row.moved else None
    return TableCell(cells.spaced(written, due, moved), sort_key=row.sort_due or NO_DAY)


def _deliverables(t: TextOf, row: TaskRow) -> Content:
    return tuple(cells.item(value) for value in row.deliverables) or cells.absent(_none(t, row))


def _reported(_: TextOf, row: TaskRow) -> Content:
    return row.reported


def _state(_: TextOf, row: TaskRow) -> TableCell:
    return TableCell(MarkedValue(row.mark, row.schedule), state=row.mark.word)


_CELLS: Mapping[TaskColumn, Callable[[TextOf, TaskRow], Content | TableCell]] = {
    "lead": _lead,
    "coordinating": _coordinating,
    "deadline": _deadline,
    "deliverables": _deliverables,
    "reported": _reported,
    "state": _state,
}
