"""Tasks of one agency, grouped by plan: those that it leads, shares through a collective, or coordinates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.measures.metrics import Standing
from generator.measures.place import Place
from generator.model import wording
from generator.model.portal import Located, Plan, Portal, Task
from generator.pages.agencies.agency_duties import full_name
from generator.view import scopes, urls, views
from generator.view.headline import headline
from generator.view.table import Table
from generator.view.task_table import task_table
from generator.view.task_views import TaskViews
from generator.view.values import Values

FOLD_ABOVE = 8
"""Tables of shared and coordinated tasks with more rows than this are folded."""

CELLS_FROM = 6
"""If an agency leads at least this many tasks of a plan, they are also shown as cells."""

NEEDS_ATTENTION = (Place.OVERDUE, Place.DONE_LATE, Place.DUE_UNREPORTED)
"""Places of tasks that are listed first on the page, worst first."""


@dataclass(frozen=True, slots=True)
class TaskBlock:
    """Tasks of one plan that the agency leads, shares or coordinates."""

    plan_id: str
    plan: views.Link
    undated: bool
    collective: views.Link | None
    figures: tuple[views.Figure, ...]
    cells: tuple[views.TaskCell, ...]
    key: tuple[tuple[views.Mark, views.Value], ...]
    """The places in which the tasks are counted; they add up to `count`. Empty for coordinated tasks."""
    table: Table
    count: views.Value
    folded: bool


def grouped(portal: Portal, tasks: Iterable[Task]) -> dict[str, list[Task]]:
    """Group tasks by plan id, in the order of the plans; counts of different plans are never added up."""
    found: dict[str, list[Task]] = {plan_id: [] for plan_id in portal.plans}
    for task in tasks:
        found[task.plan_id].append(task)
    return {plan_id: items for plan_id, items in found.items() if items}


MOST_PLACES = 3
"""Most parts of a document that a receipt names; for more, it names only the document."""


def rows_receipt(values: Values, tasks: list[Task]) -> views.Receipt:
    """Return one receipt for tasks of one plan: its document and the parts of it that contain them."""
    plan = values.portal.plans[tasks[0].plan_id]
    whole = values.receipt(Located(plan.record, plan.place, plan.ref))
    places = tuple(dict.fromkeys(task.record.source.at for task in tasks))
    at = wording.listed(places) if len(places) <= MOST_PLACES else ""
    return replace(whole, at=at, place=tasks[0].place)


def blocks(task_views: TaskViews, agency_id: str, tasks: Iterable[Task]) -> tuple[TaskBlock, ...]:
    """Return the tasks that the agency leads, grouped by plan, with the agency's own figures."""
    return tuple(
        _block(task_views, agency_id, items) for items in grouped(task_views.values.portal, tasks).values()
    )


def coordinated_blocks(task_views: TaskViews, agency_id: str) -> tuple[TaskBlock, ...]:
    """Return the tasks that the agency coordinates, with the state of the agencies that lead them."""
    values = task_views.values
    tasks = values.measured.coordinated_by(agency_id)
    return tuple(
        TaskBlock(
            plan_id=plan_id,
            plan=values.plan_link(plan_id),
            undated=values.portal.is_undated(values.portal.plans[plan_id]),
            collective=None,
            figures=(),
            cells=(),
            key=(),
            table=task_table(
                values,
                _caption(values, "coordinates", full_name(values, agency_id), items),
                (task_views.task_row(task) for task in items),
                ("lead", "deadline", "state"),
                rows_receipt(values, items),
            ),
            count=values.count(
                len(items),
                "count-total",
                scopes.rows("tasks", plan=plan_id).naming("coordinating", agency_id),
            ),
            folded=len(items) > FOLD_ABOVE,
        )
        for plan_id, items in grouped(values.portal, tasks).items()
    )


def shared_blocks(task_views: TaskViews, agency_id: str, tasks: Iterable[Task]) -> tuple[TaskBlock, ...]:
    """Group shared tasks by the collective that leads them and by plan, with the agency's own state.

    Args:
        task_views: The parts that make views of tasks.
        agency_id: A member of the collectives.
        tasks: Tasks led by collectives of the agency.
    """
    values = task_views.values
    left = list(tasks)
    found = []
    for collective in values.portal.collectives_of.get(agency_id, ()):
        own = [task for task in left if collective in task.record.lead]
        left = [task for task in left if task not in own]
        found += [
            _block(task_views, agency_id, items, collective=collective)
            for items in grouped(values.portal, own).values()
        ]
    return tuple(found)


def _block(
    task_views: TaskViews, agency_id: str, tasks: list[Task], collective: str | None = None
) -> TaskBlock:
    values = task_views.values
    counts = values.measured.share_counts(tasks, agency_id)
    plan_id = tasks[0].plan_id
    commune = values.portal.agencies[agency_id].record.kind == "commune"
    shown = collective is None and len(tasks) >= CELLS_FROM
    link = None if collective is None else values.agency_link(collective)
    shares = scopes.rows("shares", plan=plan_id, agency=agency_id)
    of = shares.where(via="") if collective is None else shares.naming("via", collective)
    return TaskBlock(
        plan_id=plan_id,
        plan=values.plan_link(plan_id),
        undated=values.portal.is_undated(values.portal.plans[plan_id]),
        collective=link,
        figures=task_views.figures(counts, of),
        cells=tuple(_cell(task_views, task, agency_id) for task in tasks) if shown else (),
        key=task_views.sums(counts, of),
        table=_own_table(task_views, agency_id, tasks, link),
        count=values.count(len(tasks), "count-total", of),
        folded=collective is not None and not commune and len(tasks) > FOLD_ABOVE,
    )


