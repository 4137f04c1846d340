"""``/co-quan/``: the list of agencies by kind, and the page of each agency, commune and collective."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.charts.plot import documents_of
from generator.measures.place import Place
from generator.model import records, wording
from generator.model.portal import Portal
from generator.pages.agencies import communes
from generator.pages.agencies.agency_duties import full_link, full_name
from generator.pages.agencies.agency_page import AgencyPage, agency_page, is_unnamed
from generator.view import cells, scopes, urls, views
from generator.view.agency_table import with_agency_columns
from generator.view.cells import Content
from generator.view.embeds import BadgeEmbed, BadgeGroup
from generator.view.feeds import Calendar, Feed
from generator.view.notices import Notices
from generator.view.share_card import ShareCard, numbers
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import (
    Table,
    TableCell,
    TableColumn,
    TableRow,
    count_column,
    one_group,
    title_column,
)
from generator.view.task_views import TaskViews
from generator.view.values import Values

GROUPS: tuple[tuple[str, tuple[records.AgencyKind, ...]], ...] = (
    ("so-nganh", ("department",)),
    ("thanh-pho", ("city", "city-body")),
    ("don-vi-xa", ("unnamed-commune", "commune-unit")),
    ("tap-the", ("collective",)),
    ("khac", ("party", "front", "association", "press", "central", "other")),
)
"""Groups of the list with the kinds in each; communes are in a separate part with a map."""

WEIGHTS: Mapping[records.AgencyKind, int] = {
    "department": 3,
    "commune": 4,
    "city": 2,
    "city-body": 2,
    "unnamed-commune": 2,
}
"""Search weight by kind: readers who type a name mean the agency itself rather than its units."""

BADGE_KINDS: tuple[records.AgencyKind, ...] = (
    "department", "city", "city-body", "commune", "commune-unit", "unnamed-commune", "collective", "party",
    "front", "association", "press", "central", "other",
)  # fmt: skip
"""Kinds of agencies in the order in which the gallery shows their badges."""


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """Agencies of one group."""

    id: str
    title: str
    count: views.Value
    table: Table


@dataclass(frozen=True, slots=True)
class AgenciesView:
    """View of the list."""

    groups: tuple[AgencyGroup, ...]
    tilemap: views.TileMap
    communes: Table
    communes_count: views.Value
    shared: views.Value
    """Number of tasks given to all communes together."""
    shared_link: views.Link | None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the page, in order; that of the communes comes after the second group."""
        groups = [group.table for group in self.groups]
        return (*groups[:2], self.communes, *groups[2:])


def pages(task_views: TaskViews, notices: Notices) -> Iterator[PageSpec]:
    """Yield the list, then a page for every agency in the order of the register."""
    values = task_views.values
    title = values.t("agencies.title")
    index = _index(values)
    yield PageSpec(
        url=urls.AGENCIES,
        title=title,
        description=values.t("agencies.description"),
        section="co-quan",
        template="agencies/agencies.html.j2",
        view=index,
        tables=index.tables,
        crumbs=values.crumbs(),
        search=(
            SearchRecord(urls.AGENCIES, title, "page", keywords=values.t("agencies.search-words"), weight=2),
        ),
        index=True,
    )
    for agency_id in values.portal.agencies:
        yield _page(task_views, notices, agency_id)


def _page(task_views: TaskViews, notices: Notices, agency_id: str) -> PageSpec:
    values = task_views.values
    record = values.portal.agencies[agency_id].record
    name = full_name(values, agency_id)
    view = agency_page(task_views, notices, agency_id)
    crumbs = [views.Link(values.t("agencies.title"), urls.AGENCIES)]
    if record.kind == "commune-unit" and record.parent is not None:
        crumbs.append(values.agency_link(record.parent, short=True))
    view = agency_page(task_views, notices, agency_id)
    plans = [plan.id for plan in values.portal.plans.values() if plan.record.owner == agency_id]
    parent = [record.parent] if record.parent else []
    return PageSpec(
        url=urls.agency(agency_id),
        title=name,
        description=values.t(f"agencies.description-{_sort(record.kind)}", name=name),
        section="co-quan",
        template="agencies/agency.html.j2",
        view=view,
        tables=view.tables,
        crumbs=values.crumbs(*crumbs),
        search=(_search(values, agency_id),),
        card=_card(values, view),
        card_of=(*map(urls.plan, plans), *map(urls.agency, parent)),
        badge=_badge(values, agency_id, view),
        feed=_feed(values, agency_id),
        calendar=_calendar(values, agency_id),
    )


def _card(values: Values, view: AgencyPage) -> ShareCard | None:
    """Make a card of what the agency leads in the first plan.

    None if it leads nothing, or only tasks of a plan of its own, which has its own card.
    """
    own = {plan.plan.url for plan in view.plans}
    if not view.leads or (len(view.leads) == 1 and view.leads[0].plan.url in own):
        return None
    block = view.leads[0]
    return ShareCard(
        title=view.name,
        kicker=view.kicker,
        about=block.plan.text,
        figures=numbers(block.figures),
        note=values.t("site.plan.undated") if block.undated else "",
    )


