"""What concerns the whole site: the shell's words, the search page, the site map."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model import wording
from generator.pages.front import fragments, share_cards
from generator.view import urls, views
from generator.view.kernel import Kernel
from generator.view.site import PageSpec, SearchRecord

HAND_WRITTEN = (
    (urls.METHOD, "method"),
    (urls.GLOSSARY, "glossary"),
    (urls.ABOUT, "about"),
    (urls.FEEDBACK, "feedback"),
    (urls.GUIDE, "guide"),
    (urls.REVISIONS, "revisions"),
)
"""Pages written in Markdown under ``content/``, with the key of their words."""


MOST = 300
"""Pages of a group that the site map lists; of more it tells the number: the group's own page lists them."""

WHOLE = 1500
"""Pages of a site whose map still lists the tasks of each plan."""


@dataclass(frozen=True, slots=True)
class SiteMapView:
    """Index pages with the pages under each."""

    groups: tuple[tuple[views.Link, tuple[views.Link, ...]], ...]
    others: tuple[views.Link, ...]


def _pages_under(kernel: Kernel, count: int) -> str:
    return kernel.t("site.map.pages", count=wording.number(count)) if count else ""


def shell(kernel: Kernel) -> dict[str, Any]:
    """Settings that the page shell shows around every body."""
    settings = kernel.portal.settings
    unknown = kernel.t("site.unknown")
    cutoff = kernel.measured.cutoff
    return {
        "city": settings.city,
        "name": settings.name,
        "tagline": settings.tagline,
        "as_of": kernel.measured.as_of.isoformat(),
        "as_of_text": kernel.day(kernel.measured.as_of),
        "cutoff_text": kernel.day(cutoff) if cutoff else kernel.t("site.no-cutoff"),
        "licence_text": settings.licence or unknown,
        "licence_url": settings.licence_url or "",
        "sample": settings.sample,
        "image": share_cards.image_of(urls.HOME),
    }


def pages(kernel: Kernel, specs: Sequence[PageSpec]) -> list[PageSpec]:
    """The search page and the site map, which lists every page composed before it."""
    written = tuple(views.Link(kernel.t(f"site.{key}.title"), url) for url, key in HAND_WRITTEN)
    search = PageSpec(
        url=urls.SEARCH,
        title=kernel.t("site.search.title"),
        description=kernel.t("site.search.description"),
        section="",
        template="search.html.j2",
        view=(
            *(views.Link(spec.title, spec.url) for spec in specs if spec.index),
            *written,
            views.Link(kernel.t("site.map.title"), urls.SITE_MAP),
        ),
        crumbs=kernel.crumbs(),
        index=True,
        robots="noindex",
    )
    groups = []
    indexes = [spec for spec in specs if spec.index and spec.url]
    counts = {spec.url: sum(1 for other in specs if other.url.startswith(spec.url)) - 1 for spec in indexes}
    for spec in indexes:
        under = tuple(
            views.Link(other.title, other.url, _pages_under(kernel, counts.get(other.url, 0)))
            for other in specs
            if other.url.startswith(spec.url) and other.url != spec.url and not _nested(spec, other, indexes)
        )
        if len(under) > MOST or (len(specs) > WHOLE and spec.url.count("/") > 1):
            under = ()
        note = "" if under else _pages_under(kernel, counts[spec.url])
        groups.append((views.Link(spec.title, spec.url, note), under))
    site_map = PageSpec(
        url=urls.SITE_MAP,
        title=kernel.t("site.map.title"),
        description=kernel.t("site.map.description"),
        section="",
        template="site_map.html.j2",
        view=SiteMapView(tuple(groups), (*written, views.Link(search.title, search.url))),
        crumbs=kernel.crumbs(),
        search=(*written_records(kernel), *term_records(kernel)),
        index=True,
    )
    return [search, site_map]


def written_records(kernel: Kernel) -> Iterator[SearchRecord]:
    """What finds each hand-written page."""
    for url, key in HAND_WRITTEN:
        words = kernel.t(f"site.{key}.description")
        yield SearchRecord(url, kernel.t(f"site.{key}.title"), "page", words=words, weight=2)


def term_records(kernel: Kernel) -> Iterator[SearchRecord]:
    """What finds each entry of the glossary."""
    for term in fragments.glossary(kernel):
        names = (term.full,) if term.full else ()
        yield SearchRecord(
            f"{urls.GLOSSARY}#{term.anchor}", term.term, "term", names=names, words=term.explanation
        )


def _nested(spec: PageSpec, other: PageSpec, indexes: Sequence[PageSpec]) -> bool:
    """Whether another index page stands between an index page and a page."""
    return any(
        len(spec.url) < len(between.url) < len(other.url) and other.url.startswith(between.url)
        for between in indexes
    )
