"""``/xem-truoc/`` and the banner of a preview: the differences from the published data. Never published."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.data.differences import Published
from generator.model import wording
from generator.pages.record.differences import DifferenceInWords, DifferenceList
from generator.view import cells, urls, views
from generator.view.cells import Span
from generator.view.site import PageSpec
from generator.view.table import Table, TableColumn, TableRow, one_group
from generator.view.values import Values

MOST_LISTED = 300
"""Most differences that the page lists."""

MOST_PAGES = 200
"""Most changed pages that the page lists."""

MOST_IN_BANNER = 6
"""Most differences that the banner lists."""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """View of the page: the differences by agency, and the pages that they change."""

    words: str
    groups: tuple[tuple[views.Link, Table], ...]
    """The differences by agency."""
    more: str
    """Words for the number of differences not listed; empty if there are none."""
    pages: tuple[views.Link, ...]
    """Pages that show a figure that the published page does not show."""
    more_pages: str
    """Words for the number of pages not listed; empty if there are none."""
    comparable: bool
    """False if today's code finds errors in the published data, so that no pages were compared."""


@dataclass(frozen=True, slots=True)
class Banner:
    """The banner at the top of every page of a preview."""

    words: str
    items: tuple[views.Link, ...]
    more: str
    """Words for the number of differences not listed; empty if there are none."""
    url: str
    """Address of the page with all differences; empty if it is not known what is published."""


def unknown(t: TextOf) -> Banner:
    """Return the banner for when it is not known what is published."""
    return Banner(t("preview.unknown"), (), "", "")


def banner(t: TextOf, differences: DifferenceList, known: Collection[str]) -> Banner:
    """Return the banner; `known` are the addresses of the site's pages."""
    count = wording.number(differences.count)
    words = t(
        "preview.banner" if differences.count else "preview.banner-none",
        count=count,
        against=differences.against,
    )
    items = tuple(
        _link(item.subject, known, group.agency) for group in differences.groups for item in group.items
    )
    over = len(items) - MOST_IN_BANNER
    more = t("preview.more", count=wording.number(over)) if over > 0 else ""
    return Banner(words, items[:MOST_IN_BANNER], more, urls.PREVIEW)


def _link(link: views.Link, known: Collection[str], of: views.Link | None = None) -> views.Link:
    """Return the link, without its address if the site has no such page; `of` becomes its note."""
    there = link.url.partition("#")[0] in known
    return views.Link(link.text, link.url if there else "", of.text if of else "")


def page(
    values: Values, differences: DifferenceList, known: Collection[str], changed: Iterable[views.Link] | None
) -> PageSpec:
    """Make the page with all differences.

    Args:
        values: The parts that make values and links.
        differences: The differences.
        known: Addresses of the site's pages.
        changed: Pages with a figure that the published page does not show; None if they were not compared.
    """
    groups, left = [], MOST_LISTED
    for group in differences.groups:
        listed = group.items[:left]
        left -= len(listed)
        if listed:
            link = _link(group.agency, known)
            rows = (row for item in listed for row in _rows(values.t, differences.published, item, known))
            groups.append((link, _table(values.t, link.text, rows)))
    over, found = differences.count - MOST_LISTED, tuple(changed or ())
    over_pages = len(found) - MOST_PAGES
    title = values.t("preview.title")
    return PageSpec(
        url=urls.PREVIEW,
        title=title,
        description=values.t("preview.description"),
        section="",
        template="record/preview.html.j2",
        view=PreviewPage(
            banner(values.t, differences, known).words,
            tuple(groups),
            values.t("preview.more", count=wording.number(over)) if over > 0 else "",
            found[:MOST_PAGES],
            values.t("preview.more", count=wording.number(over_pages)) if over_pages > 0 else "",
            changed is not None,
        ),
        crumbs=values.crumbs(),
        robots="noindex",
    )


def _table(t: TextOf, caption: str, rows: Iterable[TableRow]) -> Table:
    """Return a table of one agency's differences; a preview has no CSV of it."""
    return Table(
        caption=caption,
        columns=(
            TableColumn(t("preview.head.what"), heads=True),
            *(TableColumn(t(f"preview.head.{key}")) for key in ("value", "before", "after")),
        ),
        groups=one_group(rows),
        has_files=False,
    )


def _rows(
    t: TextOf, published: Published, item: DifferenceInWords, known: Collection[str]
) -> Iterator[TableRow]:
    """Yield a row for each changed value of a difference; one row if it lists no value."""
    where = published.commit.short if published.commit else published.folder
    old = views.Receipt(f"published:{item.path}", f"{item.path}@{where}")
    new = views.Receipt(f"file:{item.path}", item.path)
    empty = cells.absent(t("preview.empty"))
    subject = cells.spaced(_link(item.subject, known), cells.note(t(f"preview.{item.kind}")))
    for field in item.fields:
        was = empty if field.before is None else views.Value(field.before, field.before, old)
        now = empty
        if field.after is not None:
            now = Span(views.Value(field.after, field.after, new), "changed", sort="changed")
        yield TableRow((subject, field.name, was, now))
    if not item.fields:
        yield TableRow((subject, "", empty, empty))
