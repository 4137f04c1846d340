"""One quarter's page: its dates, who has and has not reported, what falls due, what was reported.

An agency without a report is never called late, and named only once the round's due day has passed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.measures.metrics import Measured
from generator.measures.reporters import PlanReporters, leaf_tasks, owing
from generator.measures.reports import due_in, results_of
from generator.measures.schedule import Schedule
from generator.model.portal import Plan, Task
from generator.model.quarter import Quarter
from generator.pages.agencies.agency_tasks import rows_receipt
from generator.pages.agencies.communes import plans_apart
from generator.pages.quarters.lifecycle import QuarterLife, life
from generator.pages.quarters.press_kit import PressKit, plan_of, press_kit, tasks_of
from generator.pages.quarters.quarter_reports import ReportingDates, dates, plans_in
from generator.pages.quarters.quarter_results import (
    result_rows,
    shared_results,
    with_many_results,
)
from generator.pages.quarters.quarter_state import QuarterState, state_of
from generator.pages.quarters.quarter_tables import results_table, shared_table
from generator.pages.quarters.received import received_table, replaced_table
from generator.pages.quarters.reporter_table import reporter_rows, reporters_table, round_state
from generator.view import cells, scopes, urls, views
from generator.view.presentation import Presentation
from generator.view.reporter_words import addressee, agencies_words
from generator.view.scopes import Scope
from generator.view.table import (
    Table,
    TableRow,
    count_column,
    drawn,
    one_group,
    title_column,
)
from generator.view.task_table import task_table
from generator.view.task_views import TaskViews
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class PlanQuarter:
    """One plan in the quarter; counts of different plans are never added up."""

    id: str
    plan: views.Link
    undated: bool
    reported: views.Value | None
    """Of how many of the agencies that owe a report one is known; None if nobody owes one."""
    leads_missing: bool
    """Whether the plan names leads that were not entered."""
    agencies: str
    """“cơ quan văn bản nêu tên”, with a remark if the texts do not name all."""
    state: str
    """What may be said of the others: key of a text below ``reporters``; empty if all is in the table."""
    reporters: Table | None
    """The agencies and whether they reported; None if nothing is known of any that may be named."""
    cutoff: views.Value | None
    published: views.Value | None
    due: Table | None
    """The tasks that fall due; None if there are none."""
    due_count: views.Value
    continuous: views.Value | None
    """Number of continuous tasks, on which agencies report every quarter; None if there are none."""
    shared: Table | None
    """Tasks on which many agencies reported; None if there are none."""
    results: Table | None
    """Results of all other tasks, and of targets; None if there are none."""


@dataclass(frozen=True, slots=True)
class QuarterPage:
    """View of a quarter's page, or of the page of one plan in a quarter."""

    label: str
    addressee: str
    """Where reports go."""
    dates: ReportingDates
    life: QuarterLife | None
    """None on the page of one plan."""
    any_report: bool
    received: Table | None
    """The forms that came in; None on the page of one plan, and if there are none."""
    replaced: Table | None
    """Values that a later form replaced; None on the page of one plan, and if there are none."""
    plans: tuple[PlanQuarter, ...]
    others: Table | None
    """Plans that have their own page; None if there are none."""
    previous: views.Link | None
    following: views.Link | None
    press: PressKit | None
    """See `kit_of`; None also on the page of one plan."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in page order: who reported on each plan, what is due, what was reported."""
        reporters = [plan.reporters for plan in self.plans]
        due = [plan.due for plan in self.plans]
        results = [table for plan in self.plans for table in (plan.shared, plan.results)]
        corrections = self.life.corrections if self.life else None
        return drawn(*reporters, self.received, self.replaced, *due, *results, self.others, corrections)


def quarter_page(
    presentation: Presentation, quarter: Quarter, before: Quarter | None, after: Quarter | None
) -> QuarterPage:
    """Make the view of a quarter; `before` and `after` are its neighbours, None if there is none."""
    found = dates(presentation.values, quarter)
    return QuarterPage(
        label=quarter.label,
        addressee=addressee(presentation.values),
        dates=found,
        life=life(presentation.values, quarter),
        any_report=found.cutoff is not None,
        received=received_table(presentation.values, quarter),
        replaced=replaced_table(presentation.values, quarter),
        plans=tuple(
            _plan(presentation.task_views, plan, quarter)
            for plan in whole(presentation.values.measured, quarter)
        ),
        others=others_table(presentation.values, quarter),
        previous=_neighbour(before),
        following=_neighbour(after),
        press=kit_of(presentation, quarter),
    )


def plan_quarter_page(task_views: TaskViews, plan: Plan, quarter: Quarter) -> QuarterPage:
    """Make the view of one plan in a quarter."""
    values = task_views.values
    found = dates(values, quarter, (plan,))
    return QuarterPage(
        label=quarter.label,
        addressee=addressee(task_views.values),
        dates=found,
        life=None,
        any_report=found.cutoff is not None,
        received=None,
        replaced=None,
        plans=(_plan(task_views, plan, quarter),),
        others=None,
        previous=None,
        following=None,
        press=None,
    )


def whole(measured: Measured, quarter: Quarter) -> tuple[Plan, ...]:
    """Return the plans that a quarter's page shows in full."""
    aside = {plan.id for plan in plans_apart(measured.portal)}
    return tuple(plan for plan in plans_in(measured, quarter) if plan.id not in aside)


