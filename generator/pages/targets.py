"""``/chi-tieu/``: the targets of every plan beside one another and beside what was published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator import levels, records, urls, views
from generator.charts import charts_for_targets
from generator.levels import Level
from generator.pages.kernel import Kernel
from generator.pages.measures import MeasureRow, indicator_link, measure_row, written
from generator.portal import Located, Plan
from generator.site import PageSpec, SearchRecord

LISTED = 6
"""Plans whose measures the index lists row by row; further plans are listed by name and number of targets."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One indicator: what each plan sets, and the newest figure."""

    indicator: views.Link
    latest: views.Value | None
    latest_note: str
    plans: tuple[tuple[MeasureRow, ...], ...]
    """Measures of each plan, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class PlanTargets:
    """One plan on the index."""

    plan: views.Link
    url: str
    undated: bool
    targets: views.Value
    measures: views.Value
    without_number: views.Value
    rows: tuple[MeasureRow, ...]
    plain: tuple["PlainTarget", ...]
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class PlainTarget:
    """A target in which the text gives no number."""

    number: views.Value
    title: views.Value
    url: str


@dataclass(frozen=True, slots=True)
class TargetsIndex:
    """The index page."""

    charts: tuple[views.Chart, ...]
    columns: tuple[views.Link, ...]
    """Plans of the side-by-side table."""
    side_by_side: tuple[SideBySide, ...]
    plans: tuple[PlanTargets, ...]
    others: tuple[views.Link, ...]
    without: tuple[views.Link, ...]
    """Plans that set no targets of their own."""
    downloads: tuple[views.Link, ...]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What was reported for a target in one quarter."""

    quarter: views.Link
    agency: views.Link
    state: views.Value
    value: views.Value | None


@dataclass(frozen=True, slots=True)
class TargetView:
    """One target in full."""

    anchor: str
    number: views.Value
    title: views.Value
    measures: tuple[MeasureRow, ...]
    responsible: tuple[views.Link, ...]
    deadline: views.Value | None
    results: tuple[ResultRow, ...]
    uncertain: tuple[views.Value, ...]
    note: str
    notices: tuple[views.Notice, ...]
    noticed: tuple[views.Link, ...]
    """Consistency notes that stand at an earlier target of the page."""
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """Targets of one area, or those of none."""

    name: str
    url: str
    targets: tuple[TargetView, ...]


@dataclass(frozen=True, slots=True)
class PlanTargetsPage:
    """All targets of one plan."""

    plan: views.Link
    undated: bool
    restored: bool
    figures: tuple[views.Figure, ...]
    groups: tuple[TargetGroup, ...]
    downloads: tuple[views.Link, ...]
    document: views.Link


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """The index and a page for each plan that sets targets."""
    items = list(levels.levels(kernel.measured))
    title = kernel.t("targets.title")
    yield PageSpec(
        url=urls.TARGETS,
        title=title,
        description=kernel.t("targets.description"),
        section="chi-tieu",
        template="targets.html.j2",
        view=index(kernel, items),
        crumbs=kernel.crumbs(),
        search=(SearchRecord(urls.TARGETS, title, "page", words=kernel.t("targets.words"), weight=2),),
        index=True,
    )
    for plan in kernel.portal.plans.values():
        if plan.targets:
            yield plan_page(kernel, plan, [item for item in items if item.plan is plan])


def index(kernel: Kernel, items: Sequence[Level]) -> TargetsIndex:
    """View of the index."""
    plans = [plan for plan in kernel.portal.plans.values() if plan.targets]
    shown, others = plans[:LISTED], plans[LISTED:]
    return TargetsIndex(
        charts=charts_for_targets(kernel),
        columns=tuple(plan_column(kernel, plan) for plan in shown),
        side_by_side=tuple(side_by_side(kernel, items, shown)),
        plans=tuple(plan_targets(kernel, plan, items) for plan in shown),
        others=tuple(views.Link(plan.record.short_title, urls.plan_targets(plan.id)) for plan in others),
        without=tuple(kernel.plan_link(plan.id) for plan in kernel.portal.plans.values() if not plan.targets),
        downloads=kernel.downloads("targets"),
    )


