"""Tasks of one agency, grouped by plan: those that it leads, shares through a collective, or coordinates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.measures.status import Place
from generator.model import wording
from generator.model.portal import Located, Portal, Task
from generator.pages.agencies.agency_duties import full_name
from generator.view import urls, views
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
    attention: tuple[tuple[views.Value, views.Link], ...]
    """Last day in time and link of each task that is late or due without a report."""
    cells: tuple[views.TaskCell, ...]
    key: tuple[tuple[views.Mark, views.Value], ...]
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
            attention=(),
            cells=(),
            key=(),
            table=task_table(
                values,
                _caption(values, "coordinates", full_name(values, agency_id), items),
                (task_views.task_row(task) for task in items),
                ("lead", "deadline", "state"),
                rows_receipt(values, items),
            ),
            count=values.count(len(items), "count-total"),
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
            _block(task_views, agency_id, items, collective=values.agency_link(collective))
            for items in grouped(values.portal, own).values()
        ]
    return tuple(found)


def _block(
    task_views: TaskViews, agency_id: str, tasks: list[Task], collective: views.Link | None = None
) -> TaskBlock:
    values = task_views.values
    counts = values.measured.share_counts(tasks, agency_id)
    plan_id = tasks[0].plan_id
    commune = values.portal.agencies[agency_id].record.kind == "commune"
    shown = collective is None and len(tasks) >= CELLS_FROM
    return TaskBlock(
        plan_id=plan_id,
        plan=values.plan_link(plan_id),
        undated=values.portal.is_undated(values.portal.plans[plan_id]),
        collective=collective,
        figures=task_views.figures(counts),
        attention=tuple(_attention(values, agency_id, tasks)),
        cells=tuple(_cell(task_views, task, agency_id) for task in tasks) if shown else (),
        key=task_views.sums(counts),
        table=_own_table(task_views, agency_id, tasks, collective),
        count=values.count(len(tasks), "count-total"),
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
    label = values.t("site.grid.cell", number=task.number, title=task.full_title, state=mark.word)
    return replace(task_views.cell(task), number=task.number, mark=mark, label=label)


def _attention(values: Values, agency_id: str, tasks: list[Task]) -> Iterator[tuple[views.Value, views.Link]]:
    found = []
    for task in tasks:
        facts = values.measured.facts_of(task, agency_id)
        if facts.place in NEEDS_ATTENTION and facts.due is not None:
            found.append((NEEDS_ATTENTION.index(facts.place), facts.due, task, facts.rule))
    for order, due, task, rule in sorted(found, key=lambda item: item[:2]):
        mark = values.mark(NEEDS_ATTENTION[order].value)
        value = values.computed(wording.day(due), due.isoformat(), task, rule)
        yield value, views.Link(f"{task.number}. {task.full_title}", urls.task(task), mark.word)


def joins(values: Values, agency_id: str) -> tuple[tuple[views.Link, views.Value], ...]:
    """Return the collectives of the agency that coordinate tasks, with the number of tasks."""
    return tuple(
        (values.agency_link(collective), values.count(number, "count-total"))
        for collective in values.portal.collectives_of.get(agency_id, ())
        if (number := len(values.measured.coordinated_by(collective)))
    )
