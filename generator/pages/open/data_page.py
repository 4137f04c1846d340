"""``/du-lieu/``: every published file, what its columns and codes mean, and how to use and cite it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from generator.charts import page_charts
from generator.data.catalogue import TextOf
from generator.files.flat_files import to_csv
from generator.files.tables import TABLES
from generator.model import wording
from generator.model.portal import Portal
from generator.view import urls, views
from generator.view.fields import published
from generator.view.json_ld import LANGUAGE, JsonLd, Node
from generator.view.share_card import ShareCard
from generator.view.site import PageSpec, SearchRecord
from generator.view.values import Values

KILO = 1000

ON_CARD = 4
"""Tables whose rows the card of a shared link counts."""

MEDIA = {
    "CSV": "text/csv",
    "JSON": "application/json",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ZIP": "application/zip",
}
"""Media types of the files."""

SORTS = ("CSV", "JSON", "XLSX")
"""What each table is published as."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class CodeList:
    """Codes of one column with their words."""

    column: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """One published table."""

    stem: str
    title: str
    text: str
    rows: views.Value
    files: tuple[views.Link, ...]
    columns: tuple[Column, ...]
    codes: tuple[CodeList, ...]


@dataclass(frozen=True, slots=True)
class OpenDataPage:
    """Everything the data page tells."""

    tables: tuple[TableView, ...]
    whole: tuple[views.Link, ...]
    """Everything in one file."""
    machines: tuple[tuple[views.Link, str], ...]
    """Files that describe the data to programs, with what each is for."""
    about: tuple[tuple[str, str], ...]
    """Publisher, contact, how often it is updated, cut-off: name and words, empty where unknown."""
    charts: tuple[views.Link, ...]
    texts: tuple[views.Link, ...]
    """Text as held of each document."""
    licence: str
    licence_url: str
    shell: str
    """First example for the command line, with the portal's address where it is known."""
    python: str
    cite: str


def pages(values: Values, json_ld: JsonLd) -> Iterator[PageSpec]:
    """The data page."""
    title, description = values.t("opendata.title"), values.t("opendata.description")
    seen = view(values, json_ld.site_url)
    yield PageSpec(
        url=urls.DATA,
        title=title,
        description=description,
        section="du-lieu",
        template="open/opendata.html.j2",
        view=seen,
        crumbs=values.crumbs(),
        search=(SearchRecord(urls.DATA, title, "page", keywords=values.t("opendata.words"), weight=2),),
        index=True,
        card=ShareCard(title, figures=tuple((t.rows.text, t.title) for t in seen.tables[:ON_CARD])),
        json_ld=(dataset(json_ld, title, description, seen),),
    )


def dataset(json_ld: JsonLd, title: str, description: str, seen: OpenDataPage) -> Node:
    """The data for machines, with every file; a licence only where the settings name one."""
    settings = json_ld.portal.settings
    periods = [plan.record.period for plan in json_ld.portal.plans.values()]
    node: Node = {
        "@type": "Dataset",
        "name": f"{settings.name}: {title}",
        "description": description,
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        **json_ld.address("url", urls.DATA),
        **json_ld.publisher(),
    }
    if settings.licence:
        node["license"] = settings.licence_url or settings.licence
    if periods:
        first, last = min(p.first for p in periods), max(p.last for p in periods)
        node["temporalCoverage"] = f"{first.isoformat()}/{last.isoformat()}"
    files = [
        (f"{table.title} ({sort})", sort, f"{urls.DATA}{table.stem}.{sort.lower()}")
        for table in seen.tables
        for sort in SORTS
    ]
    files += [(link.note, link.text, link.url) for link in seen.whole]
    node["distribution"] = [
        {
            "@type": "DataDownload",
            "name": name,
            "encodingFormat": MEDIA[sort],
            **json_ld.address("contentUrl", url),
        }
        for name, sort, url in files
    ]
    return node


def view(values: Values, site_url: str) -> OpenDataPage:
    """View of the data page."""
    settings = values.portal.settings
    address = site_url.rstrip("/") or values.t("opendata.address")
    return OpenDataPage(
        tables=tuple(table_view(values, stem, table(values.measured)) for stem, table in TABLES.items()),
        whole=(
            views.Link("ZIP", f"{urls.DATA}tat-ca.zip", values.t("opendata.whole.zip")),
            views.Link("XLSX", f"{urls.DATA}tat-ca.xlsx", values.t("opendata.whole.xlsx")),
        ),
        machines=tuple(
            (views.Link(name, url), values.t(f"opendata.machines.{key}"))
            for name, url, key in (
                ("API", urls.API_GUIDE, "api"),
                ("datapackage.json", f"{urls.DATA}datapackage.json", "datapackage"),
                ("dcat.jsonld", f"{urls.DATA}dcat.jsonld", "dcat"),
            )
        ),
        about=about(values.portal, values.t),
        charts=page_charts.links(values),
        texts=tuple(
            views.Link(
                values.t("opendata.text-of", document=values.source_label(document)),
                f"{urls.document(document)}van-ban-goc.txt",
            )
            for document in values.portal.texts
        ),
        licence=settings.licence or "",
        licence_url=settings.licence_url or "",
        shell=values.t("opendata.code.shell", address=address),
        python=values.t("opendata.code.python", address=address),
        cite=values.t(
            "opendata.cite",
            name=settings.name,
            day=wording.day(values.measured.as_of),
            url=f"{site_url}{urls.DATA}",
        ),
    )


def table_view(values: Values, stem: str, frame: pd.DataFrame) -> TableView:
    """One table with its files, columns and codes."""
    fields = published.TABLES[stem].columns
    return TableView(
        stem=stem,
        title=values.t(f"opendata.table.{stem}.title"),
        text=values.t(f"opendata.table.{stem}.text"),
        rows=values.tally(len(frame), stem),
        files=(
            file_link("CSV", f"{urls.DATA}{stem}.csv", to_csv(frame)),
            views.Link("JSON", f"{urls.DATA}{stem}.json"),
            views.Link("XLSX", f"{urls.DATA}{stem}.xlsx"),
        ),
        columns=tuple(Column(field.id, field.meaning(values.catalogue)) for field in fields),
        codes=tuple(
            CodeList(field.id, tuple((code, values.t(field.codes.key(code))) for code in field.codes.allowed))
            for field in fields
            if field.codes is not None
        ),
    )


def about(portal: Portal, t: TextOf) -> tuple[tuple[str, str], ...]:
    """Who publishes the data, whom to ask, how often it is updated, up to what day; empty where unknown."""
    settings = portal.settings
    often = settings.update_frequency
    return (
        (t("opendata.about.publisher"), settings.publisher or ""),
        (t("opendata.about.contact"), settings.contact or ""),
        (t("opendata.about.frequency"), t(f"opendata.frequency.{often}") if often else ""),
    )


def file_link(name: str, url: str, data: bytes) -> views.Link:
    """Link to a file with its size."""
    return views.Link(f"{name}, {wording.number(-(-len(data) // KILO))} kB", url)
