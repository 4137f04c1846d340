"""Counts and comparisons as pandas frames, from which charts and comparison tables are made.

Frames contain codes and ids, never display words. The full tables for download are in `files.tables`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import pandas as pd

from generator.measures.day_states import state_of_day
from generator.measures.metrics import Measured
from generator.measures.target_status import Level
from generator.model.portal import Plan, Task
from generator.model.quarter import Quarter

NO_AREA = ""
"""Group of tasks to which no area is given."""

Grouping = Callable[[Task], tuple[str, ...]]
"""Returns the ids of the groups a task is counted in."""


def by_area(measured: Measured, plan: Plan) -> pd.DataFrame:
    """Count a plan's printed tasks by area: a row per area (``""`` for none), a column per state."""
    frame = _states(measured, plan.printed_tasks, "area", lambda task: (task.record.area or NO_AREA,))
    return _counted(frame, "area", (*measured.portal.areas, NO_AREA))


def by_plan(measured: Measured, area_id: str) -> pd.DataFrame:
    """Count an area's printed tasks by plan: a row per plan, a column per state.

    Rows must not be added up: plans are never summed with one another.
    """
    tasks = [
        t for plan in measured.portal.plans.values() for t in plan.printed_tasks if t.record.area == area_id
    ]
    frame = _states(measured, tasks, "plan", lambda task: (task.plan_id,))
    return _counted(frame, "plan", tuple(measured.portal.plans))


def by_lead(measured: Measured, plan: Plan) -> pd.DataFrame:
    """Count a plan's tasks and sub-tasks by leading agency: a row per agency, a column per state.

    The agency with most tasks is first. A task with several leads counts once for each, in the state of
    that agency's own share.
    """
    rows = [
        (
            lead,
            measured.share(task, lead).place.value,
        )
        for task in plan.tasks.values()
        for lead in task.record.lead
    ]
    frame = pd.DataFrame(rows, columns=["lead", "code"])
    busiest = frame["lead"].value_counts(sort=False)
    # A stable sort: among equals, in the order the plan first names them.
    return _counted(frame, "lead", tuple(busiest.sort_values(ascending=False, kind="stable").index))


def by_month(measured: Measured, plan: Plan) -> pd.DataFrame:
    """Count the last compliant days of a plan's tasks and sub-tasks by month.

    A row per month (its first day) from the first to the last without gaps, a column per code of
    `state_of_day`.
    """
    rows, clock = [], measured.clock(plan)
    for task in plan.tasks.values():
        if task.children:
            continue
        deadline = task.current_deadline
        standing = measured.standings[task.key]
        rows += [(day.replace(day=1), state_of_day(standing, day, clock)) for day in deadline.instances]
    frame = pd.DataFrame(rows, columns=["month", "code"])
    return _counted(frame, "month", _months(frame["month"].tolist()))


def burn_up(measured: Measured, plan: Plan) -> pd.DataFrame:
    """Count, cumulatively over time, a plan's printed tasks that were due and that were done.

    The index ``day`` has the last day of each quarter in which tasks fall due or are done, with the quarters
    between, and the as-of date if it lies among them. Columns: ``due``, tasks whose last compliant day is
    that day or earlier (on the as-of date: earlier only, as that day is not over); ``done``, those of
    them that were done; ``known``, False for days after the as-of date.

    The figures of a past quarter are those known at its end, the same as in its kit and on its page.
    A task with sub-tasks is due with the last of them; tasks of several days or none are left out, as they
    are from the headline rate.
    """
    dated = [s for s in (measured.standings[t.key] for t in plan.printed_tasks) if s.facts.rate_day]
    days = [s.facts.rate_day for s in dated if s.facts.rate_day is not None]
    done = [s.facts.completed or s.facts.cutoff or measured.as_of for s in dated if s.done]
    rows = [_end_of(measured, plan, quarter, days) for quarter in _quarters([*days, *done])]
    ends = [end for end, *_ in rows]
    if rows and ends[0] < measured.as_of < ends[-1] and measured.as_of not in ends:
        rows.append((measured.as_of, *_burned(measured, plan), True))
    frame = pd.DataFrame(sorted(rows), columns=["day", "due", "done", "known"])
    return frame.set_index("day")


