"""A site as values: pages and files, before anything is written.

A `Page` is renderable alone; the MkDocs page, the stamped shell and the export are three wrappers of it.
"""

from dataclasses import dataclass, field
from html import escape
from typing import Any

from generator.view.embeds import BadgeEmbed
from generator.view.feeds import Calendar, Feed
from generator.view.share_card import ShareCard
from generator.view.table import Table
from generator.view.views import Chart, Link


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What the search finds of a page (or of a place on a page)."""

    url: str
    title: str
    kind: str
    """Code of the kind: task, agency, area, plan, target, indicator, observation, document, section, quarter,
    page, term."""
    number: str = ""
    """Number, symbol or short name: typed alone, it finds just this."""
    agencies: tuple[str, ...] = ()
    """Names of the agencies that lead, are charged or issued it: a filter of the results."""
    about: str = ""
    """What sort of thing it is, when the kind does not say enough (“xã”)."""
    state: str = ""
    names: tuple[str, ...] = ()
    """Other names of the same thing: aliases, former names, symbols. Each counts like the title."""
    words: str = ""
    """Other words of its own that should find it, shown where they did: the full text of a section."""
    keywords: str = ""
    """Words of ours that find it and are never shown: what people type for what a page answers."""
    weight: int = 1
    """Higher stands first among equals."""
    area: str = ""
    """Id of its area."""
    plan: str = ""
    """Id of its plan."""
    quarters: tuple[str, ...] = ()
    """Ids of the quarters in which it falls due, or which it is about."""
    is_row: bool = False
    """One of the many rows of a plan (tasks, targets, sections): with many plans of communes, those of each
    plan stand in a file of their own."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page before rendering, and everything the site makes of it; said once, by the page's family."""

    url: str
    title: str
    description: str
    section: str
    """Part of the site for the header (``nhiem-vu``…), empty for none."""
    template: str
    view: Any
    crumbs: tuple[Link, ...] = ()
    index: bool = False
    """True for index pages: they stand in the navigation and the site map."""
    robots: str = ""
    search: tuple[SearchRecord, ...] = ()
    """What finds it and places on it."""
    tables: tuple[Table, ...] = ()
    """Its tables in the order of the page, whose files are made."""
    card: ShareCard | None = None
    """The picture that a shared link to it shows; None for a page without one of its own."""
    card_of: tuple[str, ...] = ()
    """Addresses of pages whose card it shows instead: the first that has one, else home."""
    json_ld: tuple[dict[str, Any], ...] = ()
    """What it says of itself to machines (schema.org), besides the way to it."""
    charts: tuple[Chart, ...] = ()
    """Its charts, which other people's pages may show; one on several pages leads to the last of them."""
    badge: BadgeEmbed | None = None
    """Its badge for other people's pages."""
    feed: Feed | None = None
    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True)
class Additions:
    """What is known of a page once every page is; addresses are site-relative, empty for none."""

    image: str = ""
    """Picture that a shared link shows."""
    feed: str = ""
    calendar: str = ""
    embed: str = ""
    """Place in the gallery where its badge for other people's pages is."""
    json_ld: tuple[dict[str, Any], ...] = ()
    """All descriptions of the page, the way to it last."""


NO_ADDITIONS = Additions()


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page: everything a wrapper needs."""

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
    figures: tuple[str, ...] = ()
    """Record and rule of each ``<data>`` of the body, in order; traced for previews alone."""

    @property
    def source_path(self) -> str:
        """Path of the page as a docs source (``nhiem-vu/tp-2026/38.md``)."""
        return f"{self.url.rstrip('/')}.md" if self.url else "index.md"

    @property
    def output_path(self) -> str:
        """Path of the page in the built site."""
        return f"{self.url}index.html"


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site with what it was made from."""

    path: str
    data: bytes
    source: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything generated: pages, other files, fragments for hand-written pages, settings of the shell."""

    pages: tuple[Page, ...]
    files: tuple[SiteFile, ...]
    fragments: dict[str, str] = field(default_factory=dict)
    """HTML put in place of ``<!-- portal:name -->`` in hand-written pages."""
    shell: dict[str, Any] = field(default_factory=dict)
    """What the page shell shows around a body (as-of, cut-off, licence…)."""


def relative_url(from_url: str, to_url: str) -> str:
    """Link from one site-relative page address to another address (page, file or anchor)."""
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
    """``sitemap.xml`` of the given site-relative addresses, in order."""
    base = site_url.rstrip("/") + "/" if site_url else "/"
    rows = "".join(f"<url><loc>{escape(base + url)}</loc></url>\n" for url in urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' + rows + "</urlset>\n"
    ).encode()
