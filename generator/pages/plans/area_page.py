"""The page of one area: its tasks by plan, targets, duties, lead agencies and other names."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.page_charts import charts_for_area
from generator.measures.place import Place
from generator.measures.reporters import leads_of
from generator.model import records
from generator.model.portal import Located, Plan, Task
from generator.view import scopes, urls, views
from generator.view.excerpts import excerpt
from generator.view.fields.areas import AREAS
from generator.view.headline import headline
from generator.view.shown_fields import noted_fields
from generator.view.table import Table, TableRow, count_column, drawn, one_group, title_column
from generator.view.task_table import TaskColumn, task_table
from generator.view.task_views import TaskViews
from generator.view.values import Values

DETAILED = 6
"""Most plans whose tasks an area's page lists; of further plans it shows only the counts."""

WORDS = 240
"""Most characters of a duty that are shown."""


@dataclass(frozen=True, slots=True)
class LeadAgency:
    """An agency that leads tasks of the area in one plan."""

    agency: views.Link
    count: views.Value


@dataclass(frozen=True, slots=True)
class AreaTasks:
    """One plan's tasks in the area."""

    plan: views.Link
    folded: bool
    """Whether the table is folded, as it is for every plan but the headline plan."""
    count: views.Value
    undated: bool
    headline: tuple[views.Value, ...]
    figures: tuple[views.Figure, ...]
    key: tuple[tuple[views.Mark, views.Value], ...]
    """The places in which its tasks are counted; they add up to `count`."""
    table: Table
    reading: bool
    """Whether an editor, not the text, assigned any of the tasks to the area."""
    leads: tuple[LeadAgency, ...]
    leads_missing: bool
    """Whether the document names leads of any of its tasks that were not entered."""


@dataclass(frozen=True, slots=True)
class AreaTarget:
    """A target of the area."""

    number: views.Value
    title: views.Value
    url: str


@dataclass(frozen=True, slots=True)
class AreaTargets:
    """One plan's targets in the area."""

    plan: views.Link
    undated: bool
    targets: tuple[AreaTarget, ...]


@dataclass(frozen=True, slots=True)
class AreaDuty:
    """A duty in a plan's body: its number and the beginning of its text."""

    number: str
    words: views.Value
    url: str


@dataclass(frozen=True, slots=True)
class AreaDuties:
    """One plan's duties in the area."""

    plan: views.Link
    undated: bool
    duties: tuple[AreaDuty, ...]


