"""Builds each plan from its records, checking its sections, targets, tasks, deadlines and proofs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from generator.data.parser import PlanRecords
from generator.data.references import References
from generator.data.result_resolver import resolve_quarter
from generator.data.suggestions import nearest
from generator.model import records, wording
from generator.model.deadline import Deadline, DeadlineError, DeadlineKind, DeadlineReason, PlanPeriod
from generator.model.deadline_parser import parse_deadline, resolve_event, resolve_instruction
from generator.model.portal import Located, Plan, Task, TaskTerms
from generator.model.slugs import slug_of_number

BLAMED: Mapping[DeadlineReason, str] = {
    DeadlineReason.READING_UNKNOWN: "deadline_reading",
    DeadlineReason.WINDOW_WITH_GAP: "deadline_reading",
    DeadlineReason.NO_EVENT_AWAITED: "kind",
    DeadlineReason.NO_INSTRUCTION_AWAITED: "kind",
}
"""The field to report for a reason; ``deadline`` for reasons not listed."""

UNREAD = frozenset({DeadlineReason.UNKNOWN_FORM, DeadlineReason.YEAR_MISSING})
"""Reasons that lie in the official wording, not in how it was typed."""


def resolve_plan(refs: References, raw: PlanRecords) -> Plan | None:
    """Return a plan with everything in it, None when ``plan.yaml`` is missing or invalid."""
    if raw.plan is None:
        return None
    record = raw.plan.record
    known = refs.known("documents", record.document, raw.plan, ("document",))
    # An unknown document is reported once, for the plan, and not again for each of its entries.
    document = record.document if known else None
    refs.source(raw.plan, document)
    refs.known("agencies", record.owner, raw.plan, ("owner",))
    refs.by_type(raw.plan)
    period = PlanPeriod(record.period.first, record.period.last)
    sections = refs.unique(raw.lists["sections"], "number", str)
    for section in sections.values():
        refs.source(section, document)
        refs.area(section)
        refs.listed_agencies(section, "agencies")
    targets = refs.unique(raw.lists["targets"], "number", str)
    deadlines = {
        number: deadline
        for number, target in targets.items()
        if (deadline := _target_deadline(refs, target, document, period)) is not None
    }
    tasks = _tasks(refs, raw, document, period)
    proofs = refs.unique(raw.lists["proofs"], "task", str)
    for proof in proofs.values():
        refs.task(proof, tasks, raw.id)
    return Plan(
        id=raw.id,
        record=record,
        place=raw.plan.place,
        sections=tuple(sections.values()),
        targets=tuple(targets.values()),
        tasks=tasks,
        proofs=proofs,
        events=tuple(raw.lists["events"]),
        quarters=tuple(
            resolve_quarter(refs, raw.id, results, tasks, targets)
            for results in sorted(raw.results, key=lambda item: item[0])
        ),
        target_deadlines=deadlines,
    )


def check_implements(refs: References, plans: Mapping[str, Plan]) -> None:
    """Check that tasks implement existing tasks of other plans."""
    known = {task.key for plan in plans.values() for task in plan.tasks.values()}
    for plan in plans.values():
        own = f"{plan.id}/"
        for task in plan.tasks.values():
            entry = Located(task.record, task.place, task.ref)
            for index, link in enumerate(task.record.implements):
                itself = link.task.startswith(own)
                if itself or not (link.task in known or refs.root.is_rejected(f"task:{link.task}")):
                    near = nearest(link.task, [key for key in known if not key.startswith(own)])
                    loc = ("implements", index, "task")
                    refs.add(entry, loc, "unknown-implemented", value=link.task, near=near)


def _target_deadline(
    refs: References, target: Located[records.Target], document: str | None, period: PlanPeriod
) -> Deadline | None:
    """Check a target and return its deadline; None if it sets none or the wording could not be read."""
    refs.source(target, document)
    _warn_not_entered(refs, target)
    refs.area(target)
    refs.listed_agencies(target, "responsible")
    deadline = _deadline_of(refs, target, parse_deadline(target.record.deadline, period=period))
    _check_measures(refs, target, target.record.measures)
    return deadline if target.record.deadline is not None else None


def _check_measures(refs: References, entry: Located[Any], measures: Sequence[records.Measure]) -> None:
    """Check that the indicators of a target's or task's measures exist, and that no key is repeated."""
    for index, measure in enumerate(measures):
        for place, name in enumerate(measure.not_entered):
            loc = ("measures", index, "not_entered", place)
            params = {"value": name, "written": measure.value_as_written}
            refs.add(entry, loc, "not-entered-measure", **params, severity="warning")
        if measure.indicator is not None:
            refs.known("indicators", measure.indicator, entry, ("measures", index, "indicator"))
        if measure.key in {earlier.key for earlier in measures[:index]}:
            refs.add(entry, ("measures", index, "key"), "repeated-value", value=measure.key)


# Tasks --------------------------------------------------------------------------------------------------


def _tasks(refs: References, raw: PlanRecords, document: str | None, period: PlanPeriod) -> dict[str, Task]:
    entries: dict[str, Located[records.TaskRecord]] = refs.unique(
        raw.lists["tasks"], "number", slug_of_number
    )
    events: dict[str, list[Located[records.Event]]] = {}
    for event in raw.lists["events"]:
        refs.task(event, entries, raw.id)
        events.setdefault(event.record.task, []).append(event)
    children: dict[str | None, list[str]] = {}
    for number, entry in entries.items():
        children.setdefault(entry.record.parent, []).append(number)
    found = {}
    for number, entry in entries.items():
        _check_task(refs, entry, entries, document, raw.id)
        record = entry.record
        set_by_plan = _task_deadline(refs, entry, period)
        if set_by_plan is None:
            refs.root.rejected.add(entry.ref.casefold())
            continue
        own = [*events.get(number, ()), *_of_parent(events, record.parent)]
        *earlier, terms = _terms(refs, set_by_plan, own, period)
        found[number] = Task(
            record=record,
            place=entry.place,
            plan_id=raw.id,
            terms=terms,
            earlier=tuple(earlier),
            children=tuple(children.get(number, ())),
            heading=entries[record.parent].record.title if record.parent in entries else None,
        )
    return found


def _task_deadline(
    refs: References, entry: Located[records.TaskRecord], period: PlanPeriod
) -> Deadline | None:
    """Return the deadline that the plan sets, or what the editors read it as where its wording is not known.

    A reading or meaning that a known wording does not need is a warning, and the known reading counts.
    """
    record = entry.record
    if record.deadline is None and "deadline" in record.not_entered:
        return Deadline("", DeadlineKind.NOT_ENTERED)
    parsed = parse_deadline(record.deadline, period=period, reading=record.deadline_reading)
    if isinstance(parsed, DeadlineError) and parsed.reason is DeadlineReason.READING_NOT_NEEDED:
        _warn(refs, entry, "deadline_reading", "deadline-reading-not-needed", record.deadline or "–")
        parsed = parse_deadline(record.deadline, period=period)
    meaning = record.deadline_meaning
    if meaning is None:
        return _deadline_of(refs, entry, parsed)
    if isinstance(parsed, Deadline):
        _warn(refs, entry, "deadline_meaning", "deadline-meaning-not-needed", record.deadline or "–")
        return parsed
    return Deadline(
        parsed.as_written, DeadlineKind(meaning.kind), meaning.days, start=meaning.start, reading="editors"
    )


def _warn(refs: References, entry: Located[records.Record], field: str, code: str, value: str) -> None:
    refs.add(entry, (field,), code, value=value, severity="warning")


def _warn_not_entered(refs: References, entry: Located[Any]) -> None:
    """Tell the editors of each field that the document states and that was not entered."""
    record: records.PlanEntry = entry.record
    for index, name in enumerate(record.not_entered):
        written = record.as_written.get(name, "")
        code = "not-entered-written" if written else "not-entered"
        params = {"value": name, "number": entry.record.number, "written": written}
        refs.add(entry, ("not_entered", index), code, **params, severity="warning")


def _check_task(
    refs: References,
    entry: Located[records.TaskRecord],
    entries: Mapping[str, Located[records.TaskRecord]],
    document: str | None,
    plan_id: str,
) -> None:
    number, parent = entry.record.number, entry.record.parent
    refs.source(entry, document)
    _warn_not_entered(refs, entry)
    refs.area(entry)
    refs.listed_agencies(entry, "lead")
    refs.listed_agencies(entry, "coordinating")
    _check_measures(refs, entry, entry.record.measures)
    if parent is None:
        return
    exists = parent in entries or refs.root.is_rejected(f"task:{plan_id}/{parent}")
    if not exists or not number.startswith(f"{parent}."):
        refs.add(entry, ("parent",), "bad-parent", value=parent, number=number)


def _terms(
    refs: References, plan: Deadline, events: Iterable[Located[records.Event]], period: PlanPeriod
) -> list[TaskTerms]:
    """Return a task's terms as the plan sets them and after each event, in the order of their documents."""
    found = [TaskTerms(date.min, plan)]
    for event in sorted(events, key=lambda event: known_since(refs, event.record)):
        found.append(_changed(refs, found[-1], event, period))
    return found


