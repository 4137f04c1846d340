"""``/chi-tieu/``: compares the targets of the plans with each other and with published figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.charts.page_charts import charts_for_targets
from generator.data.catalogue import TextOf
from generator.data.history import History
from generator.measures import target_status
from generator.measures.target_status import Level
from generator.model import records
from generator.model.portal import Located, Plan
from generator.pages.targets.figure_views import newest_cell
from generator.pages.targets.measure_cells import deadline, latest, level, task_levels_table, undated_tag
from generator.pages.targets.measures import MeasureRow, indicator_link, measure_row
from generator.pages.targets.plan_targets import plan_page
from generator.view import cells, scopes, urls, views
from generator.view.cells import Content, Linked
from generator.view.fields.targets import sets_number
from generator.view.notices import Notices
from generator.view.share_card import ShareCard
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import Table, TableColumn, TableRow, drawn, number_column, one_group, title_column
from generator.view.target_table import with_target_columns
from generator.view.task_table import agencies
from generator.view.values import Values

LISTED = 4
"""Most plans whose measures the page lists; further plans are only named."""

ON_CARD = 4
"""Most plans whose number of targets the share card shows."""


@dataclass(frozen=True, slots=True)
class PlanTargets:
    """The targets of one plan on the page."""

    plan: views.Link
    url: str
    undated: bool
    targets: views.Value
    measures: views.Value
    without_number: views.Value
    table: Table
    """Its measures, a row for each."""
    plain: tuple["PlainTarget", ...]
    nobody: str
    """Says that the text names no responsible agency for any of the targets; empty if it names one."""
    opened: bool
    """Whether the table is shown open; only that of the headline plan is."""


@dataclass(frozen=True, slots=True)
class PlainTarget:
    """A target without measures."""

    number: views.Value
    title: views.Value
    url: str


@dataclass(frozen=True, slots=True)
class TargetsIndex:
    """View of the page."""

    charts: tuple[views.Chart, ...]
    columns: tuple[views.Link, ...]
    """Plans that are columns of the comparison."""
    side_by_side: Table
    plans: tuple[PlanTargets, ...]
    in_tasks: Table | None
    """Levels that the words of tasks set; None if no task sets any."""
    others: tuple[views.Link, ...]
    without: tuple[views.Link, ...]
    """Plans without targets."""


def pages(values: Values, notices: Notices, history: History) -> Iterator[PageSpec]:
    """Yield the page and one for each plan that has targets."""
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
        tables=drawn(view.side_by_side, *(plan.table for plan in view.plans), view.in_tasks),
        crumbs=values.crumbs(),
        search=(SearchRecord(urls.TARGETS, title, "page", keywords=values.t("targets.words"), weight=2),),
        index=True,
        card=share_card(values, title, view),
        charts=view.charts,
    )
    for plan in values.portal.plans.values():
        if plan.targets:
            own = [item for item in items if item.plan is plan]
            yield plan_page(values, notices, history, plan, own)


def share_card(values: Values, title: str, view: TargetsIndex) -> ShareCard:
    """Make the share card: the number of targets of each plan; they are never added up."""
    plans = view.plans[:ON_CARD]
    undated = values.t("site.plan.undated").lower()
    return ShareCard(
        title,
        figures=tuple((p.targets.text, values.t("sharing.targets", plan=p.plan.text)) for p in plans),
        lines=tuple(f"{p.plan.text}: {undated}" for p in plans if p.undated),
    )


def index(values: Values, items: Sequence[Level]) -> TargetsIndex:
    """Make the view of the page; `items` are the measures of all plans."""
    plans = [plan for plan in values.portal.plans.values() if plan.targets]
    shown, others = plans[:LISTED], plans[LISTED:]
    setting = [plan for plan in values.portal.plans.values() if any(item.plan is plan for item in items)]
    compared = setting[:LISTED]
    in_tasks = [measure_row(values, item) for item in items if item.is_of_task and item.plan in compared]
    return TargetsIndex(
        charts=charts_for_targets(values),
        columns=tuple(plan_column(values, plan) for plan in compared),
        side_by_side=side_by_side_table(values, items, compared),
        plans=tuple(plan_targets(values, plan, items) for plan in shown),
        in_tasks=task_levels_table(values, in_tasks) if in_tasks else None,
        others=tuple(views.Link(plan.record.short_title, urls.plan_targets(plan.id)) for plan in others),
        without=tuple(values.plan_link(plan.id) for plan in values.portal.plans.values() if not plan.targets),
    )


def plan_column(values: Values, plan: Plan) -> views.Link:
    """Return the heading of a plan's column: a link to its targets, noting if it has no number and date."""
    url = urls.plan_targets(plan.id) if plan.targets else urls.plan(plan.id)
    return views.Link(plan.record.short_title, url, values.plan_link(plan.id).note)


