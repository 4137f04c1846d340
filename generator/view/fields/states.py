"""The fields of a task's state at the end of a quarter, by which figures of past quarters are counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Plan
from generator.model.quarter import Quarter
from generator.view.fields.field import Field, declared
from generator.view.fields.tasks import MeasuredTask, some_of_tasks


@dataclass(frozen=True, slots=True)
class StateOfTask(MeasuredTask):
    """A task in the state that was known at the end of a quarter's last day."""

    quarter: Quarter

    @property
    def falls_due(self) -> bool:
        """Whether a last compliant day, by the deadline that held then, lies in the quarter."""
        days = () if self.task.children else self.task.current_deadline.instances
        return any(Quarter.of(day) == self.quarter for day in days)


def rows(measured: Measured) -> Iterator[StateOfTask]:
    """A row for every task and sub-task at the end of each quarter that is over, oldest quarter first.

    A plan's rows begin with the quarter in which it begins, or in which its first task falls due or is done.
    """
    first = {plan.id: _first(measured, plan) for plan in measured.portal.plans.values()}
    quarter = min(first.values(), default=None)
    while quarter is not None and not measured.is_running(quarter):
        then = measured.at_end_of(quarter)
        for task in then.portal.tasks():
            if first[task.plan_id] <= quarter:
                yield StateOfTask(task, then.standings[task.key], (), quarter)
        quarter = quarter.next()


def _first(measured: Measured, plan: Plan) -> Quarter:
    facts = [measured.standings[task.key].facts for task in plan.tasks.values()]
    days = [day for each in facts for day in (each.rate_day, each.completed) if day is not None]
    return Quarter.of(min([plan.record.period.first, *days]))


STATES: tuple[Field[StateOfTask], ...] = declared(
    records.TaskRecord,
    (
        Field("quarter", lambda row: row.quarter.id),
        Field("day", lambda row: row.quarter.last_day, kind="date"),
        *some_of_tasks(
            "plan", "number", "parent", "area", "reported", "evidenced", "schedule", "counted_as",
            "completed", "days_late", "days_silent", "rate_day", "parts", "parts_done", "sub_tasks",
        ),
        Field("due_in_quarter", lambda row: row.falls_due, kind="boolean"),
    ),
)  # fmt: skip
