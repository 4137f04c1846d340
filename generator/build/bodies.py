"""Stages 6-7: a measured portal → every page and file of its site, in memory.

One list names the page families; each page is rendered by itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from generator.build import downloads, embed_files, press_kits
from generator.build.search_index import search_files
from generator.charts.cards import Template, png
from generator.charts.page_charts import files as chart_files
from generator.data.catalogue import Catalogue
from generator.data.history import NO_HISTORY, History
from generator.files import api
from generator.measures.metrics import Measured
from generator.pages.agencies import commune_table
from generator.pages.agencies import index as agencies
from generator.pages.documents import index as documents
from generator.pages.front import fragments, guide, home, sitewide, steering
from generator.pages.front.share_cards import Sharing, image_of
from generator.pages.open import api_guide, data_page, embeds
from generator.pages.open.embeds import Embed, Prepared
from generator.pages.open.feeds import Following
from generator.pages.open.json_ld import Linked
from generator.pages.plans import areas, tasks
from generator.pages.plans import index as plans
from generator.pages.quarters import index as quarters
from generator.pages.quarters import snapshot_changes, snapshots
from generator.pages.record import contradictions, log, release
from generator.pages.targets import index as targets
from generator.pages.targets import indicators
from generator.view import urls
from generator.view.assets import assets, embed_styles
from generator.view.presentation import Presentation
from generator.view.rendering import (
    Renderer,
    make_environment,
    render_card,
    render_embed,
    render_fragment,
    render_page,
)
from generator.view.site import Page, PageSpec, Site, SiteFile


@dataclass(frozen=True, slots=True)
class Bodies:
    """Every generated page of a site, rendered, and what its files are made with."""

    specs: tuple[PageSpec, ...]
    pages: tuple[Page, ...]
    sharing: Sharing
    following: Following
    context: dict[str, Any]
    """What every page is rendered with: the shell's settings, the glossary's abbreviations."""
    embeds: tuple[Embed, ...]
    """Charts and badges of the pages, for other people's pages."""
    made: Mapping[str, Prepared]
    """What is made of each embed before its page is, by its address."""


def families(presentation: Presentation) -> Iterator[PageSpec]:
    """Every page family in the order of the site map, each handed the parts that it needs."""
    values, task_views = presentation.values, presentation.task_views
    threads, notices, citations = presentation.threads, presentation.notices, presentation.citations
    site_url, history = presentation.site_url, presentation.history
    yield from home.pages(task_views)
    yield from steering.pages(task_views)
    yield from commune_table.pages(task_views)
    yield from tasks.pages(task_views, threads, notices, citations, history)
    yield from agencies.pages(task_views, notices)
    yield from areas.pages(task_views)
    yield from plans.pages(task_views, threads, notices)
    yield from targets.pages(values, notices, history)
    yield from indicators.pages(values, notices, site_url)
    yield from quarters.pages(presentation)
    yield from snapshots.pages(values, site_url)
    yield from snapshot_changes.pages(values)
    yield from documents.pages(task_views, notices, history)
    yield from data_page.pages(values, site_url)
    yield from log.pages(values, history)
    yield from release.pages(values, site_url, history, presentation.previous)
    yield from contradictions.pages(values, notices)
    yield from api_guide.pages(values, site_url)


def render_bodies(presentation: Presentation, environment: Renderer, *, traced: bool = False) -> Bodies:
    """Renders every page; traced ones know what each of their figures is of."""
    values, site_url = presentation.values, presentation.site_url
    measured, portal, t = values.measured, values.portal, values.t
    specs = list(families(presentation))
    embedded = embeds.embeds_of(values, specs)
    made = embed_files.prepared(measured, t, site_url, embedded)
    specs = [*embeds.with_links(specs, embedded), *embeds.pages(values, site_url, embedded, made)]
    specs += sitewide.pages(values, specs)
    sharing, linked = Sharing.of(measured, t, specs), Linked(portal, site_url)
    following = Following(values, site_url)
    specs = [
        following.with_links(replace(spec, image=sharing.image(spec.url), linked=linked.of(spec)))
        for spec in specs
    ]
    context = {"portal": sitewide.shell(measured, t), "terms": fragments.terms(portal)}
    pages = tuple(render_page(environment, spec, context, traced=traced) for spec in specs)
    return Bodies(tuple(specs), pages, sharing, following, context, embedded, made)


def compose(
    measured: Measured,
    catalogue: Catalogue,
    templates: Path,
    site_url: str = "",
    history: History = NO_HISTORY,
    previous: str = "",
) -> Site:
    """The whole site of a measured portal."""
    presentation = Presentation.of(measured, catalogue, site_url, history, previous)
    environment = make_environment(catalogue, templates)
    return with_files(presentation, environment, templates, render_bodies(presentation, environment))


def with_files(presentation: Presentation, environment: Renderer, templates: Path, bodies: Bodies) -> Site:
    """The site of some rendered pages: every other file, and the parts of hand-written pages."""
    values, site_url, pages = presentation.values, presentation.site_url, bodies.pages
    measured, portal, t = values.measured, values.portal, values.t
    numbers, held = chart_files(values), texts(measured)
    tables = downloads.files(measured, values.catalogue, site_url, pages, numbers)
    everyday = t("site.search.everyday")
    framed = {
        "portal": bodies.context["portal"],
        "site_url": site_url,
        "styles": embed_styles(templates),
    }
    files = [
        *assets(templates),
        *bodies.following.files(),
        *tables,
        *press_kits.files(presentation, tables),
        *numbers,
        *api.files(measured, site_url),
        *search_files(portal, bodies.specs, everyday),
        *cards(bodies.sharing, partial(render_card, environment)),
        *embed_files.files(t, bodies.embeds, bodies.made, partial(render_embed, environment, context=framed)),
        *held,
        *snapshots.files(portal),
        *release.files(measured, site_url, presentation.history, presentation.previous),
    ]
    return Site(
        pages=pages,
        files=tuple(files),
        fragments={
            name: render_fragment(environment, f"fragments/{name}.html.j2", view, url)
            for name, (view, url) in (
                fragments.fragments(portal, t) | pictures(values.catalogue, templates)
            ).items()
        },
        shell=bodies.context["portal"],
    )


def pictures(catalogue: Catalogue, templates: Path) -> dict[str, tuple[guide.GuideView, str]]:
    """The pictures of the guide, from the made-up root beside the templates."""
    folder = templates / "guide"
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    view = guide.guide(files, catalogue)
    return dict.fromkeys(guide.FRAGMENTS, (view, urls.GUIDE))


def cards(sharing: Sharing, template: Template) -> list[SiteFile]:
    """The cards that shared links show, as pictures."""
    return [SiteFile(image_of(url), png(card, template), "") for url, card in sharing.cards.items()]


def texts(measured: Measured) -> list[SiteFile]:
    """The text as held of each document, for download."""
    return [
        SiteFile(f"{urls.document(document_id)}van-ban-goc.txt", data, f"data/texts/{document_id}.txt")
        for document_id, data in measured.portal.texts.items()
    ]
