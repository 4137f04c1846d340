"""Makes the files under ``/du-lieu/``: published tables, tables of the pages, their metadata and one zip."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from generator.data.catalogue import Catalogue, TextOf
from generator.files import datapackage, dcat, workbook, zip_archive
from generator.files.flat_files import rows_to_csv, rows_to_json, to_csv, to_json
from generator.files.page_tables import Names, PageTable, page_table
from generator.files.tables import TABLES
from generator.measures.metrics import Measured
from generator.model import wording
from generator.view import urls
from generator.view.fields import published
from generator.view.site import PageSpec, SiteFile
from generator.view.table import file_stems

ARCHIVE = "tat-ca.zip"
"""File name of the zip with everything under ``/du-lieu/``."""

BOOK = "tat-ca.xlsx"
"""File name of the workbook with all published tables."""


def files(
    measured: Measured,
    catalogue: Catalogue,
    site_url: str,
    pages: Iterable[PageSpec],
    others: Sequence[SiteFile],
) -> list[SiteFile]:
    """Return every file under ``/du-lieu/`` except `others`.

    Args:
        measured: The measured portal.
        catalogue: Vietnamese words for titles and column meanings.
        site_url: Public address of the site; empty if not decided yet.
        pages: The pages, whose tables become files.
        others: Files made elsewhere that go into the zip too (the numbers of the charts).
    """
    frames = {stem: table(measured) for stem, table in TABLES.items()}
    found = [
        *tables(measured, catalogue, frames),
        *descriptions(measured, catalogue, site_url, frames),
        *of_pages(measured, catalogue.text, pages),
    ]
    packed = [(item.path.removeprefix(urls.DATA), item.data) for item in (*found, *others)]
    archive = zip_archive.to_zip(sorted(packed), measured.as_of)
    return [*found, SiteFile(f"{urls.DATA}{ARCHIVE}", archive, "du-lieu/")]


def tables(measured: Measured, catalogue: Catalogue, frames: dict[str, pd.DataFrame]) -> list[SiteFile]:
    """Return each published table as CSV, JSON and XLSX, and all of them in one workbook.

    Args:
        measured: The measured portal.
        catalogue: Vietnamese words for titles and column meanings.
        frames: The tables by file name without suffix.
    """
    found = []
    sheets = [sheet_of(catalogue.text, stem, frame) for stem, frame in frames.items()]
    for sheet, (stem, frame) in zip(sheets, frames.items(), strict=True):
        meanings = explained(measured, catalogue, {stem: frame})
        one = workbook.to_xlsx([sheet, meanings], measured.as_of, sheet.name)
        for sort, data in (("csv", to_csv(frame)), ("json", to_json(frame)), ("xlsx", one)):
            found.append(SiteFile(f"{urls.DATA}{stem}.{sort}", data, f"table:{stem}"))
    name = measured.portal.settings.name
    whole = workbook.to_xlsx([*sheets, explained(measured, catalogue, frames)], measured.as_of, name)
    return [*found, SiteFile(f"{urls.DATA}{BOOK}", whole, "tables")]


def sheet_of(t: TextOf, stem: str, frame: pd.DataFrame) -> workbook.BookSheet:
    """Turn a published table into a sheet of a workbook; `stem` is its file name without suffix."""
    fields = published.TABLES[stem].columns
    columns, kinds = [field.id for field in fields], [field.kind for field in fields]
    rows = frame.itertuples(index=False, name=None)
    return workbook.BookSheet(t(f"opendata.table.{stem}.title"), columns, tuple(rows), kinds)


def explained(
    measured: Measured, catalogue: Catalogue, frames: dict[str, pd.DataFrame]
) -> workbook.BookSheet:
    """Return the sheet that explains a workbook: site, as-of day, cut-off, licence, meaning of columns."""
    t = catalogue.text
    settings = measured.portal.settings
    cutoff = measured.cutoff
    rows = [
        (t("opendata.sheet.name"), "", settings.name),
        *([(t("shell.sample.title"), "", t("shell.sample.text"))] if settings.sample else []),
        (t("opendata.sheet.as-of"), "", wording.day(measured.as_of)),
        (t("opendata.sheet.cutoff"), "", wording.day(cutoff) if cutoff else t("site.no-cutoff")),
        (t("opendata.sheet.licence"), "", settings.licence or t("site.unknown")),
        *(
            (t(f"opendata.table.{stem}.title"), field.id, field.meaning(catalogue))
            for stem in frames
            for field in published.TABLES[stem].columns
        ),
    ]
    heads = tuple(t(f"opendata.sheet.{key}") for key in ("table", "column", "meaning"))
    return workbook.BookSheet(t("opendata.sheet.title"), heads, rows)


def descriptions(
    measured: Measured, catalogue: Catalogue, site_url: str, frames: dict[str, pd.DataFrame]
) -> list[SiteFile]:
    """Return the metadata of the tables: ``datapackage.json`` and the DCAT catalogue ``dcat.jsonld``."""
    words = {"vi": catalogue, "en": Catalogue.load("en")}
    package = datapackage.package(measured, site_url, words)
    described = dcat.catalogue(measured, site_url, tuple(frames), words)
    return [
        SiteFile(f"{urls.DATA}datapackage.json", datapackage.to_bytes(package), "tables"),
        SiteFile(f"{urls.DATA}dcat.jsonld", datapackage.to_bytes(described), "tables"),
    ]


def of_pages(measured: Measured, t: TextOf, pages: Iterable[PageSpec]) -> list[SiteFile]:
    """Return the tables shown on each page: CSV and JSON of each table, one workbook a page."""
    names = Names(
        machine=t("opendata.sheet.machine", column="{column}"),
        link=t("opendata.sheet.link"),
        group=t("opendata.sheet.group"),
        uncertain=t("shell.uncertain.mark"),
    )
    found: list[SiteFile] = []
    for page in pages:
        stems = file_stems(page.tables)
        if stems:
            shown = [(stem, page_table(table, page.url, names)) for stem, table in stems]
            found += _of_page(page, shown, measured.as_of)
    return found


def _of_page(page: PageSpec, shown: Sequence[tuple[str, PageTable]], day: date) -> list[SiteFile]:
    folder = urls.page_tables(page.url)
    found = []
    for stem, table in shown:
        for sort, write in (("csv", rows_to_csv), ("json", rows_to_json)):
            found.append(SiteFile(f"{folder}{stem}.{sort}", write(table.columns, table.rows), page.url))
    data = workbook.to_xlsx([table.sheet for _, table in shown], day, page.title)
    return [*found, SiteFile(urls.page_book(page.url), data, page.url)]
