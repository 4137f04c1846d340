"""What falls due next, shared by the home page and the committee's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.measures.metrics import Measured
from generator.measures.status import SOON, Rule
from generator.model import wording
from generator.model.portal import Plan, Portal, Task
from generator.view import urls, views
from generator.view.values import Values

GROUP_FROM = 4
"""From so many tasks of one plan on one day on, they are told as one line."""

COMMUNES_TOLD = 3
"""With more communes' plans than this, the home page tells only what is due of the city's."""

NEXT_DAYS = 2
"""How many further due days the home page tells after the next 30 days."""


@dataclass(frozen=True, slots=True)
class DueTask:
    """An open task (or sub-task) with its next last compliant day."""

    task: Task
    day: date


@dataclass(frozen=True, slots=True)
class DueLine:
    """A day with what falls due on it: one task by its title, or many of a plan by their number."""

    day: views.Value
    url: str
    title: views.Value | None
    """Title of the one task; None where the line stands for many."""
    count: views.Value | None
    """How many printed tasks, where the line stands for many."""
    plan: views.Link
    leads: tuple[views.Link, ...]
    """Lead agencies of the one task."""
    agencies: views.Value | None
    """How many agencies lead them, where the line stands for many."""


def upcoming(measured: Measured, plans: Iterable[Plan]) -> list[DueTask]:
    """Open tasks that have a due day from the as-of date on, soonest first, then in printed order.

    A recurring task counts with its next instance, whatever its past ones; a stopped or merged task and a
    parent that only heads its sub-tasks do not count.
    """
    found = []
    for plan in plans:
        for task in plan.tasks.values():
            standing = measured.standings[task.key]
            if task.children or standing.done or standing.facts.rule in {Rule.STOPPED, Rule.MERGED}:
                continue
            day = (task.postponed or task.deadline).next_instance(measured.as_of)
            if day is not None:
                found.append(DueTask(task, day))
    return sorted(found, key=lambda due: due.day)


def printed(tasks: Iterable[Task]) -> int:
    """How many printed tasks the given tasks and sub-tasks belong to."""
    return len({(task.plan_id, task.record.parent or task.number) for task in tasks})


def plans_told(portal: Portal) -> list[Plan]:
    """Plans whose due days the home page tells: the city's, and the communes' while they are few."""
    plans = [plan for plan in portal.plans.values() if plan.tasks]
    city = [plan for plan in plans if plan.record.scope == "city"]
    return plans if len(plans) - len(city) <= COMMUNES_TOLD else city


def due_lines(values: Values) -> tuple[tuple[DueLine, ...], tuple[DueLine, ...]]:
    """Lines of the next 30 days, and of the few due days after them."""
    dues = upcoming(values.measured, plans_told(values.portal))
    limit = values.measured.as_of + SOON
    soon = [due for due in dues if due.day <= limit]
    days = sorted({due.day for due in dues if due.day > limit})[:NEXT_DAYS]
    later = [due for due in dues if due.day in days]
    return _lines(values, soon), _lines(values, later)


def _lines(values: Values, dues: list[DueTask]) -> tuple[DueLine, ...]:
    lines: list[DueLine] = []
    for day, plan_id in dict.fromkeys((due.day, due.task.plan_id) for due in dues):
        tasks = [due.task for due in dues if (due.day, due.task.plan_id) == (day, plan_id)]
        if printed(tasks) >= GROUP_FROM:
            lines.append(_many(values, day, plan_id, tasks))
        else:
            lines.extend(_one(values, day, task) for task in tasks)
    return tuple(lines)


def _one(values: Values, day: date, task: Task) -> DueLine:
    return DueLine(
        day=values.value(wording.day(day), task, "deadline", machine=day.isoformat()),
        url=urls.task(task),
        title=values.value(task.full_title, task, "title", machine=task.key),
        count=None,
        plan=values.plan_link(task.plan_id),
        leads=tuple(values.agency_link(agency, short=True) for agency in task.record.lead),
        agencies=None,
    )


def _many(values: Values, day: date, plan_id: str, tasks: list[Task]) -> DueLine:
    agencies = {agency for task in tasks for agency in task.record.lead}
    return DueLine(
        day=values.computed(wording.day(day), day.isoformat(), None, Rule.NOT_DUE),
        url=urls.plan_tasks(plan_id),
        title=None,
        count=values.count(printed(tasks), "count-total"),
        plan=values.plan_link(plan_id),
        leads=(),
        agencies=values.tally(len(agencies), "tasks") if agencies else None,
    )
