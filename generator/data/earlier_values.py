"""Checks what a quarter's file keeps of earlier values: taking its changes back must give valid results.

The portal of an earlier day is made by taking back what later forms and corrections changed
(`measures.knowledge`), so a kept value that no result can have would be found out only on that day.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from generator.data import closed_quarter
from generator.data.closed_quarter import Key, Row
from generator.data.references import Loc, References
from generator.model import records
from generator.model.portal import Located, Plan
from generator.model.quarter import Quarter
from generator.model.quarter_records import Change, QuarterFile

FIELDS = frozenset(records.Result.model_fields) - closed_quarter.NAMED
"""Fields of a result that a form or a correction may change."""

DOCUMENTS = ("evidence", "reporting_document")
"""Of those, the ones that hold ids of documents."""

Step: TypeAlias = tuple[Loc, tuple[Change, ...], bool]
"""Changes made together, where they stand, and whether the cut-off of the whole file may be among them."""


def check_earlier_values(
    refs: References, located: Located[QuarterFile], quarter: Quarter, plans: Mapping[str, Plan]
) -> None:
    """Check every change of a quarter's file, and the results of every day before one of them."""
    rows = {
        closed_quarter.key_of(row): dict(row)
        for plan in plans.values()
        for results in plan.quarters
        if results.quarter == quarter
        for entry in results.results
        for row in (closed_quarter.row_of(plan.id, quarter, results.record, entry.record),)
    }
    for loc, together, whole in reversed(list(_steps(located.record))):
        sound = [
            change
            for place, change in enumerate(together)
            if _check_change(refs, located, (*loc, place), change, plans, whole=whole)
        ]
        closed_quarter.correct(rows, map(closed_quarter.taken_back, reversed(sound)))
        if len(sound) == len(together):
            _check_rows(refs, located, loc, together, rows)


def _steps(record: QuarterFile) -> Iterator[Step]:
    """Yield what was changed together, oldest first: forms of the open quarter come before corrections."""
    for index, receipt in enumerate(record.receipts):
        yield ("receipts", index, "changes"), receipt.changes or (), False
    for index, correction in enumerate(record.corrections):
        yield ("corrections", index, "changes"), correction.changes, True


def _check_change(
    refs: References,
    located: Located[QuarterFile],
    loc: Loc,
    change: Change,
    plans: Mapping[str, Plan],
    *,
    whole: bool,
) -> bool:
    """Whether a change names a plan, a record and a field that exist; reports the first that does not."""
    plan = plans.get(change.plan)
    if plan is None:
        return refs.found(f"plan:{change.plan}", change.plan, plans, located, (*loc, "plan")) and False
    if whole and change.field in closed_quarter.HEAD:
        return _is_day(change.before) or _wrong(refs, located, loc, change)
    if change.field not in FIELDS:
        return _wrong(refs, located, loc, change)
    return _check_names(refs, located, loc, change, plan) and _check_before(refs, located, loc, change, plans)


def _check_names(
    refs: References, located: Located[QuarterFile], loc: Loc, change: Change, plan: Plan
) -> bool:
    """Whether the agency, task and target of a change exist; reports those that do not."""
    sound = change.agency is None or refs.known("agencies", change.agency, located, (*loc, "agency"))
    if change.task is not None:
        ref = f"task:{plan.id}/{change.task}"
        sound &= refs.found(ref, change.task, plan.tasks, located, (*loc, "task"), plan=plan.id)
    if change.target is not None:
        ref, known = f"target:{plan.id}/{change.target}", {target.record.number for target in plan.targets}
        sound &= refs.found(ref, change.target, known, located, (*loc, "target"), plan=plan.id)
    return sound


def _check_before(
    refs: References, located: Located[QuarterFile], loc: Loc, change: Change, plans: Mapping[str, Plan]
) -> bool:
    """Whether what an earlier value refers to exists; reports what does not."""
    before = change.before or ""
    if change.field == "merged_into" and before:
        plan_id, _, number = before.partition("/")
        return (plan_id in plans and number in plans[plan_id].tasks) or _wrong(refs, located, loc, change)
    named = before.split(";") if change.field in DOCUMENTS and before else ()
    known = [refs.known("documents", name, located, (*loc, "before")) for name in named]
    return all(known)


def _is_day(text: str | None) -> bool:
    try:
        date.fromisoformat(text or "")
    except ValueError:
        return False
    return True


def _check_rows(
    refs: References,
    located: Located[QuarterFile],
    loc: Loc,
    together: Iterable[Change],
    rows: Mapping[Key, Row],
) -> None:
    """Report the first change of each result that is no valid one without the changes."""
    seen: set[Key] = set()
    for place, change in enumerate(together):
        key = closed_quarter.subject_of(change)
        if key in seen or key not in rows:
            continue
        seen.add(key)
        try:
            closed_quarter.result_of(rows[key])
        except ValueError:
            _wrong(refs, located, (*loc, place), change)


def _wrong(refs: References, located: Located[QuarterFile], loc: Loc, change: Change) -> bool:
    """Report a change that cannot be taken back; always False."""
    value = f"{change.field}: {change.before}" if change.before is not None else change.field
    refs.add(located, loc, "earlier-value", value=value, subject=closed_quarter.subject_text(change))
    return False
