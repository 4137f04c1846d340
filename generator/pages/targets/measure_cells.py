"""Table cells for measures of targets: the level that is set, and the latest published figure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.data.catalogue import TextOf
from generator.model import records
from generator.pages.targets.measures import MeasureRow
from generator.view import cells
from generator.view.cells import Content, Linked, Part, Span
from generator.view.table import Table, TableColumn, TableRow, number_column, one_group, title_column
from generator.view.task_table import agencies, with_task_columns
from generator.view.values import Values


def measure_table(values: Values, caption: str, rows: Iterable[MeasureRow]) -> Table:
    """Return a table of the measures of one target."""
    t = values.t
    return Table(
        caption=caption,
        columns=(
            title_column(values.label(records.Measure, "label"), "col-title"),
            TableColumn(values.label(records.Measure, "value_as_written"), "col-level"),
            TableColumn(values.label(records.Measure, "period"), "col-period"),
            TableColumn(t("targets.head.latest"), "col-latest"),
        ),
        groups=one_group(
            TableRow((_label(values, row), level(row), period(t, row), latest(row))) for row in rows
        ),
    )


def task_levels_table(values: Values, rows: Sequence[MeasureRow]) -> Table:
    """Return a table of the levels that the words of tasks set, with the leading agencies."""
    t, portal = values.t, values.portal
    table = Table(
        caption=t("targets.in-tasks-title"),
        columns=(
            number_column(values.label(records.TaskRecord, "title")),
            title_column(values.label(records.Measure, "label"), "col-title"),
            TableColumn(values.label(records.Measure, "value_as_written"), "col-level"),
            TableColumn(t("targets.head.latest"), "col-latest"),
            TableColumn(t("targets.head.deadline"), "col-period"),
            TableColumn(values.label(records.TaskRecord, "lead"), "col-lead"),
        ),
        groups=one_group(_task_level(values, row) for row in rows),
    )
    tasks = (portal.task_by_key[row.receipt.record.removeprefix("task:")] for row in rows)
    return with_task_columns(values, table, tasks)


def _task_level(values: Values, row: MeasureRow) -> TableRow:
    """Return the row of a level that a task sets: its number, then what targets show too, and its plan."""
    t = values.t
    plan = cells.item(replace(row.plan, note=""), note=True)
    label = cells.parts(*cells.parts_of(_label(values, row)), plan)
    lead = agencies(row.responsible, t("shell.fields.none"))
    number = Linked(row.url, row.number.machine)
    return TableRow((number, label, level(row), latest(row), deadline(t, row), lead))


def _label(values: Values, row: MeasureRow) -> Content:
    if row.indicator is None:
        return row.label
    named = cells.item(f"{values.label(records.Measure, 'indicator')}: ", row.indicator, note=True)
    return cells.spaced(row.label, named)


def level(row: MeasureRow) -> Content:
    """Return the level as written, in plain words if they differ, then stretch, baseline and exception."""
    return cells.parts(
        cells.item(row.level),
        cells.item(row.words, note=True) if row.words else None,
        *(cells.item(f"{detail.name}: ", detail.value, note=True) for detail in row.details),
    )


def latest(row: MeasureRow) -> Content:
    """Return the latest published figure with notes on how it compares, or why there is none."""
    found = row.latest
    value: Part | None = found.value
    if found.value is not None and found.url:
        value = Linked(found.url, found.value)
    return cells.parts(
        cells.item(found.before, note=True) if found.before else None,
        cells.item(value) if value is not None else None,
        cells.item(found.period, note=True) if found.period else None,
        *(cells.item(words, note=True) for words in found.notes),
    )


def period(t: TextOf, row: MeasureRow) -> Content:
    """Return the period for which the level is set, or that none is stated."""
    return row.period or cells.absent(t("targets.no-period"))


def deadline(t: TextOf, row: MeasureRow) -> Content:
    """Return the target's deadline with its last compliant day, else the period of the level."""
    if row.deadline is None:
        return period(t, row)
    return cells.parts(cells.item(row.deadline), cells.item(row.due, note=True) if row.due else None)


def undated_tag(t: TextOf, *, undated: bool) -> Span | None:
    """Return the note that a plan's copy has no number and date; None if it has."""
    return cells.tag(t("shell.notice.undated")) if undated else None