@dataclass(frozen=True, slots=True)
class AreaPage:
    """View of an area's page."""

    plans: tuple[AreaTasks, ...]
    more: Table | None
    """Further plans with their own counts; None where there are none."""
    targets: tuple[AreaTargets, ...]
    duties: tuple[AreaDuties, ...]
    fields: tuple[views.ShownField, ...]
    """Declared fields with `show` that have a value."""
    aliases: tuple[tuple[views.Value, views.Link], ...]
    receipt: views.Receipt
    previous: views.Link | None
    following: views.Link | None
    charts: tuple[views.Chart, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the page, in order."""
        return drawn(*(plan.table for plan in self.plans), self.more)


def area_of(plan: Plan, task: Task) -> str | None:
    """Return the area id of a task; a sub-task without one has that of its parent."""
    if task.record.area is None and task.record.parent is not None:
        return plan.tasks[task.record.parent].record.area
    return task.record.area


def tasks_in(plan: Plan, area_id: str) -> tuple[Task, ...]:
    """Return a plan's tasks and sub-tasks in an area, in printed order."""
    return tuple(task for task in plan.tasks.values() if area_of(plan, task) == area_id)


def printed(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Return the tasks that are not sub-tasks; only these are counted."""
    return tuple(task for task in tasks if task.record.parent is None)


def area_view(
    task_views: TaskViews,
    area: Located[records.Area],
    before: Located[records.Area] | None,
    after: Located[records.Area] | None,
) -> AreaPage:
    """Make the view of an area's page; `before` and `after` are its neighbours, None if there is none."""
    values = task_views.values
    area_id = area.record.id
    plans = sorted(values.portal.plans.values(), key=lambda plan: plan.record.scope != "city")
    active = [plan for plan in plans if tasks_in(plan, area_id)]
    return AreaPage(
        plans=tuple(plan_tasks(task_views, plan, area_id) for plan in active[:DETAILED]),
        more=more_table(values, active[DETAILED:], area_id),
        targets=tuple(each for plan in plans if (each := plan_targets(values, plan, area_id)).targets),
        duties=tuple(found for plan in plans if (found := plan_duties(values, plan, area_id)).duties),
        fields=noted_fields(values, area, AREAS, area),
        aliases=tuple(
            (
                values.value(alias.name, area, "aliases", machine=area_id),
                values.document_link(alias.document),
            )
            for alias in area.record.aliases
        ),
        receipt=values.receipt(area),
        previous=None if before is None else views.Link(before.record.name, urls.area(before.record.id)),
        following=None if after is None else views.Link(after.record.name, urls.area(after.record.id)),
        charts=charts_for_area(values, area_id),
    )


def plan_tasks(task_views: TaskViews, plan: Plan, area_id: str) -> AreaTasks:
    """Return one plan's tasks in the area, with their counts and lead agencies."""
    values = task_views.values
    tasks = tasks_in(plan, area_id)
    counts = values.measured.counts(printed(tasks))
    of = scopes.printed(plan.id).where(area=area_id)
    leads = leads_of(tasks)
    rows = (task_views.task_row(task) for task in tasks)
    columns = columns_worth_printing(tasks)
    caption, receipt = values.t("areas.caption", plan=plan.record.short_title), task_views.grid(plan).receipt
    return AreaTasks(
        plan=values.plan_link(plan.id),
        folded=plan.id != values.portal.settings.headline_plan,
        count=values.count(counts.total, "count-total", of),
        undated=values.portal.is_undated(plan),
        headline=headline(values, counts, of),
        figures=task_views.figures(counts, of),
        key=task_views.sums(counts, of),
        table=task_table(values, caption, rows, columns, receipt, values.downloads("tasks")),
        reading=any(task.record.area_reading for task in tasks),
        leads_missing=any("lead" in task.not_entered for task in tasks),
        leads=tuple(
            LeadAgency(
                values.agency_link(agency, short=True),
                values.count(
                    sum(1 for task in tasks if agency in task.record.lead),
                    "count-total",
                    scopes.rows("tasks", plan=plan.id, area=area_id).naming("lead", agency),
                ),
            )
            for agency in leads
        ),
    )


def columns_worth_printing(tasks: tuple[Task, ...]) -> tuple[TaskColumn, ...]:
    """Return the columns to show; those that are empty for all tasks are left out."""
    named: tuple[TaskColumn, ...] = ("lead", "deadline")
    kept = (
        name
        for name in named
        if any(getattr(task.record, name) or name in task.not_entered for task in tasks)
    )
    return (*kept, "state")


def more_table(values: Values, plans: Sequence[Plan], area_id: str) -> Table | None:
    """Return a table of further plans with their counts in the area; None if there are none."""
    if not plans:
        return None
    return Table(
        caption=values.t("areas.more"),
        columns=(
            title_column(values.t("areas.plan")),
            count_column(values.t("areas.total")),
            count_column(values.t("areas.overdue")),
            count_column(values.t("areas.done-late")),
            count_column(values.t("areas.unreported")),
        ),
        groups=one_group(plan_count(values, plan, area_id) for plan in plans),
    )


def plan_count(values: Values, plan: Plan, area_id: str) -> TableRow:
    """Count a plan's tasks in the area."""
    counts = values.measured.counts(printed(tasks_in(plan, area_id)))
    of = scopes.printed(plan.id).where(area=area_id)
    return TableRow(
        (
            values.plan_link(plan.id),
            values.count(counts.total, "count-total", of),
            values.count(counts.at(Place.OVERDUE), "count-overdue", of),
            values.count(counts.at(Place.DONE_LATE), "count-done_late", of),
            values.count(counts.at(Place.DUE_UNREPORTED), "count-due_unreported", of),
        )
    )


def plan_targets(values: Values, plan: Plan, area_id: str) -> AreaTargets:
    """Return one plan's targets in the area."""
    return AreaTargets(
        plan=values.plan_link(plan.id),
        undated=values.portal.is_undated(plan),
        targets=tuple(
            AreaTarget(
                number=values.value(target.record.number, target, "number"),
                title=values.value(
                    target.record.title, target, "title", machine=target.ref.partition(":")[2]
                ),
                url=urls.target(plan.id, target.record.number),
            )
            for target in plan.targets
            if target.record.area == area_id
        ),
    )


def plan_duties(values: Values, plan: Plan, area_id: str) -> AreaDuties:
    """Return the outermost sections of the plan's body that are about the area and have text."""
    found: list[AreaDuty] = []
    taken: list[str] = []
    worded = [section.record.number for section in plan.sections if section.record.body is not None]
    for section in plan.sections:
        record = section.record
        text = record.title if record.body is None else record.body
        # Left out: the area's own heading, and headings with only tasks or targets below them.
        heads = record.number.count(".") > 1 and any(n.startswith(f"{record.number}.") for n in worded)
        own = record.area == area_id and (record.body is not None or heads)
        if not own or text is None or any(record.number.startswith(f"{above}.") for above in taken):
            continue
        taken.append(record.number)
        words = excerpt(text, WORDS)
        found.append(
            AreaDuty(
                number=record.number,
                words=values.value(words, section, "body", machine=section.ref.partition(":")[2]),
                url=urls.section(plan.id, record.number),
            )
        )
    return AreaDuties(values.plan_link(plan.id), values.portal.is_undated(plan), tuple(found))
