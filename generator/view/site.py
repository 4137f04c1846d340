"""The site in memory: pages and files, before anything is written to disk.

A `Page` holds only its own body; MkDocs, the site's shell and the export each wrap it in their own way.
"""

from dataclasses import dataclass, field
from html import escape
from typing import Any

from generator.view.embeds import BadgeEmbed
from generator.view.feeds import Calendar, Feed
from generator.view.page_trace import NO_TRACE, PageTrace
from generator.view.share_card import ShareCard
from generator.view.table import Table
from generator.view.views import Chart, Link


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One entry of the search index: a page or a place on a page."""

    url: str
    title: str
    kind: str
    """Code of the kind: task, agency, area, plan, target, indicator, observation, document, section, quarter,
    page, term."""
    number: str = ""
    """Number, symbol or short name; a search for exactly this finds only this entry."""
    agencies: tuple[str, ...] = ()
    """Names of agencies that lead it, are responsible for it or issued it; readers can filter by them."""
    about: str = ""
    """What it is, if the kind alone does not show it (“xã”)."""
    state: str = ""
    names: tuple[str, ...] = ()
    """Aliases, former names and symbols; a match counts as much as one in the title."""
    words: str = ""
    """Further text to search, e.g. the full text of a section; the matching passage is shown in results."""
    keywords: str = ""
    """Search words chosen by the editors, never shown: what people type when they look for this page."""
    weight: int = 1
    """Among equal matches, higher comes first."""
    area: str = ""
    """Id of its area."""
    plan: str = ""
    """Id of its plan."""
    quarters: tuple[str, ...] = ()
    """Ids of the quarters in which it falls due or that it is about."""
    is_row: bool = False
    """Whether it is one of the many rows of a plan (task, target, section). If communes have many plans, the
    rows of each plan are put in a search file of their own."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page before rendering, with everything that the site makes from it; created by its page family."""

    url: str
    title: str
    description: str
    section: str
    """Part of the site for the header (``nhiem-vu``…), empty for none."""
    template: str
    view: Any
    crumbs: tuple[Link, ...] = ()
    index: bool = False
    """Whether it is an index page, which is listed in the navigation and the site map."""
    robots: str = ""
    """Content of its ``robots`` meta tag; empty for none."""
    search: tuple[SearchRecord, ...] = ()
    """Entries of the search index for the page and places on it."""
    tables: tuple[Table, ...] = ()
    """Its tables in the order of the page; files are made from them."""
    card: ShareCard | None = None
    """The picture that a shared link to it shows; None if it has none of its own."""
    card_of: tuple[str, ...] = ()
    """Addresses of pages whose picture it shows instead: the first that has one, else the home page."""
    json_ld: tuple[dict[str, Any], ...] = ()
    """Its schema.org descriptions, without the breadcrumb trail."""
    charts: tuple[Chart, ...] = ()
    """Its charts that can be embedded elsewhere; the embed of a shared chart links to the last such page."""
    badge: BadgeEmbed | None = None
    """Its badge for other websites."""
    feed: Feed | None = None
    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True)
class Additions:
    """Facts about a page that need the list of all pages; addresses are site-relative, empty for none."""

    image: str = ""
    """Address of the picture that a shared link shows."""
    feed: str = ""
    calendar: str = ""
    embed: str = ""
    """Address of its badge in the gallery of embeds."""
    json_ld: tuple[dict[str, Any], ...] = ()
    """All schema.org descriptions of the page, the breadcrumb trail last."""


NO_ADDITIONS = Additions()


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page with everything that a shell needs around it; `body` is HTML."""

    url: str
    title: str
    description: str
    section: str
    body: str
    index: bool
    robots: str
    image: str = ""
    feed: str = ""
    calendar: str = ""
    trace: PageTrace = NO_TRACE
    """What its figures and cells are about; filled for previews only."""

    @property
    def source_path(self) -> str:
        """Path of the page as a MkDocs source file (``nhiem-vu/tp-2026/38.md``)."""
        return f"{self.url.rstrip('/')}.md" if self.url else "index.md"

    @property
    def output_path(self) -> str:
        """Path of the HTML file in the built site."""
        return f"{self.url}index.html"


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site; `path` is relative to the site, `source` names what it was made from."""

    path: str
    data: bytes
    source: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything generated: pages, other files, parts of hand-written pages, and values for the shell."""

    pages: tuple[Page, ...]
    files: tuple[SiteFile, ...]
    fragments: dict[str, str] = field(default_factory=dict)
    """HTML by name, which replaces ``<!-- portal:name -->`` in hand-written pages."""
    shell: dict[str, Any] = field(default_factory=dict)
    """Values that the shell shows around each body (as-of date, cut-off, licence…)."""


def relative_url(from_url: str, to_url: str) -> str:
    """Relative link from a page to another address (page, file or anchor), both site-relative.

    External addresses and bare anchors are returned unchanged.
    """
    if to_url.startswith(("http://", "https://", "#", "mailto:")):
        return to_url
    path, hash_sign, fragment = to_url.partition("#")
    if path == from_url and hash_sign:
        return f"#{fragment}"
    start = from_url.split("/")[:-1]
    goal = path.split("/")
    shared = 0
    while shared < len(start) and shared < len(goal) - 1 and start[shared] == goal[shared]:
        shared += 1
    relative = "../" * (len(start) - shared) + "/".join(goal[shared:])
    return f"{relative or './'}{hash_sign}{fragment}"


def sitemap(site_url: str, urls: list[str]) -> bytes:
    """Bytes of ``sitemap.xml`` with the given site-relative addresses, in order."""
    base = site_url.rstrip("/") + "/" if site_url else "/"
    rows = "".join(f"<url><loc>{escape(base + url)}</loc></url>\n" for url in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' + rows + "</urlset>\n"
    ).encode()
