"""One reporting quarter: its dates, who has and has not reported, what falls due, what was reported.

Silence is never called late: an agency either has reported or “chưa có báo cáo”.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measures.metrics import Measured
from generator.measures.reporters import leads_of, leaf_tasks, reporters_in, reporters_of
from generator.measures.reports import due_in, reported_tasks, results_of
from generator.measures.status import Schedule
from generator.model import wording
from generator.model.portal import Plan
from generator.model.quarter import Quarter
from generator.pages.agencies.agency_duties import full_link
from generator.pages.agencies.agency_tasks import rows_receipt
from generator.pages.agencies.communes import plans_apart
from generator.pages.quarters.lifecycle import QuarterLife, life
from generator.pages.quarters.press_kit import PressKit, plan_of, press_kit
from generator.pages.quarters.quarter_reports import ReportingDates, dates, plans_in
from generator.pages.quarters.quarter_results import (
    ResultRow,
    SharedResults,
    result_rows,
    shared_results,
    told_by_many,
)
from generator.pages.quarters.quarter_state import state_of
from generator.view import urls, views
from generator.view.presentation import Presentation
from generator.view.task_views import TaskViews
from generator.view.values import Values

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
class PlanLine:
    """A plan with a page of its own in the quarter."""

    plan: views.Link
    page: str
    reported: views.Value | None
    due: views.Value
    results: views.Value


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
    shared: tuple[SharedResults, ...]
    results: tuple[ResultRow, ...]
    """Those of all other tasks, and of targets."""
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class QuarterPage:
    """Everything a quarter's page answers."""

    label: str
    dates: ReportingDates
    life: QuarterLife | None
    """None on the page of one plan: the quarter's own page tells it."""
    any_report: bool
    plans: tuple[PlanQuarter, ...]
    others: tuple[PlanLine, ...]
    """Plans that have a page of their own."""
    previous: views.Link | None
    following: views.Link | None
    downloads: tuple[views.Link, ...]
    press: PressKit | None
    """None where no plan with tasks runs."""


def quarter_page(
    presentation: Presentation, quarter: Quarter, before: Quarter | None, after: Quarter | None
) -> QuarterPage:
    """The view of one quarter."""
    found = dates(presentation.values, quarter)
    return QuarterPage(
        label=quarter.label,
        dates=found,
        life=life(presentation.values, quarter),
        any_report=found.cutoff is not None,
        plans=tuple(
            _plan(presentation.task_views, plan, quarter)
            for plan in whole(presentation.values.measured, quarter)
        ),
        others=tuple(
            _line(presentation.values, plan, quarter) for plan in apart(presentation.values.measured, quarter)
        ),
        previous=_neighbour(before),
        following=_neighbour(after),
        downloads=presentation.values.downloads("results"),
        press=kit_of(presentation, quarter),
    )


def plan_quarter_page(task_views: TaskViews, plan: Plan, quarter: Quarter) -> QuarterPage:
    """The view of one plan in a quarter."""
    values = task_views.values
    found = dates(values, quarter, (plan,))
    return QuarterPage(
        label=quarter.label,
        dates=found,
        life=None,
        any_report=found.cutoff is not None,
        plans=(_plan(task_views, plan, quarter),),
        others=(),
        previous=None,
        following=None,
        downloads=values.downloads("results"),
        press=None,
    )


def whole(measured: Measured, quarter: Quarter) -> tuple[Plan, ...]:
    """Plans that a quarter's page shows whole."""
    aside = {plan.id for plan in plans_apart(measured.portal)}
    return tuple(plan for plan in plans_in(measured, quarter) if plan.id not in aside)


def apart(measured: Measured, quarter: Quarter) -> tuple[Plan, ...]:
    """Plans that have a page of their own in a quarter: those of communes, when there are many."""
    aside = {plan.id for plan in plans_apart(measured.portal)}
    return tuple(plan for plan in plans_in(measured, quarter) if plan.id in aside)


