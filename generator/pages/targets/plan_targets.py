"""``/chi-tieu/<plan>/``: every target of a plan in its official words, with its measures and results."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.data.history import History
from generator.measures.target_status import Level
from generator.model import records
from generator.model.portal import Located, Plan, QuarterResults
from generator.model.verdict import measure_of
from generator.pages.quarters.quarter_results import result_fields
from generator.pages.record.past import Past, past_of
from generator.pages.targets.figure_views import reported_words
from generator.pages.targets.measure_cells import measure_table, task_levels_table
from generator.pages.targets.measures import MeasureRow, due_words, measure_row
from generator.view import scopes, urls, views
from generator.view.fields.results import STATES, state_code
from generator.view.fields.targets import OF_TARGET, row_of, sets_number
from generator.view.notices import Notices
from generator.view.shown_fields import agency_links, marked_by, not_entered, shown_fields
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import Table, drawn
from generator.view.values import Values

_MARKED = marked_by(OF_TARGET) | {"title", "deadline"}
"""Fields of a target whose raw OCR is beside their value, so that it is not listed again."""


@dataclass(frozen=True, slots=True)
class TargetResultRow:
    """One result reported for a target in a quarter."""

    quarter: views.Link
    agency: views.Link
    state: views.Value
    value: views.Value | None
    measure: str
    """What it measures, where the target has several measures; empty if there is one or it is not known."""
    note: views.Value | None
    fields: tuple[views.ShownField, ...]
    """What is declared of results with `show`, as far as it has a value."""


@dataclass(frozen=True, slots=True)
class TargetView:
    """One target with everything known about it."""

    anchor: str
    number: views.Value
    title: views.Value
    measures: tuple[MeasureRow, ...]
    table: Table | None
    """Its measures; None if it has none."""
    responsible: tuple[views.Link, ...]
    nobody: str
    """What the document says instead of a responsible agency, in words."""
    deadline: views.Value | None
    missing: Mapping[str, str]
    """Words for its deadline and measures where they were not entered, else empty."""
    due: views.Value | None
    """Its last compliant days in words, and whether they have passed without a result; None if unknown."""
    results: tuple[TargetResultRow, ...]
    fields: tuple[views.ShownField, ...]
    """What is declared with `show`, after what the page lays out itself."""
    uncertain: tuple[views.Value, ...]
    note: views.Value | None
    notices: tuple[views.Notice, ...]
    noticed: tuple[views.Link, ...]
    """Links to editors' notes that are shown at an earlier target of the page."""
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """The targets of one area, or those without an area."""

    name: str
    url: str
    targets: tuple[TargetView, ...]


@dataclass(frozen=True, slots=True)
class PlanTargetsPage:
    """View of the page."""

    plan: views.Link
    undated: bool
    restored: bool
    figures: tuple[views.Figure, ...]
    groups: tuple[TargetGroup, ...]
    in_tasks: Table | None
    """Levels that the words of the plan's tasks set; None if no task sets any."""
    downloads: tuple[views.Link, ...]
    document: views.Link
    past: Past


def plan_page(
    values: Values, notices: Notices, history: History, plan: Plan, items: Sequence[Level]
) -> PageSpec:
    """Make the page of a plan's targets; `items` are the measures of its targets and tasks."""
    numbered = sum(1 for item in items if item.measure.value is not None and not item.is_of_task)
    view = plan_view(values, notices, history, plan, items)
    return PageSpec(
        url=urls.plan_targets(plan.id),
        title=values.t("targets.plan-title", plan=plan.record.short_title),
        description=values.t(
            "targets.plan-description",
            plan=plan.record.title,
            count=str(len(plan.targets)),
            measures=str(numbered),
        ),
        section="chi-tieu",
        template="targets/plan_targets.html.j2",
        view=view,
        tables=drawn(
            *(target.table for group in view.groups for target in group.targets),
            view.in_tasks,
            view.past.table,
        ),
        crumbs=values.crumbs(views.Link(values.t("targets.title"), urls.TARGETS)),
        search=tuple(search_record(values, plan, target) for target in plan.targets),
        card_of=(urls.plan(plan.id),),
        index=True,
    )


def plan_view(
    values: Values, notices: Notices, history: History, plan: Plan, items: Sequence[Level]
) -> PlanTargetsPage:
    """Make the view of a plan's targets; `items` are the measures of its targets and tasks."""
    in_tasks = [measure_row(values, item) for item in items if item.is_of_task]
    of_targets = [item for item in items if not item.is_of_task]
    refs = (f"target:{plan.id}/{target.record.number}" for target in plan.targets)
    return PlanTargetsPage(
        plan=values.plan_link(plan.id),
        undated=values.portal.is_undated(plan),
        restored=any(target.record.text == "restored" for target in plan.targets),
        figures=tuple(_figures(values, plan, of_targets)),
        groups=tuple(groups(values, notices, plan, of_targets)),
        in_tasks=task_levels_table(values, in_tasks) if in_tasks else None,
        downloads=values.downloads("targets"),
        document=values.document_link(plan.record.document),
        past=past_of(values, history, refs),
    )