def _end_of(
    measured: Measured, plan: Plan, quarter: Quarter, days: Sequence[date]
) -> tuple[date, int, int, bool]:
    """A row of `burn_up` for the end of a quarter: as known then, or as planned if it is not over."""
    end = quarter.last_day
    if end == measured.as_of:
        return end, *_burned(measured, plan), True
    if measured.is_running(quarter):
        return end, sum(1 for day in days if day <= end), 0, False
    then = measured.at_end_of(quarter)
    return end, *_burned(then, then.portal.plans[plan.id]), True


def _burned(measured: Measured, plan: Plan) -> tuple[int, int]:
    """How many of a plan's printed tasks are due, and how many of those are done."""
    counts = measured.counts(plan.printed_tasks)
    return counts.due, counts.done_of_due


def _quarters(days: Sequence[date]) -> list[Quarter]:
    if not days:
        return []
    found = [Quarter.of(min(days))]
    while found[-1] < Quarter.of(max(days)):
        found.append(found[-1].next())
    return found


def levels(items: Iterable[Level]) -> pd.DataFrame:
    """Return a row per measure of a target with the latest figure it is compared with, all columns text.

    Columns are `LEVEL_COLUMNS`; numbers have a decimal point, a missing value is ``""``.
    """
    rows = [
        {
            "plan": item.plan.id,
            "target": item.number,
            "measure": item.measure.key,
            "indicator": item.measure.indicator or "",
            "comparator": item.measure.comparator,
            "value": "" if item.measure.value is None else format(item.measure.value, "f"),
            "value_as_written": item.measure.value_as_written,
            "unit": item.measure.unit or "",
            "period": item.measure.period or "",
            "latest": "" if item.latest is None else format(item.latest.value, "f"),
            "latest_as_written": "" if item.latest is None else item.latest.as_written,
            "latest_period": "" if item.latest is None else item.latest.period,
            "latest_source": "" if item.latest is None else item.latest.ref,
            "comparison": item.comparison,
        }
        for item in items
    ]
    return pd.DataFrame(rows, columns=list(LEVEL_COLUMNS), dtype="str")


LEVEL_COLUMNS = (
    "plan", "target", "measure", "indicator", "comparator", "value", "value_as_written", "unit", "period",
    "latest", "latest_as_written", "latest_period", "latest_source", "comparison",
)  # fmt: skip


def series(points: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """Return an indicator over time, columns of text: ``period`` (or edition), ``value``, ``report`` (id)."""
    return pd.DataFrame(list(points), columns=["period", "value", "report"], dtype="str")


def long(frame: pd.DataFrame, **fixed: str) -> pd.DataFrame:
    """Turn a frame of counts into the long form of a CSV file.

    One row per non-zero cell: the columns of `fixed` (name and value, first), the group, ``state`` and
    ``tasks`` (the count), all text.
    """
    table = frame.reset_index().melt(id_vars=str(frame.index.name), var_name="state", value_name="tasks")
    table["place"] = table.groupby("state", sort=False).cumcount()
    table = table[table["tasks"] > 0].sort_values("place", kind="stable").drop(columns="place").astype(str)
    for place, (name, value) in enumerate(fixed.items()):
        table.insert(place, name, value)
    return table.reset_index(drop=True)


def _states(measured: Measured, tasks: Iterable[Task], name: str, groups: Grouping) -> pd.DataFrame:
    rows = [(group, _code(measured, task)) for task in tasks for group in groups(task)]
    return pd.DataFrame(rows, columns=[name, "code"])


def _code(measured: Measured, task: Task) -> str:
    return measured.standings[task.key].place.value


def _counted(frame: pd.DataFrame, by: str, order: Sequence[object]) -> pd.DataFrame:
    """Count rows by group and state, groups in the given order; only months keep groups without tasks."""
    table = pd.crosstab(frame[by], frame["code"])
    return table.reindex([group for group in order if group in table.index or by == "month"], fill_value=0)


def _months(days: Sequence[date]) -> list[date]:
    if not days:
        return []
    found = [min(days)]
    while found[-1] < max(days):
        year, month = divmod(found[-1].year * 12 + found[-1].month, 12)
        found.append(date(year, month + 1, 1))
    return found
