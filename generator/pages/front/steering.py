"""``/dieu-hanh/``, for the steering committee: late tasks, missing reports, due days, the communes' plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.measures.metrics import Measured
from generator.measures.reporters import leads_of, leaf_tasks
from generator.measures.status import SOON, Schedule
from generator.model import wording
from generator.model.portal import Plan, Task
from generator.pages.front.cascade import Cascade, cascade
from generator.pages.front.due import printed, upcoming
from generator.pages.front.reporting import Reporting, reporting
from generator.view import urls, views
from generator.view.excerpts import excerpt
from generator.view.site import PageSpec, SearchRecord
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

TITLE = 160
"""Most characters of a task's title in the lists."""


@dataclass(frozen=True, slots=True)
class SteeringTask:
    """One task in a list by agency."""

    number: views.Value
    title: views.Value
    """The beginning of the title; the task's page has all of it."""
    url: str
    deadline: views.Value
    day: views.Value
    """Last day on which the task is in time."""
    mark: views.Mark
    schedule: views.Value
    detail: str
    """Text after the state, such as the days late."""


@dataclass(frozen=True, slots=True)
class AgencyTasks:
    """An agency with the tasks that it leads; the agency is None for tasks without a lead."""

    agency: views.Link | None
    count: views.Value
    tasks: tuple[SteeringTask, ...]


@dataclass(frozen=True, slots=True)
class TaskList:
    """One list of tasks, such as those that are late, grouped by agency."""

    id: str
    title: str
    note: str
    empty: str
    agencies: tuple[AgencyTasks, ...]
    states: bool
    """Whether the list has a column for the state, because its tasks differ in it."""
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """How many tasks an agency has in each list; the agency is None for tasks without a lead."""

    agency: views.Link | None
    late: views.Value
    unreported: views.Value
    soon: views.Value
    far: views.Value


@dataclass(frozen=True, slots=True)
class PlanRow:
    """How many tasks another plan has in each list."""

    plan: views.Link
    owner: views.Link
    late: views.Value
    unreported: views.Value
    soon: views.Value
    far: views.Value


@dataclass(frozen=True, slots=True)
class SteeringPage:
    """View of the page."""

    as_of: views.Value
    cutoff: views.Value | None
    plan: views.Link
    figures: tuple[views.Figure, ...]
    summary: tuple[AgencyRow, ...]
    """Every agency that leads a task of the plan, in the order in which the plan names them."""
    summary_receipt: views.Receipt
    lists: tuple[TaskList, ...]
    parts_note: bool
    """Whether the list of unreported tasks has another number of tasks than the count of whole tasks says."""
    reporting: Reporting
    others: tuple[PlanRow, ...]
    cascade: Cascade
    downloads: tuple[views.Link, ...]


