"""The pages on what changed from one closed quarter to the next (``thay-doi/``)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from generator.data import labels
from generator.data.catalogue import Catalogue, TextOf
from generator.data.comparison import FieldChange
from generator.data.snapshots import KINDS, SnapshotDifference, differences
from generator.model import records
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.pages.quarters.snapshots import code_words, crumbs_of, frozen_words, plan_name, receipt_of
from generator.view import cells, scopes, urls, views
from generator.view.scopes import Scope
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

MOST_TOGETHER = 200
"""If there are more differences than this, each plan's are on a page of their own; every one is listed."""

Found: TypeAlias = Mapping[str, Sequence[SnapshotDifference]]
"""Differences by kind."""


@dataclass(frozen=True, slots=True)
class DifferenceKind:
    """One kind of difference with its tasks."""

    id: str
    table: Table
    count: views.Value
    folded: bool


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """View of the comparison of two snapshots, or of one plan in them."""

    before: views.Link
    after: views.Link
    counts: Table | None
    """For each plan, the number of tasks by kind of difference; None if nothing differs, or for one plan."""
    kinds: tuple[DifferenceKind, ...]
    """Every difference by kind; empty if they are on the pages of the plans."""
    none: tuple[str, ...]
    """Kinds of difference that no task has, in words."""


def pages(values: Values) -> Iterator[PageSpec]:
    """Yield a page for each pair of successive closed quarters, with one for each plan if they are many."""
    for before, after in pairwise(values.portal.closed_quarters):
        found = differences(values.measured.frozen_tasks[before], values.measured.frozen_tasks[after])
        apart = sum(len(items) for items in found.values()) > MOST_TOGETHER
        yield _together(values, before, after, found, apart=apart)
        for plan_id in _plans(values.portal, found) if apart else ():
            own = {kind: [i for i in items if i.task["plan"] == plan_id] for kind, items in found.items()}
            yield _of_plan(values, before, after, plan_id, own)


def _plans(portal: Portal, found: Found) -> list[str]:
    """Ids of the plans with differences, in the order of the plans; plans that are gone come last."""
    changed = dict.fromkeys(item.task["plan"] for items in found.values() for item in items)
    return [p for p in portal.plans if p in changed] + [p for p in changed if p not in portal.plans]


def _together(values: Values, before: Quarter, after: Quarter, found: Found, *, apart: bool) -> PageSpec:
    title = values.t("closed.diff.title", before=before.label, after=after.label)
    rows = []
    for plan_id in _plans(values.portal, found):
        of = _differences(after).where(plan=plan_id)
        numbers = [(kind, sum(1 for item in found[kind] if item.task["plan"] == plan_id)) for kind in KINDS]
        url = urls.plan_changes(after, plan_id) if apart else urls.snapshot_plan(after, plan_id)
        link = views.Link(plan_name(values.portal, plan_id), url)
        rows.append(
            TableRow((link, *(_count(values, number, of.where(difference=kind)) for kind, number in numbers)))
        )
    counts = _counts_table(values.t, title, rows) if rows else None
    view = _view(values, before, after, found, counts, _differences(after) if not apart else None)
    return _page(values, urls.changes(after), title, after, view)


def _of_plan(values: Values, before: Quarter, after: Quarter, plan_id: str, own: Found) -> PageSpec:
    title = values.t(
        "closed.diff.plan-title",
        before=before.label,
        after=after.label,
        plan=plan_name(values.portal, plan_id),
    )
    view = _view(values, before, after, own, None, _differences(after).where(plan=plan_id))
    above = views.Link(
        values.t("closed.diff.title", before=before.label, after=after.label), urls.changes(after)
    )
    return _page(values, urls.plan_changes(after, plan_id), title, after, view, above)


def _page(
    values: Values, url: str, title: str, after: Quarter, view: DifferencePage, *above: views.Link
) -> PageSpec:
    return PageSpec(
        url=url,
        title=title,
        description=values.t("closed.diff.description", before=view.before.text, after=view.after.text),
        section="ky-bao-cao",
        template="quarters/snapshot_diff.html.j2",
        view=view,
        tables=drawn(view.counts, *(kind.table for kind in view.kinds)),
        crumbs=crumbs_of(values, after, *above),
    )


def _view(
    values: Values, before: Quarter, after: Quarter, found: Found, counts: Table | None, listed: Scope | None
) -> DifferencePage:
    """Make the view; `listed`: the published rows of the differences, None if plans have own pages."""
    kinds, of = [], listed or _differences(after)
    for kind in KINDS if listed is not None else ():
        rows = tuple(_row(values, kind, item, before, after) for item in found[kind])
        if rows:
            table = _kind_table(values, kind, rows)
            count = values.tally(len(rows), of.where(difference=kind))
            kinds.append(DifferenceKind(kind, table, count, len(rows) > MOST_OPEN))
    return DifferencePage(
        before=views.Link(before.label, urls.snapshot(before)),
        after=views.Link(after.label, urls.snapshot(after)),
        counts=counts,
        kinds=tuple(kinds),
        none=tuple(values.t(f"closed.diff.{kind}") for kind in KINDS if not found[kind]),
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


def _differences(after: Quarter) -> Scope:
    """The published rows of the differences from the closed quarter before."""
    return scopes.rows("differences", quarter=after.id)


def _count(values: Values, number: int, of: Scope) -> TableCell:
    return TableCell(values.tally(number, of), look="num" if number else "num zero")


def _kind_table(values: Values, kind: str, rows: Iterable[TableRow]) -> Table:
    """Return a table of the tasks with one kind of difference, before and after."""
    t = values.t
    return Table(
        caption=t(f"closed.diff.{kind}"),
        columns=(
            title_column(values.label(records.TaskRecord, "title")),
            TableColumn(t("closed.diff.before")),
            TableColumn(t("closed.diff.after")),
        ),
        groups=one_group(rows),
    )


OF_TITLES = frozenset({"reworded", "dropped", "added"})
"""Kinds of difference in which before and after are the task's title."""


def _row(values: Values, kind: str, item: SnapshotDifference, before: Quarter, after: Quarter) -> TableRow:
    """Return the row of a task that differs between two snapshots; it links to the task in a snapshot."""
    dropped = kind == "dropped"
    quarter = before if dropped else after
    task = item.task
    receipt = receipt_of(quarter, task.line)
    before_text, after_text = _texts(values, item)

    def value(text: str) -> views.Value | None:
        if not text:
            return None
        words = code_words(values.t, item.column, text) if item.column else text
        return views.Value(words, text, receipt)

    place = f"{urls.snapshot_plan(quarter, task['plan'])}#{urls.anchor('nv', task['number'])}"
    t, plan = values.t, plan_name(values.portal, task["plan"])
    link = views.Link(t("history.subject.task", number=task["number"], plan=plan), place)
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


def _texts(values: Values, item: SnapshotDifference) -> tuple[str, str]:
    """Return before and after; for the kind of other columns, ``name: cell`` joined by `` · ``."""
    if not item.columns:
        return item.before, item.after

    def words(change: FieldChange[str, str], text: str | None) -> str:
        if not text:
            return ""
        return f"{_name(values.catalogue, change.field)}: {frozen_words(values, change.field, text)}"

    return (
        " · ".join(filter(None, (words(change, change.before) for change in item.columns))),
        " · ".join(filter(None, (words(change, change.after) for change in item.columns))),
    )


def _name(catalogue: Catalogue, column: str) -> str:
    """Return a column's name in words; the column id for one that only older snapshots have."""
    try:
        return labels.label(records.TaskRecord, column, catalogue)
    except KeyError:
        return column