def plan_column(kernel: Kernel, plan: Plan) -> views.Link:
    """A plan as the head of a column: its targets, with the note that it has no number or date."""
    return views.Link(plan.record.short_title, urls.plan_targets(plan.id), kernel.plan_link(plan.id).note)


def side_by_side(kernel: Kernel, items: Sequence[Level], plans: Sequence[Plan]) -> Iterator[SideBySide]:
    """Indicators that any shown plan sets a level for, in the order of the register."""
    for indicator_id in kernel.portal.indicators:
        speaking = [item for item in items if item.measure.indicator == indicator_id and item.plan in plans]
        if not speaking:
            continue
        found = kernel.latest_observation(indicator_id)
        note = kernel.t("targets.before-merger") if found and kernel.is_before_merger(found[0]) else ""
        yield SideBySide(
            indicator=indicator_link(kernel, indicator_id),
            latest=None if found is None else written(kernel, found[1]),
            latest_note=note,
            plans=tuple(
                tuple(measure_row(kernel, item) for item in speaking if item.plan is plan) for plan in plans
            ),
        )


def plan_targets(kernel: Kernel, plan: Plan, items: Sequence[Level]) -> PlanTargets:
    """One plan on the index, a row a measure; targets without a number apart."""
    own = [item for item in items if item.plan is plan]
    bare = [target for target in plan.targets if all(measure.value is None for measure in target.record.measures)]
    return PlanTargets(
        plan=kernel.plan_link(plan.id),
        url=urls.plan_targets(plan.id),
        undated=kernel.portal.is_undated(plan),
        targets=kernel.tally(len(plan.targets), "targets"),
        measures=kernel.tally(sum(1 for item in own if item.measure.value is not None), "targets"),
        without_number=kernel.tally(len(bare), "targets"),
        rows=tuple(measure_row(kernel, item) for item in own),
        plain=tuple(plain_target(kernel, plan, target) for target in plan.targets if not target.record.measures),
        receipt=kernel.receipt(Located(plan.record, plan.place, plan.ref)),
    )


def plain_target(kernel: Kernel, plan: Plan, target: Located[records.Target]) -> PlainTarget:
    """A target without measures."""
    return PlainTarget(
        number=kernel.value(target.record.number, target, "number"),
        title=kernel.value(target.record.title, target, "title"),
        url=urls.target(plan.id, target.record.number),
    )


def plan_page(kernel: Kernel, plan: Plan, items: Sequence[Level]) -> PageSpec:
    """All targets of a plan, each with its place."""
    title = kernel.t("targets.plan-title", plan=plan.record.short_title)
    numbered = sum(1 for item in items if item.measure.value is not None)
    bare = sum(1 for target in plan.targets if all(m.value is None for m in target.record.measures))
    compared = sum(1 for item in items if item.comparable)
    view = PlanTargetsPage(
        plan=kernel.plan_link(plan.id),
        undated=kernel.portal.is_undated(plan),
        restored=any(target.record.text == "restored" for target in plan.targets),
        figures=(
            views.Figure(kernel.tally(len(plan.targets), "targets"), kernel.t("targets.figures.targets")),
            views.Figure(kernel.tally(numbered, "targets"), kernel.t("targets.figures.measures")),
            views.Figure(kernel.tally(bare, "targets"), kernel.t("targets.figures.without")),
            views.Figure(kernel.tally(compared, "targets"), kernel.t("targets.figures.compared")),
        ),
        groups=tuple(groups(kernel, plan, items)),
        downloads=kernel.downloads("targets"),
        document=kernel.document_link(plan.record.document),
    )
    return PageSpec(
        url=urls.plan_targets(plan.id),
        title=title,
        description=kernel.t(
            "targets.plan-description", plan=plan.record.title, count=str(len(plan.targets)), measures=str(numbered)
        ),
        section="chi-tieu",
        template="plan_targets.html.j2",
        view=view,
        crumbs=kernel.crumbs(views.Link(kernel.t("targets.title"), urls.TARGETS)),
        search=tuple(search_record(kernel, plan, target) for target in plan.targets),
        index=True,
    )