def _badge(values: Values, agency_id: str, view: AgencyPage) -> BadgeEmbed | None:
    """Make a badge of the tasks that the agency leads in the first plan, else of those that it shares."""
    block = next(iter((*view.leads, *view.shares)), None)
    if block is None:
        return None
    role = values.t("embeds.role.leads")
    if block.collective is not None:
        role = values.t("embeds.role.shares", collective=block.collective.text)
    parent = values.portal.agencies[agency_id].record.parent if view.kind == "commune-unit" else None
    return BadgeEmbed(
        url=urls.embed_agency(agency_id),
        page=views.Link(full_name(values, agency_id), urls.agency(agency_id)),
        group=BadgeGroup(f"nhom-{view.kind}", view.kicker, BADGE_KINDS.index(view.kind)),
        plan=block.plan,
        role=role,
        figures=block.figures,
        key=block.key,
        documents=documents_of(values, (values.portal.plans[block.plan_id],)),
        gallery=urls.unit_embeds(parent) if parent else urls.AGENCY_EMBEDS,
        holder=view.parent if parent else None,
    )


def _feed(values: Values, agency_id: str) -> Feed:
    name, settings = values.portal.agencies[agency_id].record.name, values.portal.settings
    return Feed(
        values.t("follow.feed-title", name=settings.name, page=name),
        lambda concerned: agency_id in concerned.agencies,
    )


def _calendar(values: Values, agency_id: str) -> Calendar:
    """Make a calendar of the tasks that the agency or one of its collectives leads."""
    measured = values.measured
    tasks = {task.key: task for task in (*measured.led_by(agency_id), *measured.shared_with(agency_id))}
    name = values.portal.agencies[agency_id].record.name
    return Calendar(values.t("follow.calendar-title", page=name), tuple(tasks.values()))


def _sort(kind: str) -> str:
    return "commune" if kind == "commune" else "collective" if kind == "collective" else "agency"


def _search(values: Values, agency_id: str) -> SearchRecord:
    record = values.portal.agencies[agency_id].record
    name = full_name(values, agency_id)
    short = record.short_name or ""
    former = (name.name for name in record.former_names)
    words = dict.fromkeys((short, *former, *record.aliases, record.code or ""))
    return SearchRecord(
        url=urls.agency(agency_id),
        title=name,
        kind="agency",
        number=own_name(short, record.unit_kind or ""),
        about=record.unit_kind or values.agency_kind(agency_id),
        names=tuple(word for word in words if word and word != name),
        weight=WEIGHTS.get(record.kind, 1),
    )


def own_name(short: str, kind: str) -> str:
    """Return the short name without the kind of unit, as people call the place (“Tứ Kỳ”)."""
    return short.removeprefix(kind.capitalize()).strip() if kind else short


def _index(values: Values) -> AgenciesView:
    ids = communes.commune_ids(values.portal)
    together = next((c for c, found in values.portal.members.items() if ids and set(ids) <= set(found)), None)
    shared = values.measured.led_by(together) if together else ()
    return AgenciesView(
        groups=tuple(group for name, kinds in GROUPS if (group := _group(values, name, kinds)).table.rows),
        tilemap=communes.commune_map(values),
        communes=_communes(values, ids),
        communes_count=values.tally(len(ids), communes.COMMUNES),
        shared=values.count(len(shared), "count-total", scopes.rows("tasks").naming("lead", together or "")),
        shared_link=values.agency_link(together) if together else None,
    )


def _group(values: Values, name: str, kinds: tuple[str, ...]) -> AgencyGroup:
    ids = [i for kind in kinds for i, agency in values.portal.agencies.items() if agency.record.kind == kind]
    ids.sort(key=lambda i: _order(values.portal, i, kinds))
    title = values.t(f"agencies.group.{name}")
    collective = kinds == ("collective",)
    table = _group_table(values, title, ids, collective=collective)
    return AgencyGroup(
        name, title, values.tally(len(ids), scopes.rows("agencies").among("kind", *kinds)), table
    )


def _group_table(values: Values, title: str, ids: Sequence[str], *, collective: bool) -> Table:
    """Return a table of the agencies of one group with their counts; for collectives also of members."""
    keys = ("led", *(() if collective else ("shared",)), "due", "coordinated")
    members = count_column(values.label(records.Agency, "members"))
    table = Table(
        caption=values.t("agencies.table.caption", group=title),
        columns=(
            title_column(values.t("agencies.table.name")),
            *((members,) if collective else ()),
            *(count_column(values.t(f"agencies.table.{key}")) for key in keys),
        ),
        groups=one_group(_row(values, agency_id, collective=collective) for agency_id in ids),
        receipt=_counted(values),
    )
    return with_agency_columns(values, table, ids)


