"""The pages on what changed from one closed quarter to the next (``thay-doi/``)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.data import labels
from generator.data.catalogue import Catalogue, TextOf
from generator.data.snapshots import KINDS, SnapshotDifference, differences
from generator.model import records
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.pages.quarters.snapshots import count_of, crumbs_of, plan_name, receipt_of
from generator.view import cells, urls, views
from generator.view.site import PageSpec
from generator.view.table import (
    Table,
    TableCell,
    TableColumn,
    TableRow,
    count_column,
    drawn,
    one_group,
    title_column,
)
from generator.view.values import Values

MOST_OPEN = 15
"""If a kind of difference has more rows than this, they are folded."""

MOST_ROWS = 40
"""Most tasks of one kind of difference that a page lists; the snapshots' tables have all."""


@dataclass(frozen=True, slots=True)
class DifferenceKind:
    """One kind of difference with its tasks."""

    id: str
    table: Table
    count: views.Value
    folded: bool
    more: views.Value | None
    """Number of tasks that are not listed; None if there are none."""


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """View of the comparison of two snapshots."""

    before: views.Link
    after: views.Link
    counts: Table | None
    """For each plan, the number of tasks by kind of difference; None if nothing differs."""
    kinds: tuple[DifferenceKind, ...]
    none: tuple[str, ...]
    """Kinds of difference that no task has, in words."""
    downloads: tuple[views.Link, ...]


def pages(values: Values) -> Iterator[PageSpec]:
    """Yield a page for each pair of successive closed quarters."""
    shut = values.portal.closed_quarters
    for before, after in pairwise(shut):
        yield _differences(values, before, after)


def _differences(values: Values, before: Quarter, after: Quarter) -> PageSpec:
    found = differences(values.measured.frozen_tasks[before], values.measured.frozen_tasks[after])
    receipt = receipt_of(after)
    plans: dict[str, list[int]] = {}
    for place, kind in enumerate(KINDS):
        for item in found[kind]:
            plans.setdefault(item.task["plan"], [0] * len(KINDS))[place] += 1
    in_order = [plan_id for plan_id in values.portal.plans if plan_id in plans]
    title = values.t("closed.diff.title", before=before.label, after=after.label)
    rows = tuple(
        TableRow(
            (
                views.Link(plan_name(values.portal, plan_id), urls.snapshot_plan(after, plan_id)),
                *(_count(number, receipt) for number in plans[plan_id]),
            )
        )
        for plan_id in in_order
    )
    counts = _counts_table(values.t, title, rows) if rows else None
    kinds = []
    for kind in KINDS:
        rows = tuple(
            _row(values.portal, values.catalogue, kind, item, before, after)
            for item in found[kind][:MOST_ROWS]
        )
        over = len(found[kind]) - MOST_ROWS
        if rows:
            more = count_of(over, receipt) if over > 0 else None
            count = count_of(len(found[kind]), receipt)
            table = _kind_table(values.t, kind, rows)
            kinds.append(DifferenceKind(kind, table, count, len(rows) > MOST_OPEN, more))
    view = DifferencePage(
        before=views.Link(before.label, urls.snapshot(before)),
        after=views.Link(after.label, urls.snapshot(after)),
        counts=counts,
        kinds=tuple(kinds),
        none=tuple(values.t(f"closed.diff.{kind}") for kind in KINDS if not found[kind]),
        downloads=tuple(
            views.Link(f"{quarter.label}, CSV", f"{urls.snapshot(quarter)}tasks.csv")
            for quarter in (before, after)
        ),
    )
    return PageSpec(
        url=urls.changes(after),
        title=title,
        description=values.t("closed.diff.description", before=before.label, after=after.label),
        section="ky-bao-cao",
        template="quarters/snapshot_diff.html.j2",
        view=view,
        tables=drawn(counts, *(kind.table for kind in kinds)),
        crumbs=crumbs_of(values, after),
    )


def _counts_table(t: TextOf, caption: str, rows: Iterable[TableRow]) -> Table:
    return Table(
        caption=caption,
        columns=(
            title_column(t("closed.page.plan")),
            *(count_column(t(f"closed.diff.{kind}")) for kind in KINDS),
        ),
        groups=one_group(rows),
    )


def _count(number: int, receipt: views.Receipt) -> TableCell:
    return TableCell(count_of(number, receipt), look="num" if number else "num zero")


def _kind_table(t: TextOf, kind: str, rows: Iterable[TableRow]) -> Table:
    """Return a table of the tasks with one kind of difference, before and after."""
    return Table(
        caption=t(f"closed.diff.{kind}"),
        columns=(
            title_column(t("closed.page.task")),
            TableColumn(t("closed.diff.before")),
            TableColumn(t("closed.diff.after")),
        ),
        groups=one_group(rows),
    )


OF_TITLES = frozenset({"reworded", "dropped", "added"})
"""Kinds of difference in which before and after are the task's title."""


def _row(
    portal: Portal, catalogue: Catalogue, kind: str, item: SnapshotDifference, before: Quarter, after: Quarter
) -> TableRow:
    """Return the row of a task that differs between two snapshots; it links to the task in a snapshot."""
    dropped = kind == "dropped"
    quarter = before if dropped else after
    task = item.task
    receipt = receipt_of(quarter, task.line)
    before_text, after_text = _texts(catalogue, item)

    def value(text: str) -> views.Value | None:
        if not text:
            return None
        words = catalogue.text(f"site.{item.words}.{text}") if item.words else text
        return views.Value(words, text, receipt)

    place = f"{urls.snapshot_plan(quarter, task['plan'])}#{urls.anchor('nv', task['number'])}"
    text = catalogue.text("history.subject.task", number=task["number"], plan=plan_name(portal, task["plan"]))
    link, t = views.Link(text, place), catalogue.text
    title = views.Value(task["title"], task["title"], receipt)
    was = value(before_text) if kind != "added" else None
    now = value(after_text) if not dropped else None
    return TableRow(
        (
            link if kind in OF_TITLES else cells.spaced(cells.item(title), cells.item(link, note=True)),
            was or cells.absent(t("closed.diff.new")),
            now or cells.absent(t("closed.diff.gone")),
        )
    )


def _texts(catalogue: Catalogue, item: SnapshotDifference) -> tuple[str, str]:
    """Return before and after; for the kind of other columns, ``name: cell`` joined by `` · ``."""
    if not item.columns:
        return item.before, item.after
    named = [(_name(catalogue, change.field), change.before, change.after) for change in item.columns]
    return (
        " · ".join(f"{name}: {before}" for name, before, _ in named if before),
        " · ".join(f"{name}: {after}" for name, _, after in named if after),
    )


def _name(catalogue: Catalogue, column: str) -> str:
    """Return a column's name in words; the column id for one that only older snapshots have."""
    try:
        return labels.label(records.TaskRecord, column, catalogue)
    except KeyError:
        return column