def pages(task_views: TaskViews) -> Iterator[PageSpec]:
    """Yield the page."""
    values = task_views.values
    title = values.t("steering.title")
    yield PageSpec(
        url=urls.STEERING,
        title=title,
        description=values.t("steering.description"),
        section="dieu-hanh",
        template="front/steering.html.j2",
        view=steering(task_views),
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
    by_code = values.measured.counts(plan.printed_tasks).by_code
    due_unreported = by_code.get("due_unreported", 0)
    counts = (
        ("late", values.count(printed(t for t, _ in late), "count-overdue")),
        ("unreported", values.count(due_unreported, "count-due_unreported")),
        ("soon", values.count(printed(t for t, _ in soon), "count-due_soon")),
        ("far", values.tally(printed(t for t, _ in far), "tasks")),
    )
    return SteeringPage(
        as_of=values.computed(wording.day(as_of), as_of.isoformat(), None, "as-of"),
        cutoff=values.computed(wording.day(cutoff), cutoff.isoformat(), None, "reported") if cutoff else None,
        plan=values.plan_link(plan.id),
        figures=tuple(views.Figure(value, values.t(f"steering.figure-{key}")) for key, value in counts),
        summary=_summary(values, plan, (late, unreported, soon, far)),
        summary_receipt=values.counted("count-total"),
        lists=lists,
        parts_note=printed(t for t, _ in unreported) != due_unreported,
        reporting=reporting(values, plan),
        others=tuple(
            _other(values, each) for each in portal.plans.values() if each.id != plan.id and each.tasks
        ),
        cascade=cascade(values),
        downloads=values.downloads("tasks"),
    )


Dated = list[tuple[Task, date]]
"""Tasks, each with the last day on which it is in time."""


def questions(measured: Measured, plan: Plan) -> tuple[Dated, Dated, Dated, Dated]:
    """Return the tasks that are late or overdue; due without a report; due in 30 days; due in 90 days."""
    late: Dated = []
    unreported: Dated = []
    for task in plan.tasks.values():
        facts = measured.standings[task.key].facts
        if task.children or facts.due is None:
            continue
        if facts.schedule in {Schedule.LATE, Schedule.OVERDUE}:
            late.append((task, facts.due))
        elif facts.schedule is Schedule.DUE_UNREPORTED:
            unreported.append((task, facts.due))
    ahead = [(due.task, due.day) for due in upcoming(measured, [plan])]
    as_of = measured.as_of
    soon = [(task, day) for task, day in ahead if day <= as_of + SOON]
    far = [(task, day) for task, day in ahead if day <= as_of + FAR]
    return late, unreported, soon, far


def _summary(values: Values, plan: Plan, lists: tuple[Dated, Dated, Dated, Dated]) -> tuple[AgencyRow, ...]:
    """Count each agency's tasks in the four lists; a task with several leads counts for each of them."""
    leads = list(leads_of(leaf_tasks(plan)))
    if any(not task.record.lead for dated in lists for task, _ in dated):
        leads.append("")
    rows = []
    for agency in leads:
        late, unreported, soon, far = (
            printed(
                task for task, _ in dated if (agency in task.record.lead if agency else not task.record.lead)
            )
            for dated in lists
        )
        rows.append(
            AgencyRow(
                agency=values.agency_link(agency, short=True) if agency else None,
                late=values.count(late, "count-overdue"),
                unreported=values.count(unreported, "count-due_unreported"),
                soon=values.count(soon, "count-due_soon"),
                far=values.tally(far, "tasks"),
            )
        )
    return tuple(rows)


def _list(task_views: TaskViews, key: str, dated: Dated) -> TaskList:
    values = task_views.values
    leads = leads_of(task for task, _ in dated)
    groups = [
        _group(task_views, agency, [(t, d) for t, d in dated if agency in t.record.lead]) for agency in leads
    ]
    groups.sort(key=lambda group: -len(group.tasks))
    unnamed = [(task, day) for task, day in dated if not task.record.lead]
    if unnamed:
        groups.append(_group(task_views, None, unnamed))
    return TaskList(
        id=ANCHORS[key],
        title=values.t(f"steering.{key}.title"),
        note=values.t(f"steering.{key}.note"),
        empty=values.t(f"steering.{key}.empty"),
        agencies=tuple(groups),
        states=key == "late",
        receipt=values.counted({"late": "overdue", "unreported": "due-unreported"}.get(key, "due-soon")),
    )


def _group(task_views: TaskViews, agency: str | None, dated: Dated) -> AgencyTasks:
    values = task_views.values
    return AgencyTasks(
        agency=None if agency is None else values.agency_link(agency),
        count=values.count(printed(task for task, _ in dated), "count-total"),
        tasks=tuple(_task(task_views, task, day) for task, day in dated),
    )


def _task(task_views: TaskViews, task: Task, day: date) -> SteeringTask:
    values = task_views.values
    standing = values.measured.standings[task.key]
    facts = standing.facts
    return SteeringTask(
        number=values.value(task.number, task, "number"),
        title=values.value(excerpt(task.full_title, TITLE), task, "title", machine=task.key),
        url=urls.task(task),
        deadline=task_views.deadline_value(task),
        day=values.computed(wording.day(day), day.isoformat(), task, facts.rule),
        mark=values.mark_of(standing),
        schedule=task_views.schedule_value(task, facts),
        detail=task_views.schedule_detail(facts),
    )


def _other(values: Values, plan: Plan) -> PlanRow:
    late, unreported, soon, far = (
        printed(task for task, _ in dated) for dated in questions(values.measured, plan)
    )
    return PlanRow(
        plan=values.plan_link(plan.id),
        owner=values.agency_link(plan.record.owner, short=True),
        late=values.count(late, "count-overdue"),
        unreported=values.count(unreported, "count-due_unreported"),
        soon=values.count(soon, "count-due_soon"),
        far=values.tally(far, "tasks"),
    )
