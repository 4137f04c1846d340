"""The pages of snapshots: the data as they were when a quarter was closed (``ban-chup/``)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from generator.data import closed_quarter
from generator.data.catalogue import TextOf
from generator.data.snapshots import DONE, FrozenCounts, FrozenTask, due_words, frozen_counts
from generator.model import records, wording
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.pages.record.past import PastRow, corrections_of, shown
from generator.view import cells, scopes, urls, views
from generator.view.cells import Content
from generator.view.fields.declared import field_of
from generator.view.fields.field import Field
from generator.view.fields.tasks import TASKS
from generator.view.scopes import Scope
from generator.view.site import PageSpec, SiteFile
from generator.view.table import Table, TableColumn, TableRow, count_column, one_group, title_column
from generator.view.values import ROWS, Values

MOST_CORRECTIONS = 5
"""Most corrections that a snapshot's page lists; the quarter's page has all."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What was corrected since; shown above the snapshot, which itself never changes."""

    rows: tuple[PastRow, ...]
    """The first `MOST_CORRECTIONS` corrected values."""
    count: views.Value
    """Number of all corrected values."""
    whole: views.Link
    """Link to all of them on the quarter's page."""


@dataclass(frozen=True, slots=True)
class SnapshotPage:
    """View of a snapshot's first page."""

    day: views.Value
    plans: Table
    digests: tuple[tuple[views.Link, views.Value], ...]
    quarter: views.Link
    corrections: Corrections


@dataclass(frozen=True, slots=True)
class SnapshotPlanPage:
    """View of one plan's tasks in a snapshot."""

    day: views.Value
    tasks: Table
    cite: str
    corrections: Corrections


def pages(values: Values, site_url: str) -> Iterator[PageSpec]:
    """Yield the pages of every closed quarter's snapshot."""
    for quarter in values.portal.closed_quarters:
        yield _snapshot(values, quarter)
        yield from _plans(values, site_url, quarter)


def files(portal: Portal) -> list[SiteFile]:
    """Return the tables of all snapshots as files, byte for byte."""
    return [
        SiteFile(f"{urls.snapshot(quarter)}{table}.csv", data, closed_quarter.snapshot_path(quarter, table))
        for quarter, tables in portal.snapshots.items()
        for table, data in tables.items()
    ]


def receipt_of(quarter: Quarter, line: int = 1) -> views.Receipt:
    """Return the receipt for a line of a snapshot's table of tasks; line 1 means the whole table."""
    path = closed_quarter.snapshot_path(quarter, "tasks")
    url = f"{urls.snapshot(quarter)}tasks.csv"
    return views.Receipt(f"snapshot:{quarter.id}", f"{path}:{line}", url=url)


def _corrections(values: Values, quarter: Quarter, plan_id: str = "") -> Corrections:
    """Collect the corrections of a closed quarter, or only those of one plan in it."""
    pairs = [
        (row, change.plan)
        for row, change in zip(
            corrections_of(values, quarter),
            (c for each in values.portal.quarter_files[quarter].record.corrections for c in each.changes),
            strict=True,
        )
    ]
    rows = [row for row, of in pairs if plan_id in {"", of}]
    of = scopes.rows("corrections", quarter=quarter.id)
    return Corrections(
        rows=tuple(rows[:MOST_CORRECTIONS]),
        count=values.tally(len(rows), of if plan_id == "" else of.where(plan=plan_id)),
        whole=views.Link(
            values.t("closed.page.all-corrections", quarter=quarter.label),
            f"{urls.quarter(quarter)}#dinh-chinh",
        ),
    )


def crumbs_of(values: Values, quarter: Quarter, *more: views.Link) -> tuple[views.Link, ...]:
    """Return the breadcrumbs down to a quarter, followed by `more`."""
    index = views.Link(values.t("quarters.title"), urls.QUARTERS)
    return values.crumbs(index, views.Link(quarter.label, urls.quarter(quarter)), *more)


