"""One agency's page: what it leads, shares and coordinates, what it reported, quarter by quarter."""

from dataclasses import dataclass

from generator.measures.reports import reported_tasks, results_of
from generator.model import records
from generator.model.portal import Located, Plan, Task
from generator.model.quarter import Quarter
from generator.pages.agencies import agency_duties, agency_tasks, communes
from generator.pages.quarters import quarter_reports
from generator.view import urls, views
from generator.view.kernel import Kernel


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """A plan of the agency itself that the portal holds."""

    plan: views.Link
    undated: bool
    figures: tuple[views.Figure, ...]
    grid: views.Grid | None
    note: str
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """What the agency reported of its tasks of one plan in one quarter."""

    quarter: views.Link
    plan: views.Link
    due: views.Value
    due_passed: bool
    state: views.Value
    share: views.Value | None
    """Tasks reported of tasks it answers for, when any was."""
    cutoff: views.Value | None


@dataclass(frozen=True, slots=True)
class Unit:
    """Facts of a commune-level unit from the official list."""

    kind: views.Value | None
    code: views.Value | None
    area: views.Value | None
    source: views.Receipt


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """Everything an agency's page answers."""

    name: str
    kicker: str
    kind: str
    note: str
    former: tuple[agency_duties.FormerName, ...]
    aliases: tuple[views.Value, ...]
    unnamed: bool
    unit: Unit | None
    plans: tuple[OwnPlan, ...]
    asks_plan: bool
    """True for a commune: the page says whether the portal holds its plan."""
    leads: tuple[agency_tasks.TaskBlock, ...]
    shares: tuple[agency_tasks.TaskBlock, ...]
    coordinates: tuple[agency_tasks.TaskBlock, ...]
    joins: tuple[tuple[views.Link, views.Value], ...]
    """Collectives of the agency that coordinate tasks, with how many."""
    history: tuple[QuarterLine, ...]
    duties: tuple[agency_duties.PlanDuties, ...]
    shared_duties: tuple[agency_duties.CollectiveDuties, ...]
    targets: tuple[agency_duties.TargetRow, ...]
    indicators: tuple[agency_duties.IndicatorRow, ...]
    members: agency_duties.Members | None
    parent: views.Link | None
    units: tuple[views.Link, ...]
    communes: views.Value | None
    """How many communes stand under it, when they are too many to list."""
    collectives: tuple[views.Link, ...]
    tilemap: views.TileMap | None
    notices: tuple[views.Notice, ...]
    receipt: views.Receipt
    downloads: tuple[views.Link, ...]
    cite: str


def agency_page(kernel: Kernel, agency_id: str) -> AgencyPage:
    """The view of one agency."""
    located = kernel.portal.agencies[agency_id]
    record = located.record
    led = kernel.measured.led_by(agency_id)
    shared = [task for task in kernel.measured.shared_with(agency_id) if task not in led]
    below = kernel.portal.children_of.get(agency_id, ())
    listed = [i for i in below if kernel.portal.agencies[i].record.kind != "commune"]
    name = agency_duties.full_name(kernel, agency_id)
    commune = record.kind == "commune"
    return AgencyPage(
        name=name,
        kicker=kernel.t(f"agencies.kind.{record.kind}"),
        kind=record.kind,
        note=record.note or "",
        former=agency_duties.former_names(kernel, agency_id),
        aliases=tuple(kernel.value(alias, located, "aliases") for alias in record.aliases),
        unnamed=is_unnamed(kernel, agency_id),
        unit=_unit(kernel, located) if commune else None,
        plans=_own_plans(kernel, agency_id),
        asks_plan=commune,
        leads=agency_tasks.blocks(kernel, agency_id, led),
        shares=agency_tasks.shared_blocks(kernel, agency_id, shared),
        coordinates=agency_tasks.coordinated_blocks(kernel, agency_id),
        joins=agency_tasks.joins(kernel, agency_id),
        history=_history(kernel, agency_id, (*led, *shared)),
        duties=agency_duties.duties(kernel, agency_id),
        shared_duties=agency_duties.shared_duties(kernel, agency_id),
        targets=agency_duties.targets(kernel, agency_id),
        indicators=agency_duties.indicators(kernel, agency_id),
        members=agency_duties.members(kernel, agency_id),
        parent=kernel.agency_link(record.parent) if record.parent else None,
        units=tuple(kernel.agency_link(i) for i in listed),
        communes=kernel.tally(len(below) - len(listed), "agencies") if len(listed) < len(below) else None,
        collectives=kernel.agency_links(kernel.portal.collectives_of.get(agency_id, ())),
        tilemap=_map(kernel, located),
        notices=kernel.notices(located.ref),
        receipt=kernel.receipt(located),
        downloads=kernel.downloads("tasks"),
        cite=_citation(kernel, name, agency_id),
    )


