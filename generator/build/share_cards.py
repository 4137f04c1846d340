"""Makes the share cards: the pictures that social media show for a link to a page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.charts.cards import Card, Template, png
from generator.data.catalogue import TextOf
from generator.measures.metrics import Measured
from generator.model import wording
from generator.view import urls
from generator.view.share_card import ShareCard
from generator.view.site import PageSpec, SiteFile


@dataclass(frozen=True, slots=True)
class ShareCards:
    """The share cards of a site by the address of their page."""

    cards: Mapping[str, Card]

    @classmethod
    def of(cls, measured: Measured, t: TextOf, specs: Iterable[PageSpec]) -> "ShareCards":
        """Collect the cards of the pages that have one."""
        return cls({spec.url: whole_card(measured, t, spec.card) for spec in specs if spec.card is not None})

    def image(self, spec: PageSpec) -> str:
        """Return the address of a page's picture: its own, else that of a page in `card_of`, else home's."""
        owners = (spec.url, *spec.card_of, urls.HOME)
        return urls.share_card(next(owner for owner in owners if owner in self.cards))

    def files(self, template: Template) -> Iterator[SiteFile]:
        """Yield the cards as PNG files."""
        for url, card in self.cards.items():
            yield SiteFile(urls.share_card(url), png(card, template), "")


def whole_card(measured: Measured, t: TextOf, card: ShareCard) -> Card:
    """Add to a page's card what all cards show: the site's name, as-of day, a note if data are invented."""
    settings = measured.portal.settings
    return Card(
        name=settings.name,
        tagline=settings.tagline,
        kicker=card.kicker,
        title=card.title,
        about=card.about,
        figures=card.figures,
        lines=card.lines,
        note=t("sharing.sample") if settings.sample else card.note,
        foot=t("sharing.as-of", day=wording.day(measured.as_of)),
    )
