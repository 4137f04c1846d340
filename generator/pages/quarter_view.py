"""One reporting quarter: its dates, who has and has not reported, what falls due, what was reported.

Silence is never called late: an agency either has reported or “chưa có báo cáo”.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import records, urls, views, wording
from generator.pages.agency_duties import full_link
from generator.pages.agency_tasks import rows_receipt
from generator.pages.kernel import Kernel
from generator.pages.quarter_reports import (
    ReportingDates,
    dates,
    leaf_tasks,
    plans_in,
    reported_tasks,
    results_of,
)
from generator.portal import Plan, Task
from generator.quarter import Quarter
from generator.status import Schedule

MARKS = {"all": ("in_progress", "●"), "some": ("in_progress", "◐"), "none": ("none", "")}
"""Class and sign by what was reported: words first, and no sign of blame for silence."""

ORDER = ("none", "some", "all")
"""Order of reporters: those who have not reported first, because a reader asks for them."""


@dataclass(frozen=True, slots=True)
class ReporterRow:
    """An agency or collective that leads tasks, and whether it reported in the quarter."""

    agency: views.Link
    tasks: views.Value
    state: views.Value
    mark: views.Mark
    share: views.Value | None
    """Tasks reported of tasks led, when any was."""
    members: views.Value | None
    """For a collective: members that reported of members named."""
    complete: bool
    reported: tuple[views.Link, ...]
    """Members that reported."""


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
    note: str


@dataclass(frozen=True, slots=True)
class PlanQuarter:
    """One plan in the quarter; plans are never added up."""

    id: str
    plan: views.Link
    undated: bool
    reported: views.Value | None
    """Agencies that reported of agencies that answer for tasks; None where the plan names no lead."""
    reporters: tuple[ReporterRow, ...]
    cutoff: views.Value | None
    published: views.Value | None
    due: tuple[views.TaskRow, ...]
    due_count: views.Value
    continuous: views.Value | None
    """Continuous tasks, which report every quarter."""
    results: tuple[ResultRow, ...]
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class QuarterPage:
    """Everything a quarter's page answers."""

    label: str
    dates: ReportingDates
    any_report: bool
    plans: tuple[PlanQuarter, ...]
    previous: views.Link | None
    following: views.Link | None
    downloads: tuple[views.Link, ...]


def quarter_page(
    kernel: Kernel, quarter: Quarter, before: Quarter | None, after: Quarter | None
) -> QuarterPage:
    """The view of one quarter."""
    found = dates(kernel, quarter)
    return QuarterPage(
        label=quarter.label,
        dates=found,
        any_report=found.cutoff is not None,
        plans=tuple(_plan(kernel, plan, quarter) for plan in plans_in(kernel, quarter)),
        previous=_neighbour(before),
        following=_neighbour(after),
        downloads=kernel.downloads("results"),
    )


def answering(kernel: Kernel, plan: Plan) -> tuple[str, ...]:
    """Agencies that must report tasks of a plan: leads, and a leading collective's members."""
    found: dict[str, None] = {}
    for task in leaf_tasks(plan):
        found.update(dict.fromkeys(kernel.measured.answering(task)[0]))
    return tuple(found)


def agencies_reported(kernel: Kernel, plan: Plan, quarter: Quarter) -> views.Value:
    """How many of those who answer for a plan's tasks have reported in the quarter."""
    results = results_of(kernel.measured, plan, quarter)
    wanted = answering(kernel, plan)
    told = {entry.record.agency for entry in results.results} if results is not None else set()
    return kernel.fraction(sum(1 for agency in wanted if agency in told), len(wanted), "count-reported")


def due_in(plan: Plan, quarter: Quarter) -> tuple[Task, ...]:
    """Tasks with a last compliant day in the quarter, soonest first."""
    found = []
    for task in leaf_tasks(plan):
        days = [d for d in (task.postponed or task.deadline).instances if Quarter.of(d) == quarter]
        if days:
            found.append((min(days), task))
    return tuple(task for _, task in sorted(found, key=lambda pair: pair[0]))


def _neighbour(quarter: Quarter | None) -> views.Link | None:
    return None if quarter is None else views.Link(quarter.label, urls.quarter(quarter))


