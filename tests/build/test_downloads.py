"""Files under ``/du-lieu/`` of a small portal: tables in three forms, workbooks, the zip; press kits."""

import json
import zipfile
from io import BytesIO

import openpyxl
import pytest

from generator.build import downloads, press_kits
from generator.pages.quarters import index as quarters
from generator.view.fields.published import TABLES
from generator.view.site import SiteFile
from tests.portals import FIRST_QUARTER, RESULTS, presentation_of

MADE = presentation_of({FIRST_QUARTER: RESULTS})
VALUES = MADE.values


@pytest.fixture(scope="module")
def files() -> dict[str, SiteFile]:
    pages = list(quarters.pages(MADE))
    more = [SiteFile("du-lieu/bieu-do/x.csv", b"a\n1\n", "x")]
    made = downloads.files(VALUES.measured, VALUES.catalogue, "https://x.vn/", pages, more)
    return {file.path: file for file in made}


def test_every_table_comes_in_three_forms_and_all_in_one_book(files: dict[str, SiteFile]) -> None:
    for stem in TABLES:
        assert {f"du-lieu/{stem}.{form}" for form in ("csv", "json", "xlsx")} <= files.keys()
    book = openpyxl.load_workbook(BytesIO(files["du-lieu/tat-ca.xlsx"].data))
    assert len(book.sheetnames) == len(TABLES) + 1
    rows = list(openpyxl.load_workbook(BytesIO(files["du-lieu/tasks.xlsx"].data)).worksheets[0].values)
    assert len(rows) == 1 + 3
    assert json.loads(files["du-lieu/tasks.json"].data)[0]["title"] == "Rà soát văn bản"


def test_the_zip_holds_every_other_file_byte_for_byte(files: dict[str, SiteFile]) -> None:
    with zipfile.ZipFile(BytesIO(files["du-lieu/tat-ca.zip"].data)) as archive:
        inside = {f"du-lieu/{name}": archive.read(name) for name in archive.namelist()}
    outside = {path: file.data for path, file in files.items() if path != "du-lieu/tat-ca.zip"}
    assert inside == {**outside, "du-lieu/bieu-do/x.csv": b"a\n1\n"}


def test_tables_shown_on_a_page_have_files_of_its_own(files: dict[str, SiteFile]) -> None:
    of_pages = [path for path, file in files.items() if file.source.startswith("ky-bao-cao/")]
    assert any(path.endswith(".csv") for path in of_pages)
    assert any(path.endswith(".xlsx") for path in of_pages)


def test_a_quarter_hands_its_figures_to_the_press(files: dict[str, SiteFile]) -> None:
    kits = {kit.path: kit.data for kit in press_kits.files(MADE, list(files.values()))}
    with zipfile.ZipFile(BytesIO(kits["ky-bao-cao/2026-q1/goi-bao-chi-2026-q1.zip"])) as archive:
        names = archive.namelist()
    assert any(name.endswith(".png") for name in names)
    assert any(name.endswith((".csv", ".txt")) for name in names)