def is_unnamed(kernel: Kernel, agency_id: str) -> bool:
    """Whether it is the commune the assignment does not name, or a unit of it."""
    record = kernel.portal.agencies[agency_id].record
    if record.kind == "commune-unit" and record.parent is not None:
        record = kernel.portal.agencies[record.parent].record
    return record.kind == "unnamed-commune"


def _own_plans(kernel: Kernel, agency_id: str) -> tuple[OwnPlan, ...]:
    plans = kernel.portal.plans.values()
    return tuple(_own_plan(kernel, plan) for plan in plans if plan.record.owner == agency_id)


def _own_plan(kernel: Kernel, plan: Plan) -> OwnPlan:
    return OwnPlan(
        plan=kernel.plan_link(plan.id),
        undated=kernel.portal.is_undated(plan),
        figures=kernel.plan_figures(plan) if plan.tasks else (),
        grid=kernel.grid(plan) if plan.tasks else None,
        note=plan.record.note or "",
        receipt=kernel.receipt(Located(plan.record, plan.place, plan.ref)),
    )


def _history(kernel: Kernel, agency_id: str, tasks: tuple[Task, ...]) -> tuple[QuarterLine, ...]:
    own = agency_tasks.grouped(kernel, (task for task in tasks if not task.children))
    return tuple(
        _quarter_line(kernel, agency_id, quarter, plan, own[plan.id])
        for quarter in reversed(quarter_reports.all_quarters(kernel))
        for plan in quarter_reports.plans_in(kernel, quarter)
        if plan.id in own
    )


def _quarter_line(
    kernel: Kernel, agency_id: str, quarter: Quarter, plan: Plan, own: list[Task]
) -> QuarterLine:
    answering = (agency_id, *kernel.portal.members.get(agency_id, ()))
    results = results_of(kernel.measured, plan, quarter)
    part = len(reported_tasks(results, answering) & {task.number for task in own})
    dates = quarter_reports.dates(kernel, quarter)
    code = "reported" if part else "none"
    return QuarterLine(
        quarter=views.Link(quarter.label, urls.quarter(quarter)),
        plan=kernel.plan_link(plan.id),
        due=dates.due,
        due_passed=dates.due_passed,
        state=kernel.computed(kernel.t(f"agencies.history.{code}"), code, None, "reported"),
        share=kernel.fraction(part, len(own), "count-reported") if part else None,
        cutoff=dates.cutoff if part else None,
    )


def _unit(kernel: Kernel, located: Located[records.Agency]) -> Unit:
    record = located.record
    square = record.area_km2
    area = kernel.value(kernel.number(square), located, "area_km2", machine=str(square)) if square else None
    return Unit(
        kind=kernel.value(record.unit_kind, located, "unit_kind") if record.unit_kind else None,
        code=kernel.value(record.code, located, "code") if record.code else None,
        area=area,
        source=kernel.receipt(located),
    )


def _map(kernel: Kernel, located: Located[records.Agency]) -> views.TileMap | None:
    record = located.record
    if record.kind == "commune":
        return communes.commune_map(kernel, here=record.id)
    if record.members_kind == "commune" or "commune" in _member_kinds(kernel, record.id):
        return communes.commune_map(kernel)
    return None


def _member_kinds(kernel: Kernel, agency_id: str) -> set[str]:
    return {kernel.portal.agencies[i].record.kind for i in kernel.portal.members.get(agency_id, ())}


def _citation(kernel: Kernel, name: str, agency_id: str) -> str:
    return kernel.t(
        "agencies.cite",
        portal=kernel.portal.settings.name,
        name=name,
        day=kernel.day(kernel.measured.as_of),
        url=urls.agency(agency_id),
    )
