"""The data page: every published file with its columns and codes explained."""

import pytest

from generator.files.tables import TABLES
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.pages.open.data_page import OpenDataPage, view
from generator.view.fields import published
from generator.view.presentation import Presentation


@pytest.fixture(scope="module")
def page(presentation: Presentation) -> OpenDataPage:
    return view(presentation.values, presentation.site_url)


def test_every_table_with_its_rows(page: OpenDataPage, real_portal: Portal) -> None:
    measured = Measured(real_portal, real_portal.settings.as_of)
    rows = {table.stem: table.rows.machine for table in page.tables}
    assert rows == {stem: str(len(table(measured))) for stem, table in TABLES.items()}


def test_every_column_is_explained(page: OpenDataPage, real_portal: Portal) -> None:
    measured = Measured(real_portal, real_portal.settings.as_of)
    for table in page.tables:
        assert [column.name for column in table.columns] == list(TABLES[table.stem](measured).columns)
        assert all(column.meaning for column in table.columns)


def test_every_code_in_use_is_explained(real_portal: Portal) -> None:
    measured = Measured(real_portal, real_portal.settings.as_of)
    coded = {
        (stem, field.id): field.codes
        for stem, table in published.TABLES.items()
        for field in table.columns
        if field.codes is not None
    }
    assert coded
    for (stem, column), codes in coded.items():
        used = {code.partition(":")[0] for cell in TABLES[stem](measured)[column] for code in cell.split(";")}
        assert used - {""} <= set(codes.allowed), (stem, column)


def test_an_unknown_licence_stays_empty(page: OpenDataPage) -> None:
    assert page.licence == ""


def test_charts_and_texts_are_listed(page: OpenDataPage, real_portal: Portal) -> None:
    assert len(page.texts) == len(real_portal.texts)
    assert all(link.url.startswith("du-lieu/bieu-do/") for link in page.charts)
    assert len({link.url for link in page.charts}) == len(page.charts) > 0
