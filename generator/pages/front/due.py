"""The tasks that fall due next, for the home page and the steering committee's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.measures.clock import SOON
from generator.measures.metrics import Measured
from generator.measures.place import Place
from generator.measures.rules import Rule
from generator.model import wording
from generator.model.portal import Plan, Portal, Task
from generator.view import scopes, urls, views
from generator.view.scopes import Scope
from generator.view.task_views import TaskViews
from generator.view.values import Values

GROUP_FROM = 4
"""If at least this many tasks of one plan fall due on one day, they share one line."""

COMMUNES_SHOWN = 3
"""If there are more plans of communes than this, the home page shows only due days of the city's plans."""

NEXT_DAYS = 2
"""Number of due days after the next 30 days that the home page shows."""


@dataclass(frozen=True, slots=True)
class DueTask:
    """An open task (or sub-task) with the last day on which it is still in time."""

    task: Task
    day: date


@dataclass(frozen=True, slots=True)
class DueLine:
    """A line of the list: a day with one task, or with the number of a plan's tasks due on it."""

    day: views.Value
    url: str
    title: views.Value | None
    """Title of the task; None for a line of several."""
    count: views.Value | None
    """Number of tasks without sub-tasks; None for a line of one."""
    plan: views.Link
    leads: tuple[views.Link, ...]
    """Lead agencies of the task; empty for a line of several."""
    agencies: views.Value | None
    """Number of agencies that lead the tasks; None for a line of one, or if no agency is named."""
    moved: views.Value | None = None
    """The plan's own deadline and what a document set instead; None if none did."""


def upcoming(measured: Measured, plans: Iterable[Plan]) -> list[DueTask]:
    """Return the open tasks that fall due on the as-of date or later, soonest first, then in printed order.

    A recurring task has the day of its next instance. Tasks with sub-tasks and tasks that a document
    withdrew, stopped or merged are left out.
    """
    found = []
    for plan in plans:
        for task in plan.tasks.values():
            standing = measured.standings[task.key]
            if task.children or standing.done or standing.facts.closed:
                continue
            day = task.current_deadline.next_instance(measured.as_of)
            if day is not None:
                found.append(DueTask(task, day))
    return sorted(found, key=lambda due: due.day)


def printed(tasks: Iterable[Task]) -> int:
    """Count tasks; sub-tasks of one task count as one."""
    return len({(task.plan_id, task.record.parent or task.number) for task in tasks})


PRINTED = "parent|number"
"""Columns of a scope that tell printed tasks apart (see `printed`)."""


def days_ahead(plan_id: str, first: date, last: date) -> Scope:
    """The published rows of a plan's due days that are still awaited, from one day to another."""
    open_days = scopes.rows("deadlines", plan=plan_id, state_of_day=Place.NOT_DUE)
    return open_days.since("due_day", first).until("due_day", last)


def plans_shown(portal: Portal) -> list[Plan]:
    """Return the plans whose due days the home page shows: the city's, and the communes' if they are few."""
    plans = [plan for plan in portal.plans.values() if plan.tasks]
    city = [plan for plan in plans if plan.record.scope == "city"]
    return plans if len(plans) - len(city) <= COMMUNES_SHOWN else city


def due_lines(task_views: TaskViews) -> tuple[tuple[DueLine, ...], tuple[DueLine, ...]]:
    """Return the lines of the next 30 days, and those of the `NEXT_DAYS` due days after that."""
    values = task_views.values
    dues = upcoming(values.measured, plans_shown(values.portal))
    limit = values.measured.as_of + SOON
    soon = [due for due in dues if due.day <= limit]
    days = sorted({due.day for due in dues if due.day > limit})[:NEXT_DAYS]
    later = [due for due in dues if due.day in days]
    return _lines(task_views, soon), _lines(task_views, later)


def _lines(task_views: TaskViews, dues: list[DueTask]) -> tuple[DueLine, ...]:
    """Lines of the list; tasks that a document moved to a day have their own, which says so."""
    lines: list[DueLine] = []
    for day, plan_id in dict.fromkeys((due.day, due.task.plan_id) for due in dues):
        tasks = [due.task for due in dues if (due.day, due.task.plan_id) == (day, plan_id)]
        moved = [task for task in tasks if task.postponed is not None]
        planned = [task for task in tasks if task.postponed is None]
        if printed(planned) >= GROUP_FROM:
            lines.append(_many(task_views.values, day, plan_id, planned))
            planned = []
        lines.extend(_one(task_views, day, task) for task in (*planned, *moved))
    return tuple(lines)


def _one(task_views: TaskViews, day: date, task: Task) -> DueLine:
    values = task_views.values
    return DueLine(
        day=values.value(wording.day(day), task, "deadline", machine=day.isoformat()),
        url=urls.task(task),
        title=values.value(task.full_title, task, "title", machine=task.key),
        count=None,
        plan=values.plan_link(task.plan_id),
        leads=tuple(values.agency_link(agency, short=True) for agency in task.record.lead),
        agencies=None,
        moved=task_views.moved_from(task),
    )


def _many(values: Values, day: date, plan_id: str, tasks: list[Task]) -> DueLine:
    agencies = {agency for task in tasks for agency in task.record.lead}
    of = days_ahead(plan_id, day, day).where(postponed_by="")
    return DueLine(
        day=values.computed(wording.day(day), day.isoformat(), None, Rule.NOT_DUE),
        url=urls.plan_tasks(plan_id),
        title=None,
        count=values.tally(printed(tasks), of.each(PRINTED), "count-total"),
        plan=values.plan_link(plan_id),
        leads=(),
        agencies=values.tally(len(agencies), of.each("lead")) if agencies else None,
    )