def _figures(values: Values, plan: Plan, items: Sequence[Level]) -> Iterator[views.Figure]:
    """Yield the counts of the plan's targets: all, with numbers, without any, compared with a figure."""
    targets = scopes.rows("targets", plan=plan.id)
    levels = scopes.rows("levels", plan=plan.id, set_by="target")
    numbered = sum(1 for item in items if item.measure.value is not None)
    bare = sum(1 for target in plan.targets if not sets_number(target.record))
    compared = sum(1 for item in items if item.comparable)
    for key, number, of in (
        ("targets", len(plan.targets), targets.each("number")),
        ("measures", numbered, levels.filled("value")),
        ("without", bare, targets.where(has_number="false").each("number")),
        ("compared", compared, levels.filled("latest_source")),
    ):
        yield views.Figure(values.tally(number, of), values.t(f"targets.figures.{key}"))


def search_record(values: Values, plan: Plan, target: Located[records.Target]) -> SearchRecord:
    """Return the search record of a target."""
    record = target.record
    names = (values.portal.indicators[m.indicator].record for m in record.measures if m.indicator)
    words = ". ".join(dict.fromkeys(word for found in names for word in (found.short_name, found.name)))
    return SearchRecord(
        url=urls.target(plan.id, record.number),
        title=record.title,
        kind="target",
        number=record.number,
        agencies=tuple(values.agency_name(agency) for agency in record.responsible),
        state=values.plan_link(plan.id).note,
        words=words,
        area=record.area or "",
        plan=plan.id,
        is_row=True,
    )


def groups(values: Values, notices: Notices, plan: Plan, items: Sequence[Level]) -> Iterator[TargetGroup]:
    """Yield the targets by area, in printed order; those without an area are called general targets."""
    areas = dict.fromkeys(target.record.area for target in plan.targets)
    shown: set[str] = set()
    for area in areas:
        link = values.area_link(area) if area else views.Link(values.t("targets.general"), "")
        targets = (target for target in plan.targets if target.record.area == area)
        yield TargetGroup(
            link.text, link.url, tuple(target_view(values, notices, plan, t, items, shown) for t in targets)
        )


def target_view(
    values: Values,
    notices: Notices,
    plan: Plan,
    target: Located[records.Target],
    items: Sequence[Level],
    shown: set[str],
) -> TargetView:
    """Make the view of one target.

    Args:
        values: The parts that make values and links.
        notices: The editors' notes.
        plan: The plan of the target.
        target: The target.
        items: The measures of the plan.
        shown: Ids of the notes that the page shows already; those shown here are added.
    """
    record = target.record
    rows = tuple(measure_row(values, item) for item in items if item.target is target)
    about = notices.about(target.ref)
    fresh = tuple(notice for notice in about if notice.id not in shown)
    shown.update(notice.id for notice in fresh)
    return TargetView(
        anchor=urls.anchor("ct", record.number),
        number=values.value(record.number, target, "number"),
        title=values.value(record.title, target, "title"),
        measures=rows,
        table=measure_table(values, values.t("targets.measures-of", number=record.number), rows)
        if rows
        else None,
        responsible=agency_links(values, target, "responsible"),
        nobody=named_elsewhere(values.t, plan),
        deadline=values.value(record.deadline, target, "deadline") if record.deadline else None,
        missing={name: not_entered(values.t, target, name) for name in ("deadline", "measures")},
        due=due_words(values, plan, target),
        results=tuple(results(values, plan, target)),
        fields=shown_fields(values, target, OF_TARGET, row_of(plan, target)),
        uncertain=values.uncertain_fields(target, _MARKED),
        note=values.value(record.note, target, "note") if record.note else None,
        notices=fresh,
        noticed=tuple(
            views.Link(
                values.t("targets.noticed", kind=notice.kind),
                f"{urls.plan_targets(plan.id)}#luu-y-{notice.id}",
            )
            for notice in about
            if notice not in fresh
        ),
        receipt=values.receipt(target),
    )


def results(values: Values, plan: Plan, target: Located[records.Target]) -> Iterator[TargetResultRow]:
    """Yield the results reported for a target, in the order of the plan's quarters."""
    for quarter in plan.quarters:
        for located in quarter.results:
            if located.record.target == target.record.number:
                yield result_row(values, plan, quarter, target, located)


def named_elsewhere(t: TextOf, plan: Plan) -> str:
    """Say that no responsible agency is named, or in which part of the document that is not held."""
    part = plan.record.responsible_in
    return t("targets.named-in", part=part) if part else t("shell.fields.none")


def result_row(
    values: Values,
    plan: Plan,
    quarter: QuarterResults,
    target: Located[records.Target],
    located: Located[records.Result],
) -> TargetResultRow:
    """Return one result reported for a target, with its measure if the target has several, and its note."""
    record = located.record
    state = state_code(record.state)
    machine = "" if record.value is None else format(record.value, "f")
    of = measure_of(target.record, record)
    measure = of if len(target.record.measures) > 1 else None
    text = reported_words(values, of, record) if of is not None else record.value_as_written or machine
    return TargetResultRow(
        quarter=views.Link(quarter.quarter.label, urls.quarter(quarter.quarter)),
        agency=values.agency_link(record.agency),
        state=values.value(values.word(STATES, state), located, "state", machine=state),
        value=values.value(text, located, "value", machine=machine or text) if text else None,
        measure=measure.label if measure is not None else "",
        note=values.value(record.note, located, "note") if record.note else None,
        fields=tuple(field for field in result_fields(values, plan, quarter, located) if field.parts),
    )
