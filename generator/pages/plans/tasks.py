"""``/nhiem-vu/``: every plan's tasks as grids, each plan as a table, each task on its own page."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.files import api
from generator.model.deadline import Deadline
from generator.model.portal import Plan, Task
from generator.model.quarter import Quarter
from generator.pages.agencies.communes import plans_apart
from generator.pages.record.past import Past, past_of
from generator.view import urls, views
from generator.view.kernel import Kernel
from generator.view.site import PageSpec, SearchRecord

_SHOWN_IN_PLACE = frozenset({"title", "deadline", "deliverables"})
"""Fields whose raw OCR stands beside the words themselves."""


@dataclass(frozen=True, slots=True)
class PlanTasks:
    """One plan's tasks: grid on the index, table on its own page."""

    plan: views.Link
    grid: views.Grid
    figures: tuple[views.Figure, ...]
    rows: tuple[views.TaskRow, ...]
    undated: bool
    downloads: tuple[views.Link, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan whose tasks stand on its own page only."""

    plan: views.Link
    figures: tuple[views.Figure, ...]


@dataclass(frozen=True, slots=True)
class TasksIndex:
    """The index: plans as grids, and the many plans of communes as lines."""

    plans: tuple[PlanTasks, ...]
    others: tuple[PlanLine, ...]
    downloads: tuple[views.Link, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A sub-task, or one agency's share of a common task."""

    name: views.Link
    facts: views.Facts
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """What was reported in one quarter."""

    quarter: views.Link
    agency: views.Link
    state: views.Value
    completed: str
    evidence: tuple[views.Link, ...]
    note: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Everything a task's page answers."""

    row: views.TaskRow
    facts: views.Facts
    plan: views.Link
    kicker: str
    area: views.Link | None
    area_reading: bool
    restored: bool
    undated: bool
    parts: tuple[PartRow, ...]
    parts_words: str
    history: tuple[QuarterRow, ...]
    thread: tuple[views.ThreadNode, ...]
    notices: tuple[views.Notice, ...]
    note: str
    reading: str
    """Words on how editors read the deadline, if they did."""
    postponed: str
    uncertain: tuple[views.Value, ...]
    past: Past
    cite: str
    downloads: tuple[views.Link, ...]
    """This task with its results for programs, and the table of all results."""
    previous: views.Link | None
    following: views.Link | None


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """Index, a table for each plan, a page for each task and sub-task."""
    plans = [plan for plan in kernel.portal.plans.values() if plan.tasks]
    yield PageSpec(
        url=urls.TASKS,
        title=kernel.t("site.tasks.title"),
        description=kernel.t("site.tasks.description"),
        section="nhiem-vu",
        template="tasks.html.j2",
        view=_index(kernel, plans),
        crumbs=kernel.crumbs(),
        search=(SearchRecord(urls.TASKS, kernel.t("site.tasks.title"), "page", weight=2),),
        index=True,
    )
    for plan in plans:
        yield _plan_page(kernel, plan)
        order = list(plan.tasks.values())
        for index, task in enumerate(order):
            before = order[index - 1] if index else None
            after = order[index + 1] if index + 1 < len(order) else None
            yield task_page(kernel, task, before, after)


def _index(kernel: Kernel, plans: list[Plan]) -> TasksIndex:
    apart = plans_apart(kernel.portal)
    return TasksIndex(
        plans=tuple(_plan_tasks(kernel, plan) for plan in plans if plan not in apart),
        others=tuple(
            PlanLine(views.Link(plan.record.short_title, urls.plan_tasks(plan.id)), kernel.plan_figures(plan))
            for plan in plans
            if plan in apart
        ),
        downloads=kernel.downloads("tasks"),
    )


def _plan_tasks(kernel: Kernel, plan: Plan) -> PlanTasks:
    return PlanTasks(
        plan=kernel.plan_link(plan.id),
        grid=kernel.grid(plan),
        figures=kernel.plan_figures(plan),
        rows=tuple(kernel.task_row(task) for task in plan.tasks.values()),
        undated=kernel.portal.is_undated(plan),
        downloads=kernel.downloads("tasks"),
    )


def _plan_page(kernel: Kernel, plan: Plan) -> PageSpec:
    title = kernel.t("site.tasks.plan-title", plan=plan.record.short_title)
    return PageSpec(
        url=urls.plan_tasks(plan.id),
        title=title,
        description=kernel.t(
            "site.tasks.plan-description", plan=plan.record.title, count=str(len(plan.printed_tasks))
        ),
        section="nhiem-vu",
        template="plan_tasks.html.j2",
        view=_plan_tasks(kernel, plan),
        crumbs=kernel.crumbs(views.Link(kernel.t("site.tasks.title"), urls.TASKS)),
        index=True,
    )


def task_page(kernel: Kernel, task: Task, before: Task | None, after: Task | None) -> PageSpec:
    """One task on its own page."""
    plan = kernel.portal.plans[task.plan_id]
    row = kernel.task_row(task)
    standing = kernel.measured.standings[task.key]
    crumbs = [
        views.Link(kernel.t("site.tasks.title"), urls.TASKS),
        views.Link(plan.record.short_title, urls.plan_tasks(plan.id)),
    ]
    if task.record.area is not None:
        crumbs.append(kernel.area_link(task.record.area))
    lead_names = ", ".join(link.text for link in row.lead)
    deadline = task.postponed or task.deadline
    view = TaskPage(
        row=row,
        facts=kernel.facts(task),
        plan=kernel.plan_link(plan.id),
        kicker=kernel.t("site.task.kicker", plan=plan.record.short_title),
        area=kernel.area_link(task.record.area) if task.record.area else None,
        area_reading=task.record.area_reading,
        restored=task.record.text == "restored",
        undated=kernel.portal.is_undated(plan),
        parts=_parts(kernel, plan, task),
        parts_words=_parts_words(kernel, task),
        history=_history(kernel, plan, task),
        thread=kernel.thread(task),
        notices=kernel.notices(task.ref),
        note=task.record.note or "",
        reading=kernel.t(f"site.task.reading-{task.deadline.reading}") if task.deadline.reading else "",
        postponed=_postponed(kernel, task),
        uncertain=tuple(
            kernel.value(kernel.t(f"site.field.{name}"), task, name)
            for name in task.record.uncertain
            if name not in _SHOWN_IN_PLACE
        ),
        past=past_of(kernel, (task.ref,)),
        cite=kernel.citation(task.number, task.full_title, plan, urls.task(task)),
        downloads=(
            views.Link(kernel.t("site.task.json"), api.task_path(task)),
            *kernel.downloads("results"),
        ),
        previous=_neighbour(before),
        following=_neighbour(after),
    )
    return PageSpec(
        url=urls.task(task),
        title=f"{task.number}. {task.full_title}",
        description=kernel.t(
            "site.task.description",
            plan=plan.record.short_title,
            lead=lead_names or kernel.t("site.task.no-lead"),
            deadline=row.deadline.text,
            state=row.mark.word,
        ),
        section="nhiem-vu",
        template="task.html.j2",
        view=view,
        crumbs=kernel.crumbs(*crumbs),
        search=(
            SearchRecord(
                url=urls.task(task),
                title=task.full_title,
                kind="task",
                number=task.number,
                agencies=tuple(link.text for link in row.lead),
                state=kernel.mark_of(standing).word,
                words=_due_words(kernel, row.deadline.text, deadline),
                area=task.record.area or "",
                weight=2 if plan.record.scope == "city" else 1,
                plan=plan.id,
                quarters=tuple(dict.fromkeys(Quarter.of(day).id for day in deadline.instances)),
            ),
        ),
    )


def _due_words(kernel: Kernel, written: str, deadline: Deadline) -> str:
    """The deadline as written, and its months, so that “đến hạn tháng 10” finds the task."""
    months = ", ".join(f"{day.month}/{day.year}" for day in deadline.months())
    return kernel.t("site.task.search-due", written=written, months=months) if months else written


def _neighbour(task: Task | None) -> views.Link | None:
    return None if task is None else views.Link(f"{task.number}. {task.full_title}", urls.task(task))


def _parts(kernel: Kernel, plan: Plan, task: Task) -> tuple[PartRow, ...]:
    if task.children:
        children = [plan.tasks[number] for number in task.children]
        return tuple(
            PartRow(
                views.Link(f"{child.number}. {child.record.title}", urls.task(child)), kernel.facts(child)
            )
            for child in children
        )
    units = kernel.measured.standings[task.key].units
    if len(units) <= 1:
        return ()
    reported = [agency for agency, facts in units.items() if facts.reported.value != "none"]
    return tuple(PartRow(kernel.agency_link(agency), kernel.facts(task, agency)) for agency in reported)


def _parts_words(kernel: Kernel, task: Task) -> str:
    standing = kernel.measured.standings[task.key]
    if task.children:
        return kernel.t("site.task.parts", done=str(standing.done_parts), parts=str(standing.parts))
    if standing.parts > 1:
        key = "site.task.members" if standing.members_known else "site.task.members-incomplete"
        reported = sum(1 for facts in standing.units.values() if facts.reported.value != "none")
        return kernel.t(key, done=str(standing.done_parts), parts=str(standing.parts), reported=str(reported))
    return ""


def _history(kernel: Kernel, plan: Plan, task: Task) -> tuple[QuarterRow, ...]:
    found = []
    for quarter in plan.quarters:
        for located in quarter.results:
            record = located.record
            if record.task != task.number:
                continue
            state = record.state.replace("-", "_")
            found.append(
                QuarterRow(
                    quarter=views.Link(quarter.quarter.label, urls.quarter(quarter.quarter)),
                    agency=kernel.agency_link(record.agency),
                    state=kernel.value(kernel.t(f"site.reported.{state}"), located, "state", machine=state),
                    completed=kernel.day(record.completed) if record.completed else "",
                    evidence=tuple(kernel.document_link(d) for d in record.evidence),
                    note=record.note or "",
                )
            )
    return tuple(found)


def _postponed(kernel: Kernel, task: Task) -> str:
    if task.postponed is None or task.postponement is None:
        return ""
    label = kernel.source_label(task.postponement.document)
    return kernel.t("site.task.postponed", deadline=task.postponed.as_written, document=label)
