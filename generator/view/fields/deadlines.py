"""The fields of a last compliant day: a task with several has a row for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.measures.day_states import COVERED, state_of_day
from generator.measures.metrics import Measured
from generator.measures.place import Place
from generator.model import records
from generator.view.fields.field import Codes, Field, declared
from generator.view.fields.tasks import MeasuredTask, some_of_tasks


@dataclass(frozen=True, slots=True)
class DayOfTask(MeasuredTask):
    """One last compliant day of a task, by the latest deadline that a document granted."""

    day: date
    state: str
    """State of the task on that day, see `state_of_day`."""


def rows(measured: Measured) -> Iterator[DayOfTask]:
    """A row for every last compliant day of every task without sub-tasks, and of every sub-task."""
    for plan in measured.portal.plans.values():
        clock = measured.clock(plan)
        for task in plan.tasks.values():
            standing = measured.standings[task.key]
            for day in () if task.children else task.current_deadline.instances:
                yield DayOfTask(task, standing, (), day, state_of_day(standing, day, clock))


DEADLINES: tuple[Field[DayOfTask], ...] = declared(
    records.TaskRecord,
    (
        *some_of_tasks("plan", "number", "parent", "area", "lead"),
        Field("due_day", lambda row: row.day, kind="date"),
        Field(
            "state_of_day",
            lambda row: row.state,
            codes=Codes((*Place, COVERED), "site.state"),
        ),
        *some_of_tasks("postponed_by", "not_entered"),
    ),
)