def _of_parent(
    events: Mapping[str, list[Located[records.Event]]], parent: str | None
) -> list[Located[records.Event]]:
    """Return a parent's events that change its sub-tasks too: a document that closes or moves all of it."""
    changing = {"postponed", "shortened", *records.CLOSING_EVENTS}
    return [event for event in events.get(parent or "", ()) if event.record.kind in changing]


def known_since(refs: References, event: records.Event) -> date:
    """The day on which an event is known: its document's date, or its own day if that is later."""
    document = refs.documents.get(event.document)
    issued = document.record.date if document is not None else None
    return max(issued or date.min, event.date or date.min)


def _changed(
    refs: References, terms: TaskTerms, event: Located[records.Event], period: PlanPeriod
) -> TaskTerms:
    """Return the terms after an event; a deadline that cannot be read or does not fit is reported."""
    record = event.record
    now = replace(terms, since=known_since(refs, record))
    if record.kind in records.CLOSING_EVENTS:
        return replace(now, closure=record)
    if record.kind == "occurred":
        assert record.date is not None  # noqa: S101 - checked by the record
        return replace(now, deadline=_after_event(refs, event, terms.deadline, period))
    new = _deadline_of(refs, event, parse_deadline(record.deadline, period=period))
    if new is None:
        return now
    if record.kind == "instructed":
        solved = _deadline_of(refs, event, resolve_instruction(terms.deadline, new))
        return replace(now, deadline=solved or terms.deadline)
    _check_direction(refs, event, terms.current_deadline, new)
    return replace(now, postponed=new, postponement=record)


