"""The results reported for a quarter; for a task with many results, how many have which state."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.measures.metrics import Measured
from generator.measures.reporters import answering
from generator.measures.reports import results_of
from generator.model import records, wording
from generator.model.portal import Located, Plan, QuarterResults, Task
from generator.model.quarter import Quarter
from generator.model.verdict import measure_of
from generator.pages.targets.figure_views import reported_words
from generator.view import scopes, urls, views
from generator.view.field_columns import column_fields
from generator.view.fields.results import RESULTS, STATES, row_of, state_code
from generator.view.values import Values

MANY = 20
"""If more results than this were reported on one task, the task has its own page for the quarter."""

SHOWN = tuple(field for field in RESULTS if field.show)
"""Fields that the tables of results have as columns."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One reported result with its evidence."""

    subject: views.Link
    """The task or target."""
    agency: views.Link
    state: views.Value
    completed: views.Value | None
    value: views.Value | None
    evidence: tuple[views.Link, ...]
    document: views.Link | None
    note: views.Value | None
    more: tuple[views.ShownField, ...]
    """Its fields with `show`, also those without a value."""


@dataclass(frozen=True, slots=True)
class SharedResults:
    """A task on which many agencies reported: how many reported which state."""

    subject: views.Link
    reported: views.Value
    """How many of the agencies that answer for the task have reported."""
    states: tuple[tuple[str, views.Value], ...]
    """Reported state in words and number of results with it, most frequent first."""
    page: str
    """Address of the page with the results."""


def with_many_results(plan: Plan, quarter: Quarter) -> tuple[Task, ...]:
    """Return the tasks of a plan that have their own page for the quarter: those with many results."""
    results = results_of(plan, quarter)
    reported = Counter(entry.record.task for entry in (results.results if results else ()))
    return tuple(
        plan.tasks[number] for number, count in reported.items() if number is not None and count > MANY
    )


def results_of_task(measured: Measured, task: Task, quarter: Quarter) -> tuple[Located[records.Result], ...]:
    """Return the results reported on a task for a quarter."""
    results = results_of(measured.portal.plans[task.plan_id], quarter)
    return tuple(e for e in (results.results if results else ()) if e.record.task == task.number)


def reported_of(values: Values, task: Task, quarter: Quarter) -> views.Value:
    """Return how many of the agencies that answer for a task have reported on it for a quarter."""
    reported = {entry.record.agency for entry in results_of_task(values.measured, task, quarter)}
    wanted = answering(values.portal, task).agencies
    results = scopes.rows("results", quarter=quarter.id, plan=task.plan_id, task=task.number)
    answering_for = scopes.rows("shares", plan=task.plan_id, number=task.number)
    return values.fraction(
        len(reported & set(wanted)),
        len(wanted),
        "count-answering",
        results.each("agency"),
        answering_for.outside("agency.kind", "collective").each("agency"),
    )


def shared_results(values: Values, task: Task, quarter: Quarter) -> SharedResults:
    """Count the results on a task in a quarter by state."""
    of = scopes.rows("results", quarter=quarter.id, plan=task.plan_id, task=task.number)
    states = Counter(entry.record.state for entry in results_of_task(values.measured, task, quarter))
    return SharedResults(
        subject=views.Link(f"{task.number}. {task.full_title}", urls.task(task)),
        reported=reported_of(values, task, quarter),
        states=tuple(
            (
                values.word(STATES, state_code(state)),
                values.tally(count, of.where(state=state_code(state))),
            )
            for state, count in states.most_common()
        ),
        page=urls.quarter_task(quarter, task),
    )


def result_fields(
    values: Values, plan: Plan, results: QuarterResults, located: Located[records.Result]
) -> tuple[views.ShownField, ...]:
    """Return the fields of a result that are columns of the tables of results."""
    return column_fields(values, located, SHOWN, row_of(plan, results, located))


def result_rows(
    values: Values, plan: Plan, results: QuarterResults, entries: Iterable[Located[records.Result]]
) -> Iterator[ResultRow]:
    """Yield results of a plan in a quarter as rows, in the given order."""
    for located in entries:
        record = located.record
        code = state_code(record.state)
        day = record.completed
        machine = "" if record.value is None else str(record.value)
        value = _value(values, plan, record)
        yield ResultRow(
            subject=_subject(plan, record),
            agency=values.agency_link(record.agency, short=True),
            state=values.value(values.word(STATES, code), located, "state", machine=code),
            completed=values.value(wording.day(day), located, machine=day.isoformat()) if day else None,
            value=values.value(value, located, "value", machine=machine) if value else None,
            evidence=tuple(values.document_link(document) for document in record.evidence),
            document=values.document_link(record.reporting_document) if record.reporting_document else None,
            note=values.note(located),
            more=result_fields(values, plan, results, located),
        )


def _value(values: Values, plan: Plan, record: records.Result) -> str:
    """Return a reported value in words, with its unit once; empty if there is none."""
    target = _target(plan, record)
    measure = measure_of(target, record) if target is not None else None
    if measure is not None:
        return reported_words(values, measure, record)
    written = record.value_as_written or ("" if record.value is None else wording.number(record.value))
    unit = record.unit or ""
    return written if not unit or unit in written else f"{written} {unit}".strip()


def _target(plan: Plan, record: records.Result) -> records.Target | None:
    """Return the target of a result; None for the result of a task."""
    return next((t.record for t in plan.targets if t.record.number == record.target), None)


def _subject(plan: Plan, record: records.Result) -> views.Link:
    """Return a link to the task or target of a result, naming the measure if the target has several."""
    if record.task is not None:
        task = plan.tasks[record.task]
        return views.Link(f"{task.number}. {task.full_title}", urls.task(task))
    target = _target(plan, record)
    if target is None:
        raise KeyError(record.target)
    measure = measure_of(target, record) if len(target.measures) > 1 else None
    words = target.title if measure is None else measure.label
    return views.Link(f"{target.number}. {words}", urls.target(plan.id, target.number))
