"""``/chi-tieu/``: the targets of every plan beside one another and beside what was published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.charts.page_charts import charts_for_targets
from generator.data.history import History
from generator.measures import target_status
from generator.measures.target_status import Level
from generator.model import records
from generator.model.portal import Located, Plan
from generator.pages.targets.measures import MeasureRow, indicator_link, measure_row, written
from generator.pages.targets.plan_targets import plan_page
from generator.view import urls, views
from generator.view.notices import Notices
from generator.view.share_card import ShareCard
from generator.view.site import PageSpec, SearchRecord
from generator.view.values import Values

LISTED = 4
"""Plans whose measures the index lists row by row; further plans are listed by name and number of targets."""

ON_CARD = 4
"""Plans whose targets the card of a shared link tells."""


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
    responsible_named: bool
    """Whether the text names who answers for any of the targets."""
    opened: bool
    """Shown at once; the tables of other plans open on demand and stand in full on their own pages."""
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


def pages(values: Values, notices: Notices, history: History) -> Iterator[PageSpec]:
    """The index and a page for each plan that sets targets."""
    items = list(target_status.levels(values.measured))
    title = values.t("targets.title")
    view = index(values, items)
    yield PageSpec(
        url=urls.TARGETS,
        title=title,
        description=values.t("targets.description"),
        section="chi-tieu",
        template="targets/targets.html.j2",
        view=view,
        crumbs=values.crumbs(),
        search=(SearchRecord(urls.TARGETS, title, "page", keywords=values.t("targets.words"), weight=2),),
        index=True,
        card=share_card(values, title, view),
        charts=view.charts,
    )
    for plan in values.portal.plans.values():
        if plan.targets:
            yield plan_page(values, notices, history, plan, [item for item in items if item.plan is plan])


def share_card(values: Values, title: str, view: TargetsIndex) -> ShareCard:
    """The targets of each plan by themselves, never added up."""
    plans = view.plans[:ON_CARD]
    undated = values.t("site.plan.undated").lower()
    return ShareCard(
        title,
        figures=tuple((p.targets.text, values.t("sharing.targets", plan=p.plan.text)) for p in plans),
        lines=tuple(f"{p.plan.text}: {undated}" for p in plans if p.undated),
    )


def index(values: Values, items: Sequence[Level]) -> TargetsIndex:
    """View of the index."""
    plans = [plan for plan in values.portal.plans.values() if plan.targets]
    shown, others = plans[:LISTED], plans[LISTED:]
    return TargetsIndex(
        charts=charts_for_targets(values),
        columns=tuple(plan_column(values, plan) for plan in shown),
        side_by_side=tuple(side_by_side(values, items, shown)),
        plans=tuple(plan_targets(values, plan, items) for plan in shown),
        others=tuple(views.Link(plan.record.short_title, urls.plan_targets(plan.id)) for plan in others),
        without=tuple(values.plan_link(plan.id) for plan in values.portal.plans.values() if not plan.targets),
        downloads=values.downloads("targets"),
    )


def plan_column(values: Values, plan: Plan) -> views.Link:
    """A plan as the head of a column: its targets, with the note that it has no number or date."""
    return views.Link(plan.record.short_title, urls.plan_targets(plan.id), values.plan_link(plan.id).note)


def side_by_side(values: Values, items: Sequence[Level], plans: Sequence[Plan]) -> Iterator[SideBySide]:
    """Indicators that any shown plan sets a level for, in the order of the register."""
    for indicator_id in values.portal.indicators:
        speaking = [item for item in items if item.measure.indicator == indicator_id and item.plan in plans]
        if not speaking:
            continue
        found = values.portal.latest_observation(indicator_id)
        note = values.t("targets.before-merger") if found and values.portal.is_before_merger(found[0]) else ""
        yield SideBySide(
            indicator=indicator_link(values.portal, indicator_id),
            latest=None if found is None else written(values, found[1]),
            latest_note=note,
            plans=tuple(
                tuple(measure_row(values, item) for item in speaking if item.plan is plan) for plan in plans
            ),
        )


def plan_targets(values: Values, plan: Plan, items: Sequence[Level]) -> PlanTargets:
    """One plan on the index, a row a measure; targets without a number apart."""
    own = [item for item in items if item.plan is plan]
    bare = [
        target for target in plan.targets if all(measure.value is None for measure in target.record.measures)
    ]
    return PlanTargets(
        plan=values.plan_link(plan.id),
        url=urls.plan_targets(plan.id),
        undated=values.portal.is_undated(plan),
        targets=values.tally(len(plan.targets), "targets"),
        measures=values.tally(sum(1 for item in own if item.measure.value is not None), "targets"),
        without_number=values.tally(len(bare), "targets"),
        rows=tuple(measure_row(values, item) for item in own),
        plain=tuple(
            plain_target(values, plan, target) for target in plan.targets if not target.record.measures
        ),
        responsible_named=any(target.record.responsible for target in plan.targets),
        opened=plan.id == values.portal.settings.headline_plan,
        receipt=values.receipt(Located(plan.record, plan.place, plan.ref)),
    )


def plain_target(values: Values, plan: Plan, target: Located[records.Target]) -> PlainTarget:
    """A target without measures."""
    return PlainTarget(
        number=values.value(target.record.number, target, "number"),
        title=values.value(target.record.title, target, "title"),
        url=urls.target(plan.id, target.record.number),
    )