def apart(measured: Measured, quarter: Quarter) -> tuple[Plan, ...]:
    """Return the plans that have their own page for a quarter: those of communes if there are many."""
    aside = {plan.id for plan in plans_apart(measured.portal)}
    return tuple(plan for plan in plans_in(measured, quarter) if plan.id in aside)


def kit_of(presentation: Presentation, quarter: Quarter) -> PressKit | None:
    """Make the press kit of a quarter; None if no plan runs or its tasks have no lead."""
    plan = plan_of(presentation.values.measured, quarter)
    if plan is None or not owing(presentation.values.portal, plan, quarter):
        return None
    state = state_of(presentation, quarter, plan)
    plan = state.presentation.values.portal.plans[plan.id]
    due = presentation.values.tally(
        len(due_in(plan, quarter)), _due_then(state, plan, quarter), "count-total"
    )
    values = state.presentation.values
    return press_kit(state, quarter, values.measured.plan_reporters(plan, quarter), due, plan)


def agencies_known(values: Values, reporters: PlanReporters, quarter: Quarter) -> views.Value | None:
    """Return of how many of the agencies that owe a report one is known; None if nobody owes one."""
    if not reporters.wanted:
        return None
    of = scopes.rows("reports", quarter=quarter.id, plan=reporters.plan.id).filled("report")
    return values.fraction(len(reporters.known), reporters.wanted, "count-reporters", of)


def _due_then(state: QuarterState, plan: Plan, quarter: Quarter) -> Scope:
    """The published rows of the tasks that fall due in the quarter, as was known on the day of the kit."""
    of = tasks_of(state, quarter, plan)
    if state.kind == "end":
        return of.where(due_in_quarter="true")
    return of.where(sub_tasks="").within("postponed_to|late_after", quarter.first_day, quarter.last_day)


def _due_count(values: Values, plan: Plan, quarter: Quarter) -> views.Value:
    """Return how many of a plan's tasks and sub-tasks fall due in the quarter."""
    days = scopes.rows("deadlines", plan=plan.id)
    of = days.since("due_day", quarter.first_day).until("due_day", quarter.last_day).each("number")
    return values.tally(len(due_in(plan, quarter)), of, "count-total")


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
    many = with_many_results(plan, quarter)
    numbers = {task.number for task in many}
    entries = results_of(plan, quarter)
    rest = tuple(e for e in (entries.results if entries else ()) if e.record.task not in numbers)
    known = values.measured.plan_reporters(plan, quarter)
    reporters = tuple(reporter_rows(values, plan, quarter, known))
    reported = agencies_known(values, known, quarter)
    named = {"quarter": quarter.label, "plan": plan.record.short_title}
    shared = tuple(shared_results(values, task, quarter) for task in many)
    rows = tuple(result_rows(values, plan, entries, rest)) if entries else ()
    t = values.t
    results = None
    if rows:
        caption = t("quarters.page.results-caption", **named)
        results = results_table(values, caption, rows)
    return PlanQuarter(
        id=plan.id,
        plan=values.plan_link(plan.id),
        undated=values.portal.is_undated(plan),
        reported=reported,
        leads_missing=any("lead" in task.not_entered for task in leaf_tasks(plan)),
        agencies=agencies_words(t, known),
        state=round_state(values, quarter, known),
        reporters=reporters_table(values, t("quarters.page.who-caption", **named), reporters, reported),
        cutoff=found.cutoff,
        published=found.published,
        due=due_table(task_views, t("quarters.page.due-caption", **named), due) if due else None,
        due_count=_due_count(values, plan, quarter),
        continuous=values.tally(
            continuous,
            scopes.rows("tasks", plan=plan.id, sub_tasks="", schedule=Schedule.CONTINUOUS),
            "count-continuous",
        )
        if continuous
        else None,
        shared=shared_table(t, t("quarters.part.shared-caption", **named), shared) if shared else None,
        results=results,
    )


def due_table(task_views: TaskViews, caption: str, due: Sequence[Task]) -> Table:
    """Return a table of the tasks that fall due in the quarter."""
    return task_table(
        task_views.values,
        caption,
        (task_views.task_row(task) for task in due),
        ("lead", "deadline", "reported", "state"),
        rows_receipt(task_views.values, list(due)),
    )


def others_table(values: Values, quarter: Quarter) -> Table | None:
    """Return a table of the plans that have their own page for a quarter; None if there are none."""
    plans = apart(values.measured, quarter)
    if not plans:
        return None
    t = values.t
    keys = ("who", "due", "results")
    return Table(
        caption=t("quarters.part.others-caption", quarter=quarter.label),
        columns=(
            title_column(t("quarters.part.plan")),
            *(count_column(t(f"quarters.part.{key}")) for key in keys),
        ),
        groups=one_group(_line(values, plan, quarter) for plan in plans),
        links=values.downloads("results"),
    )


def _line(values: Values, plan: Plan, quarter: Quarter) -> TableRow:
    results = results_of(plan, quarter)
    return TableRow(
        (
            views.Link(plan.record.short_title, urls.quarter_plan(quarter, plan.id)),
            agencies_known(values, values.measured.plan_reporters(plan, quarter), quarter) or cells.DASH,
            _due_count(values, plan, quarter),
            values.tally(
                len(results.results) if results else 0,
                scopes.rows("results", quarter=quarter.id, plan=plan.id),
            ),
        )
    )
