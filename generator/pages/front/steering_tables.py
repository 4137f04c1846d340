"""The tables of the steering committee's page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.data.catalogue import TextOf
from generator.model import records
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
from generator.view.values import Values


def plan_title(t: TextOf, plan: views.Link, owner: views.Link) -> Content:
    """Return a plan's name with its owner, noting if the plan has no number and date."""
    return cells.spaced(
        replace(plan, note=""),
        cells.tag(t("shell.notice.undated")) if plan.note else None,
        cells.item(owner, note=True),
    )


def tasks_table(values: Values, caption: str, groups: Iterable[RowGroup], *, states: bool) -> Table:
    """Return a table of tasks grouped by lead agency; `states` adds a column for the state."""
    state = (TableColumn(values.t("shell.table.state"), "col-state"),) if states else ()
    return Table(
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
    t = values.t
    return Table(
        caption=t("steering.cascade.caption"),
        columns=(
            number_column(values.label(records.TaskRecord, "number")),
            title_column(t("steering.cascade.task")),
            TableColumn(t("steering.cascade.role"), "col-role"),
            TableColumn(t("steering.cascade.counterpart"), "col-counterpart"),
        ),
        groups=one_group(
            TableRow((row.number, Linked(row.url, row.title), Span(row.role), _counterparts(t, row, alike)))
            for row in rows
        ),
        look="records tasks cascade",
        is_filtered=False,
    )


def _counterparts(t: TextOf, row: CascadeRow, alike: Alike | None) -> Content:
    """Return the communes that have, skipped or lack a task: their names, or their number if many."""
    found = (*_found(t, row, alike), *_missing(t, row, alike))
    return found or cells.absent(t("steering.cascade.nothing"))


def _found(t: TextOf, row: CascadeRow, alike: Alike | None) -> Sequence[Span]:
    found = []
    for counterpart in row.found:
        of: Part | None = None
        if alike is None:
            basis = t(f"steering.cascade.{counterpart.basis}")
            of = cells.note(counterpart.commune, " ", cells.DOT, f" {basis}")
        found.append(cells.item(*cells.spaced(counterpart.task, of)))
    if row.found_count:
        words = f" {t('steering.cascade.communes')}"
        found.append(cells.item(Linked(row.url, (row.found_count, words))))
    return found


def _missing(t: TextOf, row: CascadeRow, alike: Alike | None) -> Sequence[Span]:
    skipped, absent = t("steering.cascade.skipped"), t("steering.cascade.absent")
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
