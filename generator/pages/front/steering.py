"""``/dieu-hanh/``: who is late, who has not reported, what falls due, what reached the communes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.measures.status import SOON, Schedule
from generator.model.portal import Plan, Task
from generator.pages.front.cascade import Cascade, cascade
from generator.pages.front.due import printed, upcoming
from generator.pages.front.reporting import Reporting, reporting
from generator.view import urls, views
from generator.view.excerpts import excerpt
from generator.view.kernel import Kernel
from generator.view.site import PageSpec, SearchRecord

FAR = timedelta(days=90)
"""How far ahead the committee looks."""

ANCHORS = {
    "late": "tre-han",
    "unreported": "chua-co-bao-cao",
    "soon": "trong-30-ngay",
    "far": "trong-90-ngay",
}
"""Permanent anchors of the lists."""

TITLE = 160
"""Length of a task's title in lists: enough to know it by."""


@dataclass(frozen=True, slots=True)
class SteeringTask:
    """One task in a list by agency."""

    number: views.Value
    title: views.Value
    """Its first words; the task's page has them all."""
    url: str
    deadline: views.Value
    day: views.Value
    """The last compliant day the list is about."""
    mark: views.Mark
    schedule: views.Value
    detail: str
    """Words after the state (days late)."""


@dataclass(frozen=True, slots=True)
class AgencyTasks:
    """An agency with the tasks it answers for; None where the text names no lead."""

    agency: views.Link | None
    count: views.Value
    tasks: tuple[SteeringTask, ...]


@dataclass(frozen=True, slots=True)
class TaskList:
    """One question of the committee, answered by agency."""

    id: str
    title: str
    note: str
    empty: str
    agencies: tuple[AgencyTasks, ...]
    states: bool
    """Whether the tasks of the list differ in their state, so that it needs a column."""
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency's counts of the committee's questions; None where the text names no lead."""

    agency: views.Link | None
    late: views.Value
    unreported: views.Value
    soon: views.Value
    far: views.Value


@dataclass(frozen=True, slots=True)
class PlanRow:
    """Another plan's own counts of the same questions."""

    plan: views.Link
    owner: views.Link
    late: views.Value
    unreported: views.Value
    soon: views.Value
    far: views.Value


@dataclass(frozen=True, slots=True)
class SteeringPage:
    """Everything the committee asks."""

    as_of: views.Value
    cutoff: views.Value | None
    plan: views.Link
    figures: tuple[views.Figure, ...]
    summary: tuple[AgencyRow, ...]
    """Every agency that leads a task of the plan, in the order the plan names them."""
    summary_receipt: views.Receipt
    lists: tuple[TaskList, ...]
    parts_note: bool
    """Whether parts of partly done tasks are listed that the counts of whole tasks leave out."""
    reporting: Reporting
    others: tuple[PlanRow, ...]
    cascade: Cascade
    downloads: tuple[views.Link, ...]


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """The committee's page."""
    title = kernel.t("steering.title")
    yield PageSpec(
        url=urls.STEERING,
        title=title,
        description=kernel.t("steering.description"),
        section="dieu-hanh",
        template="steering.html.j2",
        view=steering(kernel),
        crumbs=kernel.crumbs(),
        search=(
            SearchRecord(
                urls.STEERING, title, "page", names=tuple(kernel.t("steering.words").split("; ")), weight=2
            ),
        ),
        index=True,
    )


def steering(kernel: Kernel) -> SteeringPage:
    """View of the committee's page."""
    portal, as_of = kernel.portal, kernel.measured.as_of
    plan = portal.plans[portal.settings.headline_plan]
    cutoff = kernel.measured.cutoff
    late, unreported, soon, far = questions(kernel, plan)
    next_days = [(task, day) for task, day in far if day > as_of + SOON]
    lists = (
        _list(kernel, "late", late),
        _list(kernel, "unreported", unreported),
        _list(kernel, "soon", soon),
        _list(kernel, "far", next_days),
    )
    by_code = kernel.measured.counts(plan.printed_tasks).by_code
    due_unreported = by_code.get("due_unreported", 0)
    counts = (
        ("late", kernel.count(printed(t for t, _ in late), "count-overdue")),
        ("unreported", kernel.count(due_unreported, "count-due_unreported")),
        ("soon", kernel.count(printed(t for t, _ in soon), "count-due_soon")),
        ("far", kernel.tally(printed(t for t, _ in far), "tasks")),
    )
    return SteeringPage(
        as_of=kernel.computed(kernel.day(as_of), as_of.isoformat(), None, "as-of"),
        cutoff=kernel.computed(kernel.day(cutoff), cutoff.isoformat(), None, "reported") if cutoff else None,
        plan=kernel.plan_link(plan.id),
        figures=tuple(views.Figure(value, kernel.t(f"steering.figure-{key}")) for key, value in counts),
        summary=_summary(kernel, plan, (late, unreported, soon, far)),
        summary_receipt=kernel.counted("count-total"),
        lists=lists,
        parts_note=printed(t for t, _ in unreported) != due_unreported,
        reporting=reporting(kernel, plan),
        others=tuple(
            _other(kernel, each) for each in portal.plans.values() if each.id != plan.id and each.tasks
        ),
        cascade=cascade(kernel),
        downloads=kernel.downloads("tasks"),
    )


