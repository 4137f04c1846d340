"""``/nhung/``: charts and badges for other people's pages, each with a preview and a line to copy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.view import urls, views
from generator.view.embeds import BadgeEmbed, BadgeGroup, ChartEmbed, Embed, Embeds, Prepared
from generator.view.site import PageSpec, SearchRecord
from generator.view.values import Values

NAMED_DOCUMENTS = 3
"""Documents that an embed names; of more it says that the portal's page has them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Embeds of one sort in the gallery."""

    id: str
    title: str
    items: tuple[Embed, ...]


@dataclass(frozen=True, slots=True)
class Gallery:
    """A page of the gallery."""

    groups: tuple[Group, ...]
    base: str
    """Address of the portal; empty while nobody has decided where it stands."""
    made: Mapping[str, Prepared]
    """By address of the embed."""
    whole: bool
    """The first page, with the words for newsrooms; False for the agencies' pages."""
    units: tuple[views.Link, ...] = ()
    """Pages of the units of communes."""


def embeds_of(specs: Iterable[PageSpec]) -> Embeds:
    """Every chart of the pages once, and every badge.

    A chart that stands on several pages leads to the last in their order, which is the more special one.
    """
    charts: dict[str, ChartEmbed] = {}
    badges: list[BadgeEmbed] = []
    for spec in specs:
        charts |= {chart.id: _chart(spec, chart) for chart in spec.charts}
        badges += [spec.badge] if spec.badge is not None else []
    return Embeds(tuple(charts.values()), tuple(badges))


def _chart(spec: PageSpec, chart: views.Chart) -> ChartEmbed:
    return ChartEmbed(
        url=urls.embed_chart(chart.id),
        page=views.Link(spec.title, f"{spec.url}#{chart.id}"),
        chart=chart,
        documents=chart.documents[:NAMED_DOCUMENTS],
        more=len(chart.documents) > NAMED_DOCUMENTS,
    )


def pages(values: Values, site_url: str, embeds: Embeds, made: Mapping[str, Prepared]) -> Iterator[PageSpec]:
    """The gallery: charts and plans; then agencies, which are many; then the units of each commune."""
    data = views.Link(values.t("opendata.title"), urls.DATA)
    title = values.t("embeds.title")
    charts = Group("bieu-do", values.t("embeds.charts"), embeds.charts)
    yield PageSpec(
        url=urls.EMBEDS,
        title=title,
        description=values.t("embeds.description"),
        section="du-lieu",
        template="open/embeds.html.j2",
        view=_gallery(site_url, (charts, *_groups(embeds, urls.EMBEDS)), made, whole=True),
        crumbs=values.crumbs(data),
        search=(SearchRecord(urls.EMBEDS, title, "page", words=values.t("embeds.words"), weight=2),),
        index=True,
    )
    holders = {badge.gallery: badge.holder for badge in embeds.badges if badge.holder is not None}
    yield _agencies(values, site_url, embeds, made, holders)
    for url, holder in holders.items():
        units = tuple(badge for badge in embeds.badges if badge.gallery == url)
        yield PageSpec(
            url=url,
            title=values.t("embeds.units", name=holder.text),
            description=values.t("embeds.units-description", name=holder.text),
            section="du-lieu",
            template="open/embeds.html.j2",
            view=_gallery(site_url, (Group("don-vi", holder.text, units),), made, whole=False),
            crumbs=values.crumbs(
                data,
                views.Link(title, urls.EMBEDS),
                views.Link(values.t("embeds.agencies"), urls.AGENCY_EMBEDS),
            ),
        )


def _agencies(
    values: Values,
    site_url: str,
    embeds: Embeds,
    made: Mapping[str, Prepared],
    holders: Mapping[str, views.Link],
) -> PageSpec:
    """Badges of agencies, and the way to those of communes' units."""
    title = values.t("embeds.agencies")
    units = tuple(views.Link(holder.text, url) for url, holder in holders.items())
    view = _gallery(site_url, _groups(embeds, urls.AGENCY_EMBEDS), made, whole=False)
    return PageSpec(
        url=urls.AGENCY_EMBEDS,
        title=title,
        description=values.t("embeds.agencies-description"),
        section="du-lieu",
        template="open/embeds.html.j2",
        view=replace(view, units=units),
        crumbs=values.crumbs(
            views.Link(values.t("opendata.title"), urls.DATA),
            views.Link(values.t("embeds.title"), urls.EMBEDS),
        ),
        search=(SearchRecord(urls.AGENCY_EMBEDS, title, "page", words=values.t("embeds.words")),),
        index=True,
    )


def _groups(embeds: Embeds, page: str) -> list[Group]:
    """Groups of the badges that stand on a page of the gallery, in their order."""
    found: dict[BadgeGroup, list[BadgeEmbed]] = {}
    for badge in embeds.badges:
        if badge.gallery == page:
            found.setdefault(badge.group, []).append(badge)
    ordered = sorted(found, key=lambda group: group.place)
    return [Group(group.id, group.title, tuple(found[group])) for group in ordered]


def _gallery(site_url: str, groups: Sequence[Group], made: Mapping[str, Prepared], *, whole: bool) -> Gallery:
    some = tuple(group for group in groups if group.items)
    return Gallery(
        groups=some,
        base=site_url,
        made=made,
        whole=whole,
    )