def side_by_side_table(values: Values, items: Sequence[Level], plans: Sequence[Plan]) -> Table:
    """Return a table of the indicators for which any plan has a measure, with a column for each plan."""
    t = values.t
    return Table(
        caption=t("targets.side-by-side"),
        columns=(
            title_column(values.label(records.Measure, "indicator")),
            TableColumn(t("targets.head.latest")),
            *(TableColumn(plan.record.short_title) for plan in plans),
        ),
        groups=one_group(_side_by_side(values, items, plans)),
        links=values.downloads("targets"),
        id="bang-so-sanh",
    )


def _side_by_side(values: Values, items: Sequence[Level], plans: Sequence[Plan]) -> Iterator[TableRow]:
    for indicator_id in values.portal.indicators:
        own = [item for item in items if item.measure.indicator == indicator_id and item.plan in plans]
        if own:
            levels = (_levels(values, [item for item in own if item.plan is plan]) for plan in plans)
            link = indicator_link(values.portal, indicator_id)
            yield TableRow((link, newest_cell(values, indicator_id), *levels))


def _levels(values: Values, items: Sequence[Level]) -> Content:
    """Return the levels that one plan sets for an indicator."""
    rows = (measure_row(values, item) for item in items)
    found = tuple(
        cells.item(
            *cells.spaced(
                Linked(row.url, row.level),
                cells.note(row.task) if row.task else None,
                cells.note(row.period) if row.period else None,
            )
        )
        for row in rows
    )
    return found or cells.absent(values.t("targets.not-set"))


def plan_targets(values: Values, plan: Plan, items: Sequence[Level]) -> PlanTargets:
    """Return the targets of one plan, with a row for each measure; targets without measures are separate."""
    own = [item for item in items if item.plan is plan and not item.is_of_task]
    bare = [target for target in plan.targets if not sets_number(target.record)]
    return PlanTargets(
        plan=values.plan_link(plan.id),
        url=urls.plan_targets(plan.id),
        undated=values.portal.is_undated(plan),
        targets=values.tally(len(plan.targets), scopes.rows("targets", plan=plan.id).each("number")),
        measures=values.tally(
            sum(1 for item in own if item.measure.value is not None),
            scopes.rows("levels", plan=plan.id, set_by="target").filled("value"),
        ),
        without_number=values.tally(
            len(bare), scopes.rows("targets", plan=plan.id, has_number="false").each("number")
        ),
        table=plan_table(values, plan, own),
        plain=tuple(
            plain_target(values, plan, target) for target in plan.targets if not target.record.measures
        ),
        nobody=nobody_named(values.t, plan),
        opened=plan.id == values.portal.settings.headline_plan,
    )


def nobody_named(t: TextOf, plan: Plan) -> str:
    """Say that no target of a plan names a responsible agency, and where they stand if not in our copy."""
    if any(_names_agencies(target.record) for target in plan.targets):
        return ""
    part = plan.record.responsible_in
    return t("targets.named-elsewhere", part=part) if part else t("targets.nobody-named")


def _names_agencies(target: records.Target) -> bool:
    """Whether the document names who is responsible for a target, entered or not."""
    return bool(target.responsible) or "responsible" in target.not_entered


def plan_table(values: Values, plan: Plan, own: Sequence[Level]) -> Table:
    """Return a table of a plan's measures, with the responsible agencies if the text names any."""
    t = values.t
    named = any(_names_agencies(target.record) for target in plan.targets)
    responsible = TableColumn(values.label(records.Target, "responsible"), "col-lead")
    table = Table(
        caption=plan.record.short_title,
        columns=(
            number_column(values.label(records.Target, "number")),
            title_column(values.label(records.Measure, "label"), "col-title"),
            TableColumn(values.label(records.Measure, "value_as_written"), "col-level"),
            TableColumn(t("targets.head.latest"), "col-latest"),
            TableColumn(t("targets.head.deadline"), "col-period"),
            *((responsible,) if named else ()),
        ),
        groups=one_group(_measure(t, measure_row(values, item), named=named) for item in own),
        receipt=values.receipt(Located(plan.record, plan.place, plan.ref)),
    )
    targets = {target.record.number: target for target in plan.targets}
    return with_target_columns(values, table, ((plan, targets[item.target.record.number]) for item in own))


def _measure(t: TextOf, row: MeasureRow, *, named: bool) -> TableRow:
    own = (
        row.number,
        cells.spaced(Linked(row.url, row.label), undated_tag(t, undated=row.undated)),
        level(row),
        latest(row),
        deadline(t, row),
    )
    return TableRow((*own, agencies(row.responsible, t("shell.fields.none"))) if named else own)


def plain_target(values: Values, plan: Plan, target: Located[records.Target]) -> PlainTarget:
    """Return a target without measures."""
    return PlainTarget(
        number=values.value(target.record.number, target, "number"),
        title=values.value(target.record.title, target, "title"),
        url=urls.target(plan.id, target.record.number),
    )
