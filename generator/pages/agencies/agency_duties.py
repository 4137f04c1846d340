"""What an agency's page shows besides tasks: responsibilities, targets, indices, former names, members."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model import records, wording
from generator.model.portal import Located, Plan
from generator.pages.documents.places import place_link
from generator.view import cells, scopes, urls, views
from generator.view.cells import Linked
from generator.view.table import Table, TableColumn, TableRow, one_group, title_column
from generator.view.target_table import with_target_columns
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One section of a plan that gives the agency a responsibility."""

    title: views.Value | None
    body: views.Value | None
    under: bool
    """Whether it is a part of the section that names the agency."""
    note: views.Value | None
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class PlanDuties:
    """The responsibilities that one plan gives the agency."""

    plan: views.Link
    undated: bool
    rows: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class CollectiveDuties:
    """The responsibilities of a collective of which the agency is a member."""

    collective: views.Link
    plans: tuple[PlanDuties, ...]


@dataclass(frozen=True, slots=True)
class LedIndicator:
    """An indicator that the agency leads, and the place in a text that says so."""

    link: views.Link
    source: views.Link | None


@dataclass(frozen=True, slots=True)
class FormerNameView:
    """A former name, and the place in a text that states it."""

    name: views.Value
    source: views.Link


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a collective, as far as the texts name them."""

    links: tuple[views.Link, ...]
    complete: bool
    """Whether all members are known."""
    count: views.Value


def duties(values: Values, agency_id: str) -> tuple[PlanDuties, ...]:
    """Return the sections of every plan that give the agency a responsibility, with their parts."""
    found = []
    for plan in values.portal.plans.values():
        rows = tuple(_duty_rows(values, plan, agency_id))
        if rows:
            found.append(PlanDuties(values.plan_link(plan.id), values.portal.is_undated(plan), rows))
    return tuple(found)


def shared_duties(values: Values, agency_id: str) -> tuple[CollectiveDuties, ...]:
    """Return the responsibilities of the collectives of which the agency is a member."""
    found = []
    for collective in values.portal.collectives_of.get(agency_id, ()):
        plans = duties(values, collective)
        if plans:
            found.append(CollectiveDuties(values.agency_link(collective), plans))
    return tuple(found)


def _duty_rows(values: Values, plan: Plan, agency_id: str) -> Iterable[DutyRow]:
    block = ""
    for section in plan.sections:
        number = section.record.number
        if agency_id in section.record.agencies:
            block = number
            yield duty_row(values, section, under=False)
        elif block and number.startswith(f"{block}.") and not section.record.agencies:
            yield duty_row(values, section, under=True)


def duty_row(values: Values, section: Located[records.Section], *, under: bool) -> DutyRow:
    """Return a section as a row; `under` see `DutyRow.under`."""
    record = section.record
    return DutyRow(
        title=values.value(record.title, section, "title") if record.title else None,
        body=values.value(record.body, section, "body") if record.body else None,
        under=under,
        note=values.note(section),
        receipt=values.receipt(section),
    )


def targets_table(values: Values, agency_id: str) -> Table | None:
    """Return a table of the targets for which the agency is responsible; None if there are none."""
    found = [
        (plan, target)
        for plan in values.portal.plans.values()
        for target in plan.targets
        if agency_id in target.record.responsible
    ]
    if not found:
        return None
    table = Table(
        caption=values.t("agencies.targets.caption", name=full_name(values, agency_id)),
        columns=(
            TableColumn(values.label(records.Target, "number"), cells="number"),
            title_column(values.label(records.Target, "title")),
            TableColumn(values.label(records.Target, "plan")),
        ),
        groups=one_group(_target_row(values, plan, target) for plan, target in found),
    )
    return with_target_columns(values, table, found)


def _target_row(values: Values, plan: Plan, target: Located[records.Target]) -> TableRow:
    title = values.value(target.record.title, target, "title")
    undated = values.portal.is_undated(plan)
    link = views.Link(plan.record.short_title, urls.plan(plan.id))
    return TableRow(
        (
            values.value(target.record.number, target, "number"),
            cells.spaced(
                Linked(urls.target(plan.id, target.record.number), title),
                cells.item(values.receipt(target), note=True),
            ),
            cells.spaced(cells.item(link), cells.tag(values.t("shell.notice.undated")) if undated else None),
        )
    )


def indicators(values: Values, agency_id: str) -> tuple[LedIndicator, ...]:
    """Return the indicators that the agency leads."""
    found = []
    for indicator_id, located in values.portal.indicators.items():
        record = located.record
        if record.lead != agency_id:
            continue
        source = place_link(values, record.lead_source) if record.lead_source else None
        note = record.name if record.name != record.short_name else ""
        found.append(LedIndicator(views.Link(record.short_name, urls.indicator(indicator_id), note), source))
    return tuple(found)


def former_names(values: Values, agency_id: str) -> tuple[FormerNameView, ...]:
    """Return the former names of the agency."""
    located = values.portal.agencies[agency_id]
    return tuple(
        FormerNameView(values.value(former.name, located, "former_names"), place_link(values, former.source))
        for former in located.record.former_names
    )


def members(values: Values, agency_id: str) -> Members | None:
    """Return the members of a collective; None for any other agency."""
    located = values.portal.agencies[agency_id]
    if located.record.kind != "collective":
        return None
    ids = values.portal.members.get(agency_id, ())
    links = by_name(full_link(values, member) for member in ids)
    complete = located.record.members_complete and bool(ids)
    return Members(
        links, complete, values.tally(len(ids), scopes.rows("agencies", id=agency_id).each("members"))
    )


def full_name(values: Values, agency_id: str) -> str:
    """Return a name that needs no context: that of a commune's unit includes the commune's name."""
    record = values.portal.agencies[agency_id].record
    if record.kind != "commune-unit" or record.parent is None:
        return record.name
    above = values.agency_name(record.parent, short=True)
    return values.t("agencies.unit-name", name=record.name, commune=above[:1].lower() + above[1:])


def full_link(values: Values, agency_id: str) -> views.Link:
    """Return a link to an agency whose text is its `full_name`."""
    return views.Link(full_name(values, agency_id), urls.agency(agency_id))


def by_name(links: Iterable[views.Link]) -> tuple[views.Link, ...]:
    """Sort links in Vietnamese alphabetical order."""
    return tuple(sorted(links, key=lambda link: wording.sort_key(link.text)))
