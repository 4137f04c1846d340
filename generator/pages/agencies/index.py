"""``/co-quan/``: every agency by kind with what it leads; each agency, commune and collective on its page."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import wording
from generator.model.portal import Portal
from generator.pages.agencies import communes
from generator.pages.agencies.agency_duties import full_link, full_name
from generator.pages.agencies.agency_page import agency_page, is_unnamed
from generator.view import urls, views
from generator.view.notices import Notices
from generator.view.site import PageSpec, SearchRecord
from generator.view.task_views import TaskViews
from generator.view.values import Values

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("so-nganh", ("department",)),
    ("thanh-pho", ("city", "city-body")),
    ("don-vi-xa", ("unnamed-commune", "commune-unit")),
    ("tap-the", ("collective",)),
    ("khac", ("party", "front", "association", "press", "central", "other")),
)
"""Groups of the index with the kinds in each; communes have a part of their own, with the tile map."""

WEIGHTS = {"department": 3, "commune": 4, "city": 2, "city-body": 2, "unnamed-commune": 2}
"""Search weight by kind: a reader who types a name means the body itself, then its units."""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency on the index with its counts."""

    link: views.Link
    parent: views.Link | None
    other_names: str
    """Former names and other printed forms, so that the filter finds them."""
    former: str
    led: views.Value
    due_unreported: views.Value
    coordinated: views.Value
    unnamed: bool
    members: views.Value | None
    members_complete: bool


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """Agencies of one group."""

    id: str
    title: str
    count: views.Value
    rows: tuple[AgencyRow, ...]


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """A commune-level unit on the index."""

    link: views.Link
    kind: str
    code: views.Value | None
    state: views.Mark
    reported: views.Value


@dataclass(frozen=True, slots=True)
class AgenciesView:
    """The index."""

    groups: tuple[AgencyGroup, ...]
    tilemap: views.TileMap
    communes: tuple[CommuneRow, ...]
    communes_count: views.Value
    shared: views.Value
    """Common tasks given to every commune."""
    shared_link: views.Link | None
    receipt: views.Receipt


def pages(task_views: TaskViews, notices: Notices) -> Iterator[PageSpec]:
    """The index, then a page for every agency in the order of the register."""
    values = task_views.values
    title = values.t("agencies.title")
    yield PageSpec(
        url=urls.AGENCIES,
        title=title,
        description=values.t("agencies.description"),
        section="co-quan",
        template="agencies/agencies.html.j2",
        view=_index(values),
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
    crumbs = [views.Link(values.t("agencies.title"), urls.AGENCIES)]
    if record.kind == "commune-unit" and record.parent is not None:
        crumbs.append(values.agency_link(record.parent, short=True))
    return PageSpec(
        url=urls.agency(agency_id),
        title=name,
        description=values.t(f"agencies.description-{_sort(record.kind)}", name=name),
        section="co-quan",
        template="agencies/agency.html.j2",
        view=agency_page(task_views, notices, agency_id),
        crumbs=values.crumbs(*crumbs),
        search=(_search(values, agency_id),),
    )


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
        about=record.unit_kind or values.t(f"agencies.kind.{record.kind}"),
        names=tuple(word for word in words if word and word != name),
        weight=WEIGHTS.get(record.kind, 1),
    )


def own_name(short: str, kind: str) -> str:
    """Short name without the kind of unit: what people call the place (“Tứ Kỳ”)."""
    return short.removeprefix(kind.capitalize()).strip() if kind else short


def _index(values: Values) -> AgenciesView:
    ids = communes.commune_ids(values.portal)
    together = next((c for c, found in values.portal.members.items() if ids and set(ids) <= set(found)), None)
    shared = values.measured.led_by(together) if together else ()
    return AgenciesView(
        groups=tuple(group for name, kinds in GROUPS if (group := _group(values, name, kinds)).rows),
        tilemap=communes.commune_map(values),
        communes=_communes(values, ids),
        communes_count=values.tally(len(ids), "agencies"),
        shared=values.count(len(shared), "count-total"),
        shared_link=values.agency_link(together) if together else None,
        receipt=values.tally(len(values.portal.agencies), "agencies").receipt,
    )


def _group(values: Values, name: str, kinds: tuple[str, ...]) -> AgencyGroup:
    ids = [i for kind in kinds for i, agency in values.portal.agencies.items() if agency.record.kind == kind]
    ids.sort(key=lambda i: _order(values.portal, i, kinds))
    rows = tuple(_row(values, agency_id) for agency_id in ids)
    return AgencyGroup(name, values.t(f"agencies.group.{name}"), values.tally(len(rows), "agencies"), rows)


def _order(portal: Portal, agency_id: str, kinds: tuple[str, ...]) -> tuple[object, ...]:
    record = portal.agencies[agency_id].record
    if record.kind in {"commune-unit", "unnamed-commune"}:
        above = record.parent if record.kind == "commune-unit" and record.parent else agency_id
        return above, record.kind == "commune-unit", wording.sort_key(record.name)
    return kinds.index(record.kind), False, wording.sort_key(record.name)


def _row(values: Values, agency_id: str) -> AgencyRow:
    record = values.portal.agencies[agency_id].record
    measured = values.measured
    led = measured.led_by(agency_id)
    counts = measured.share_counts(led, agency_id)
    members = values.portal.members.get(agency_id, ())
    others = [record.short_name or "", *record.aliases]
    return AgencyRow(
        link=full_link(values, agency_id),
        parent=values.agency_link(record.parent) if record.parent and record.kind == "city-body" else None,
        other_names=wording.listed(dict.fromkeys(name for name in others if name and name != record.name)),
        former=wording.listed(former.name for former in record.former_names),
        led=values.count(len(led), "count-total"),
        due_unreported=values.count(counts.by_code.get("due_unreported", 0), "count-due_unreported"),
        coordinated=values.count(len(measured.coordinated_by(agency_id)), "count-total"),
        unnamed=is_unnamed(values.portal, agency_id),
        members=values.tally(len(members), "agencies") if record.kind == "collective" and members else None,
        members_complete=record.members_complete,
    )


def _communes(values: Values, ids: tuple[str, ...]) -> tuple[CommuneRow, ...]:
    marks = {tile.url: tile.mark for tile in communes.commune_map(values).tiles}
    rows = []
    for agency_id in ids:
        located = values.portal.agencies[agency_id]
        record = located.record
        counts = values.measured.share_counts(values.measured.shared_with(agency_id), agency_id)
        rows.append(
            CommuneRow(
                link=values.agency_link(agency_id, short=True),
                kind=record.unit_kind or "",
                code=values.value(record.code, located, "code") if record.code else None,
                state=marks.get(urls.agency(agency_id)) or communes.mark(values.t, "no_plan"),
                reported=values.fraction(counts.reported, counts.total, "count-reported"),
            )
        )
    return tuple(sorted(rows, key=_by_own_name))


def _by_own_name(row: CommuneRow) -> tuple[object, ...]:
    """Order by the name itself: “Xã Tứ Kỳ” stands under T."""
    return wording.sort_key(own_name(row.link.text, row.kind))
