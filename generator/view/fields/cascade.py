"""The fields of a comparison: a city task for the communes and the plan of one commune."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measures.cascade import Naming, Seen, commune_plans, concerns, naming, see
from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Plan, Portal, Task
from generator.view.fields.field import Codes, Field, declared
from generator.view.fields.tasks import MeasuredTask, some_of_tasks


@dataclass(frozen=True, slots=True)
class ComparedTask(MeasuredTask):
    """A city task with the plan of one commune; None while no plan of a commune has tasks."""

    below_plan: Plan | None
    seen: Seen | None
    """What is known of them together."""
    named_as: Naming
    """How the city's text names the communes."""

    @property
    def matches(self) -> tuple[str, ...]:
        """The commune's tasks that correspond, as ``plan/number``."""
        return tuple(task.key for task, _ in self.below if task.plan_id == getattr(self.below_plan, "id", ""))


def rows(measured: Measured) -> Iterator[ComparedTask]:
    """A row for every task of the headline plan that concerns the communes and every commune's plan."""
    portal = measured.portal
    city = portal.plans[portal.settings.headline_plan]
    for task in city.tasks.values():
        if concerns(portal, task):
            below = portal.implemented_by.get(task.key, ())
            for plan, seen in _compared(portal, city, task):
                named = naming(portal, task)
                yield ComparedTask(task, measured.standings[task.key], tuple(below), plan, seen, named)


def _compared(portal: Portal, city: Plan, task: Task) -> list[tuple[Plan | None, Seen | None]]:
    found = [(plan, see(portal, city, task, plan)) for plan in commune_plans(portal)]
    return [*found] or [(None, None)]


CASCADE: tuple[Field[ComparedTask], ...] = declared(
    records.TaskRecord,
    (
        *some_of_tasks("plan", "number"),
        Field("commune_plan", lambda row: row.below_plan.id if row.below_plan else None, ids="plans"),
        Field("commune", lambda row: row.below_plan.record.owner if row.below_plan else None, ids="agencies"),
        Field("seen", lambda row: row.seen, codes=Codes(tuple(Seen), "site.seen")),
        Field("matches", lambda row: row.matches, ids="tasks"),
        Field("named_as", lambda row: row.named_as, codes=Codes(tuple(Naming), "site.named_as")),
    ),
)
