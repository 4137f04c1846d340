"""``/nhung/``: the gallery of charts and badges for other websites, each with a preview and code to copy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.view import urls, views
from generator.view.embeds import BadgeEmbed, BadgeGroup, ChartEmbed, Embed, Embeds, Prepared
from generator.view.site import PageSpec, SearchRecord
from generator.view.values import Values

NAMED_DOCUMENTS = 3
"""Most documents that an embed names; if there are more, it refers to the portal's page."""


@dataclass(frozen=True, slots=True)
class EmbedGroup:
    """Embeds of one kind in the gallery."""

    id: str
    title: str
    items: tuple[Embed, ...]


@dataclass(frozen=True, slots=True)
class Gallery:
    """View of a page of the gallery."""

    groups: tuple[EmbedGroup, ...]
    base: str
    """Public address of the portal; empty if not decided yet."""
    made: Mapping[str, Prepared]
    """SVG files and frame heights by address of the embed."""
    whole: bool
    """Whether it is the first page, with the explanation for newsrooms."""
    units: tuple[views.Link, ...] = ()
    """Links to the pages with the badges of communes' units."""


def embeds_of(specs: Iterable[PageSpec]) -> Embeds:
    """Collect the charts and badges of the pages, each chart once.

    A chart that is on several pages links to the last of them, which is the more specific one.
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
    """Yield the pages of the gallery: charts and plans; agencies; the units of each commune."""
    data = views.Link(values.t("opendata.title"), urls.DATA)
    title = values.t("embeds.title")
    charts = EmbedGroup("bieu-do", values.t("embeds.charts"), embeds.charts)
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
            view=_gallery(site_url, (EmbedGroup("don-vi", holder.text, units),), made, whole=False),
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
    """Make the page with the badges of agencies and links to those of communes' units."""
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


def _groups(embeds: Embeds, page: str) -> list[EmbedGroup]:
    """Return the groups of badges for a page of the gallery, in their order; `page` is its address."""
    found: dict[BadgeGroup, list[BadgeEmbed]] = {}
    for badge in embeds.badges:
        if badge.gallery == page:
            found.setdefault(badge.group, []).append(badge)
    ordered = sorted(found, key=lambda group: group.place)
    return [EmbedGroup(group.id, group.title, tuple(found[group])) for group in ordered]


def _gallery(
    site_url: str, groups: Sequence[EmbedGroup], made: Mapping[str, Prepared], *, whole: bool
) -> Gallery:
    some = tuple(group for group in groups if group.items)
    return Gallery(
        groups=some,
        base=site_url,
        made=made,
        whole=whole,
    )
