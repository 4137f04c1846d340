"""``/nhiem-vu/``: the list of tasks by plan, and each plan's table of tasks; a task's page: `task_page`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.data.history import History
from generator.model import records
from generator.model.portal import Plan
from generator.pages.agencies.communes import plans_apart
from generator.pages.plans.task_page import task_page
from generator.view import cells, scopes, urls, views
from generator.view.cells import Span
from generator.view.citations import Citations
from generator.view.headline import headline
from generator.view.notices import Notices
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import Table, TableColumn, TableRow, drawn, one_group, title_column
from generator.view.task_table import task_table
from generator.view.task_views import TaskViews
from generator.view.threads import Threads


@dataclass(frozen=True, slots=True)
class PlanTasks:
    """One plan's tasks as a grid, in the list and on the plan's page of tasks."""

    plan: views.Link
    grid: views.Grid
    figures: tuple[views.Figure, ...]
    downloads: tuple[views.Link, ...]


@dataclass(frozen=True, slots=True)
class PlanTasksPage:
    """View of one plan's page of tasks."""

    plan: views.Link
    headline: tuple[views.Value, ...]
    figures: tuple[views.Figure, ...]
    key: tuple[tuple[views.Mark, views.Value], ...]
    """The places in which its printed tasks are counted; they add up to `total`."""
    total: views.Value
    lines: views.Value | None
    """Number of lines of the table, which has the sub-tasks too; None where it is that of the tasks."""
    undated: bool
    table: Table


@dataclass(frozen=True, slots=True)
class TasksIndex:
    """View of the list: plans as grids; if there are many plans of communes, these as lines."""

    plans: tuple[PlanTasks, ...]
    others: Table | None
    """Plans whose tasks are only on their own pages; None if there are none."""


def pages(
    task_views: TaskViews, threads: Threads, notices: Notices, citations: Citations, history: History
) -> Iterator[PageSpec]:
    """Yield the list, then for each plan its table of tasks and a page for each task and sub-task."""
    values = task_views.values
    plans = [plan for plan in values.portal.plans.values() if plan.tasks]
    view = _index(task_views, plans)
    yield PageSpec(
        url=urls.TASKS,
        title=values.t("site.tasks.title"),
        description=values.t("site.tasks.description"),
        section="nhiem-vu",
        template="plans/tasks.html.j2",
        view=view,
        tables=drawn(view.others),
        crumbs=values.crumbs(),
        search=(SearchRecord(urls.TASKS, values.t("site.tasks.title"), "page", weight=2),),
        index=True,
    )
    for plan in plans:
        yield plan_tasks_page(task_views, plan)
        order = list(plan.tasks.values())
        for index, task in enumerate(order):
            before = order[index - 1] if index else None
            after = order[index + 1] if index + 1 < len(order) else None
            yield task_page(task_views, threads, notices, citations, history, task, (before, after))


def _index(task_views: TaskViews, plans: list[Plan]) -> TasksIndex:
    values = task_views.values
    aside = plans_apart(values.portal)
    apart = [plan for plan in plans if plan in aside]
    return TasksIndex(
        plans=tuple(_plan_tasks(task_views, plan) for plan in plans if plan not in aside),
        others=_others_table(task_views, apart)
        if (apart := [plan for plan in plans if plan in aside])
        else None,
    )


def _others_table(task_views: TaskViews, plans: list[Plan]) -> Table:
    """Return a table of plans whose tasks are only on their own pages, with their figures."""
    t = task_views.values.t
    return Table(
        caption=t("site.tasks.others"),
        columns=(
            title_column(task_views.values.label(records.TaskRecord, "plan")),
            TableColumn(t("site.tasks.others-figures")),
        ),
        groups=one_group(
            TableRow(
                (
                    views.Link(plan.record.short_title, urls.plan_tasks(plan.id)),
                    tuple(_figure(figure) for figure in task_views.plan_figures(plan)),
                )
            )
            for plan in plans
        ),
        links=task_views.values.downloads("tasks"),
    )


def _figure(figure: views.Figure) -> Span:
    return cells.item(*cells.spaced(figure.value, figure.suffix or None, figure.words))


def _plan_tasks(task_views: TaskViews, plan: Plan) -> PlanTasks:
    values = task_views.values
    return PlanTasks(
        plan=values.plan_link(plan.id),
        grid=task_views.grid(plan),
        figures=task_views.plan_figures(plan),
        downloads=values.downloads("tasks"),
    )


def plan_tasks_page(task_views: TaskViews, plan: Plan) -> PageSpec:
    """Make the page with the table of one plan's tasks."""
    values = task_views.values
    title = values.t("site.tasks.plan-title", plan=plan.record.short_title)
    table = task_table(
        values,
        title,
        (task_views.task_row(task) for task in plan.tasks.values()),
        ("lead", "deadline", "deliverables", "state"),
        task_views.grid(plan).receipt,
        values.downloads("tasks"),
    )
    table = replace(table, id="bang")
    return PageSpec(
        url=urls.plan_tasks(plan.id),
        title=title,
        description=values.t(
            "site.tasks.plan-description", plan=plan.record.title, count=str(len(plan.printed_tasks))
        ),
        section="nhiem-vu",
        template="plans/plan_tasks.html.j2",
        view=_plan_tasks_view(task_views, plan, table),
        tables=(table,),
        crumbs=values.crumbs(views.Link(values.t("site.tasks.title"), urls.TASKS)),
        index=True,
        card_of=(urls.plan(plan.id),),
    )


def _plan_tasks_view(task_views: TaskViews, plan: Plan, table: Table) -> PlanTasksPage:
    values = task_views.values
    counts = values.measured.counts(plan.printed_tasks)
    of = scopes.printed(plan.id)
    return PlanTasksPage(
        plan=values.plan_link(plan.id),
        headline=headline(values, counts, of),
        figures=task_views.figures(counts, of),
        key=task_views.sums(counts, of),
        total=values.count(counts.total, "count-total", of),
        lines=values.tally(len(plan.tasks), scopes.rows("tasks", plan=plan.id))
        if len(plan.tasks) != counts.total
        else None,
        undated=values.portal.is_undated(plan),
        table=table,
    )
