"""``/nhung/``: charts and badges for other people's pages, each with a preview and a line to copy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.charts.plot import documents_of
from generator.model.portal import Plan
from generator.pages.agencies.agency_page import AgencyPage
from generator.pages.plans.index import PlanPage
from generator.view import urls, views
from generator.view.site import PageSpec, SearchRecord
from generator.view.values import Values

NAMED_DOCUMENTS = 3
"""Documents that an embed names; of more it says that the portal's page has them."""


@dataclass(frozen=True, slots=True)
class ChartEmbed:
    """A chart by itself."""

    url: str
    page: views.Link
    """The place on the portal where it stands."""
    chart: views.Chart
    documents: tuple[views.Link, ...]
    more: bool
    """Whether there are more documents than it names."""

    @property
    def title(self) -> str:
        """The finding."""
        return self.chart.title


@dataclass(frozen=True, slots=True)
class BadgeEmbed:
    """Where an agency's or a plan's tasks stand, on the size of a card."""

    url: str
    page: views.Link
    kind: str
    """Group of the gallery: kind of the agency, or ``plan``."""
    plan: views.Link
    """Whose tasks are counted, with the note that the copy has no number and date where that is so."""
    role: str
    """Whether the agency leads them or shares them; empty for a plan."""
    figures: tuple[views.Figure, ...]
    """The same as on the page."""
    key: tuple[tuple[views.Mark, views.Value], ...]
    """Tasks by state: their sum is the first figure."""
    documents: tuple[views.Link, ...]
    more: bool = False
    holder: views.Link | None = None
    """The commune whose unit it is: a city has a thousand of them, so each commune's have a page."""

    @property
    def title(self) -> str:
        """Name of the agency or plan."""
        return self.page.text

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """Code and sign of each task, those of one state together."""
        return tuple((mark.code, mark.sign) for mark, value in self.key for _ in range(int(value.machine)))


Embed = ChartEmbed | BadgeEmbed


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG file of an embed."""

    name: str
    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is made of an embed before its page is."""

    svgs: tuple[Picture, ...]
    """The one for a narrow column first."""
    narrow: int
    """Pixels that its page needs in a narrow column."""
    wide: int
    """In one of 600 pixels and more."""
    strip: str
    """The drawing of a badge; empty for a chart, which brings its own."""


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


def embeds_of(values: Values, specs: Iterable[PageSpec]) -> tuple[Embed, ...]:
    """Every chart of the pages once, and the badge of each plan and each agency that has tasks.

    A chart that stands on several pages leads to the last in their order, which is the more special one.
    """
    charts: dict[str, ChartEmbed] = {}
    badges: list[BadgeEmbed] = []
    plans = {urls.plan(plan.id): plan for plan in values.portal.plans.values()}
    for spec in specs:
        for chart in getattr(spec.view, "charts", ()):
            if isinstance(chart, views.Chart):
                charts[chart.id] = _chart(spec, chart)
        if isinstance(spec.view, AgencyPage):
            badges += _agency(values, spec, spec.view, plans)
        elif isinstance(spec.view, PlanPage):
            badges += _plan(values, spec, spec.view, plans)
    return (*charts.values(), *badges)


def _chart(spec: PageSpec, chart: views.Chart) -> ChartEmbed:
    return ChartEmbed(
        url=urls.embed_chart(chart.id),
        page=views.Link(spec.title, f"{spec.url}#{chart.id}"),
        chart=chart,
        documents=chart.documents[:NAMED_DOCUMENTS],
        more=len(chart.documents) > NAMED_DOCUMENTS,
    )


def _agency(
    values: Values, spec: PageSpec, view: AgencyPage, plans: Mapping[str, Plan]
) -> Iterator[BadgeEmbed]:
    """What it leads in the first plan; what it shares where it leads nothing."""
    for block in (*view.leads, *view.shares)[:1]:
        role = values.t("embeds.role.leads")
        if block.collective is not None:
            role = values.t("embeds.role.shares", collective=block.collective.text)
        yield BadgeEmbed(
            url=urls.embed_agency(spec.url.removeprefix(urls.AGENCIES).rstrip("/")),
            page=views.Link(spec.title, spec.url),
            kind=view.kind,
            plan=block.plan,
            role=role,
            figures=block.figures,
            key=block.key,
            documents=documents_of(values, (plans[block.plan.url],)),
            holder=view.parent if view.kind == "commune-unit" else None,
        )


def _plan(values: Values, spec: PageSpec, view: PlanPage, plans: Mapping[str, Plan]) -> Iterator[BadgeEmbed]:
    if view.grid is None:
        return
    yield BadgeEmbed(
        url=urls.embed_plan(spec.url.removeprefix(urls.PLANS).rstrip("/")),
        page=views.Link(spec.title, spec.url),
        kind="plan",
        plan=view.card.plan,
        role="",
        figures=view.card.figures,
        key=view.grid.key,
        documents=documents_of(values, (plans[spec.url],)),
    )


