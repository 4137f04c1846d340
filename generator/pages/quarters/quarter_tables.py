"""Tables of the results of a quarter, and the page of a task on which many agencies reported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.measures.reports import results_of
from generator.model import records
from generator.model.portal import Task
from generator.model.quarter import Quarter
from generator.pages.quarters.quarter_results import (
    ResultRow,
    SharedResults,
    reported_of,
    result_rows,
    results_of_task,
)
from generator.view import cells, urls, views
from generator.view.cells import Content, Linked, Span
from generator.view.field_columns import FieldColumns, field_columns
from generator.view.table import (
    Table,
    TableCell,
    TableColumn,
    TableRow,
    count_column,
    one_group,
    title_column,
)
from generator.view.values import Values


def results_table(values: Values, caption: str, rows: Sequence[ResultRow]) -> Table:
    """Return a table of results, each with its evidence."""
    more = field_columns(row.more for row in rows)
    return Table(
        caption=caption,
        columns=(
            title_column(values.t("quarters.page.subject")),
            TableColumn(values.label(records.Result, "agency")),
            TableColumn(values.t("quarters.page.result")),
            TableColumn(values.label(records.Result, "evidence")),
            TableColumn(values.label(records.Result, "note")),
            *more.columns,
        ),
        groups=one_group(_result_row(values.t, row, more) for row in rows),
        links=values.downloads("results"),
    )


@dataclass(frozen=True, slots=True)
class TaskQuarter:
    """View of the page with all results on one task in a quarter."""

    task: views.Link
    plan: views.Link
    reported: views.Value
    results: Table


def task_quarter_page(values: Values, title: str, task: Task, quarter: Quarter) -> TaskQuarter:
    """Make the view of the page with all results on one task in a quarter."""
    plan = values.portal.plans[task.plan_id]
    results = results_of(plan, quarter)
    found = results_of_task(values.measured, task, quarter)
    rows = tuple(result_rows(values, plan, results, found)) if results else ()
    return TaskQuarter(
        task=views.Link(f"{task.number}. {task.full_title}", urls.task(task)),
        plan=values.plan_link(plan.id),
        reported=reported_of(values, task, quarter),
        results=results_table(values, title, rows),
    )


def _result_row(t: TextOf, row: ResultRow, more: FieldColumns) -> TableRow:
    return TableRow(
        (
            cells.spaced(row.subject, cells.item(row.state.receipt, note=True)),
            row.agency,
            TableCell(_state(t, row), state=row.state.text),
            _evidence(t, row),
            row.note or "",
            *more.cells_of(row.more, cells.DASH),
        )
    )


def _state(t: TextOf, row: ResultRow) -> Content:
    done = row.completed
    return cells.spaced(
        cells.item(row.state),
        cells.item(t("quarters.page.completed"), " ", done, note=True) if done else None,
        cells.item(row.value) if row.value else None,
    )


def _evidence(t: TextOf, row: ResultRow) -> Content:
    found: tuple[Span, ...] = tuple(cells.item(link) for link in row.evidence)
    if not found:
        found = (cells.absent(t("quarters.page.no-evidence")),)
    if row.document is None:
        return found
    return (*found, " ", cells.item(t("quarters.page.document"), " ", row.document, note=True))


def shared_table(t: TextOf, caption: str, rows: Iterable[SharedResults]) -> Table:
    """Return a table of the tasks on which many agencies reported, with how many reported which state."""
    return Table(
        caption=caption,
        columns=(
            title_column(t("quarters.part.shared")),
            count_column(t("quarters.page.share")),
            TableColumn(t("quarters.page.result")),
        ),
        groups=one_group(_shared_row(t, row) for row in rows),
    )


def _shared_row(t: TextOf, row: SharedResults) -> TableRow:
    states = (cells.item(count, " ", word) for word, count in row.states)
    named = Span(f": {row.subject.text}", "visually-hidden")
    each = cells.item(Linked(row.page, (t("quarters.part.each"), named)))
    return TableRow((row.subject, row.reported, cells.spaced(*states, each)))
