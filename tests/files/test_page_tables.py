"""Tables of pages as CSV, JSON and XLSX: words, machine forms, groups and addresses, from the value alone."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest

from generator.files import workbook
from generator.files.flat_files import rows_to_csv, rows_to_json
from generator.files.page_tables import Names, PageTable, page_table
from generator.view import cells
from generator.view.cells import (
    DASH,
    Content,
    Folded,
    Linked,
    MarkedValue,
    Reading,
    Span,
)
from generator.view.table import (
    RowGroup,
    Table,
    TableCell,
    TableColumn,
    TableRow,
    count_column,
    file_stems,
    one_group,
    title_column,
)
from generator.view.views import Link, Mark, Receipt, Sentence, Value

NAMES = Names("{column} (mã)", "Địa chỉ", "Nhóm", "(đọc không chắc)")

RECEIPT = Receipt("task:a/1", "data/a.yaml:1", document="1/QĐ", url="van-ban/1/#nv-1")


def value(text: str, machine: str | None = None, uncertain: str = "") -> Value:
    return Value(text, text if machine is None else machine, RECEIPT, uncertain)


def made(*rows: TableRow, columns: tuple[TableColumn, ...]) -> PageTable:
    return page_table(Table("Bảng", columns, one_group(rows)), "nhiem-vu/", NAMES)


CELLS: list[tuple[Content, str]] = [
    ("lời  thường\n", "lời thường"),
    (value("Lần 1: đạt\n- lần 2: đạt"), "Lần 1: đạt\n- lần 2: đạt"),
    (value("12"), "12"),
    (value("12", uncertain="I2"), "12 (đọc không chắc)"),
    (Link("Sở Nội vụ", "co-quan/so-noi-vu/", "cơ quan"), "Sở Nội vụ cơ quan"),
    (Mark("late", "✕", "Trễ hạn"), "Trễ hạn"),
    (MarkedValue(Mark("late", "✕", "Trễ"), value("Trễ 3 ngày")), "Trễ 3 ngày"),
    (Sentence(("đến hết ", value("31/12/2026"))), "đến hết 31/12/2026"),
    (Linked("nhiem-vu/a/1/", (value("1"), ". Một")), "1. Một"),
    ((cells.item("một"), cells.item("hai", note=True)), "một; hai"),
    (cells.spaced(cells.item("một"), None, cells.tag("chung")), "một; chung"),
    (DASH, ""),
    ((Span("Nhiệm vụ", "visually-hidden"), " 5"), "5"),
    ((cells.item("một"), Reading(value("1", uncertain="l")), Folded("Mở", (Link("x", "y/"),))), "một"),
    (cells.parts(RECEIPT, " thêm"), "thêm"),
    ((), ""),
]


@pytest.mark.parametrize(("content", "words"), CELLS)
def test_a_cell_gives_its_words(content: Content, words: str) -> None:
    assert made(TableRow((content,)), columns=(TableColumn("Cột"),)).rows == ((words,),)


def test_a_machine_form_that_differs_stands_in_a_column_of_its_own() -> None:
    columns = (TableColumn("Hạn"), count_column("Số"), count_column("Giá trị"))
    found = made(
        TableRow((value("26/12/2025", "2025-12-26"), value("7"), value("1.234,5", "1234.5"))),
        TableRow((cells.absent("không nêu"), value("8"), DASH)),
        columns=columns,
    )
    assert found.columns == ("Hạn", "Hạn (mã)", "Số", "Giá trị", "Giá trị (mã)")
    assert found.kinds == ("string", "string", "number", "string", "number")
    assert found.rows == (
        ("26/12/2025", "2025-12-26", "7", "1.234,5", "1234.5"),
        ("không nêu", "", "8", "", ""),
    )


def test_a_cell_over_several_columns_moves_none_after_it() -> None:
    columns = (
        title_column("Kế hoạch"),
        count_column("Nhiệm vụ"),
        count_column("Xong"),
        count_column("Chỉ tiêu"),
    )
    found = made(TableRow(("Một", TableCell("chưa có", columns=2), value("18"))), columns=columns)
    assert found.rows == (("Một", "chưa có", "", "18"),)


def test_rows_of_a_group_name_it() -> None:
    link = Link("Sở Nội vụ", "co-quan/so-noi-vu/")
    group = RowGroup(
        (TableRow(("1",)), TableRow(("2",))), cells.spaced(link, cells.note(value("2"), " việc"))
    )
    rest = RowGroup((TableRow(("3",)),), "Không nêu")
    found = page_table(Table("Bảng", (TableColumn("Số"),), (group, rest)), "dieu-hanh/", NAMES)
    assert found.columns == ("Nhóm", "Số")
    assert found.rows == (("Sở Nội vụ 2 việc", "1"), ("Sở Nội vụ 2 việc", "2"), ("Không nêu", "3"))


def test_a_row_gives_the_address_that_its_head_leads_to() -> None:
    columns = (title_column("Tên"), TableColumn("Ghi chú"))
    found = made(
        TableRow((Linked("nhiem-vu/a/1/", value("Một")), Link("khác", "x/"))),
        TableRow((Link("trên trang này", "nhiem-vu/#a"), "")),
        TableRow(("không dẫn", Link("khác", "x/"))),
        TableRow(((Link("chữ", ""), " ", cells.item(RECEIPT, note=True)), "")),
        columns=columns,
    )
    assert found.columns == ("Tên", "Ghi chú", "Địa chỉ")
    assert [row[-1] for row in found.rows] == ["nhiem-vu/a/1/", "", "", "van-ban/1/#nv-1"]


def test_headings_of_the_same_words_are_numbered() -> None:
    found = made(TableRow(("1", "2", "3")), columns=(TableColumn("Kỳ"),) * 3)
    assert found.columns == ("Kỳ", "Kỳ 2", "Kỳ 3")


def test_stems_come_from_names_or_captions_and_are_told_apart() -> None:
    def table(caption: str, name: str = "", *, has_files: bool = True) -> Table:
        return Table(caption, (TableColumn("Cột"),), (), name=name, has_files=has_files)

    tables = (
        table("Nhiệm vụ đến hạn"), table("Nhiệm vụ đến hạn"), table("Tính đến 26/12", "Các kế hoạch"),
        table("…"), table("Không có tệp", has_files=False),
    )  # fmt: skip
    stems = [stem for stem, _ in file_stems(tables)]
    assert stems == ["nhiem-vu-den-han", "nhiem-vu-den-han-2", "cac-ke-hoach", "bang"]


def test_csv_json_and_xlsx_hold_the_same_rows() -> None:
    columns = (title_column("Tên"), count_column("Số"))
    found = made(
        TableRow((Linked("nhiem-vu/a/1/", value("=1+1")), value("7"))),
        TableRow((value("Hai"), TableCell(value("1.234", "1234"), look=""))),
        columns=columns,
    )
    rows = json.loads(rows_to_json(found.columns, found.rows))
    assert rows == [
        {"Tên": "=1+1", "Số": "7", "Số (mã)": "7", "Địa chỉ": "nhiem-vu/a/1/"},
        {"Tên": "Hai", "Số": "1.234", "Số (mã)": "1234", "Địa chỉ": ""},
    ]
    text = rows_to_csv(found.columns, found.rows).decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == [{**rows[0], "Tên": "'=1+1"}, rows[1]]
    book = openpyxl.load_workbook(io.BytesIO(workbook.to_xlsx([found.sheet], date(2026, 1, 1))))
    sheet = book["Bảng"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        list(found.columns),
        ["=1+1", "7", 7, "nhiem-vu/a/1/"],
        ["Hai", "1.234", 1234, None],
    ]
    assert sheet["A2"].data_type == "s"