def _after_event(
    refs: References, event: Located[records.Event], awaiting: Deadline, period: PlanPeriod
) -> Deadline:
    """Return a deadline whose event took place; its day is computed, or the one that the editors counted."""
    assert event.record.date is not None  # noqa: S101 - checked by the record
    computed = resolve_event(awaiting, event.record.date)
    if event.record.deadline is None:
        return _deadline_of(refs, event, computed) or awaiting
    stated = _deadline_of(refs, event, parse_deadline(event.record.deadline, period=period))
    if stated is None:
        return awaiting
    if isinstance(computed, DeadlineError) and computed.reason is not DeadlineReason.DAY_NOT_COMPUTED:
        return _deadline_of(refs, event, computed) or awaiting
    if isinstance(computed, Deadline) and computed.late_after != stated.late_after:
        day = wording.day(computed.late_after) if computed.late_after else ""
        refs.add(event, ("deadline",), "event-day-differs", value=stated.as_written, computed=day)
    return _deadline_of(refs, event, resolve_instruction(awaiting, stated)) or awaiting


def _check_direction(refs: References, event: Located[records.Event], held: Deadline, new: Deadline) -> None:
    """Report a postponement to an earlier day than the deadline held, and a shortening to a later one."""
    if held.late_after is None or new.late_after is None or held.late_after == new.late_after:
        return
    earlier = new.late_after < held.late_after
    if earlier != (event.record.kind == "shortened"):
        days = {"value": wording.day(new.late_after), "held": wording.day(held.late_after)}
        refs.add(event, ("deadline",), "postponed-earlier" if earlier else "shortened-later", **days)


def _deadline_of(
    refs: References, entry: Located[records.Record], parsed: Deadline | DeadlineError
) -> Deadline | None:
    """Return the deadline, or None if it could not be read, which is reported with the known wordings.

    A wording that the portal does not know is official all the same: it is published as printed and never
    judged, with a warning to the editors.
    """
    if isinstance(parsed, Deadline):
        return parsed
    params = {"value": parsed.as_written, "allowed": ", ".join(f"“{form}”" for form in parsed.known_forms)}
    if parsed.reason in UNREAD:
        refs.add(entry, ("deadline",), f"deadline-{parsed.reason}", **params, severity="warning")
        return Deadline(parsed.as_written, DeadlineKind.UNREAD)
    refs.add(entry, (BLAMED.get(parsed.reason, "deadline"),), f"deadline-{parsed.reason}", **params)
    return None
