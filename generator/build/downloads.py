"""Every file under ``/du-lieu/``: published tables, tables of each page, what describes them, one zip."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from generator.view import urls
from generator.files import workbook, zip_archive, dcat, datapackage
from generator.files.column_types import kind_of
from generator.files.flat_files import rows_to_csv, rows_to_json, to_csv, to_json
from generator.files.page_tables import Names, Screen, screens
from generator.view.kernel import Kernel
from generator.pages.open.data_page import code_lists
from generator.view.site import Page, SiteFile
from generator.data.catalogue import Catalogue
from generator.files.tables import TABLES

ARCHIVE = "tat-ca.zip"
"""Everything under ``/du-lieu/`` in one file."""

BOOK = "tat-ca.xlsx"
"""The published tables in one workbook."""


def files(kernel: Kernel, pages: Iterable[Page], others: Sequence[SiteFile]) -> list[SiteFile]:
    """Every file of the data page.

    Args:
        kernel: The measured portal and its words.
        pages: The rendered pages, whose tables become files.
        others: Files made elsewhere that belong in the zip too (charts' numbers, texts as held).
    """
    frames = {stem: table(kernel.measured) for stem, table in TABLES.items()}
    found = [*tables(kernel, frames), *descriptions(kernel, frames), *of_pages(kernel, pages)]
    packed = [(item.path.removeprefix(urls.DATA), item.data) for item in (*found, *others)]
    archive = zip_archive.to_zip(sorted(packed), kernel.measured.as_of)
    return [*found, SiteFile(f"{urls.DATA}{ARCHIVE}", archive, "du-lieu/")]


def tables(kernel: Kernel, frames: dict[str, pd.DataFrame]) -> list[SiteFile]:
    """Each published table as CSV, JSON and XLSX, and all of them as one workbook."""
    found = []
    sheets = [sheet_of(kernel, stem, frame) for stem, frame in frames.items()]
    for sheet, (stem, frame) in zip(sheets, frames.items(), strict=True):
        one = workbook.to_xlsx([sheet, explained(kernel, {stem: frame})], kernel.measured.as_of, sheet.name)
        for sort, data in (("csv", to_csv(frame)), ("json", to_json(frame)), ("xlsx", one)):
            found.append(SiteFile(f"{urls.DATA}{stem}.{sort}", data, f"table:{stem}"))
    name = kernel.portal.settings.name
    whole = workbook.to_xlsx([*sheets, explained(kernel, frames)], kernel.measured.as_of, name)
    return [*found, SiteFile(f"{urls.DATA}{BOOK}", whole, "tables")]


def sheet_of(kernel: Kernel, stem: str, frame: pd.DataFrame) -> workbook.Sheet:
    """A published table as a sheet."""
    columns = [str(column) for column in frame.columns]
    kinds = [kind_of(stem, column) for column in columns]
    rows = frame.itertuples(index=False, name=None)
    return workbook.Sheet(kernel.t(f"opendata.table.{stem}.title"), columns, tuple(rows), kinds)


def explained(kernel: Kernel, frames: dict[str, pd.DataFrame]) -> workbook.Sheet:
    """What every column means, what day the tables speak of, where they come from."""
    settings = kernel.portal.settings
    cutoff = kernel.measured.cutoff
    rows = [
        (kernel.t("opendata.sheet.name"), "", settings.name),
        *([(kernel.t("shell.sample.title"), "", kernel.t("shell.sample.text"))] if settings.sample else []),
        (kernel.t("opendata.sheet.as-of"), "", kernel.day(kernel.measured.as_of)),
        (kernel.t("opendata.sheet.cutoff"), "", kernel.day(cutoff) if cutoff else kernel.t("site.no-cutoff")),
        (kernel.t("opendata.sheet.licence"), "", settings.licence or kernel.t("site.unknown")),
        *(
            (kernel.t(f"opendata.table.{stem}.title"), str(name), kernel.t(f"opendata.column.{stem}.{name}"))
            for stem, frame in frames.items()
            for name in frame.columns
        ),
    ]
    heads = tuple(kernel.t(f"opendata.sheet.{key}") for key in ("table", "column", "meaning"))
    return workbook.Sheet(kernel.t("opendata.sheet.title"), heads, rows)


def descriptions(kernel: Kernel, frames: dict[str, pd.DataFrame]) -> list[SiteFile]:
    """``datapackage.json`` and the DCAT catalogue."""
    words = {"vi": kernel.catalogue, "en": Catalogue.load("en")}
    columns = {stem: [str(column) for column in frame.columns] for stem, frame in frames.items()}
    package = datapackage.package(kernel.measured, kernel.site_url, columns, words, code_lists())
    catalogue = dcat.catalogue(kernel.measured, kernel.site_url, tuple(frames), words)
    return [
        SiteFile(f"{urls.DATA}datapackage.json", datapackage.to_bytes(package), "tables"),
        SiteFile(f"{urls.DATA}dcat.jsonld", datapackage.to_bytes(catalogue), "tables"),
    ]


def of_pages(kernel: Kernel, pages: Iterable[Page]) -> list[SiteFile]:
    """The tables of each page: CSV and JSON of each, one workbook of all of them."""
    names = Names(
        machine=kernel.t("opendata.sheet.machine", column="{column}"),
        link=kernel.t("opendata.sheet.link"),
        group=kernel.t("opendata.sheet.group"),
    )
    found: list[SiteFile] = []
    for page in pages:
        if page.tables:
            found += _of_page(page, list(screens(page, names)), kernel.measured.as_of)
    return found


def _of_page(page: Page, shown: list[Screen], day: date) -> list[SiteFile]:
    folder = urls.page_tables(page.url)
    found = []
    for screen in shown:
        found.append(
            SiteFile(f"{folder}{screen.stem}.csv", rows_to_csv(screen.columns, screen.rows), page.url)
        )
        found.append(
            SiteFile(f"{folder}{screen.stem}.json", rows_to_json(screen.columns, screen.rows), page.url)
        )
    data = workbook.to_xlsx([screen.sheet for screen in shown], day, page.title)
    return [*found, SiteFile(urls.page_book(page.url), data, page.url)]
