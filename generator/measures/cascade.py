"""Which city tasks for the communes have a matching task in the plan of a commune. Pure.

A commune is said to have skipped a task only if that is certain.
"""

from enum import StrEnum

from generator.model.portal import Plan, Portal, Task
from generator.model.slugs import fold

COMMUNES = "ubnd-cap-xa"
"""Id of the collective agency whose members are the commune-level committees."""


class Seen(StrEnum):
    """What is known about one commune's plan and one city task."""

    FOUND = "found"
    """The plan has a corresponding task, as its text states or as an editor reads it."""
    SKIPPED = "skipped"
    """The city's text makes the communes lead the task, the whole plan is known, and no task corresponds."""
    ABSENT = "absent"
    """No task in the known text corresponds, but that does not prove that the commune skipped it."""
    OTHER_PERIOD = "other-period"
    """The plan is for another period."""


LOCALITIES = "cac-dia-phuong"
"""Id of the collective “các địa phương”, which may mean the communes but does not name them."""


class Naming(StrEnum):
    """How a city task's text names the communes, in the order in which the first that fits is taken."""

    LEAD = "lead"
    COORDINATING = "coordinating"
    TITLE = "title"
    """In the title alone, not among the agencies."""
    LOCALITIES = "localities"
    """Only “địa phương” are named."""
    NOT_ENTERED = "not_entered"
    """The document names agencies that were not entered; communes may be among them."""
    UNREADABLE = "unreadable"
    """The cell of the agencies cannot be read in the copy."""
    UNNAMED = "unnamed"


NAMED = frozenset({Naming.LEAD, Naming.COORDINATING, Naming.TITLE})
"""Ways of naming in which the text itself names the communes."""


def naming(portal: Portal, task: Task) -> Naming:
    """Return how a task's text names the communes; of a task with parts, the first way of any part."""
    parts = [portal.plans[task.plan_id].tasks[number] for number in task.children]
    found = {_naming(portal, each) for each in (task, *parts)}
    return next(way for way in Naming if way in found)


def _naming(portal: Portal, task: Task) -> Naming:
    record = task.record
    agencies = (*record.lead, *record.coordinating)
    if COMMUNES in record.lead:
        return Naming.LEAD
    if COMMUNES in record.coordinating:
        return Naming.COORDINATING
    if COMMUNES in portal.agencies and fold(portal.agencies[COMMUNES].record.name) in fold(record.title):
        return Naming.TITLE
    if LOCALITIES in agencies:
        return Naming.LOCALITIES
    if task.not_entered & {"lead", "coordinating"}:
        return Naming.NOT_ENTERED
    empty = {name for name in ("lead", "coordinating") if not getattr(record, name)}
    return Naming.UNREADABLE if empty & task.uncertain else Naming.UNNAMED


def commune_plans(portal: Portal) -> tuple[Plan, ...]:
    """Return the plans of communes that have tasks."""
    return tuple(plan for plan in portal.plans.values() if plan.record.scope == "commune" and plan.tasks)


def concerns(portal: Portal, task: Task) -> bool:
    """Whether a city task names the communes or has a corresponding task in one of their plans."""
    return _naming(portal, task) in NAMED or task.key in portal.implemented_by


def see(portal: Portal, city: Plan, task: Task, plan: Plan) -> Seen:
    """Find out what is known about one commune's plan and one city task."""
    if any(below.plan_id == plan.id for below, _ in portal.implemented_by.get(task.key, ())):
        return Seen.FOUND
    period, wanted = plan.record.period, city.record.period
    if period.last < wanted.first or period.first > wanted.last:
        return Seen.OTHER_PERIOD
    linked = any(
        link.task.startswith(f"{city.id}/") for t in plan.tasks.values() for link in t.record.implements
    )
    charged = COMMUNES in task.record.lead
    if charged and linked and resting_on(portal, plan) is None:
        return Seen.SKIPPED
    return Seen.ABSENT


def resting_on(portal: Portal, plan: Plan) -> str | None:
    """Return the id of a document of the same issuer on which the plan is based and whose text is missing."""
    document = portal.documents[plan.record.document].record
    for relation in document.relations:
        above = portal.documents[relation.document].record
        if relation.type in {"based_on", "implements"} and not above.held and above.issuer == document.issuer:
            return above.id
    return None
