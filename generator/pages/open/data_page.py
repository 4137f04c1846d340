"""``/du-lieu/``: lists the published files, explains columns and codes, and says how to use and cite them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from generator.charts import page_charts
from generator.data.catalogue import TextOf
from generator.data.labels import codes_key
from generator.files.flat_files import to_csv
from generator.files.tables import TABLES
from generator.model import records, wording
from generator.model.portal import Portal
from generator.view import cells, scopes, urls, views
from generator.view.fields import published
from generator.view.json_ld import LANGUAGE, JsonLd, Node
from generator.view.share_card import ShareCard
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import Table, TableColumn, TableRow, count_column, one_group, title_column
from generator.view.values import Values

KILO = 1000

ON_CARD = 4
"""Number of tables whose row counts the share card shows."""

MEDIA = {
    "CSV": "text/csv",
    "JSON": "application/json",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ZIP": "application/zip",
}
"""Media type by kind of file."""

SORTS = ("CSV", "JSON", "XLSX")
"""Kinds of file in which each table is published."""


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """One column of a table and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of one column, each with its meaning in words."""

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
    columns: tuple[ColumnMeaning, ...]
    codes: tuple[CodeList, ...]


@dataclass(frozen=True, slots=True)
class OpenDataPage:
    """View of the page."""

    tables: tuple[TableView, ...]
    overview: Table
    """The published tables with number of rows and files."""
    whole: tuple[views.Link, ...]
    """Files that contain all tables."""
    machines: tuple[tuple[views.Link, str], ...]
    """The API and the files with metadata, each with what it is for."""
    about: tuple[tuple[str, str], ...]
    """See `about`."""
    charts: tuple[views.Link, ...]
    """Files with the numbers of charts."""
    texts: tuple[views.Link, ...]
    """Files with the texts of documents."""
    licence: str
    licence_url: str
    shell: str
    """Example for the command line, with the portal's address if it is known."""
    python: str
    cite: str


def pages(values: Values, json_ld: JsonLd) -> Iterator[PageSpec]:
    """Yield the page."""
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
    """Return the JSON-LD of the data set with all its files; with a licence only if the settings name one."""
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
    """Make the view of the page; `site_url` is empty if not decided yet."""
    settings = values.portal.settings
    address = site_url.rstrip("/") or values.t("opendata.address")
    tables = tuple(table_view(values, stem, table(values.measured)) for stem, table in TABLES.items())
    return OpenDataPage(
        tables=tables,
        overview=overview(values.t, tables),
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
        python=values.t("opendata.code.python", address=address, plan=settings.headline_plan),
        cite=values.t(
            "opendata.cite",
            name=settings.name,
            day=wording.day(values.measured.as_of),
            url=f"{site_url}{urls.DATA}",
        ),
    )


def overview(t: TextOf, tables: Iterable[TableView]) -> Table:
    """Return the table of published tables; it has no CSV of its own."""
    return Table(
        caption=t("opendata.files"),
        columns=(
            title_column(t("opendata.head.table")),
            count_column(t("opendata.head.rows")),
            TableColumn(t("opendata.head.files")),
            TableColumn(t("opendata.head.columns")),
        ),
        groups=one_group(_overview_row(t, table) for table in tables),
        has_files=False,
    )


def _overview_row(t: TextOf, table: TableView) -> TableRow:
    columns = views.Link(t("opendata.columns-of", file=table.stem), f"#cot-{table.stem}")
    return TableRow(
        (
            cells.spaced(table.title, cells.item(table.text, note=True)),
            table.rows,
            tuple(cells.item(link) for link in table.files),
            columns,
        )
    )


def table_view(values: Values, stem: str, frame: pd.DataFrame) -> TableView:
    """Describe one table: its files, columns and codes; `stem` is its file name without suffix."""
    fields = published.TABLES[stem].columns
    return TableView(
        stem=stem,
        title=values.t(f"opendata.table.{stem}.title"),
        text=values.t(f"opendata.table.{stem}.text"),
        rows=values.tally(len(frame), scopes.rows(stem)),
        files=(
            file_link("CSV", f"{urls.DATA}{stem}.csv", to_csv(frame)),
            views.Link("JSON", f"{urls.DATA}{stem}.json"),
            views.Link("XLSX", f"{urls.DATA}{stem}.xlsx"),
        ),
        columns=tuple(ColumnMeaning(field.id, field.meaning(values.catalogue)) for field in fields),
        codes=tuple(
            CodeList(field.id, tuple((code, values.t(field.codes.key(code))) for code in field.codes.allowed))
            for field in fields
            if field.codes is not None
        ),
    )


_FREQUENCY = codes_key(records.PortalSettings, "update_frequency")


def about(portal: Portal, t: TextOf) -> tuple[tuple[str, str], ...]:
    """Return publisher, contact and frequency of updates: name and words, which are empty if unknown."""
    settings = portal.settings
    often = settings.update_frequency
    return (
        (t("opendata.about.publisher"), settings.publisher or ""),
        (t("opendata.about.contact"), settings.contact or ""),
        (t("opendata.about.frequency"), t(f"{_FREQUENCY}.{often}") if often else ""),
    )


def file_link(name: str, url: str, data: bytes) -> views.Link:
    """Return a link to a file whose text ends with the size in kB (1,000 bytes, rounded up)."""
    return views.Link(f"{name}, {wording.number(-(-len(data) // KILO))} kB", url)
