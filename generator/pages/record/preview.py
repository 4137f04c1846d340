"""``/xem-truoc/`` and the banner of a preview: the differences from the published data. Never published."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.data.differences import Kind, Published
from generator.model import wording
from generator.pages.record.differences import Told, ToldDifference
from generator.view import urls, views
from generator.view.site import PageSpec
from generator.view.values import Values

MOST_LISTED = 300
"""Most differences that the page lists."""

MOST_PAGES = 200
"""Most changed pages that the page lists."""

MOST_IN_BANNER = 6
"""Most differences that the banner lists."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One changed value on the preview's page."""

    name: str
    before: views.Value | None
    after: views.Value | None


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference on the preview's page."""

    subject: views.Link
    kind: Kind
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """View of the page: the differences by agency, and the pages that they change."""

    words: str
    groups: tuple[tuple[views.Link, tuple[DifferenceRow, ...]], ...]
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


def banner(t: TextOf, told: Told, known: Collection[str]) -> Banner:
    """Return the banner; `known` are the addresses of the site's pages."""
    count = wording.number(told.count)
    words = t("preview.banner" if told.count else "preview.banner-none", count=count, against=told.against)
    items = tuple(_link(item.subject, known, group.agency) for group in told.groups for item in group.items)
    over = len(items) - MOST_IN_BANNER
    more = t("preview.more", count=wording.number(over)) if over > 0 else ""
    return Banner(words, items[:MOST_IN_BANNER], more, urls.PREVIEW)


def _link(link: views.Link, known: Collection[str], of: views.Link | None = None) -> views.Link:
    """Return the link, without its address if the site has no such page; `of` becomes its note."""
    there = link.url.partition("#")[0] in known
    return views.Link(link.text, link.url if there else "", of.text if of else "")


def page(
    values: Values, told: Told, known: Collection[str], changed: Iterable[views.Link] | None
) -> PageSpec:
    """Make the page with all differences.

    Args:
        values: The parts that make values and links.
        told: The differences.
        known: Addresses of the site's pages.
        changed: Pages with a figure that the published page does not show; None if they were not compared.
    """
    groups, left = [], MOST_LISTED
    for group in told.groups:
        rows = tuple(_row(told.published, item, known) for item in group.items[:left])
        left -= len(rows)
        if rows:
            groups.append((_link(group.agency, known), rows))
    over, found = told.count - MOST_LISTED, tuple(changed or ())
    over_pages = len(found) - MOST_PAGES
    title = values.t("preview.title")
    return PageSpec(
        url=urls.PREVIEW,
        title=title,
        description=values.t("preview.description"),
        section="",
        template="record/preview.html.j2",
        view=PreviewPage(
            banner(values.t, told, known).words,
            tuple(groups),
            values.t("preview.more", count=wording.number(over)) if over > 0 else "",
            found[:MOST_PAGES],
            values.t("preview.more", count=wording.number(over_pages)) if over_pages > 0 else "",
            changed is not None,
        ),
        crumbs=values.crumbs(),
        robots="noindex",
    )


def _row(published: Published, item: ToldDifference, known: Collection[str]) -> DifferenceRow:
    where = published.commit.short if published.commit else published.folder
    old = views.Receipt(f"published:{item.path}", f"{item.path}@{where}")
    new = views.Receipt(f"file:{item.path}", item.path)

    def value(text: str | None, receipt: views.Receipt) -> views.Value | None:
        return None if text is None else views.Value(text, text, receipt)

    rows = tuple(FieldRow(f.name, value(f.before, old), value(f.after, new)) for f in item.fields)
    return DifferenceRow(_link(item.subject, known), item.kind, rows)
