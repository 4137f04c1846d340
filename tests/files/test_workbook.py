"""Tables as a workbook, read back by another library: text stays text, numbers and days are real."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from generator.files.workbook import CELL_LENGTH, NAME_LENGTH, BookSheet, to_xlsx

DAY = date(2026, 3, 9)


def cells(sheet: BookSheet) -> list[list[object]]:
    book = load_workbook(io.BytesIO(to_xlsx([sheet], DAY)))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("=1+1", "string", "=1+1"),
        ("https://example.org", "string", "https://example.org"),
        ("0123", "string", "0123"),
        ("1234.5", "number", 1234.5),
        ("khoảng 5", "number", "khoảng 5"),
        ("123456789012345", "number", 123456789012345),
        ("1234567890123456", "number", "1234567890123456"),
        ("một\n\thai", "string", "một\n\thai"),
        ("2026-03-09", "date", datetime(2026, 3, 9)),  # noqa: DTZ001 - a day of a sheet has no zone
        ("2026-02-30", "date", "2026-02-30"),
        ("true", "boolean", True),
        ("false", "boolean", False),
        ("có", "boolean", "có"),
        ("", "number", None),
    ],
)
def test_a_cell_is_of_its_columns_type_or_text(text: str, kind: str, value: object) -> None:
    sheet = BookSheet("A", ("cột", "khác"), [(text, "x")], (kind, "string"))  # type: ignore[arg-type]
    assert cells(sheet)[1] == [value, "x"]


def test_nothing_in_a_workbook_runs_or_links() -> None:
    book = load_workbook(io.BytesIO(to_xlsx([BookSheet("A", ("=c",), [("=1+1",), ("http://a.vn",)])], DAY)))
    for row in book.worksheets[0].iter_rows():
        assert [cell.data_type for cell in row] == ["s"]
        assert [cell.hyperlink for cell in row] == [None]


def test_text_too_long_for_a_cell_says_that_it_goes_on() -> None:
    (_, (held,)) = cells(BookSheet("A", ("c",), [("x" * (CELL_LENGTH + 5),)]))
    assert (len(str(held)), str(held)[-2:]) == (CELL_LENGTH, "x…")
    (_, (ships,)) = cells(BookSheet("A", ("c",), [("🚢" * CELL_LENGTH,)]))
    assert ships == "🚢" * (CELL_LENGTH // 2) + "…"


def test_names_of_sheets_fit_as_excel_counts_their_letters() -> None:
    book = load_workbook(io.BytesIO(to_xlsx([BookSheet(n, ("c",), []) for n in ("🚢" * 31, "🚢" * 20)], DAY)))
    assert book.sheetnames == ["🚢" * 15, "🚢" * 14 + " 2"]
    assert all(len(name.encode("utf-16-le")) <= NAME_LENGTH * 2 for name in book.sheetnames)


def test_names_of_sheets_are_made_to_fit() -> None:
    names = ["Nhiệm vụ: quý [I]", "nhiệm vụ  quý I", "a" * 40, "A" * 40, "??"]
    book = load_workbook(io.BytesIO(to_xlsx([BookSheet(name, ("c",), []) for name in names], DAY)))
    found = book.sheetnames
    assert found == ["Nhiệm vụ quý I", "nhiệm vụ quý I 2", "a" * 31, "A" * 29 + " 2", "1"]
    assert max(map(len, found)) <= NAME_LENGTH


def test_the_bytes_depend_on_the_tables_and_the_day_alone() -> None:
    sheet = BookSheet("A", ("c",), [("1",)], ("number",))
    assert to_xlsx([sheet], DAY, "Bảng") == to_xlsx([sheet], DAY, "Bảng")
    book = load_workbook(io.BytesIO(to_xlsx([sheet], DAY, "Bảng")))
    assert (book.properties.title, book.properties.created.date()) == ("Bảng", DAY)
