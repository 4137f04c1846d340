"""What a page says of itself to machines: schema.org descriptions, printed as JSON-LD at its foot.

Only what is known is said: an address needs the site's own (``SITE_URL``), a licence or a publisher
needs the setting. Nothing here is a figure of the data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.model import records
from generator.model.portal import Portal
from generator.pages.documents.document_page import DocumentPage
from generator.pages.front.home import HomePage
from generator.pages.open.data_page import OpenDataPage
from generator.view import urls
from generator.view.site import PageSpec

CONTEXT = "https://schema.org"

LANGUAGE = "vi"

LEGISLATION = frozenset({"Luật", "Nghị quyết", "Nghị định", "Thông tư", "Quyết định", "Chỉ thị"})
"""Kinds of documents that lay down rules or decisions; the others are plain documents."""

MEDIA = {
    "CSV": "text/csv",
    "JSON": "application/json",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ZIP": "application/zip",
}
"""Media types of the files of the data page."""

SORTS = tuple((sort, MEDIA[sort]) for sort in ("CSV", "JSON", "XLSX"))

SEARCHED = "search_term_string"
"""Name that schema.org's SearchAction gives to what is searched for."""

Node = dict[str, Any]
"""One description as JSON will hold it."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Makes the descriptions of any page."""

    portal: Portal
    site_url: str

    def of(self, spec: PageSpec) -> tuple[Node, ...]:
        """Descriptions of a page, the way to it last."""
        return tuple({"@context": CONTEXT, **node} for node in self._nodes(spec))

    def _nodes(self, spec: PageSpec) -> Iterator[Node]:
        if isinstance(spec.view, HomePage):
            yield from self._home(spec)
        elif isinstance(spec.view, OpenDataPage):
            yield self._dataset(spec, spec.view)
        elif isinstance(spec.view, DocumentPage):
            document = self._document(spec)
            if document is not None:
                yield document
        if spec.crumbs:
            yield self._crumbs(spec)

    def _home(self, spec: PageSpec) -> Iterator[Node]:
        node: Node = {
            "@type": "WebSite",
            "name": self.portal.settings.name,
            "description": spec.description,
            "inLanguage": LANGUAGE,
            **self._address("url", spec.url),
            **self._publisher(),
        }
        if self.site_url:
            node["potentialAction"] = {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{self.site_url}{urls.SEARCH}?q={{{SEARCHED}}}",
                },
                "query-input": f"required name={SEARCHED}",
            }
        yield node
        publisher = self._publisher().get("publisher")
        if publisher is not None:
            yield publisher

    def _dataset(self, spec: PageSpec, view: OpenDataPage) -> Node:
        settings = self.portal.settings
        periods = [plan.record.period for plan in self.portal.plans.values()]
        node: Node = {
            "@type": "Dataset",
            "name": f"{settings.name}: {spec.title}",
            "description": spec.description,
            "inLanguage": LANGUAGE,
            "isAccessibleForFree": True,
            **self._address("url", spec.url),
            **self._publisher(),
        }
        if settings.licence:
            node["license"] = settings.licence_url or settings.licence
        if periods:
            first, last = min(p.first for p in periods), max(p.last for p in periods)
            node["temporalCoverage"] = f"{first.isoformat()}/{last.isoformat()}"
        node["distribution"] = [
            {
                "@type": "DataDownload",
                "name": f"{table.title} ({sort})",
                "encodingFormat": media,
                **self._address("contentUrl", f"{urls.DATA}{table.stem}.{sort.lower()}"),
            }
            for table in view.tables
            for sort, media in SORTS
        ]
        node["distribution"] += [
            {
                "@type": "DataDownload",
                "name": link.note,
                "encodingFormat": MEDIA[link.text],
                **self._address("contentUrl", link.url),
            }
            for link in view.whole
        ]
        return node

    def _document(self, spec: PageSpec) -> Node | None:
        document_id = spec.url.removeprefix(urls.DOCUMENTS).rstrip("/")
        record = self.portal.documents[document_id].record
        return self._held(spec, record) if record.held else None

    def _held(self, spec: PageSpec, record: records.Document) -> Node:
        laid_down = record.kind in LEGISLATION
        node: Node = {
            "@type": "Legislation" if laid_down else "DigitalDocument",
            "name": record.title or spec.title,
            "genre": record.kind,
            "inLanguage": LANGUAGE,
            **self._address("url", spec.url),
        }
        if record.symbol:
            node["legislationIdentifier" if laid_down else "identifier"] = record.symbol
        if record.date:
            node["legislationDate" if laid_down else "datePublished"] = record.date.isoformat()
        if record.issuer:
            node["author"] = {"@type": "Organization", "name": record.issuer}
        if record.url:
            node["sameAs"] = record.url
        return node

    def _crumbs(self, spec: PageSpec) -> Node:
        steps = [*((link.text, link.url) for link in spec.crumbs), (spec.title, spec.url)]
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, **self._address("item", url)}
                for place, (name, url) in enumerate(steps, start=1)
            ],
        }

    def _publisher(self) -> Node:
        name = self.portal.settings.publisher
        return {"publisher": {"@type": "GovernmentOrganization", "name": name}} if name else {}

    def _address(self, key: str, url: str) -> Node:
        """An address in full, or nothing while nobody has decided where the site stands."""
        return {key: f"{self.site_url}{url}"} if self.site_url else {}
