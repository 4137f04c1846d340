"""A plan in Excel is read as Excel shows it, and what it hides is told by sheet and cell."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from generator.data.catalogue import Catalogue
from generator.office.confinement import confined
from generator.office.conversion import opened_or_converted
from generator.office.package_limits import FileRefusedError, Reason
from generator.office.plan_import import refusal
from generator.office.plan_workbook import is_workbook, open_plan_workbook
from generator.office.word_package import open_document
from generator.office.word_tables import Block
from tests.office import word_plans
from tests.office.excel_plans import read, table, told, workbook
from tests.office.word_plans import HEADER

FIRST = (1, "Rà soát quy trình", "Sở Nội vụ", "Sở Tư pháp", "Quý II/2026", "Báo cáo rà soát")
SECOND = (2, "Tập huấn cán bộ", "Sở Tư pháp", "Sở Tài chính", "Tháng 9/2026", "Lớp tập huấn")


def _nothing(_: Any) -> None:
    pass


def made(*rows: tuple[Any, ...], then: Callable[[Any], None] = _nothing) -> list[tuple[Any, ...]]:
    plan = read(table(*rows, then=then))
    return [(t.record.number, t.record.title, t.record.deadline) for t in plan.tasks]


def test_the_same_table_is_read_alike_from_word_and_excel() -> None:
    word = word_plans.read(word_plans.document(*word_plans.PLAIN)).tasks
    excel = read(table(*word_plans.PLAIN)).tasks
    left_out = {"source"}
    assert [task.record.model_dump(exclude=left_out) for task in excel] == [
        task.record.model_dump(exclude=left_out) for task in word
    ]
    assert [task.record.source.at for task in excel] == ["Nhiệm vụ"] * 2


@pytest.mark.parametrize(
    ("value", "form", "number"),
    [
        (1, "General", "1"),
        ("1.10", "@", "1.10"),
        (1.1, "0.00", "1.10"),
        (1.1, "General", "1.1"),
        (7, "00", "07"),
        (3, '0"."', "3"),
        (4, "0)", "4"),
    ],
)
def test_the_number_of_a_row_is_the_one_that_excel_shows(value: Any, form: str, number: str) -> None:
    def formed(sheet: Any) -> None:
        sheet["A4"].number_format = form

    assert made((value, *FIRST[1:]), then=formed) == [(number, "Rà soát quy trình", "Quý II/2026")]


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (date(2026, 6, 30), "dd/mm/yyyy", "30/6/2026"),
        (
            datetime(2026, 6, 30, 8, 15),  # noqa: DTZ001 - Excel knows no zones
            "d-m-yy h:mm",
            "30/6/2026",
        ),
        (date(2026, 6, 1), "mm/yyyy", "6/2026"),
        (2026, "General", "2026"),
        (0.5, "0%", "50%"),
        ("Trước 30/6/2026", "General", "Trước 30/6/2026"),
    ],
)
def test_a_true_date_is_the_day_that_excel_shows(value: Any, form: str, words: str) -> None:
    def formed(sheet: Any) -> None:
        sheet["E4"].number_format = form

    assert made((*FIRST[:4], value, FIRST[5]), then=formed)[0][2] == words


def test_merged_cells_headings_and_parts() -> None:
    def merged(sheet: Any) -> None:
        sheet.merge_cells("A4:F4")
        sheet.merge_cells("A5:A6")
        sheet.merge_cells("C5:C6")

    rows = (
        ("I. CẢI CÁCH THỂ CHẾ", None, None, None, None, None),
        (1, "Rà soát", "Sở Nội vụ", None, "Quý I/2026", "Báo cáo"),
        (None, "Công bố", None, None, "Quý II/2026", "Danh mục"),
        (2, "Tập huấn", "Sở Tư pháp", None, "Quý III/2026", "- Kế hoạch\n- Báo cáo"),
    )
    tasks = [task.record for task in read(table(*rows, then=merged)).tasks]
    assert [(t.number, t.parent, t.lead, t.deadline, t.area, t.deliverables) for t in tasks] == [
        ("1", None, ("so-noi-vu",), "Quý I/2026", "the-che", ("Báo cáo",)),
        ("1.1", "1", ("so-noi-vu",), "Quý II/2026", "the-che", ("Danh mục",)),
        ("2", None, ("so-tu-phap",), "Quý III/2026", "the-che", ("Kế hoạch", "Báo cáo")),
    ]


def test_each_sheet_is_an_annex_by_its_title_or_its_name() -> None:
    titled = ("Bảng A", [("PHỤ LỤC I",), ("NHIỆM VỤ DO SỞ NỘI VỤ CHỦ TRÌ",), HEADER[:2], (1, "Rà soát")])
    named = ("PL 2", [HEADER, FIRST])
    assert [
        (t.record.number, t.record.source.at, t.record.lead) for t in read(workbook(titled, named)).tasks
    ] == [("I.1", "Phụ lục I", ("so-noi-vu",)), ("2.1", "Phụ lục 2", ("so-noi-vu",))]


def test_a_heading_of_one_sheet_is_not_that_of_the_next() -> None:
    one = ("A", [HEADER, ("I", "CẢI CÁCH THỂ CHẾ"), FIRST])
    two = ("B", [HEADER, SECOND])
    assert [task.record.area for task in read(workbook(one, two)).tasks] == ["the-che", None]


def _hide_row(sheet: Any) -> None:
    sheet.row_dimensions[5].hidden = True


def _hide_column(sheet: Any) -> None:
    sheet.column_dimensions["D"].hidden = True


def _strike(sheet: Any) -> None:
    sheet["F5"].font = Font(strike=True)


def _strike_part(sheet: Any) -> None:
    sheet["B5"] = CellRichText("Tập huấn ", TextBlock(InlineFont(strike=True), "cán bộ"))


def _remark(sheet: Any) -> None:
    sheet["E5"].comment = Comment("chờ ý kiến Sở", "a")


def _formula(sheet: Any) -> None:
    sheet["F5"] = "=A1&B1"


def _error(sheet: Any) -> None:
    sheet["F5"] = "#REF!"


def _blank_form(sheet: Any) -> None:
    sheet["F5"].number_format = ";;;"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (_hide_row, ": dòng bị ẩn hoặc bị lọc, không nhập: “5: 2 – Tập huấn cán bộ – Sở Tư pháp"),
        (_hide_column, ": cột bị ẩn, không nhập: “D: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (_strike, ", ô F5: chữ “Lớp tập huấn” bị gạch ngang, không nhập"),
        (_strike_part, ", ô B5: chữ “cán bộ” bị gạch ngang, không nhập"),
        (_remark, ", ô E5: ô có ghi chú của người soạn, không nhập: “chờ ý kiến Sở”"),
        (_formula, ", ô F5: ô là công thức “=A1&B1” chưa có giá trị đã tính, coi như ô trống"),
        (_error, ", ô F5: ô báo lỗi “#REF!”, coi như ô trống"),
        (_blank_form, ", ô F5: chữ “Lớp tập huấn” là chữ ẩn, khi in không thấy, không nhập"),
    ],
)
def test_what_excel_does_not_show_is_told(change: Callable[[Any], None], line: str) -> None:
    data = table(FIRST, SECOND, then=change)
    assert [found for found in told(data) if found.startswith(f"trang “Nhiệm vụ”{line}")], told(data)
    record = read(data).tasks[-1].record
    left = (change is _hide_row, record.title, record.deliverables)
    assert left in [
        (True, "Rà soát quy trình", ("Báo cáo rà soát",)),
        (False, "Tập huấn", ("Lớp tập huấn",)),
        (False, "Tập huấn cán bộ", ("Lớp tập huấn",) if change in {_hide_column, _remark} else ()),
    ]


def test_signatures_below_the_table_are_no_task_and_are_told() -> None:
    def sign(sheet: Any) -> None:
        sheet["A7"], sheet["B8"] = "Nơi nhận: Như trên", "Người lập biểu"

    data = table(FIRST, SECOND, then=sign)
    assert [task.record.title for task in read(data).tasks] == ["Rà soát quy trình", "Tập huấn cán bộ"]
    assert {
        "trang “Nhiệm vụ”: dòng dưới bảng, không nhập: “Nơi nhận: Như trên”",
        "trang “Nhiệm vụ”: dòng dưới bảng, không nhập: “Người lập biểu”",
    } <= set(told(data))


def test_a_merged_cell_keeps_its_words_when_its_first_row_is_hidden() -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("C4:C5")
        sheet.row_dimensions[4].hidden = True

    tasks = read(table(FIRST, (2, "Tập huấn"), then=change)).tasks
    assert [(task.record.number, task.record.lead) for task in tasks] == [("2", ("so-noi-vu",))]


def test_hidden_sheets_and_sheets_without_a_table_are_named() -> None:
    def hide(book: Any) -> None:
        book["Nháp"].sheet_state = "hidden"

    data = workbook(
        ("Chính", [HEADER, FIRST]), ("Nháp", [HEADER, SECOND]), ("Bìa", [["KẾ HOẠCH"]]), then=hide
    )
    assert [task.record.title for task in read(data).tasks] == ["Rà soát quy trình"]
    assert "cả tệp: trang “Nháp” bị ẩn, không nhập" in told(data)
    assert any(line.startswith("cả tệp: trang “Bìa” không có dòng tiêu đề") for line in told(data))


def test_words_in_a_font_from_before_unicode_are_turned_into_unicode() -> None:
    def font(sheet: Any) -> None:
        sheet["C4"] = "Së Néi vô"
        sheet["C4"].font = Font(name=".VnTime")

    assert [task.record.lead for task in read(table(FIRST, then=font)).tasks] == [("so-noi-vu",)]


@pytest.mark.parametrize("at", ["A3001", "AO4"])
def test_a_sheet_larger_than_a_plan_is_refused(at: str) -> None:
    def far(sheet: Any) -> None:
        sheet[at] = "x"

    with pytest.raises(FileRefusedError) as found:
        open_plan_workbook(table(FIRST, then=far))
    assert found.value.reason == "too-complex"


def test_an_endless_merged_range_is_refused() -> None:
    # Only named here: the library would make a cell of each place.
    data = table(FIRST, then=lambda sheet: sheet.merged_cells.add("A9:XFD1048576"))
    with pytest.raises(FileRefusedError) as found:
        open_plan_workbook(data)
    assert found.value.reason == "too-complex"


def test_a_workbook_is_known_by_its_parts(tmp_path: Path) -> None:
    assert is_workbook(table(FIRST))
    assert not is_workbook(b"PK\x03\x04")
    assert not is_workbook(b"")
    openpyxl.Workbook().save(tmp_path / "a.docx")
    assert is_workbook((tmp_path / "a.docx").read_bytes())


def test_both_kinds_of_plans_go_through_the_confined_process() -> None:
    with confined() as reader:
        assert reader.plan(table(FIRST)) == open_plan_workbook(table(FIRST))
        out = BytesIO()
        word_plans.document(*word_plans.PLAIN).save(out)
        assert reader.plan(out.getvalue()) == open_document(out.getvalue())
        with pytest.raises(FileRefusedError) as found:
            reader.plan(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert found.value.reason == "old"
    assert "Excel 97-2003" in refusal(found.value, Catalogue.load("vi"), "ke-hoach.xls")
    assert "Word 97-2003" in refusal(found.value, Catalogue.load("vi"), "ke-hoach.doc")
    ods = FileRefusedError("open-document", value="ods")
    for reason in get_args(Reason):
        if not reason.startswith("zip-"):
            limits = {"value": "?", "limit": "1", "seconds": "1", "memory": "1"}
            assert refusal(FileRefusedError(reason, **limits), Catalogue.load("vi"), "a.xls")
    assert "OpenDocument (.ods); mở bằng LibreOffice" in refusal(ods, Catalogue.load("vi"), "KE HOACH.ODS")


def test_a_spreadsheet_of_another_program_is_converted_before_it_is_read() -> None:
    ods = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    assert is_workbook(ods)
    asked: list[str] = []

    def opened(data: bytes) -> tuple[Block, ...]:
        if data == ods:
            raise FileRefusedError("open-document", value="ods")
        return open_plan_workbook(data)

    def convert(_: bytes, kind: str) -> bytes:
        asked.append(kind)
        return table(FIRST)

    assert opened_or_converted(opened, convert)(ods) == open_plan_workbook(table(FIRST))
    assert asked == ["ods"]