def _day(portal: Portal, quarter: Quarter) -> views.Value:
    located = portal.quarter_files[quarter]
    day = located.record.closed
    text, machine = (wording.day(day), day.isoformat()) if day else ("", "")
    return views.Value(text, machine, views.Receipt(located.ref, located.place))


def last_day_counted(portal: Portal, quarter: Quarter) -> date:
    """The last day whose deadlines a snapshot counts as due; the quarter's unless it closed before."""
    closed = portal.quarter_files[quarter].record.closed
    return min(quarter.last_day, (closed or date.max) - timedelta(days=1))


def _by_plan(tasks: Iterable[FrozenTask]) -> dict[str, list[FrozenTask]]:
    found: dict[str, list[FrozenTask]] = {}
    for task in tasks:
        found.setdefault(task["plan"], []).append(task)
    return found


def plan_name(portal: Portal, plan_id: str) -> str:
    """Return a plan's short title; its id if the plan is not in the data any more."""
    plan = portal.plans.get(plan_id)
    return plan.record.short_title if plan else plan_id


def count_of(number: int, receipt: views.Receipt, of: Scope | None = None) -> views.Value:
    """Return a number as a value with a receipt; `of` are the rows of a published table that it counts."""
    count = None if of is None else views.Count(ROWS, str(of))
    return views.Value(wording.number(number), str(number), receipt, count=count)


def _counts(found: FrozenCounts, quarter: Quarter, plan_id: str, last: date) -> Iterator[views.Value]:
    """Yield the numbers of tasks, of those reported, of those due by the last day, and of these the done."""
    tasks = Scope(f"snapshot:{quarter.id}/tasks").where(plan=plan_id, parent="")
    due = tasks.until("rate_day", last)
    for number, of in (
        (found.total, tasks),
        (found.reported, tasks.outside("reported", "none")),
        (found.due, due),
        (found.done_of_due, due.among("counted_as", *sorted(DONE))),
    ):
        yield count_of(number, receipt_of(quarter), of)


def _snapshot(values: Values, quarter: Quarter) -> PageSpec:
    rows = []
    for plan_id, tasks in _by_plan(values.measured.frozen_tasks[quarter].values()).items():
        printed = [task for task in tasks if not task["parent"]]
        link = views.Link(plan_name(values.portal, plan_id), urls.snapshot_plan(quarter, plan_id))
        last = last_day_counted(values.portal, quarter)
        rows.append(TableRow((link, *_counts(frozen_counts(printed, last), quarter, plan_id, last))))
    located = values.portal.quarter_files[quarter]
    own = views.Receipt(located.ref, located.place)
    digests = tuple(
        (
            views.Link(values.t(f"closed.page.table-{table}"), f"{urls.snapshot(quarter)}{table}.csv"),
            views.Value(digest, digest, own),
        )
        for table in closed_quarter.TABLES
        if (digest := str(getattr(located.record.snapshot, table)))
    )
    title = values.t("closed.page.title", quarter=quarter.label)
    plans = Table(
        caption=title,
        columns=(
            title_column(values.t("closed.page.plan")),
            *(count_column(values.t(f"closed.page.{key}")) for key in ("tasks", "reported", "due", "done")),
        ),
        groups=one_group(rows),
    )
    view = SnapshotPage(
        _day(values.portal, quarter),
        plans,
        digests,
        views.Link(quarter.label, urls.quarter(quarter)),
        _corrections(values, quarter),
    )
    return PageSpec(
        url=urls.snapshot(quarter),
        title=title,
        description=values.t("closed.page.description", quarter=quarter.label),
        section="ky-bao-cao",
        template="quarters/snapshot.html.j2",
        view=view,
        tables=(plans,),
        crumbs=crumbs_of(values, quarter),
    )


