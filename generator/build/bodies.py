"""Renders the pages of a site and collects its other files, in memory."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from generator.build import downloads, embed_files, notices, press_kits
from generator.build.search_index import search_files
from generator.build.specs import Specs
from generator.charts.page_charts import files as chart_files
from generator.data.catalogue import Catalogue
from generator.files import api
from generator.measures.metrics import Measured
from generator.pages.front import fragments, guide, sitewide
from generator.pages.quarters import snapshots
from generator.pages.record import release
from generator.view import policies, urls
from generator.view.assets import assets, embed_styles
from generator.view.presentation import Presentation
from generator.view.rendering import (
    Renderer,
    render_card,
    render_embed,
    render_fragment,
    render_page,
)
from generator.view.site import Page, Site, SiteFile


def page_context(presentation: Presentation) -> dict[str, Any]:
    """Return the template variables that all pages share: settings of the shell, terms of the glossary."""
    values = presentation.values
    return {"portal": sitewide.shell(values.measured, values.t), "terms": fragments.terms(values.portal)}


def render_pages(
    presentation: Presentation, environment: Renderer, specs: Specs, *, traced: bool = False
) -> tuple[Page, ...]:
    """Render all pages.

    Args:
        presentation: The parts of the measured portal.
        environment: The templates.
        specs: The pages to render.
        traced: Whether each page also has its `Page.trace`. Only a preview needs it.
    """
    context = page_context(presentation)
    return tuple(
        render_page(environment, spec, context, specs.additions(spec), traced=traced) for spec in specs.pages
    )


def site_of(
    presentation: Presentation,
    environment: Renderer,
    templates: Path,
    specs: Specs,
    pages: tuple[Page, ...],
) -> Site:
    """Put rendered pages together with all other files and the generated parts of hand-written pages."""
    values = presentation.values
    shell = sitewide.shell(values.measured, values.t) | {"assets": assets(templates).named}
    parts = fragments.fragments(values.portal, values.t) | pictures(values.catalogue, templates)
    return Site(
        pages=pages,
        files=tuple(site_files(presentation, environment, templates, specs)),
        fragments={
            name: render_fragment(environment, f"fragments/{name}.html.j2", view, url)
            for name, (view, url) in parts.items()
        },
        shell=shell,
    )


def site_files(
    presentation: Presentation,
    environment: Renderer,
    templates: Path,
    specs: Specs,
) -> Iterator[SiteFile]:
    """Yield every file of the site except the pages: assets, tables, charts, API, feeds, cards, embeds."""
    values, site_url = presentation.values, presentation.site_url
    measured, portal, t = values.measured, values.portal, values.t
    charts = chart_files(values)
    tables = downloads.files(measured, values.catalogue, site_url, specs.pages, charts)
    frame = {
        "portal": sitewide.shell(measured, t),
        "site_url": site_url,
        "styles": (styles := embed_styles(templates)),
        "policy": policies.framed_meta(styles),
    }
    yield from assets(templates).files
    yield from specs.feeds.files()
    yield from tables
    yield from press_kits.files(presentation, tables)
    yield from charts
    yield from api.files(measured, site_url)
    yield from search_files(portal, specs.pages, t("site.search.everyday"))
    yield from specs.cards.files(partial(render_card, environment))
    yield from embed_files.files(
        t, specs.embeds, specs.prepared, partial(render_embed, environment, context=frame)
    )
    yield from texts(measured)
    yield from snapshots.files(portal)
    yield from notices.files(t)
    yield from release.files(measured, site_url, presentation.history, presentation.previous)


def hosting_of(presentation: Presentation, templates: Path, specs: Specs) -> policies.Hosting:
    """Return what the files for web hosts depend on: the address of the site, the styles inside embeds."""
    drawn = {picture.style for prepared in specs.prepared.values() for picture in prepared.svgs}
    return policies.hosting(presentation.site_url, drawn | {embed_styles(templates)})


def pictures(catalogue: Catalogue, templates: Path) -> dict[str, tuple[guide.GuideView, str]]:
    """Return the fragments that show an example in the guide, by name: a view and the guide's address.

    The example data are the YAML files in ``site_templates/guide``.
    """
    folder = templates / "guide"
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    view = guide.guide(files, catalogue)
    return dict.fromkeys(guide.FRAGMENTS, (view, urls.GUIDE))


def texts(measured: Measured) -> list[SiteFile]:
    """Return the plain text of each document in ``data/texts``, for download."""
    return [
        SiteFile(f"{urls.document(document_id)}van-ban-goc.txt", data, f"data/texts/{document_id}.txt")
        for document_id, data in measured.portal.texts.items()
    ]
