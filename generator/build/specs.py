"""Collects the pages of a site before they are rendered, and what needs all of them: cards, feeds, embeds.

A page family (a module of ``generator/pages``) describes each of its pages in a `PageSpec`: address, words,
template, view, card, JSON-LD, charts, badge, feed, calendar, search records.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.build import embed_files
from generator.build.share_cards import ShareCards
from generator.pages.agencies import commune_table
from generator.pages.agencies import index as agencies
from generator.pages.documents import index as documents
from generator.pages.front import home, sitewide, steering
from generator.pages.open import api_guide, data_page, embeds
from generator.pages.open.feeds import Feeds
from generator.pages.plans import areas, tasks
from generator.pages.plans import index as plans
from generator.pages.quarters import index as quarters
from generator.pages.quarters import snapshot_changes, snapshots
from generator.pages.record import contradictions, log, release
from generator.pages.targets import index as targets
from generator.pages.targets import indicators
from generator.view.embeds import Embeds, Prepared
from generator.view.json_ld import JsonLd
from generator.view.presentation import Presentation
from generator.view.site import Additions, PageSpec


@dataclass(frozen=True, slots=True)
class Specs:
    """The pages of a site and what was collected from them."""

    pages: tuple[PageSpec, ...]
    """In the order of the site map."""
    cards: ShareCards
    feeds: Feeds
    embeds: Embeds
    """Charts and badges that other websites can show."""
    prepared: Mapping[str, Prepared]
    """SVG files and frame heights of each embed by its address, see `embed_files.prepared`."""
    json_ld: JsonLd

    def additions(self, spec: PageSpec) -> Additions:
        """Return what is added to a page's head and foot: picture, feed, calendar, embed link, JSON-LD."""
        return Additions(
            image=self.cards.image(spec),
            feed=self.feeds.feed(spec),
            calendar=self.feeds.calendar(spec),
            embed=spec.badge.place if spec.badge is not None else "",
            json_ld=self.json_ld.of(spec),
        )


def families(presentation: Presentation) -> Iterator[PageSpec]:
    """Yield the pages of every family in the order of the site map."""
    values, task_views = presentation.values, presentation.task_views
    threads, notices, citations = presentation.threads, presentation.notices, presentation.citations
    json_ld, site_url, history = presentation.json_ld, presentation.site_url, presentation.history
    yield from home.pages(task_views, json_ld)
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
    yield from documents.pages(task_views, notices, history, json_ld)
    yield from data_page.pages(values, json_ld)
    yield from log.pages(values, history)
    yield from release.pages(values, site_url, history, presentation.previous)
    yield from contradictions.pages(values, notices)
    yield from api_guide.pages(values, site_url)


def specs_of(presentation: Presentation, own: Iterable[PageSpec]) -> Specs:
    """Collect the pages of the families and add those that list other pages: embeds, search, site map."""
    values, site_url = presentation.values, presentation.site_url
    pages = list(own)
    embedded = embeds.embeds_of(pages)
    prepared = embed_files.prepared(values.measured, values.t, site_url, embedded)
    pages += embeds.pages(values, site_url, embedded, prepared)
    pages += sitewide.pages(values, pages)
    return Specs(
        pages=tuple(pages),
        cards=ShareCards.of(values.measured, values.t, pages),
        feeds=Feeds(values, site_url, pages),
        embeds=embedded,
        prepared=prepared,
        json_ld=presentation.json_ld,
    )
