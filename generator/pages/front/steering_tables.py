"""The tables of the steering committee's page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.data.catalogue import TextOf
from generator.model import records
from generator.model.portal import Task
from generator.pages.front.cascade import Alike, CascadeRow
from generator.pages.front.reporting import Reporting, ReportRow
from generator.view import cells, views
from generator.view.cells import Content, Linked, MarkedValue, Part, Span
from generator.view.table import (
    RowGroup,
    Table,
    TableColumn,
    TableRow,
    count_column,
    number_column,
    one_group,
    title_column,
)
from generator.view.task_table import with_task_columns
from generator.view.values import Values


def plan_title(t: TextOf, plan: views.Link, owner: views.Link) -> Content:
    """Return a plan's name with its owner, noting if the plan has no number and date."""
    return cells.spaced(
        replace(plan, note=""),
        cells.tag(t("shell.notice.undated")) if plan.note else None,
        cells.item(owner, note=True),
    )


def tasks_table(
    values: Values, caption: str, groups: Iterable[RowGroup], tasks: Iterable[Task], *, states: bool
) -> Table:
    """Return a table of tasks grouped by lead agency.

    Args:
        values: Makes the headings and values.
        caption: The caption.
        groups: The rows, grouped by agency.
        tasks: The task of each row, in order.
        states: Whether the last column is the state.
    """
    state = (TableColumn(values.t("shell.table.state"), "col-state"),) if states else ()
    table = Table(
        caption=caption,
        columns=(
            number_column(values.label(records.TaskRecord, "number")),
            title_column(values.label(records.TaskRecord, "title")),
            TableColumn(values.label(records.TaskRecord, "deadline"), "col-deadline"),
            TableColumn(values.label(records.TaskRecord, "late_after"), "col-due"),
            *state,
        ),
        groups=tuple(groups),
        look="records tasks by-agency",
        is_filtered=False,
    )
    return with_task_columns(values, table, tasks)


def reporting_table(t: TextOf, reporting: Reporting) -> Table:
    """Return the table of who has reported and who has not, with a column for each quarter."""
    until = t("steering.reporting.until")
    heads = (
        TableColumn(
            cells.spaced(
                head.label, cells.item(until, " ", head.due, note=True) if head.due is not None else None
            ),
            label=head.label,
        )
        for head in reporting.heads
    )
    return Table(
        caption=t("steering.reporting.caption"),
        columns=(
            title_column(t("steering.reporting.agency")),
            count_column(t("steering.reporting.tasks")),
            *heads,
        ),
        groups=one_group(_report(row) for row in reporting.rows),
        look="records reporting",
        is_filtered=False,
    )


def _report(row: ReportRow) -> TableRow:
    return TableRow((row.agency, row.tasks, *(MarkedValue(cell.mark, cell.value) for cell in row.cells)))


def cascade_table(values: Values, rows: Iterable[CascadeRow], alike: Alike | None) -> Table:
    """Return the table of city tasks that concern the communes, with those whose plan has or lacks each."""
    t, listed = values.t, tuple(rows)
    counterparts = [_counterparts(values, row, alike) for row in listed]
    table = Table(
        caption=t("steering.cascade.caption"),
        columns=(
            number_column(values.label(records.TaskRecord, "number")),
            title_column(t("steering.cascade.task")),
            TableColumn(t("steering.cascade.role"), "col-role"),
            TableColumn(t("steering.cascade.counterpart"), "col-counterpart"),
        ),
        groups=one_group(
            TableRow((row.number, Linked(row.url, row.title), Span(row.role), found))
            for row, found in zip(listed, counterparts, strict=True)
        ),
        look="records tasks cascade",
        is_filtered=False,
    )
    return with_task_columns(values, table, (row.task for row in listed))


def _counterparts(values: Values, row: CascadeRow, alike: Alike | None) -> Content:
    """Return the communes that have, skipped or lack a task: their names, or their number if many."""
    found = (*_found(values, row, alike), *_missing(values.t, row, alike))
    return found or cells.absent(values.t("steering.cascade.nothing"))


def _found(values: Values, row: CascadeRow, alike: Alike | None) -> Sequence[Span]:
    found = []
    for counterpart in row.found:
        of: Part | None = None
        if alike is None:
            basis = values.code_word(records.Implements, "basis", counterpart.basis)
            of = cells.note(counterpart.commune, " ", cells.DOT, f" {basis}")
        found.append(cells.item(*cells.spaced(counterpart.task, of)))
    if row.found_count:
        words = f" {values.t('steering.cascade.communes')}"
        found.append(cells.item(Linked(row.url, (row.found_count, words))))
    return found


def _missing(t: TextOf, row: CascadeRow, alike: Alike | None) -> Sequence[Span]:
    skipped, absent = t("site.seen.skipped"), t("site.seen.absent")
    mark = views.Mark("overdue", "✕", skipped)
    found = [cells.item(commune, ": ", mark) for commune in row.skipped]
    for commune in row.absent:
        named = () if alike and alike.commune == commune else (commune, ": ")
        found.append(cells.item(*named, absent, note=True))
    if row.missing:
        words = skipped if row.missing_skipped else absent
        communes = t("steering.cascade.communes")
        found.append(cells.item(row.missing, f" {communes}: {words}", note=True))
    return found
