"""Which city tasks for the communes have a matching task in the plan of a commune. Pure.

A commune is said to have skipped a task only if that is certain.
"""

from enum import StrEnum

from generator.model.portal import Plan, Portal, Task

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


def commune_plans(portal: Portal) -> tuple[Plan, ...]:
    """Return the plans of communes that have tasks."""
    return tuple(plan for plan in portal.plans.values() if plan.record.scope == "commune" and plan.tasks)


def concerns(portal: Portal, task: Task) -> bool:
    """Whether a city task names the communes or has a corresponding task in one of their plans."""
    named = COMMUNES in task.record.lead or COMMUNES in task.record.coordinating
    return named or task.key in portal.implemented_by


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
