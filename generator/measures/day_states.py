"""The state of each last compliant day of a task that has several."""

from datetime import date

from generator.measures.clock import Clock
from generator.measures.metrics import Standing
from generator.measures.place import Place
from generator.measures.schedule import Schedule

COVERED = "covered"
"""State of a past due day of a recurring task that a report already covers, while a later day is awaited."""


def state_of_day(standing: Standing, day: date, clock: Clock) -> str:
    """Return the state of one last compliant day of a task.

    The task's place when that is its only day, or when it is done or closed by a document. For one of
    several days: ``not_due`` for a day that is not over, ``covered`` for a day before the one now awaited,
    else the schedule: a missing report is never called late.
    """
    facts = standing.facts
    if facts.done or facts.closed or not facts.instances:
        return facts.place.value
    if not clock.passed(day):
        return Place.NOT_DUE.value
    if facts.schedule is Schedule.NOT_COMPUTABLE:
        return Place.NOT_COMPUTABLE.value
    return COVERED if facts.due is not None and day < facts.due else facts.schedule.value
