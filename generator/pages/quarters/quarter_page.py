"""One quarter's page: its dates, who has and has not reported, what falls due, what was reported.

An agency without a report is never called late, only “chưa có báo cáo”.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.measures.metrics import Measured
from generator.measures.reporters import leads_of, leaf_tasks, reporters_in, reporters_of
from generator.measures.reports import due_in, reported_tasks, results_of
from generator.measures.status import Schedule
from generator.model import wording
from generator.model.portal import Plan, Task
from generator.model.quarter import Quarter
from generator.pages.agencies.agency_duties import full_link
from generator.pages.agencies.agency_tasks import rows_receipt
from generator.pages.agencies.communes import plans_apart
from generator.pages.quarters.lifecycle import QuarterLife, life
from generator.pages.quarters.press_kit import PressKit, plan_of, press_kit
from generator.pages.quarters.quarter_reports import ReportingDates, dates, plans_in
from generator.pages.quarters.quarter_results import (
    result_rows,
    shared_results,
    with_many_results,
)
from generator.pages.quarters.quarter_state import state_of
from generator.pages.quarters.quarter_tables import results_table, shared_table
from generator.view import cells, urls, views
from generator.view.cells import Folded
from generator.view.presentation import Presentation
from generator.view.table import (
    Table,
    TableCell,
    TableColumn,
    TableRow,
    count_column,
    drawn,
    one_group,
    title_column,
)
from generator.view.task_table import task_table
from generator.view.task_views import TaskViews
from generator.view.values import Values

MARKS = {"all": ("in_progress", "●"), "some": ("in_progress", "◐"), "none": ("none", "")}
"""CSS class and sign by how much was reported; a missing report has no sign, so as not to blame."""

ORDER = ("none", "some", "all")
"""Order of the agencies: those that have not reported come first, because readers look for them."""


@dataclass(frozen=True, slots=True)
class ReporterRow:
    """An agency or collective that leads tasks, and whether it reported for the quarter."""

    agency: views.Link
    tasks: views.Value
    """Number of tasks that it leads."""
    state: views.Value
    mark: views.Mark
    share: views.Value | None
    """How many of its tasks were reported; None if none was."""
    members: views.Value | None
    """For a collective, how many of its members reported; else None."""
    complete: bool
    """Whether all members of a collective are known; true for an agency."""
    reported: tuple[views.Link, ...]
    """The members of a collective that reported."""


@dataclass(frozen=True, slots=True)
class PlanQuarter:
    """One plan in the quarter; counts of different plans are never added up."""

    id: str
    plan: views.Link
    undated: bool
    reported: views.Value | None
    """How many of the agencies that must report have reported; None if the plan names no lead."""
    reporters: Table | None
    """The agencies and whether they reported; None if the plan names no lead."""
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
    dates: ReportingDates
    life: QuarterLife | None
    """None on the page of one plan."""
    any_report: bool
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
        return drawn(*reporters, *due, *results, self.others, corrections)


def quarter_page(
    presentation: Presentation, quarter: Quarter, before: Quarter | None, after: Quarter | None
) -> QuarterPage:
    """Make the view of a quarter; `before` and `after` are its neighbours, None if there is none."""
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
        dates=found,
        life=None,
        any_report=found.cutoff is not None,
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
    if plan is None or not reporters_of(presentation.values.portal, plan):
        return None
    state = state_of(presentation, quarter, plan)
    plan = state.presentation.values.portal.plans[plan.id]
    due = presentation.values.count(len(due_in(plan, quarter)), "count-total")
    return press_kit(state, quarter, agencies_reported(state.presentation.values, plan, quarter), due, plan)


def agencies_reported(values: Values, plan: Plan, quarter: Quarter) -> views.Value:
    """Return how many of the agencies that must report on a plan have reported for the quarter."""
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
    many = with_many_results(values.measured, plan, quarter)
    numbers = {task.number for task in many}
    entries = results_of(values.measured, plan, quarter)
    rest = tuple(e for e in (entries.results if entries else ()) if e.record.task not in numbers)
    reporters = tuple(_reporters(values, plan, quarter))
    reported = agencies_reported(values, plan, quarter) if reporters_of(values.portal, plan) else None
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
        reporters=reporters_table(t, t("quarters.page.who-caption", **named), reporters, reported),
        cutoff=found.cutoff,
        published=found.published,
        due=due_table(task_views, t("quarters.page.due-caption", **named), due) if due else None,
        due_count=values.count(len(due), "count-total"),
        continuous=values.count(continuous, "count-continuous") if continuous else None,
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
    results = results_of(values.measured, plan, quarter)
    reported = agencies_reported(values, plan, quarter) if reporters_of(values.portal, plan) else None
    return TableRow(
        (
            views.Link(plan.record.short_title, urls.quarter_plan(quarter, plan.id)),
            reported or cells.DASH,
            values.count(len(due_in(plan, quarter)), "count-total"),
            values.tally(len(results.results) if results else 0, "results"),
        )
    )


def reporters_table(
    t: TextOf, caption: str, rows: Sequence[ReporterRow], reported: views.Value | None
) -> Table | None:
    """Return a table of the agencies that lead tasks, those without a report first."""
    if not rows:
        return None
    return Table(
        caption=caption,
        columns=(
            title_column(t("quarters.page.agency")),
            count_column(t("quarters.page.tasks")),
            TableColumn(t("quarters.page.state")),
            count_column(t("quarters.page.share")),
        ),
        groups=one_group(_reporter_row(t, row) for row in rows),
        receipt=reported.receipt if reported else None,
    )


def _reporter_row(t: TextOf, row: ReporterRow) -> TableRow:
    members = None
    if row.members:
        incomplete = "" if row.complete else f" ({t('quarters.page.incomplete')})"
        members = cells.item(row.members, f" {t('quarters.page.members')}{incomplete}", note=True)
    opened = Folded(t("quarters.page.open-members"), row.reported) if row.reported else None
    state = cells.spaced(cells.item(row.mark), members, opened)
    return TableRow((row.agency, row.tasks, TableCell(state, state=row.mark.word), row.share or cells.DASH))


def _reporters(values: Values, plan: Plan, quarter: Quarter) -> Iterator[ReporterRow]:
    results = results_of(values.measured, plan, quarter)
    leads = leads_of(leaf_tasks(plan))
    rows = []
    for agency in leads:
        led = [task.number for task in leaf_tasks(plan) if agency in task.record.lead]
        members = values.portal.members.get(agency, ())
        reporting = [a for a in members or (agency,) if reported_tasks(results, (a,)) & set(led)]
        share = len(reported_tasks(results, (agency, *members)) & set(led))
        code = "all" if len(reporting) == len(members or (agency,)) else "some" if reporting else "none"
        word = values.t(f"quarters.state.{code}")
        rows.append(
            ReporterRow(
                agency=full_link(values, agency),
                tasks=values.count(len(led), "count-total"),
                state=values.computed(word, code, None, "reported"),
                mark=views.Mark(MARKS[code][0], MARKS[code][1], word),
                share=values.fraction(share, len(led), "count-reported") if reporting else None,
                members=values.fraction(len(reporting), len(members), "count-reported") if members else None,
                complete=values.portal.agencies[agency].record.members_complete or not members,
                reported=tuple(values.agency_link(a, short=True) for a in reporting) if members else (),
            )
        )
    yield from sorted(rows, key=_unreported_first)


def _unreported_first(row: ReporterRow) -> tuple[object, ...]:
    """Sort key: those without a report first, then by name."""
    return ORDER.index(row.state.machine), wording.sort_key(row.agency.text)
