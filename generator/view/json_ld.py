"""Machine-readable descriptions of pages: schema.org data, printed as JSON-LD at the foot of a page.

Each page family builds the descriptions of its pages from the parts here. Unknown facts are left out: an
address needs the site's address (``SITE_URL``), a publisher needs the setting. No figures of the data are
here.
"""

from dataclasses import dataclass
from typing import Any

from generator.model.portal import Portal
from generator.view.site import PageSpec

CONTEXT = "https://schema.org"

LANGUAGE = "vi"

Node = dict[str, Any]
"""One description, or part of one, as a JSON object."""


@dataclass(frozen=True, slots=True)
class JsonLd:
    """Builds descriptions of pages."""

    portal: Portal
    site_url: str
    """Address of the site, ending in ``/``; empty until it is decided."""

    def of(self, spec: PageSpec) -> tuple[Node, ...]:
        """All descriptions of a page: its own, then the breadcrumb trail if it has one."""
        nodes = (*spec.json_ld, self.crumbs(spec)) if spec.crumbs else spec.json_ld
        return tuple({"@context": CONTEXT, **node} for node in nodes)

    def crumbs(self, spec: PageSpec) -> Node:
        """The breadcrumb trail of a page; its last step is the page itself."""
        steps = [*((link.text, link.url) for link in spec.crumbs), (spec.title, spec.url)]
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, **self.address("item", url)}
                for place, (name, url) in enumerate(steps, start=1)
            ],
        }

    def publisher(self) -> Node:
        """The publisher as part of a description; empty if the settings name none."""
        name = self.portal.settings.publisher
        return {"publisher": {"@type": "GovernmentOrganization", "name": name}} if name else {}

    def address(self, key: str, url: str) -> Node:
        """``{key: full address}`` for a site-relative address; empty until the site's address is decided."""
        return {key: f"{self.site_url}{url}"} if self.site_url else {}