def _plan(kernel: Kernel, plan: Plan, quarter: Quarter) -> PlanQuarter:
    due = due_in(plan, quarter)
    continuous = sum(
        1
        for task in leaf_tasks(plan)
        if kernel.measured.standings[task.key].facts.schedule is Schedule.CONTINUOUS
    )
    found = dates(kernel, quarter, (plan,))
    return PlanQuarter(
        id=plan.id,
        plan=kernel.plan_link(plan.id),
        undated=kernel.portal.is_undated(plan),
        reported=agencies_reported(kernel, plan, quarter) if answering(kernel, plan) else None,
        reporters=tuple(_reporters(kernel, plan, quarter)),
        cutoff=found.cutoff,
        published=found.published,
        due=tuple(kernel.task_row(task) for task in due),
        due_count=kernel.count(len(due), "count-total"),
        continuous=kernel.count(continuous, "count-continuous") if continuous else None,
        results=tuple(_results(kernel, plan, quarter)),
        receipt=rows_receipt(kernel, list(due or plan.tasks.values())),
    )


def _reporters(kernel: Kernel, plan: Plan, quarter: Quarter) -> Iterator[ReporterRow]:
    results = results_of(kernel.measured, plan, quarter)
    leads = dict.fromkeys(agency for task in leaf_tasks(plan) for agency in task.record.lead)
    rows = []
    for agency in leads:
        led = [task.number for task in leaf_tasks(plan) if agency in task.record.lead]
        members = kernel.portal.members.get(agency, ())
        told = [a for a in members or (agency,) if reported_tasks(results, (a,)) & set(led)]
        share = len(reported_tasks(results, (agency, *members)) & set(led))
        code = "all" if len(told) == len(members or (agency,)) else "some" if told else "none"
        word = kernel.t(f"quarters.state.{code}")
        rows.append(
            ReporterRow(
                agency=full_link(kernel, agency),
                tasks=kernel.count(len(led), "count-total"),
                state=kernel.computed(word, code, None, "reported"),
                mark=views.Mark(MARKS[code][0], MARKS[code][1], word),
                share=kernel.fraction(share, len(led), "count-reported") if told else None,
                members=kernel.fraction(len(told), len(members), "count-reported") if members else None,
                complete=kernel.portal.agencies[agency].record.members_complete or not members,
                reported=tuple(kernel.agency_link(a, short=True) for a in told) if members else (),
            )
        )
    yield from sorted(rows, key=_silent_first)


def _silent_first(row: ReporterRow) -> tuple[object, ...]:
    """Those without a report first, then by name."""
    return ORDER.index(row.state.machine), wording.sort_key(row.agency.text)


def _results(kernel: Kernel, plan: Plan, quarter: Quarter) -> Iterator[ResultRow]:
    results = results_of(kernel.measured, plan, quarter)
    for located in results.results if results is not None else ():
        record = located.record
        code = record.state.replace("-", "_")
        day, written = record.completed, record.value_as_written or ""
        if not written and record.value is not None:
            written = kernel.number(record.value)
        machine = "" if record.value is None else str(record.value)
        value = " ".join(filter(None, (written, record.unit)))
        yield ResultRow(
            subject=_subject(plan, record),
            agency=kernel.agency_link(record.agency, short=True),
            state=kernel.value(kernel.t(f"site.reported.{code}"), located, "state", machine=code),
            completed=kernel.value(kernel.day(day), located, machine=day.isoformat()) if day else None,
            value=kernel.value(value, located, "value", machine=machine) if value else None,
            evidence=tuple(kernel.document_link(document) for document in record.evidence),
            document=kernel.document_link(record.reporting_document) if record.reporting_document else None,
            note=record.note or "",
        )


def _subject(plan: Plan, record: records.Result) -> views.Link:
    """The task or target a result speaks of."""
    if record.task is not None:
        task = plan.tasks[record.task]
        return views.Link(f"{task.number}. {task.full_title}", urls.task(task))
    target = next(t.record for t in plan.targets if t.record.number == record.target)
    return views.Link(f"{target.number}. {target.title}", urls.target(plan.id, target.number))