def _counted(values: Values) -> views.Receipt:
    return values.listed("agencies")


def _order(portal: Portal, agency_id: str, kinds: tuple[str, ...]) -> tuple[object, ...]:
    record = portal.agencies[agency_id].record
    if record.kind in {"commune-unit", "unnamed-commune"}:
        above = record.parent if record.kind == "commune-unit" and record.parent else agency_id
        return above, record.kind == "commune-unit", wording.sort_key(record.name)
    return kinds.index(record.kind), False, wording.sort_key(record.name)


def _row(values: Values, agency_id: str, *, collective: bool) -> TableRow:
    measured = values.measured
    led = measured.led_by(agency_id)
    counts = measured.share_counts(led, agency_id)
    own = scopes.rows("shares", agency=agency_id, via="")
    return TableRow(
        (
            _names(values, agency_id),
            *((_members(values, agency_id),) if collective else ()),
            values.count(len(led), "count-total", own),
            *(() if collective else (_shared(values, agency_id),)),
            values.count(counts.at(Place.DUE_UNREPORTED), "count-due_unreported", own),
            values.count(
                len(measured.coordinated_by(agency_id)),
                "count-total",
                scopes.rows("tasks").naming("coordinating", agency_id),
            ),
        )
    )


def _shared(values: Values, agency_id: str) -> views.Value:
    """Return how many tasks are led by a collective of which the agency is a member."""
    shared = values.measured.shared_with(agency_id)
    return values.tally(len(shared), scopes.rows("shares", agency=agency_id).filled("via"))


def _names(values: Values, agency_id: str) -> Content:
    """Return an agency's name, its parent, and its former and other names, so that the filter finds them."""
    t, record = values.t, values.portal.agencies[agency_id].record
    others = [record.short_name or "", *record.aliases]
    other = wording.listed(dict.fromkeys(name for name in others if name and name != record.name))
    former = wording.listed(former.name for former in record.former_names)
    parent = values.agency_link(record.parent) if record.parent and record.kind == "city-body" else None
    return cells.spaced(
        full_link(values, agency_id),
        cells.tag(t("agencies.unnamed-tag")) if is_unnamed(values.portal, agency_id) else None,
        cells.item(t("agencies.of-parent"), " ", parent, note=True) if parent else None,
        cells.item(f"{t('agencies.former-label')}: {former}", note=True) if former else None,
        cells.item(f"{t('agencies.also')} {other}", note=True) if other else None,
    )


def _members(values: Values, agency_id: str) -> Content:
    """Return how many members of a collective are known, and whether these are all."""
    members = values.portal.members.get(agency_id, ())
    complete = values.portal.agencies[agency_id].record.members_complete
    return cells.spaced(
        values.tally(len(members), scopes.rows("agencies", id=agency_id).each("members"))
        if members
        else cells.DASH,
        None if complete else cells.item(values.t("agencies.incomplete"), note=True),
    )


def _communes(values: Values, ids: tuple[str, ...]) -> Table:
    """Return a table of the communes by name, with whether the data have a plan or report of each."""
    t = values.t
    marks = {tile.url: tile.mark for tile in communes.commune_map(values).tiles}
    in_order = sorted(ids, key=lambda agency_id: _by_own_name(values, agency_id))
    none = communes.mark(t, "no_plan")
    table = Table(
        caption=t("agencies.table.commune-caption"),
        columns=(
            title_column(t("agencies.table.commune")),
            TableColumn(values.label(records.Agency, "code")),
            TableColumn(t("agencies.table.state")),
            count_column(t("agencies.table.reported")),
        ),
        groups=one_group(_commune(values, i, marks.get(urls.agency(i)) or none) for i in in_order),
        receipt=_counted(values),
        caption_shown=True,
    )
    return with_agency_columns(values, table, in_order)


def _commune(values: Values, agency_id: str, state: views.Mark) -> TableRow:
    located = values.portal.agencies[agency_id]
    code = located.record.code
    counts = values.measured.share_counts(values.measured.shared_with(agency_id), agency_id)
    return TableRow(
        (
            values.agency_link(agency_id, short=True),
            values.value(code, located, "code") if code else "",
            TableCell(state, state=state.word),
            values.fraction(
                counts.reported,
                counts.total,
                "count-reported",
                scopes.rows("shares", agency=agency_id).filled("via"),
            ),
        )
    )


def _by_own_name(values: Values, agency_id: str) -> tuple[object, ...]:
    """Sort key by the name without the kind of unit: “Xã Tứ Kỳ” is under T."""
    record = values.portal.agencies[agency_id].record
    return wording.sort_key(own_name(values.agency_name(agency_id, short=True), record.unit_kind or ""))
