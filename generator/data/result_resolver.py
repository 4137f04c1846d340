"""Checks the results of a quarter: their task or target, agency, documents and dates."""

from collections.abc import Mapping

from generator.data.references import References
from generator.data.suggestions import nearest
from generator.model import records
from generator.model.portal import Located, Plan, QuarterResults, Task
from generator.model.quarter import Quarter
from generator.model.verdict import measure_of, question


def resolve_quarter(
    refs: References,
    plan_id: str,
    raw: tuple[Quarter, Located[records.Results], list[Located[records.Result]]],
    tasks: Mapping[str, Task],
    targets: Mapping[str, Located[records.Target]],
) -> QuarterResults:
    """Check the results of one plan in one quarter; problems are added to `refs`.

    `raw` is the quarter, the results file and its entries, as the parser gives them.
    """
    quarter, results, placed = raw
    cutoff = results.record.cutoff
    if not quarter.first_day <= cutoff <= quarter.last_day:
        params = {"value": cutoff.isoformat(), "allowed": f"{quarter.first_day} … {quarter.last_day}"}
        refs.add(results, ("cutoff",), "cutoff-outside-quarter", **params)
    seen: dict[tuple[str | None, ...], Located[records.Result]] = {}
    for entry in placed:
        record = entry.record
        if record.completed is not None and record.completed > cutoff:
            params = {"value": record.completed.isoformat(), "allowed": cutoff.isoformat()}
            refs.add(entry, ("completed",), "completed-after-cutoff", **params)
        first = seen.setdefault((record.task, record.target, record.measure, record.agency), entry)
        if first is not entry:
            value = " · ".join(filter(None, (record.task, record.target, record.measure, record.agency)))
            refs.add(entry, (), "duplicate-result", value=value, first=first.place)
        if record.target is not None:
            _check_target(refs, entry, targets, plan_id)
        elif refs.task(entry, tasks, plan_id) and (task := tasks.get(str(record.task))) is not None:
            _check_lead(refs, entry, task)
            _check_value(refs, entry, task.record)
    return QuarterResults(quarter, results.record, results.place, tuple(placed))


Merging = Located[records.Result] | Located[records.Event]
"""A result or event that names the task into which its own is merged."""


def check_merged(refs: References, plans: Mapping[str, Plan]) -> None:
    """Check that tasks are merged into another task that exists, and not into each other in a ring."""
    known = {task.key for plan in plans.values() for task in plan.tasks.values()}
    into: dict[str, list[str]] = {}
    for plan in plans.values():
        latest = _latest_results(plan)
        entries: list[Merging] = [*plan.events, *(e for quarter in plan.quarters for e in quarter.results)]
        for entry in entries:
            value, itself = entry.record.merged_into, f"{plan.id}/{entry.record.task}"
            if value is None or refs.root.is_rejected(f"task:{value}"):
                continue
            if value not in known or value == itself:
                near = nearest(value, known - {itself})
                refs.add(entry, ("merged_into",), "unknown-merged", value=value, near=near)
            elif isinstance(entry.record, records.Event) or entry.place in latest:
                _check_ring(refs, entry, itself, into)


def _latest_results(plan: Plan) -> frozenset[str]:
    """Places of the newest result of each task and agency: what was reported before no longer holds."""
    found = {
        (entry.record.task, entry.record.agency): entry.place
        for quarter in plan.quarters
        for entry in quarter.results
    }
    return frozenset(found.values())


def _check_ring(refs: References, entry: Merging, task: str, into: dict[str, list[str]]) -> None:
    """Report a merger that closes a ring; otherwise add it to `into`, the mergers found so far by task."""
    target = str(entry.record.merged_into)
    way = _way(into, target, task)
    if way:
        refs.add(entry, ("merged_into",), "merge-ring", value=" → ".join((task, *way)))
    else:
        into.setdefault(task, []).append(target)


def _way(into: Mapping[str, list[str]], start: str, end: str) -> tuple[str, ...]:
    """The tasks from one to another along mergers, both included; empty if none leads there."""
    if start == end:
        return (end,)
    ways = (_way(into, following, end) for following in into.get(start, ()))
    return next(((start, *way) for way in ways if way), ())


def _check_target(
    refs: References,
    entry: Located[records.Result],
    targets: Mapping[str, Located[records.Target]],
    plan_id: str,
) -> None:
    """Check that a result's target is in the plan, and its measure, if named, in the target."""
    number, measure = str(entry.record.target), entry.record.measure
    refs.found(f"target:{plan_id}/{number}", number, targets, entry, ("target",), plan=plan_id)
    if measure is not None and number in targets:
        keys = [known.key for known in targets[number].record.measures]
        refs.found(f"measure:{measure}", measure, keys, entry, ("measure",), target=number)
    if number in targets:
        _check_value(refs, entry, targets[number].record)


def _check_value(
    refs: References, entry: Located[records.Result], target: records.Target | records.TaskRecord
) -> None:
    """Warn of a value that is a question to the sender: too high to be, or short of its level though done."""
    measure = measure_of(target, entry.record)
    asked = question(measure, entry.record) if measure is not None else None
    if measure is not None and asked is not None:
        code = "value-over-level" if asked == "question_over" else "done-short-of-level"
        value = entry.record.value_as_written or str(entry.record.value)
        params = {"value": value, "allowed": measure.value_as_written}
        refs.add(entry, ("value",), code, severity="warning", **params)


def _check_lead(refs: References, entry: Located[records.Result], task: Task) -> None:
    """Check that a result's agency leads the task or is a member of a collective that does.

    A task with sub-tasks has no results of its own. Unknown agencies are reported elsewhere.
    """
    if task.children:
        params = {"value": task.number, "allowed": ", ".join(task.children)}
        refs.add(entry, ("task",), "result-of-parent", **params)
        return
    agency, leads = entry.record.agency, task.record.lead
    if not leads or not {agency, *leads} <= refs.agencies.keys():
        return
    if not any(
        agency == lead or _is_member(refs.agencies[agency].record, refs.agencies[lead].record)
        for lead in leads
    ):
        refs.add(entry, ("agency",), "agency-not-lead", value=agency, allowed=", ".join(leads))


def _is_member(agency: records.Agency, lead: records.Agency) -> bool:
    """Whether `agency` is a member of the collective `lead`."""
    if lead.kind != "collective":
        return False
    return agency.kind == lead.members_kind if lead.members_kind else agency.id in lead.members
