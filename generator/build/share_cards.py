"""The picture of a shared link: the cards that pages have, and which of them each page shows."""

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
    """Cards by address of the page they are of."""

    cards: Mapping[str, Card]

    @classmethod
    def of(cls, measured: Measured, t: TextOf, specs: Iterable[PageSpec]) -> "ShareCards":
        """The cards of a site's pages, each with what every card says."""
        return cls({spec.url: whole_card(measured, t, spec.card) for spec in specs if spec.card is not None})

    def image(self, spec: PageSpec) -> str:
        """Address of the picture that a page shows: its own, that of the first page named, else home's."""
        owners = (spec.url, *spec.card_of, urls.HOME)
        return urls.share_card(next(owner for owner in owners if owner in self.cards))

    def files(self, template: Template) -> Iterator[SiteFile]:
        """The cards as pictures."""
        for url, card in self.cards.items():
            yield SiteFile(urls.share_card(url), png(card, template), "")


def whole_card(measured: Measured, t: TextOf, card: ShareCard) -> Card:
    """A page's card with the site's name, its day, and that data are invented where they are."""
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
