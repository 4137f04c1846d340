"""``/xem-truoc/``: everything that differs from the published data; never part of a published site."""

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
"""Differences that the page lists one by one."""

MOST_PAGES = 200
"""Pages with another figure that it names."""

MOST_IN_BANNER = 6


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One value on the preview's page."""

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
    """Everything that differs, old → new, and the pages on which it shows."""

    words: str
    groups: tuple[tuple[views.Link, tuple[DifferenceRow, ...]], ...]
    more: str
    """How many differences beyond those listed; empty for none."""
    pages: tuple[views.Link, ...]
    """Pages that show another figure than the published ones."""
    more_pages: str
    comparable: bool
    """False where the published data can no longer be read, so that no page was compared."""


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands on top of every page of a preview."""

    words: str
    items: tuple[views.Link, ...]
    more: str
    """How many differences beyond those listed; empty for none."""
    url: str
    """The page that lists all; empty where there is nothing to list."""


def unknown(t: TextOf) -> Banner:
    """The banner where nobody knows what is published."""
    return Banner(t("preview.unknown"), (), "", "")


def banner(t: TextOf, told: Told, known: Collection[str]) -> Banner:
    """The banner; `known` are the addresses of the site's pages."""
    count = wording.number(told.count)
    words = t("preview.banner" if told.count else "preview.banner-none", count=count, against=told.against)
    items = tuple(_link(item.subject, known, group.agency) for group in told.groups for item in group.items)
    over = len(items) - MOST_IN_BANNER
    more = t("preview.more", count=wording.number(over)) if over > 0 else ""
    return Banner(words, items[:MOST_IN_BANNER], more, urls.PREVIEW)


def _link(link: views.Link, known: Collection[str], of: views.Link | None = None) -> views.Link:
    """A link without address where the site has no such page."""
    there = link.url.partition("#")[0] in known
    return views.Link(link.text, link.url if there else "", of.text if of else "")


def page(
    values: Values, told: Told, known: Collection[str], changed: Iterable[views.Link] | None
) -> PageSpec:
    """The page; `known` are the addresses of the site's pages, `changed` those with another figure.

    None of `changed` where the published data can no longer be read, so that no page was compared.
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
