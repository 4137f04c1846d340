"""The picture of a shared link: which card a page shows, and what stands on it.

Home, plans, agencies that lead tasks, headline indicators, targets and data have cards of their own;
every other page shows that of its plan, of its agency, or of home.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.charts.cards import Card
from generator.data.catalogue import TextOf
from generator.measures.metrics import Measured
from generator.model import wording
from generator.model.portal import Portal
from generator.pages.agencies.agency_page import AgencyPage
from generator.pages.agencies.agency_tasks import TaskBlock
from generator.pages.front.home import HomePage
from generator.pages.open.data_page import OpenDataPage
from generator.pages.plans.index import PlanPage
from generator.pages.targets.index import TargetsIndex
from generator.pages.targets.indicators import IndicatorPage
from generator.view import urls, views
from generator.view.site import PageSpec

FOLDER = "chia-se/"
"""Where the cards stand in the site."""

MOST_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Sharing:
    """Cards by address of the page they are of."""

    portal: Portal
    cards: Mapping[str, Card]

    @classmethod
    def of(cls, measured: Measured, t: TextOf, specs: Sequence[PageSpec]) -> "Sharing":
        """The cards of a site's pages."""
        found = ((spec.url, card_of(measured, t, spec)) for spec in specs)
        return cls(measured.portal, {url: card for url, card in found if card is not None})

    def image(self, url: str) -> str:
        """Address of the picture that a page shows."""
        return image_of(next(owner for owner in self._owners(url) if owner in self.cards))

    def _owners(self, url: str) -> tuple[str, ...]:
        """Pages whose card may stand for a page, nearest first; home always does."""
        portal = self.portal
        part, _, rest = url.partition("/")
        name = rest.split("/")[0]
        found = [url]
        if f"{part}/" in {urls.TASKS, urls.TARGETS} and name in portal.plans:
            found.append(urls.plan(name))
        elif f"{part}/" == urls.DOCUMENTS:
            held = portal.plan_of_document.get(name)
            found += [urls.plan(held.id)] if held else []
        elif f"{part}/" == urls.AGENCIES and name in portal.agencies:
            found += [urls.plan(plan.id) for plan in portal.plans.values() if plan.record.owner == name]
            parent = portal.agencies[name].record.parent
            found += [urls.agency(parent)] if parent else []
        elif f"{part}/" == urls.INDICATORS:
            found.append(urls.TARGETS)
        return (*found, urls.HOME)


def image_of(url: str) -> str:
    """Address of the card of a page."""
    return f"{FOLDER}{url.rstrip('/') or 'trang-chu'}.png"


def card_of(measured: Measured, t: TextOf, spec: PageSpec) -> Card | None:  # noqa: PLR0911 - one return a kind of page
    """The card of a page, for pages that have one of their own."""
    blank = blank_card(measured, t, spec.title)
    match spec.view:
        case HomePage() as view:
            title = t("home.question")
            return replace(blank, title=title, about=view.plan.text, figures=numbers(view.figures))
        case PlanPage() as view:
            return plan_card(t, blank, view)
        case AgencyPage() as view if view.leads:
            return agency_card(t, replace(blank, title=view.name, kicker=view.kicker), view)
        case IndicatorPage() as view if is_headline(measured.portal, spec.url):
            return indicator_card(t, blank, view)
        case TargetsIndex() as view:
            return targets_card(t, blank, view)
        case OpenDataPage() as view:
            figures = tuple((table.rows.text, table.title) for table in view.tables[:MOST_FIGURES])
            return replace(blank, figures=figures)
    return None


def blank_card(measured: Measured, t: TextOf, title: str) -> Card:
    """What stands on every card."""
    settings = measured.portal.settings
    return Card(
        name=settings.name,
        tagline=settings.tagline,
        kicker="",
        title=title,
        about="",
        figures=(),
        lines=(),
        note=t("sharing.sample") if settings.sample else "",
        foot=t("sharing.as-of", day=wording.day(measured.as_of)),
    )


def numbers(figures: Sequence[views.Figure]) -> tuple[tuple[str, str], ...]:
    """Figures as numbers with their words."""
    return tuple((f"{figure.value.text} {figure.suffix}".strip(), figure.words) for figure in figures)


def plan_card(t: TextOf, blank: Card, view: PlanPage) -> Card:
    """A plan: its own counts, and that it has no number or date where that is so."""
    figures = numbers(view.card.figures)
    lines: tuple[str, ...] = ()
    if not figures:
        lines = (t("sharing.no-tasks"),)
        if view.card.targets is not None:
            figures = ((view.card.targets.text, t("plans.targets-count")),)
    note = blank.note or (t("site.plan.undated") if view.card.undated else "")
    kicker = t("sharing.plan")
    if view.card.document.text not in view.card.plan.text:
        kicker = f"{kicker} · {view.card.document.text}"
    return replace(blank, kicker=kicker, figures=figures, lines=lines, note=note)


def agency_card(t: TextOf, blank: Card, view: AgencyPage) -> Card | None:
    """An agency: what it leads in the first plan; none where that plan is its own and has a card."""
    block: TaskBlock = view.leads[0]
    if len(view.leads) == 1 and block.plan.url in {own.plan.url for own in view.plans}:
        return None
    note = blank.note or (t("site.plan.undated") if block.undated else "")
    return replace(blank, about=block.plan.text, figures=numbers(block.figures), note=note)


def is_headline(portal: Portal, url: str) -> bool:
    """Whether a page is that of an index of the home page."""
    return any(
        indicator.record.headline and urls.indicator(indicator_id) == url
        for indicator_id, indicator in portal.indicators.items()
    )


def indicator_card(t: TextOf, blank: Card, view: IndicatorPage) -> Card:
    """An index: the latest published figure with what its report says of it."""
    if view.latest is None:
        return replace(blank, kicker=view.kicker, lines=(t("sharing.no-value"),))
    merger = (view.merger.text,) if view.merger else ()
    first, *others = (line.text for line in view.lines) if view.lines else ("",)
    words = f"{view.suffix} · {first}".strip(" ·")
    return replace(
        blank, kicker=view.kicker, figures=((view.latest.text, words),), lines=(*others[:1], *merger)
    )


def targets_card(t: TextOf, blank: Card, view: TargetsIndex) -> Card:
    """The targets of each plan by themselves, never added up."""
    figures = tuple(
        (plan.targets.text, t("sharing.targets", plan=plan.plan.text)) for plan in view.plans[:MOST_FIGURES]
    )
    undated = t("site.plan.undated").lower()
    lines = tuple(f"{plan.plan.text}: {undated}" for plan in view.plans[:MOST_FIGURES] if plan.undated)
    return replace(blank, figures=figures, lines=lines)
