"""Results that agencies reported on a plan in a quarter, and tasks that fall due in it.

Results with a cut-off after the as-of date are left out, because they were not known yet.
"""

from collections.abc import Iterable

from generator.measures.reporters import leaf_tasks
from generator.model import records
from generator.model.portal import Located, Plan, QuarterResults, Task
from generator.model.quarter import Quarter


def due_in(plan: Plan, quarter: Quarter) -> tuple[Task, ...]:
    """Tasks without sub-tasks that have a last day on time in the quarter, soonest first."""
    found = []
    for task in leaf_tasks(plan):
        days = [d for d in task.current_deadline.instances if Quarter.of(d) == quarter]
        if days:
            found.append((min(days), task))
    return tuple(task for _, task in sorted(found, key=lambda pair: pair[0]))


def results_of(plan: Plan, quarter: Quarter) -> QuarterResults | None:
    """A plan's results of a quarter; None if there are none. Those that the plan, as known on a day, has."""
    return next((results for results in plan.quarters if results.quarter == quarter), None)


def reported_tasks(results: QuarterResults | None, agencies: Iterable[str] = ()) -> frozenset[str]:
    """Numbers of the tasks with a result; if agencies (ids) are given, only results of those count."""
    wanted = frozenset(agencies)
    located: tuple[Located[records.Result], ...] = results.results if results is not None else ()
    return frozenset(
        entry.record.task
        for entry in located
        if entry.record.task is not None and (not wanted or entry.record.agency in wanted)
    )