def _plans(values: Values, site_url: str, quarter: Quarter) -> Iterator[PageSpec]:
    above = views.Link(values.t("closed.snapshot"), urls.snapshot(quarter))
    located = values.portal.quarter_files[quarter]
    digest = located.record.snapshot.tasks if located.record.snapshot else ""
    for plan_id, tasks in _by_plan(values.measured.frozen_tasks[quarter].values()).items():
        name = plan_name(values.portal, plan_id)
        title = values.t("closed.page.plan-title", quarter=quarter.label, plan=name)
        url = urls.snapshot_plan(quarter, plan_id)
        day = _day(values.portal, quarter)
        view = SnapshotPlanPage(
            corrections=_corrections(values, quarter, plan_id),
            day=day,
            tasks=tasks_table(values, title, quarter, tasks),
            cite=values.t(
                "closed.page.cite",
                name=values.portal.settings.name,
                plan=name,
                quarter=quarter.label,
                day=day.text,
                digest=digest,
                url=f"{site_url}{url}",
            ),
        )
        yield PageSpec(
            url=url,
            title=title,
            description=values.t("closed.page.description", quarter=quarter.label),
            section="ky-bao-cao",
            template="quarters/snapshot_plan.html.j2",
            view=view,
            tables=(view.tasks,),
            crumbs=crumbs_of(values, quarter, above),
        )


def tasks_table(values: Values, caption: str, quarter: Quarter, tasks: Iterable[FrozenTask]) -> Table:
    """Return a table of one plan's tasks in a snapshot: reported, proved and schedule state of each."""
    facts = (values.label(records.TaskRecord, name) for name in ("reported", "evidenced", "schedule"))
    listed = tuple(tasks)
    declared = frozen_columns(listed)
    return Table(
        caption=caption,
        columns=(
            TableColumn(values.label(records.TaskRecord, "number"), cells="number"),
            title_column(values.label(records.TaskRecord, "title")),
            TableColumn(values.label(records.TaskRecord, "deadline")),
            *(TableColumn(fact, "fact") for fact in facts),
            *(TableColumn(field.label(values.catalogue)) for field in declared),
        ),
        groups=one_group(_line(values, quarter, task, declared) for task in listed),
        receipt=receipt_of(quarter),
    )


def frozen_columns(tasks: Sequence[FrozenTask]) -> tuple[Field[Any], ...]:
    """Return the declared columns of tables of tasks that the frozen table has, and some task a value in."""
    return tuple(
        field for field in TASKS if field.column and field.table and any(task[field.id] for task in tasks)
    )


def code_words(t: TextOf, column: str, text: str) -> str:
    """Return a cell of a frozen table of tasks in words, if it is one of the codes of its column."""
    codes = field_of(records.TaskRecord, column).codes
    return t(codes.key(text)) if codes is not None and text in codes.allowed else text


def _line(values: Values, quarter: Quarter, task: FrozenTask, declared: Iterable[Field[Any]]) -> TableRow:
    receipt, t = receipt_of(quarter, task.line), values.t

    def value(column: str) -> views.Value:
        return views.Value(code_words(t, column, task[column]), task[column], receipt)

    deadline = due_words(task)
    gap = "deadline" in task["not_entered"].split(";")
    none = t("site.not-entered.whole" if gap else "closed.page.no-deadline")
    return TableRow(
        (
            value("number"),
            value("title"),
            views.Value(deadline or none, deadline, receipt),
            value("reported"),
            value("evidenced"),
            value("counted_as"),
            *(_frozen_cell(values, field, task[field.id], receipt) for field in declared),
        ),
        id=urls.anchor("nv", task["number"]),
    )


def frozen_words(values: Values, column: str, text: str) -> str:
    """Return a cell of a frozen table of tasks in words, as today's tables have them.

    The text stays as it is if the records have no such field any more.
    """
    try:
        field = field_of(records.TaskRecord, column)
    except KeyError:
        return text
    words = code_words(values.t, column, text)
    return words if words != text else shown(values, field.attribute, text.replace(";", "; "), field.record)


def _frozen_cell(values: Values, field: Field[Any], text: str, receipt: views.Receipt) -> Content:
    if not text:
        return cells.absent(values.t("shell.fields.none"))
    return views.Value(frozen_words(values, field.id, text), text, receipt)
