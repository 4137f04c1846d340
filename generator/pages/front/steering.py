"""``/dieu-hanh/``, for the steering committee: late tasks, missing reports, due days, the communes' plans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.measures.metrics import Measured
from generator.measures.reporters import leads_of, leaf_tasks
from generator.measures.status import SOON, Place
from generator.model import wording
from generator.model.portal import Plan, Task
from generator.pages.front.cascade import Cascade, cascade
from generator.pages.front.due import printed, upcoming
from generator.pages.front.reporting import Reporting, reporting
from generator.pages.front.steering_tables import cascade_table, plan_title, reporting_table, tasks_table
from generator.view import cells, urls, views
from generator.view.cells import Linked, MarkedValue, Span
from generator.view.excerpts import excerpt
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import (
    RowGroup,
    Table,
    TableRow,
    count_column,
    drawn,
    one_group,
    title_column,
)
from generator.view.task_views import TaskViews
from generator.view.values import Values

FAR = timedelta(days=90)
"""How far ahead the page looks."""

ANCHORS = {
    "late": "tre-han",
    "unreported": "chua-co-bao-cao",
    "soon": "trong-30-ngay",
    "far": "trong-90-ngay",
}
"""Anchors of the lists; they must never change, because people link to them."""

QUESTIONS = tuple(ANCHORS)
"""Ids of the lists in page order."""

TITLE = 160
"""Most characters of a task's title in the lists."""