def with_links(specs: Sequence[PageSpec], embeds: Iterable[Embed]) -> list[PageSpec]:
    """The pages, each with the place in the gallery where its badge is."""
    places = {embed.page.url: place(embed) for embed in embeds if isinstance(embed, BadgeEmbed)}
    return [replace(spec, embed=places.get(spec.url, "")) for spec in specs]


def place(embed: Embed) -> str:
    """Where in the gallery an embed stands."""
    if isinstance(embed, BadgeEmbed) and embed.holder is not None:
        return f"{_units(embed.holder)}#{anchor(embed)}"
    page = urls.AGENCY_EMBEDS if embed.url.startswith(urls.AGENCY_EMBEDS) else urls.EMBEDS
    return f"{page}#{anchor(embed)}"


def _units(holder: views.Link) -> str:
    return urls.unit_embeds(holder.url.removeprefix(urls.AGENCIES).rstrip("/"))


def anchor(embed: Embed) -> str:
    """Anchor of an embed on its page of the gallery: a chart's own id, or that of the plan or agency."""
    return embed.url.rstrip("/").rpartition("/")[2]


KINDS = (
    "department", "city", "city-body", "commune", "commune-unit", "unnamed-commune", "collective", "party",
    "front", "association", "press", "central", "other",
)  # fmt: skip
"""Kinds of agencies in the order of the gallery."""


def pages(
    values: Values, site_url: str, embeds: Sequence[Embed], made: Mapping[str, Prepared]
) -> Iterator[PageSpec]:
    """The gallery: charts and plans; then agencies, which are many."""
    charts = tuple(embed for embed in embeds if isinstance(embed, ChartEmbed))
    badges = tuple(embed for embed in embeds if isinstance(embed, BadgeEmbed))
    groups: tuple[Group, ...] = (
        Group("bieu-do", values.t("embeds.charts"), charts),
        Group("ke-hoach", values.t("embeds.plans"), tuple(b for b in badges if b.kind == "plan")),
    )
    title = values.t("embeds.title")
    yield PageSpec(
        url=urls.EMBEDS,
        title=title,
        description=values.t("embeds.description"),
        section="du-lieu",
        template="open/embeds.html.j2",
        view=_gallery(site_url, groups, made, whole=True),
        crumbs=values.crumbs(views.Link(values.t("opendata.title"), urls.DATA)),
        search=(SearchRecord(urls.EMBEDS, title, "page", words=values.t("embeds.words"), weight=2),),
        index=True,
    )
    crumbs = values.crumbs(
        views.Link(values.t("opendata.title"), urls.DATA), views.Link(values.t("embeds.title"), urls.EMBEDS)
    )
    groups = tuple(
        Group(
            f"nhom-{kind}",
            values.t(f"agencies.kind.{kind}"),
            tuple(b for b in badges if b.kind == kind and not b.holder),
        )
        for kind in KINDS
    )
    units: dict[str, list[BadgeEmbed]] = {}
    holders = {_units(b.holder): b.holder for b in badges if b.holder is not None}
    for badge in badges:
        if badge.holder is not None:
            units.setdefault(_units(badge.holder), []).append(badge)
    title = values.t("embeds.agencies")
    yield PageSpec(
        url=urls.AGENCY_EMBEDS,
        title=title,
        description=values.t("embeds.agencies-description"),
        section="du-lieu",
        template="open/embeds.html.j2",
        view=replace(
            _gallery(site_url, groups, made, whole=False),
            units=tuple(views.Link(holder.text, url) for url, holder in holders.items()),
        ),
        crumbs=crumbs,
        search=(SearchRecord(urls.AGENCY_EMBEDS, title, "page", words=values.t("embeds.words")),),
        index=True,
    )
    for url, holder in holders.items():
        title = values.t("embeds.units", name=holder.text)
        yield PageSpec(
            url=url,
            title=title,
            description=values.t("embeds.units-description", name=holder.text),
            section="du-lieu",
            template="open/embeds.html.j2",
            view=_gallery(site_url, (Group("don-vi", holder.text, tuple(units[url])),), made, whole=False),
            crumbs=(*crumbs, views.Link(values.t("embeds.agencies"), urls.AGENCY_EMBEDS)),
        )


def _gallery(site_url: str, groups: Sequence[Group], made: Mapping[str, Prepared], *, whole: bool) -> Gallery:
    some = tuple(group for group in groups if group.items)
    return Gallery(
        groups=some,
        base=site_url,
        made=made,
        whole=whole,
    )
