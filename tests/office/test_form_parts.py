"""Parts of a form: looks that tell what may be typed, rules that Excel itself checks, the guide."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import xlsxwriter

from generator.model.quarter import Quarter
from generator.office.cell_formats import Looks
from generator.office.duties import Forms
from generator.office.form_rules import FIRST_DAY, Rules
from generator.office.guide_sheet import STEPS, write_guide
from tests.office.cells import VIETNAMESE
from tests.portals import portal_of

Q2 = Quarter(2026, 2)


def rules() -> Rules:
    return Rules(VIETNAMESE, Looks(xlsxwriter.Workbook(BytesIO())), Q2, portal_of())


def test_what_is_typed_is_unlocked_and_kept_as_typed() -> None:
    looks = Looks(xlsxwriter.Workbook(BytesIO()))
    assert looks.typed() is looks.typed("text")
    assert (looks.typed().num_format, looks.typed("day").num_format) == ("@", "dd/mm/yyyy")
    assert not looks.typed().locked
    assert looks.locked.locked


def test_a_day_after_the_quarter_is_refused_by_excel() -> None:
    rule = rules().day(FIRST_DAY)
    assert (rule["minimum"], rule["maximum"], rule["error_type"]) == (FIRST_DAY, date(2026, 6, 30), "stop")
    assert "30/06/2026" in rule["error_message"]


def test_documents_may_be_others_than_those_listed_and_states_may_not() -> None:
    made = rules()
    assert not made.documents()["show_error"]
    assert made.listed("state", "Tình trạng", "chọn", strict=True)["show_error"]
    assert len(made.listed("x", "Một tiêu đề dài hơn mức mà Excel cho phép", "")["input_title"]) <= 32


def test_a_figure_with_letters_is_warned_of_and_not_refused() -> None:
    rule = rules().number("H9", "Số liệu")
    assert (rule["validate"], rule["error_type"]) == ("custom", "warning")
    assert "MID(H9," in rule["value"]


def test_the_guide_says_whom_it_asks_for_what_and_each_step() -> None:
    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out)
    form = Forms(portal_of(), Q2).of("so-noi-vu")
    write_guide(
        book.add_worksheet("Hướng dẫn"),
        Looks(book),
        lambda key, **params: VIETNAMESE.text(f"office.{key}", **params),
        "Sở Nội vụ",
        form,
    )
    book.close()
    sheet = openpyxl.load_workbook(out)["Hướng dẫn"]
    assert "Quý II/2026" in sheet["A1"].value
    assert sheet["A2"].value == "Sở Nội vụ"
    assert "2 nhiệm vụ" in sheet["A3"].value
    steps = [sheet.cell(row, 1).value for row in range(5, 5 + len(STEPS))]
    assert steps == [str(place) for place in range(1, len(STEPS) + 1)]
    assert all(sheet.cell(row, 3).value for row in range(5, 5 + len(STEPS)))