@dataclass(frozen=True, slots=True)
class TaskList:
    """One list of tasks, such as those that are late, grouped by agency."""

    id: str
    title: str
    note: str
    empty: str
    table: Table | None
    """The tasks, grouped by agency; None if there are none."""
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class SteeringPage:
    """View of the page."""

    as_of: views.Value
    cutoff: views.Value | None
    plan: views.Link
    figures: tuple[views.Figure, ...]
    summary: Table
    """Every agency that leads a task of the plan, in the order in which the plan names them."""
    summary_receipt: views.Receipt
    lists: tuple[TaskList, ...]
    parts_note: bool
    """Whether the list of unreported tasks has another number of tasks than the count of whole tasks says."""
    reporting: Reporting
    reporting_table: Table
    others: Table | None
    """The counts of other plans; None if there is no other plan with tasks."""
    cascade: Cascade
    cascade_table: Table
    downloads: tuple[views.Link, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the page, in order."""
        first, second, *later = (each.table for each in self.lists)
        before = (self.summary, first, second, self.reporting_table)
        return drawn(*before, *later, self.others, self.cascade_table)


def pages(task_views: TaskViews) -> Iterator[PageSpec]:
    """Yield the page."""
    values = task_views.values
    title = values.t("steering.title")
    view = steering(task_views)
    yield PageSpec(
        url=urls.STEERING,
        title=title,
        description=values.t("steering.description"),
        section="dieu-hanh",
        template="front/steering.html.j2",
        view=view,
        tables=view.tables,
        crumbs=values.crumbs(),
        search=(
            SearchRecord(
                urls.STEERING,
                title,
                "page",
                names=tuple(values.t("steering.words").split("; ")),
                weight=2,
            ),
        ),
        index=True,
    )


def steering(task_views: TaskViews) -> SteeringPage:
    """Make the view of the page."""
    values = task_views.values
    portal, as_of = values.portal, values.measured.as_of
    plan = portal.plans[portal.settings.headline_plan]
    cutoff = values.measured.cutoff
    late, unreported, soon, far = questions(values.measured, plan)
    next_days = [(task, day) for task, day in far if day > as_of + SOON]
    lists = (
        _list(task_views, "late", late),
        _list(task_views, "unreported", unreported),
        _list(task_views, "soon", soon),
        _list(task_views, "far", next_days),
    )
    due_unreported = values.measured.counts(plan.printed_tasks).at(Place.DUE_UNREPORTED)
    counts = (
        ("late", values.count(printed(t for t, _ in late), "count-overdue")),
        ("unreported", values.count(due_unreported, "count-due_unreported")),
        ("soon", values.count(printed(t for t, _ in soon), "count-due_soon")),
        ("far", values.tally(printed(t for t, _ in far), "tasks")),
    )
    reports, reached = reporting(values, plan), cascade(values)
    return SteeringPage(
        as_of=values.computed(wording.day(as_of), as_of.isoformat(), None, "as-of"),
        cutoff=values.computed(wording.day(cutoff), cutoff.isoformat(), None, "reported") if cutoff else None,
        plan=values.plan_link(plan.id),
        figures=tuple(views.Figure(value, values.t(f"steering.figure-{key}")) for key, value in counts),
        summary=_summary(values, plan, (late, unreported, soon, far)),
        summary_receipt=values.counted("count-total"),
        lists=lists,
        parts_note=printed(t for t, _ in unreported) != due_unreported,
        reporting=reports,
        reporting_table=reporting_table(values.t, reports),
        others=_others(values, [each for each in portal.plans.values() if each.id != plan.id and each.tasks]),
        cascade=reached,
        cascade_table=cascade_table(values, reached.rows, reached.alike),
        downloads=values.downloads("tasks"),
    )


Dated = list[tuple[Task, date]]
"""Tasks, each with the last day on which it is in time."""
"""Tasks, each with the last day on which it is in time."""


def questions(measured: Measured, plan: Plan) -> tuple[Dated, Dated, Dated, Dated]:
    """Return the tasks that are late or overdue; due without a report; due in 30 days; due in 90 days."""
    late: Dated = []
    unreported: Dated = []
    for task in plan.tasks.values():
        facts = measured.standings[task.key].facts
        if task.children or facts.due is None:
            continue
        if facts.place in {Place.DONE_LATE, Place.OVERDUE}:
            late.append((task, facts.due))
        elif facts.place is Place.DUE_UNREPORTED:
            unreported.append((task, facts.due))
    ahead = [(due.task, due.day) for due in upcoming(measured, [plan])]
    as_of = measured.as_of
    soon = [(task, day) for task, day in ahead if day <= as_of + SOON]
    far = [(task, day) for task, day in ahead if day <= as_of + FAR]
    return late, unreported, soon, far


def _summary(values: Values, plan: Plan, lists: tuple[Dated, Dated, Dated, Dated]) -> Table:
    """Count each agency's tasks in the four lists; a task with several leads counts for each of them."""
    leads = list(leads_of(leaf_tasks(plan)))
    if any(not task.record.lead for dated in lists for task, _ in dated):
        leads.append("")
    rows = []
    for agency in leads:
        counts = [
            printed(
                task for task, _ in dated if (agency in task.record.lead if agency else not task.record.lead)
            )
            for dated in lists
        ]
        named = values.agency_link(agency, short=True) if agency else values.t("steering.no-lead")
        rows.append(TableRow((named, *_counts(values, counts))))
    return Table(
        caption=values.t("steering.summary.caption"),
        columns=(
            title_column(values.t("steering.reporting.agency")),
            *(count_column(values.t(f"steering.summary.{key}")) for key in QUESTIONS),
        ),
        groups=one_group(rows),
        look="plain by-lead",
        is_filtered=False,
    )


def _counts(values: Values, counts: Sequence[int]) -> tuple[views.Value, ...]:
    """Return the number of tasks in each list, each with the rule that counts them."""
    late, unreported, soon, far = counts
    return (
        values.count(late, "count-overdue"),
        values.count(unreported, "count-due_unreported"),
        values.count(soon, "count-due_soon"),
        values.tally(far, "tasks"),
    )


def _list(task_views: TaskViews, key: str, dated: Dated) -> TaskList:
    values = task_views.values
    leads = leads_of(task for task, _ in dated)
    states = key == "late"
    groups = [
        _group(task_views, agency, [(t, d) for t, d in dated if agency in t.record.lead], states=states)
        for agency in leads
    ]
    groups.sort(key=lambda group: -len(group.rows))
    unnamed = [(task, day) for task, day in dated if not task.record.lead]
    if unnamed:
        groups.append(_group(task_views, None, unnamed, states=states))
    title = values.t(f"steering.{key}.title")
    return TaskList(
        id=ANCHORS[key],
        title=title,
        note=values.t(f"steering.{key}.note"),
        empty=values.t(f"steering.{key}.empty"),
        table=tasks_table(values, title, groups, states=states) if groups else None,
        receipt=values.counted({"late": "overdue", "unreported": "due-unreported"}.get(key, "due-soon")),
    )


def _group(task_views: TaskViews, agency: str | None, dated: Dated, *, states: bool) -> RowGroup:
    """Return the group of tasks that an agency leads; the agency is None for tasks without a lead."""
    values = task_views.values
    named = values.t("steering.no-lead") if agency is None else values.agency_link(agency)
    count = values.count(printed(task for task, _ in dated), "count-total")
    return RowGroup(
        rows=tuple(_task(task_views, task, day, states=states) for task, day in dated),
        heading=cells.spaced(named, cells.note(count, f" {values.t('steering.tasks')}")),
    )


def _task(task_views: TaskViews, task: Task, day: date, *, states: bool) -> TableRow:
    """Return a task's row: the beginning of its title and the last day on which it is in time."""
    values = task_views.values
    standing = values.measured.standings[task.key]
    facts = standing.facts
    title = values.value(excerpt(task.full_title, TITLE), task, "title", machine=task.key)
    own = (
        values.value(task.number, task, "number"),
        Linked(urls.task(task), title),
        Span(task_views.deadline_value(task)),
        Span(values.computed(wording.day(day), day.isoformat(), task, facts.rule)),
    )
    if not states:
        return TableRow(own)
    detail = task_views.schedule_detail(facts)
    state = MarkedValue(values.mark_of(standing), task_views.schedule_value(task, facts))
    return TableRow((*own, cells.spaced(state, Span(detail, "detail") if detail else None)))


def _others(values: Values, plans: Sequence[Plan]) -> Table | None:
    """Return a table of the counts of other plans; None if there are none."""
    if not plans:
        return None
    return Table(
        caption=values.t("steering.others.caption"),
        columns=(
            title_column(values.t("steering.others.plan")),
            *(count_column(values.t(f"steering.others.{key}")) for key in QUESTIONS),
        ),
        groups=one_group(_other(values, plan) for plan in plans),
    )


def _other(values: Values, plan: Plan) -> TableRow:
    counts = [printed(task for task, _ in dated) for dated in questions(values.measured, plan)]
    owner = values.agency_link(plan.record.owner, short=True)
    return TableRow((plan_title(values.t, values.plan_link(plan.id), owner), *_counts(values, counts)))
