"""Words of the shell around every page, the search page, and the site map."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.data.catalogue import TextOf
from generator.measures.metrics import Measured
from generator.model import wording
from generator.model.portal import Portal
from generator.pages.front import fragments
from generator.view import urls, views
from generator.view.site import PageSpec, SearchRecord
from generator.view.values import Values

HAND_WRITTEN = (
    (urls.METHOD, "method"),
    (urls.GLOSSARY, "glossary"),
    (urls.ABOUT, "about"),
    (urls.FEEDBACK, "feedback"),
    (urls.GUIDE, "guide"),
    (urls.REVISIONS, "revisions"),
)
"""Addresses of the pages written in Markdown under ``content/``, with the catalogue key of their texts."""


MOST = 300
"""Most pages of a group that the site map lists; of a larger group it gives only the number of pages."""

WHOLE = 1500
"""On a site of more pages than this, the map lists no pages below index pages of the second level."""


@dataclass(frozen=True, slots=True)
class SiteMapView:
    """The site map: each index page with the pages below it, and the other pages."""

    groups: tuple[tuple[views.Link, tuple[views.Link, ...]], ...]
    others: tuple[views.Link, ...]


def _pages_under(t: TextOf, count: int) -> str:
    return t("site.map.pages", count=wording.number(count)) if count else ""


def shell(measured: Measured, t: TextOf) -> dict[str, Any]:
    """Return the settings that the shell around every page shows."""
    settings = measured.portal.settings
    unknown = t("site.unknown")
    cutoff = measured.cutoff
    return {
        "city": settings.city,
        "name": settings.name,
        "tagline": settings.tagline,
        "as_of": measured.as_of.isoformat(),
        "as_of_text": wording.day(measured.as_of),
        "cutoff_text": wording.day(cutoff) if cutoff else t("site.no-cutoff"),
        "licence_text": settings.licence or unknown,
        "licence_url": settings.licence_url or "",
        "sample": settings.sample,
        "image": urls.share_card(urls.HOME),
    }


def pages(values: Values, specs: Sequence[PageSpec]) -> list[PageSpec]:
    """Return the search page and the site map; `specs` are all other pages of the site."""
    written = tuple(views.Link(values.t(f"site.{key}.title"), url) for url, key in HAND_WRITTEN)
    search = PageSpec(
        url=urls.SEARCH,
        title=values.t("site.search.title"),
        description=values.t("site.search.description"),
        section="",
        template="front/search.html.j2",
        view=(
            *(views.Link(spec.title, spec.url) for spec in specs if spec.index),
            *written,
            views.Link(values.t("site.map.title"), urls.SITE_MAP),
        ),
        crumbs=values.crumbs(),
        index=True,
        robots="noindex",
    )
    groups = []
    indexes = [spec for spec in specs if spec.index and spec.url]
    counts = {spec.url: sum(1 for other in specs if other.url.startswith(spec.url)) - 1 for spec in indexes}
    for spec in indexes:
        under = tuple(
            views.Link(other.title, other.url, _pages_under(values.t, counts.get(other.url, 0)))
            for other in specs
            if other.url.startswith(spec.url) and other.url != spec.url and not _nested(spec, other, indexes)
        )
        if len(under) > MOST or (len(specs) > WHOLE and spec.url.count("/") > 1):
            under = ()
        note = "" if under else _pages_under(values.t, counts[spec.url])
        groups.append((views.Link(spec.title, spec.url, note), under))
    site_map = PageSpec(
        url=urls.SITE_MAP,
        title=values.t("site.map.title"),
        description=values.t("site.map.description"),
        section="",
        template="front/site_map.html.j2",
        view=SiteMapView(tuple(groups), (*written, views.Link(search.title, search.url))),
        crumbs=values.crumbs(),
        search=(*written_records(values.t), *term_records(values.portal)),
        index=True,
    )
    return [search, site_map]


def written_records(t: TextOf) -> Iterator[SearchRecord]:
    """Yield a search record for each hand-written page."""
    for url, key in HAND_WRITTEN:
        words = t(f"site.{key}.description")
        yield SearchRecord(url, t(f"site.{key}.title"), "page", words=words, weight=2)


def term_records(portal: Portal) -> Iterator[SearchRecord]:
    """Yield a search record for each entry of the glossary."""
    for term in fragments.glossary(portal):
        names = (term.full,) if term.full else ()
        yield SearchRecord(
            f"{urls.GLOSSARY}#{term.anchor}", term.term, "term", names=names, words=term.explanation
        )


def _nested(spec: PageSpec, other: PageSpec, indexes: Sequence[PageSpec]) -> bool:
    """Whether a page belongs to another index page below `spec`."""
    return any(
        len(spec.url) < len(between.url) < len(other.url) and other.url.startswith(between.url)
        for between in indexes
    )
