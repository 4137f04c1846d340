"""The one place of a task, by which tasks are counted and drawn.

The places of all tasks add up to their number.
"""

from enum import StrEnum

from generator.measures.schedule import Schedule


class Place(StrEnum):
    """The one place in which a task is counted, in the order in which the first that fits is taken.

    The first three are set by a document. What is done is done before it is late or in time. `NOT_DUE`
    includes what is due soon; a task of several due days is counted beside the continuous ones.
    """

    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    MERGED = "merged"
    DONE_LATE = "done_late"
    DONE = "done"
    OVERDUE = Schedule.OVERDUE.value
    DUE_UNREPORTED = Schedule.DUE_UNREPORTED.value
    DUE = Schedule.DUE.value
    NOT_DUE = Schedule.NOT_DUE.value
    CONTINUOUS = Schedule.CONTINUOUS.value
    NOT_COMPUTABLE = Schedule.NOT_COMPUTABLE.value


CLOSED = frozenset({Place.WITHDRAWN, Place.STOPPED, Place.MERGED})
"""Places of tasks that need not be done any more, because a document says so."""


def place_of(schedule: Schedule, *, done: bool, several: bool) -> Place:
    """The place of a task that no document closed."""
    if done:
        return Place.DONE_LATE if schedule is Schedule.LATE else Place.DONE
    if several:
        return Place.CONTINUOUS
    return Place.NOT_DUE if schedule is Schedule.DUE_SOON else Place(schedule.value)
