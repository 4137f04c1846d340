"""One agency's page: the tasks that it leads, shares and coordinates, and what it reported by quarter."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.measures.metrics import Measured
from generator.measures.reports import reported_tasks, results_of
from generator.model import records, wording
from generator.model.portal import Located, Plan, Portal, Task
from generator.model.quarter import Quarter
from generator.pages.agencies import agency_duties, agency_tasks, communes
from generator.pages.quarters import quarter_reports
from generator.view import cells, scopes, urls, views
from generator.view.fields.agencies import AGENCIES, row_of
from generator.view.notices import Notices
from generator.view.shown_fields import shown_fields
from generator.view.table import Table, TableColumn, TableRow, drawn, one_group, title_column
from generator.view.task_views import TaskViews
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A plan that the agency itself issued."""

    plan: views.Link
    undated: bool
    figures: tuple[views.Figure, ...]
    grid: views.Grid | None
    note: views.Value | None
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """Whether the agency reported on its tasks of one plan in one quarter."""

    quarter: views.Link
    plan: views.Link
    due: views.Value | None
    """Last day for the reports of the quarter; None if none is set."""
    state: views.Value
    share: views.Value | None
    """How many of its tasks were reported; None if none was."""
    cutoff: views.Value | None


@dataclass(frozen=True, slots=True)
class CommuneUnit:
    """Facts about a commune from the official list of commune-level units."""

    kind: views.Value | None
    code: views.Value | None
    area: views.Value | None
    source: views.Receipt


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """View of an agency's page."""

    name: str
    kicker: str
    kind: str
    note: views.Value | None
    former: tuple[agency_duties.FormerNameView, ...]
    aliases: tuple[views.Value, ...]
    unnamed: bool
    unit: CommuneUnit | None
    fields: tuple[views.ShownField, ...]
    """What is declared with `show`, after what the page lays out itself."""
    summaries: tuple[agency_tasks.PlanSummary, ...]
    """What it answers for, plan by plan; these open the page."""
    plans: tuple[OwnPlan, ...]
    asks_plan: bool
    """Whether it is a commune; then the page says whether the data have its plan."""
    leads: tuple[agency_tasks.TaskBlock, ...]
    shares: tuple[agency_tasks.TaskBlock, ...]
    coordinates: tuple[agency_tasks.TaskBlock, ...]
    joins: tuple[tuple[views.Link, views.Value], ...]
    """Collectives of the agency that coordinate tasks, with the number of tasks."""
    history: Table | None
    """What it reported by quarter; None if it has nothing to report."""
    history_receipt: views.Receipt | None
    duties: tuple[agency_duties.PlanDuties, ...]
    shared_duties: tuple[agency_duties.CollectiveDuties, ...]
    targets: Table | None
    indicators: tuple[agency_duties.LedIndicator, ...]
    members: agency_duties.Members | None
    parent: views.Link | None
    units: tuple[views.Link, ...]
    communes: views.Value | None
    """Number of communes below it, which `units` does not list; None if there are none."""
    collectives: tuple[views.Link, ...]
    tilemap: views.TileMap | None
    notices: tuple[views.Notice, ...]
    receipt: views.Receipt
    cite: str

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the page, in order."""
        blocks = (*self.leads, *self.shares, *self.coordinates)
        return drawn(*(block.table for block in blocks), self.history, self.targets)


def agency_page(task_views: TaskViews, notices: Notices, agency_id: str) -> AgencyPage:
    """Make the view of one agency."""
    values = task_views.values
    located = values.portal.agencies[agency_id]
    record = located.record
    led = values.measured.led_by(agency_id)
    shared = [task for task in values.measured.shared_with(agency_id) if task not in led]
    below = values.portal.children_of.get(agency_id, ())
    communes = scopes.rows("agencies", parent=agency_id, kind="commune")
    listed = [i for i in below if values.portal.agencies[i].record.kind != "commune"]
    name = agency_duties.full_name(values, agency_id)
    history = _history(values, agency_id, (*led, *shared))
    commune = record.kind == "commune"
    return AgencyPage(
        name=name,
        kicker=values.agency_kind(agency_id),
        kind=record.kind,
        note=values.note(located),
        former=agency_duties.former_names(values, agency_id),
        aliases=tuple(values.value(alias, located, "aliases") for alias in record.aliases),
        unnamed=is_unnamed(values.portal, agency_id),
        unit=_unit(values, located) if commune else None,
        fields=shown_fields(values, located, AGENCIES, row_of(values.measured, agency_id)),
        summaries=agency_tasks.summaries(task_views, agency_id, (*led, *shared)),
        plans=_own_plans(task_views, agency_id),
        asks_plan=commune,
        leads=agency_tasks.blocks(task_views, agency_id, led),
        shares=agency_tasks.shared_blocks(task_views, agency_id, shared),
        coordinates=agency_tasks.coordinated_blocks(task_views, agency_id),
        joins=agency_tasks.joins(values, agency_id),
        history=history_table(values, name, history) if history else None,
        history_receipt=next((line.due.receipt for line in history if line.due), None),
        duties=agency_duties.duties(values, agency_id),
        shared_duties=agency_duties.shared_duties(values, agency_id),
        targets=agency_duties.targets_table(values, agency_id),
        indicators=agency_duties.indicators(values, agency_id),
        members=agency_duties.members(values, agency_id),
        parent=values.agency_link(record.parent) if record.parent else None,
        units=tuple(values.agency_link(i) for i in listed),
        communes=values.tally(len(below) - len(listed), communes) if len(listed) < len(below) else None,
        collectives=values.agency_links(values.portal.collectives_of.get(agency_id, ())),
        tilemap=_map(values, located),
        notices=notices.about(located.ref),
        receipt=values.receipt(located),
        cite=_citation(values.measured, values.t, name, agency_id),
    )


def is_unnamed(portal: Portal, agency_id: str) -> bool:
    """Whether it is the commune whose name is not given in the source, or a unit of that commune."""
    record = portal.agencies[agency_id].record
    if record.kind == "commune-unit" and record.parent is not None:
        record = portal.agencies[record.parent].record
    return record.kind == "unnamed-commune"


def _own_plans(task_views: TaskViews, agency_id: str) -> tuple[OwnPlan, ...]:
    plans = task_views.values.portal.plans.values()
    return tuple(_own_plan(task_views, plan) for plan in plans if plan.record.owner == agency_id)


def _own_plan(task_views: TaskViews, plan: Plan) -> OwnPlan:
    values = task_views.values
    return OwnPlan(
        plan=values.plan_link(plan.id),
        undated=values.portal.is_undated(plan),
        figures=task_views.plan_figures(plan) if plan.tasks else (),
        grid=task_views.grid(plan) if plan.tasks else None,
        note=values.note(Located(plan.record, plan.place, plan.ref)),
        receipt=values.receipt(Located(plan.record, plan.place, plan.ref)),
    )


def _history(values: Values, agency_id: str, tasks: tuple[Task, ...]) -> tuple[QuarterLine, ...]:
    own = agency_tasks.grouped(values.portal, (task for task in tasks if not task.children))
    return tuple(
        _quarter_line(values, agency_id, quarter, plan, own[plan.id])
        for quarter in reversed(quarter_reports.all_quarters(values.measured))
        for plan in quarter_reports.plans_in(values.measured, quarter)
        if plan.id in own
    )


def history_table(values: Values, name: str, lines: Sequence[QuarterLine]) -> Table:
    """Return a table of what an agency reported, quarter by quarter."""
    t = values.t
    several = len({line.plan for line in lines}) > 1
    return Table(
        caption=t("agencies.history.caption", name=name),
        columns=(
            title_column(values.label(records.Result, "quarter")),
            *(TableColumn(t(f"agencies.history.{key}")) for key in ("due", "state", "share")),
            TableColumn(values.label(records.Result, "cutoff")),
        ),
        groups=one_group(_history_row(line, several=several) for line in lines),
    )


def _history_row(line: QuarterLine, *, several: bool) -> TableRow:
    plan = cells.item(line.plan.text, note=True) if several else None
    return TableRow(
        (
            cells.spaced(line.quarter, plan),
            line.due or cells.DASH,
            cells.item(line.state),
            line.share or cells.DASH,
            line.cutoff or cells.DASH,
        )
    )


def _quarter_line(
    values: Values, agency_id: str, quarter: Quarter, plan: Plan, own: list[Task]
) -> QuarterLine:
    answering = (agency_id, *values.portal.members.get(agency_id, ()))
    results = results_of(plan, quarter)
    part = len(reported_tasks(results, answering) & {task.number for task in own})
    dates = quarter_reports.dates(values, quarter)
    code = "reported" if part else quarter_reports.report_state(values.measured, plan, quarter, agency_id)
    return QuarterLine(
        quarter=views.Link(quarter.label, urls.quarter(quarter)),
        plan=values.plan_link(plan.id),
        due=dates.due,
        state=values.computed(values.t(f"reporters.state.{code}"), code, None, "reported"),
        share=_share(values, agency_id, quarter, (part, len(own)), plan) if part else None,
        cutoff=dates.cutoff if part else None,
    )


def _share(
    values: Values, agency_id: str, quarter: Quarter, numbers: tuple[int, int], plan: Plan
) -> views.Value:
    """On how many of the tasks that it leads or shares the agency, or a member of it, reported."""
    results = scopes.rows("results", quarter=quarter.id, plan=plan.id).filled("task")
    if agency_id in values.portal.members:
        results = results.naming("task.lead", agency_id).naming("agency.collectives", agency_id)
    else:
        results = results.where(agency=agency_id)
    own = scopes.rows("shares", plan=plan.id, agency=agency_id, sub_tasks="")
    return values.fraction(*numbers, "count-reported", results.each("task"), own)


def _unit(values: Values, located: Located[records.Agency]) -> CommuneUnit:
    record = located.record
    square = record.area_km2
    area = values.value(wording.number(square), located, "area_km2", machine=str(square)) if square else None
    return CommuneUnit(
        kind=values.value(record.unit_kind, located, "unit_kind") if record.unit_kind else None,
        code=values.value(record.code, located, "code") if record.code else None,
        area=area,
        source=values.receipt(located),
    )


def _map(values: Values, located: Located[records.Agency]) -> views.TileMap | None:
    record = located.record
    if record.kind == "commune":
        return communes.commune_map(values, here=record.id)
    if record.members_kind == "commune" or "commune" in _member_kinds(values.portal, record.id):
        return communes.commune_map(values)
    return None


def _member_kinds(portal: Portal, agency_id: str) -> set[str]:
    return {portal.agencies[i].record.kind for i in portal.members.get(agency_id, ())}


def _citation(measured: Measured, t: TextOf, name: str, agency_id: str) -> str:
    return t(
        "agencies.cite",
        portal=measured.portal.settings.name,
        name=name,
        day=wording.day(measured.as_of),
        url=urls.agency(agency_id),
    )
