"""Tasks of one agency, plan by plan: led, shared through a collective, coordinated."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.measures.metrics import Counts
from generator.measures.status import Schedule
from generator.model import wording
from generator.model.portal import Located, Task
from generator.view import urls, views
from generator.view.kernel import Kernel
from generator.view.kernel_tasks import CODE_ORDER

FOLD_ABOVE = 8
"""Tables of common and coordinated tasks with more rows than this are folded."""

CELLS_FROM = 6
"""From this many led tasks on, they are also shown as cells."""

NEEDS_ATTENTION = (Schedule.OVERDUE, Schedule.LATE, Schedule.DUE_UNREPORTED)
"""States a reader asks for first, worst first."""


@dataclass(frozen=True, slots=True)
class TaskBlock:
    """Tasks of one plan that the agency leads, shares or coordinates."""

    plan: views.Link
    undated: bool
    collective: views.Link | None
    figures: tuple[views.Figure, ...]
    attention: tuple[tuple[views.Value, views.Link], ...]
    """Last compliant day and task of what is late or due without a report."""
    cells: tuple[views.Cell, ...]
    key: tuple[tuple[views.Mark, views.Value], ...]
    rows: tuple[views.TaskRow, ...]
    count: views.Value
    folded: bool
    receipt: views.Receipt


def grouped(kernel: Kernel, tasks: Iterable[Task]) -> dict[str, list[Task]]:
    """Tasks by plan, plans in the order of the portal: counts of plans are never added up."""
    found: dict[str, list[Task]] = {plan_id: [] for plan_id in kernel.portal.plans}
    for task in tasks:
        found[task.plan_id].append(task)
    return {plan_id: items for plan_id, items in found.items() if items}


MOST_PLACES = 3
"""A receipt names at most this many parts of a document; more are the whole document."""


def rows_receipt(kernel: Kernel, tasks: list[Task]) -> views.Receipt:
    """One receipt for rows of one plan: its document and the parts of it they stand in."""
    plan = kernel.portal.plans[tasks[0].plan_id]
    whole = kernel.receipt(Located(plan.record, plan.place, plan.ref))
    places = tuple(dict.fromkeys(task.record.source.at for task in tasks))
    at = wording.listed(places) if len(places) <= MOST_PLACES else ""
    return replace(whole, at=at, place=tasks[0].place)


def blocks(kernel: Kernel, agency_id: str, tasks: Iterable[Task]) -> tuple[TaskBlock, ...]:
    """Tasks the agency leads, plan by plan, with its own figures."""
    return tuple(_block(kernel, agency_id, items) for items in grouped(kernel, tasks).values())


def coordinated_blocks(kernel: Kernel, agency_id: str) -> tuple[TaskBlock, ...]:
    """Tasks the agency is named to coordinate; their state is that of the agencies that lead them."""
    tasks = kernel.measured.coordinated_by(agency_id)
    return tuple(
        TaskBlock(
            plan=kernel.plan_link(plan_id),
            undated=kernel.portal.is_undated(kernel.portal.plans[plan_id]),
            collective=None,
            figures=(),
            attention=(),
            cells=(),
            key=(),
            rows=tuple(kernel.task_row(task) for task in items),
            count=kernel.count(len(items), "count-total"),
            folded=len(items) > FOLD_ABOVE,
            receipt=rows_receipt(kernel, items),
        )
        for plan_id, items in grouped(kernel, tasks).items()
    )


def shared_blocks(kernel: Kernel, agency_id: str, tasks: Iterable[Task]) -> tuple[TaskBlock, ...]:
    """Common tasks by the collective that leads them, each with the agency's own share of facts."""
    left = list(tasks)
    found = []
    for collective in kernel.portal.collectives_of.get(agency_id, ()):
        own = [task for task in left if collective in task.record.lead]
        left = [task for task in left if task not in own]
        found += [
            _block(kernel, agency_id, items, collective=kernel.agency_link(collective))
            for items in grouped(kernel, own).values()
        ]
    return tuple(found)


def _block(
    kernel: Kernel, agency_id: str, tasks: list[Task], collective: views.Link | None = None
) -> TaskBlock:
    counts = kernel.measured.share_counts(tasks, agency_id)
    plan_id = tasks[0].plan_id
    commune = kernel.portal.agencies[agency_id].record.kind == "commune"
    shown = collective is None and len(tasks) >= CELLS_FROM
    return TaskBlock(
        plan=kernel.plan_link(plan_id),
        undated=kernel.portal.is_undated(kernel.portal.plans[plan_id]),
        collective=collective,
        figures=kernel.figures(counts),
        attention=tuple(_attention(kernel, agency_id, tasks)),
        cells=tuple(_cell(kernel, task, agency_id) for task in tasks) if shown else (),
        key=state_key(kernel, counts),
        rows=tuple(_row(kernel, task, agency_id, shared=collective is not None) for task in tasks),
        count=kernel.count(len(tasks), "count-total"),
        folded=collective is not None and not commune and len(tasks) > FOLD_ABOVE,
        receipt=rows_receipt(kernel, tasks),
    )


def _row(kernel: Kernel, task: Task, agency_id: str, *, shared: bool) -> views.TaskRow:
    answers = agency_id in kernel.measured.standings[task.key].units
    return kernel.task_row(task, agency_id=agency_id if answers else None, shared=shared)


def _cell(kernel: Kernel, task: Task, agency_id: str) -> views.Cell:
    mark = kernel.mark(kernel.measured.share(task, agency_id).code)
    label = kernel.t("site.grid.cell", number=task.number, title=task.full_title, state=mark.word)
    return replace(kernel.cell(task), number=task.number, mark=mark, label=label)


def state_key(kernel: Kernel, counts: Counts) -> tuple[tuple[views.Mark, views.Value], ...]:
    """The key of a set of cells with how many carry each sign."""
    return tuple(
        (kernel.mark(code), kernel.count(counts.by_code[code], f"count-{code}"))
        for code in CODE_ORDER
        if counts.by_code.get(code)
    )


def _attention(kernel: Kernel, agency_id: str, tasks: list[Task]) -> Iterator[tuple[views.Value, views.Link]]:
    found = []
    for task in tasks:
        facts = kernel.measured.facts_of(task, agency_id)
        if facts.schedule in NEEDS_ATTENTION and facts.due is not None:
            found.append((NEEDS_ATTENTION.index(facts.schedule), facts.due, task, facts.rule))
    for order, due, task, rule in sorted(found, key=lambda item: item[:2]):
        mark = kernel.mark(NEEDS_ATTENTION[order].value)
        value = kernel.computed(kernel.day(due), due.isoformat(), task, rule)
        yield value, views.Link(f"{task.number}. {task.full_title}", urls.task(task), mark.word)


def joins(kernel: Kernel, agency_id: str) -> tuple[tuple[views.Link, views.Value], ...]:
    """Collectives of the agency that are named to coordinate tasks, and how many."""
    return tuple(
        (kernel.agency_link(collective), kernel.count(number, "count-total"))
        for collective in kernel.portal.collectives_of.get(agency_id, ())
        if (number := len(kernel.measured.coordinated_by(collective)))
    )