def search_record(kernel: Kernel, plan: Plan, target: Located[records.Target]) -> SearchRecord:
    """What the search finds of a target."""
    record = target.record
    names = (kernel.portal.indicators[m.indicator].record for m in record.measures if m.indicator)
    words = " ".join(dict.fromkeys(word for found in names for word in (found.short_name, found.name)))
    return SearchRecord(
        url=urls.target(plan.id, record.number),
        title=record.title,
        kind="target",
        number=record.number,
        agencies=", ".join(kernel.agency_name(agency) for agency in record.responsible),
        state=kernel.plan_link(plan.id).note,
        words=f"{words} {plan.record.short_title}".strip(),
        area=record.area or "",
        plan=plan.id,
    )


def groups(kernel: Kernel, plan: Plan, items: Sequence[Level]) -> Iterator[TargetGroup]:
    """Targets by area in printed order, those of no area first as general ones."""
    areas = dict.fromkeys(target.record.area for target in plan.targets)
    told: set[str] = set()
    for area in areas:
        link = kernel.area_link(area) if area else views.Link(kernel.t("targets.general"), "")
        targets = (target for target in plan.targets if target.record.area == area)
        yield TargetGroup(link.text, link.url, tuple(target_view(kernel, plan, t, items, told) for t in targets))


def target_view(
    kernel: Kernel, plan: Plan, target: Located[records.Target], items: Sequence[Level], told: set[str]
) -> TargetView:
    """One target in full; `told` are the notes already shown on the page, as a note stands on it once."""
    record = target.record
    notices = kernel.notices(target.ref)
    fresh = tuple(notice for notice in notices if notice.id not in told)
    told.update(notice.id for notice in fresh)
    return TargetView(
        anchor=urls.anchor("ct", record.number),
        number=kernel.value(record.number, target, "number"),
        title=kernel.value(record.title, target, "title"),
        measures=tuple(measure_row(kernel, item) for item in items if item.target is target),
        responsible=kernel.agency_links(record.responsible),
        deadline=kernel.value(record.deadline, target, "deadline") if record.deadline else None,
        results=tuple(results(kernel, plan, record.number)),
        uncertain=tuple(
            kernel.value(kernel.t(f"targets.field.{name}"), target, name)
            for name in record.uncertain
            if name not in {"title", "deadline"}
        ),
        note=record.note or "",
        notices=fresh,
        noticed=tuple(
            views.Link(kernel.t("targets.noticed", kind=notice.kind), f"{urls.plan_targets(plan.id)}#luu-y-{notice.id}")
            for notice in notices
            if notice not in fresh
        ),
        receipt=kernel.receipt(target),
    )


def results(kernel: Kernel, plan: Plan, number: str) -> Iterator[ResultRow]:
    """What agencies reported for a target, oldest quarter first."""
    for quarter in plan.quarters:
        for located in quarter.results:
            record = located.record
            if record.target != number:
                continue
            state = record.state.replace("-", "_")
            machine = "" if record.value is None else format(record.value, "f")
            text = record.value_as_written or machine
            yield ResultRow(
                quarter=views.Link(quarter.quarter.label, urls.quarter(quarter.quarter)),
                agency=kernel.agency_link(record.agency),
                state=kernel.value(kernel.t(f"site.reported.{state}"), located, "state", machine=state),
                value=kernel.value(text, located, "value", machine=machine) if text else None,
            )