def _own_table(
    task_views: TaskViews, agency_id: str, tasks: list[Task], collective: views.Link | None
) -> Table:
    """Return a table of tasks that the agency leads, or shares through a collective, with its own state."""
    values = task_views.values
    key = "leads" if collective is None else "shares"
    name = full_name(values, agency_id) if collective is None else collective.text
    found = task_table(
        values,
        _caption(values, key, name, tasks),
        (_row(task_views, task, agency_id, shared=collective is not None) for task in tasks),
        ("deadline", "deliverables", "reported", "state"),
        rows_receipt(values, tasks),
        values.downloads("tasks"),
    )
    return replace(found, caption_shown=collective is None)


def _caption(values: Values, key: str, name: str, tasks: list[Task]) -> str:
    plan = values.portal.plans[tasks[0].plan_id].record.short_title
    return values.t(f"agencies.{key}.caption", name=name, plan=plan)


def _row(task_views: TaskViews, task: Task, agency_id: str, *, shared: bool) -> views.TaskRow:
    answers = agency_id in task_views.values.measured.standings[task.key].units
    return task_views.task_row(task, agency_id=agency_id if answers else None, shared=shared)


def _cell(task_views: TaskViews, task: Task, agency_id: str) -> views.TaskCell:
    values = task_views.values
    mark = values.mark_of(values.measured.share(task, agency_id))
    label = task_views.cell_label(task, values.measured.share(task, agency_id).facts)
    return replace(task_views.cell(task), number=task.number, mark=mark, label=label)


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """A task that is overdue, was done late, or has passed a reporting day without a report."""

    due: views.Value
    task: views.Link
    state: views.Value
    """Sign and words follow from its machine value, a code of `Place`."""
    mark: views.Mark
    moved: views.Value | None
    """The plan's own deadline and what a document set instead; None if none did."""


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """All that an agency answers for in one plan: its own plan whole, else what it leads and shares."""

    plan: views.Link
    undated: bool
    headline: tuple[views.Value, ...]
    attention: tuple[AttentionLine, ...]
    """Tasks to look at first: overdue ones, then those done late, then those without a report."""


def summaries(task_views: TaskViews, agency_id: str, tasks: Iterable[Task]) -> tuple[PlanSummary, ...]:
    """Summarize, plan by plan, the tasks that an agency leads or shares, and the plans that it issued.

    Plans with tasks that need attention come first, so that the first sentence of the page says so.
    """
    values = task_views.values
    found = grouped(values.portal, tasks)
    summaries = (
        _summary(task_views, agency_id, plan, found.get(plan.id, []))
        for plan in values.portal.plans.values()
        if plan.id in found or (plan.record.owner == agency_id and plan.tasks)
    )
    return tuple(sorted(summaries, key=lambda summary: not summary.attention))


def _summary(task_views: TaskViews, agency_id: str, plan: Plan, tasks: list[Task]) -> PlanSummary:
    values = task_views.values
    if plan.record.owner == agency_id:
        standings = [values.measured.standings[task.key] for task in plan.printed_tasks]
        of = scopes.printed(plan.id)
    else:
        standings = [values.measured.share(task, agency_id) for task in tasks]
        of = scopes.rows("shares", plan=plan.id, agency=agency_id)
    return PlanSummary(
        plan=values.plan_link(plan.id),
        undated=values.portal.is_undated(plan),
        headline=headline(values, values.measured.counts_of(standings), of),
        attention=tuple(_attention(task_views, standings)),
    )


def _attention(task_views: TaskViews, standings: Iterable[Standing]) -> Iterator[AttentionLine]:
    """Yield a line for each task that needs attention, also for parts of a task not due as a whole."""
    measured = task_views.values.measured
    found = []
    for standing in standings:
        plan = measured.portal.plans[standing.task.plan_id]
        parts = [measured.standings[plan.tasks[number].key] for number in standing.task.children]
        waiting = parts if standing.place is Place.NOT_DUE else []
        found += [each for each in (standing, *waiting) if each.place in NEEDS_ATTENTION]
    once = {standing.task.key: standing for standing in found}
    for standing in sorted(once.values(), key=_urgency):
        yield _attention_line(task_views, standing)


def _urgency(standing: Standing) -> tuple[int, date]:
    """Sort key: by place, then the earliest deadline first."""
    return NEEDS_ATTENTION.index(standing.place), standing.facts.due or date.max


def _attention_line(task_views: TaskViews, standing: Standing) -> AttentionLine:
    values, task, facts = task_views.values, standing.task, standing.facts
    due = facts.due
    return AttentionLine(
        due=values.computed(
            wording.day(due) if due else "", due.isoformat() if due else "", task, facts.rule
        ),
        task=views.Link(f"{task.number}. {task.full_title}", urls.task(task)),
        state=task_views.schedule_value(task, facts),
        mark=values.mark(facts.place),
        moved=task_views.moved_from(task),
    )


def joins(values: Values, agency_id: str) -> tuple[tuple[views.Link, views.Value], ...]:
    """Return the collectives of the agency that coordinate tasks, with the number of tasks."""
    return tuple(
        (
            values.agency_link(collective),
            values.count(number, "count-total", scopes.rows("tasks").naming("coordinating", collective)),
        )
        for collective in values.portal.collectives_of.get(agency_id, ())
        if (number := len(values.measured.coordinated_by(collective)))
    )
