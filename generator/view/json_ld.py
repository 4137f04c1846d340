"""What a page says of itself to machines: schema.org descriptions, printed as JSON-LD at its foot.

A page family makes the descriptions of its pages with the parts here. Only what is known is said: an
address needs the site's own (``SITE_URL``), a publisher needs the setting. Nothing here is a figure of
the data.
"""

from dataclasses import dataclass
from typing import Any

from generator.model.portal import Portal
from generator.view.site import PageSpec

CONTEXT = "https://schema.org"

LANGUAGE = "vi"

Node = dict[str, Any]
"""One description as JSON will hold it."""


@dataclass(frozen=True, slots=True)
class JsonLd:
    """Parts of descriptions, for a site that stands at an address (empty while nobody has decided)."""

    portal: Portal
    site_url: str

    def of(self, spec: PageSpec) -> tuple[Node, ...]:
        """Everything a page says of itself: its own descriptions, then the way to it."""
        nodes = (*spec.json_ld, self.crumbs(spec)) if spec.crumbs else spec.json_ld
        return tuple({"@context": CONTEXT, **node} for node in nodes)

    def crumbs(self, spec: PageSpec) -> Node:
        """The way to a page, itself the last step."""
        steps = [*((link.text, link.url) for link in spec.crumbs), (spec.title, spec.url)]
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, **self.address("item", url)}
                for place, (name, url) in enumerate(steps, start=1)
            ],
        }

    def publisher(self) -> Node:
        """Who publishes the site, as a part of a description; empty where the settings do not say."""
        name = self.portal.settings.publisher
        return {"publisher": {"@type": "GovernmentOrganization", "name": name}} if name else {}

    def address(self, key: str, url: str) -> Node:
        """An address in full, or nothing while nobody has decided where the site stands."""
        return {key: f"{self.site_url}{url}"} if self.site_url else {}