def kit_of(presentation: Presentation, quarter: Quarter) -> PressKit | None:
    """The press kit of a quarter; None where no plan that names who answers for its tasks runs."""
    plan = plan_of(presentation.values.measured, quarter)
    if plan is None or not reporters_of(presentation.values.portal, plan):
        return None
    state = state_of(presentation, quarter, plan)
    plan = state.presentation.values.portal.plans[plan.id]
    due = presentation.values.count(len(due_in(plan, quarter)), "count-total")
    return press_kit(state, quarter, agencies_reported(state.presentation.values, plan, quarter), due, plan)


def agencies_reported(values: Values, plan: Plan, quarter: Quarter) -> views.Value:
    """How many of those who answer for a plan's tasks have reported in the quarter."""
    found = reporters_in(values.portal, plan, quarter, values.measured.as_of)
    return values.fraction(len(found.reported), found.wanted, "count-reported")


def _neighbour(quarter: Quarter | None) -> views.Link | None:
    return None if quarter is None else views.Link(quarter.label, urls.quarter(quarter))


def _plan(task_views: TaskViews, plan: Plan, quarter: Quarter) -> PlanQuarter:
    values = task_views.values
    due = due_in(plan, quarter)
    continuous = sum(
        1
        for task in leaf_tasks(plan)
        if values.measured.standings[task.key].facts.schedule is Schedule.CONTINUOUS
    )
    found = dates(values, quarter, (plan,))
    many = told_by_many(values.measured, plan, quarter)
    numbers = {task.number for task in many}
    results = results_of(values.measured, plan, quarter)
    rest = tuple(e for e in (results.results if results else ()) if e.record.task not in numbers)
    return PlanQuarter(
        id=plan.id,
        plan=values.plan_link(plan.id),
        undated=values.portal.is_undated(plan),
        reported=agencies_reported(values, plan, quarter) if reporters_of(values.portal, plan) else None,
        reporters=tuple(_reporters(values, plan, quarter)),
        cutoff=found.cutoff,
        published=found.published,
        due=tuple(task_views.task_row(task) for task in due),
        due_count=values.count(len(due), "count-total"),
        continuous=values.count(continuous, "count-continuous") if continuous else None,
        shared=tuple(shared_results(values, task, quarter) for task in many),
        results=tuple(result_rows(values, plan, rest)),
        receipt=rows_receipt(values, list(due or plan.tasks.values())),
    )


def _line(values: Values, plan: Plan, quarter: Quarter) -> PlanLine:
    results = results_of(values.measured, plan, quarter)
    return PlanLine(
        plan=values.plan_link(plan.id),
        page=urls.quarter_plan(quarter, plan.id),
        reported=agencies_reported(values, plan, quarter) if reporters_of(values.portal, plan) else None,
        due=values.count(len(due_in(plan, quarter)), "count-total"),
        results=values.tally(len(results.results) if results else 0, "results"),
    )


def _reporters(values: Values, plan: Plan, quarter: Quarter) -> Iterator[ReporterRow]:
    results = results_of(values.measured, plan, quarter)
    leads = leads_of(leaf_tasks(plan))
    rows = []
    for agency in leads:
        led = [task.number for task in leaf_tasks(plan) if agency in task.record.lead]
        members = values.portal.members.get(agency, ())
        told = [a for a in members or (agency,) if reported_tasks(results, (a,)) & set(led)]
        share = len(reported_tasks(results, (agency, *members)) & set(led))
        code = "all" if len(told) == len(members or (agency,)) else "some" if told else "none"
        word = values.t(f"quarters.state.{code}")
        rows.append(
            ReporterRow(
                agency=full_link(values, agency),
                tasks=values.count(len(led), "count-total"),
                state=values.computed(word, code, None, "reported"),
                mark=views.Mark(MARKS[code][0], MARKS[code][1], word),
                share=values.fraction(share, len(led), "count-reported") if told else None,
                members=values.fraction(len(told), len(members), "count-reported") if members else None,
                complete=values.portal.agencies[agency].record.members_complete or not members,
                reported=tuple(values.agency_link(a, short=True) for a in told) if members else (),
            )
        )
    yield from sorted(rows, key=_silent_first)


def _silent_first(row: ReporterRow) -> tuple[object, ...]:
    """Those without a report first, then by name."""
    return ORDER.index(row.state.machine), wording.sort_key(row.agency.text)