Dated = list[tuple[Task, date]]


def questions(kernel: Kernel, plan: Plan) -> tuple[Dated, Dated, Dated, Dated]:
    """Late or overdue, due without a report, due in 30 days, in 90 days; each task with its day."""
    late: Dated = []
    unreported: Dated = []
    for task in plan.tasks.values():
        facts = kernel.measured.standings[task.key].facts
        if task.children or facts.due is None:
            continue
        if facts.schedule in {Schedule.LATE, Schedule.OVERDUE}:
            late.append((task, facts.due))
        elif facts.schedule is Schedule.DUE_UNREPORTED:
            unreported.append((task, facts.due))
    ahead = [(due.task, due.day) for due in upcoming(kernel, [plan])]
    as_of = kernel.measured.as_of
    soon = [(task, day) for task, day in ahead if day <= as_of + SOON]
    far = [(task, day) for task, day in ahead if day <= as_of + FAR]
    return late, unreported, soon, far


def _summary(kernel: Kernel, plan: Plan, lists: tuple[Dated, Dated, Dated, Dated]) -> tuple[AgencyRow, ...]:
    """Counts of each lead's tasks in the four lists; a task of several leads stands with each of them."""
    leads = dict.fromkeys(agency for task in plan.tasks.values() for agency in task.record.lead)
    if any(not task.record.lead for dated in lists for task, _ in dated):
        leads[""] = None
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
                agency=kernel.agency_link(agency, short=True) if agency else None,
                late=kernel.count(late, "count-overdue"),
                unreported=kernel.count(unreported, "count-due_unreported"),
                soon=kernel.count(soon, "count-due_soon"),
                far=kernel.tally(far, "tasks"),
            )
        )
    return tuple(rows)


def _list(kernel: Kernel, key: str, dated: Dated) -> TaskList:
    leads = dict.fromkeys(agency for task, _ in dated for agency in task.record.lead)
    groups = [
        _group(kernel, agency, [(t, d) for t, d in dated if agency in t.record.lead]) for agency in leads
    ]
    groups.sort(key=lambda group: -len(group.tasks))
    unnamed = [(task, day) for task, day in dated if not task.record.lead]
    if unnamed:
        groups.append(_group(kernel, None, unnamed))
    return TaskList(
        id=ANCHORS[key],
        title=kernel.t(f"steering.{key}.title"),
        note=kernel.t(f"steering.{key}.note"),
        empty=kernel.t(f"steering.{key}.empty"),
        agencies=tuple(groups),
        states=key == "late",
        receipt=kernel.counted({"late": "overdue", "unreported": "due-unreported"}.get(key, "due-soon")),
    )


def _group(kernel: Kernel, agency: str | None, dated: Dated) -> AgencyTasks:
    return AgencyTasks(
        agency=None if agency is None else kernel.agency_link(agency),
        count=kernel.count(printed(task for task, _ in dated), "count-total"),
        tasks=tuple(_task(kernel, task, day) for task, day in dated),
    )


def _task(kernel: Kernel, task: Task, day: date) -> SteeringTask:
    standing = kernel.measured.standings[task.key]
    facts = standing.facts
    return SteeringTask(
        number=kernel.value(task.number, task, "number"),
        title=kernel.value(excerpt(task.full_title, TITLE), task, "title", machine=task.key),
        url=urls.task(task),
        deadline=kernel.deadline_value(task),
        day=kernel.computed(kernel.day(day), day.isoformat(), task, facts.rule),
        mark=kernel.mark_of(standing),
        schedule=kernel.schedule_value(task, facts),
        detail=kernel.schedule_detail(facts),
    )


def _other(kernel: Kernel, plan: Plan) -> PlanRow:
    late, unreported, soon, far = (printed(task for task, _ in dated) for dated in questions(kernel, plan))
    return PlanRow(
        plan=kernel.plan_link(plan.id),
        owner=kernel.agency_link(plan.record.owner, short=True),
        late=kernel.count(late, "count-overdue"),
        unreported=kernel.count(unreported, "count-due_unreported"),
        soon=kernel.count(soon, "count-due_soon"),
        far=kernel.tally(far, "tasks"),
    )
