"""Numbers as Excel shows them, under every format that Excel and LibreOffice offer for numbers."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from generator.office.cell_values import text_of
from generator.office.number_formats import date_parts, plain, shown, written, written_day
from generator.office.workbook import open_workbook, plain_sheets, sheets_of

SHARE = "0.955"


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("1234.567", "", "1.234,567"),
        ("1234.567", "General", "1.234,567"),
        ("1234.567", "Standard", "1.234,567"),
        ("1234.567", "@", "1.234,567"),
        ("1234.567", "0", "1.235"),
        ("1234.565", "0.00", "1.234,57"),
        ("-1234.565", "0.00", "-1.234,57"),
        ("1234.5", "#,##0", "1.235"),
        ("1234.5", "#,##0.00_);[Red](#,##0.00)", "1.234,5"),
        ("-1234.5", "#,##0.00_);[Red](#,##0.00)", "-1.234,5"),
        ("-1234.5", "0.00;[Red]0.00", "-1.234,5"),
        (SHARE, "0%", "96%"),
        (SHARE, "0.00%", "95,5%"),
        (SHARE, "#,##0.0%", "95,5%"),
        (SHARE, "0.0 %", "95,5%"),
        (SHARE, '0.0%" đạt"', "95,5% đạt"),
        (SHARE, "[Red]0.0%", "95,5%"),
        (SHARE, "[>=1]0;0.0%", "95,5%"),
        (SHARE, "[<0.5]0.0;[>=0.9]0.0%;0", "95,5%"),
        ("3", "[>=1]0;0.0%", "3"),
        ("-0.5", "0%;-0%;0", "-50%"),
        ("0", '0%;-0%;"-"', "0"),
        ("0.00955", "0.0%%", "95,5%"),
        ("95.5", '0.0"%"', "95,5%"),
        ("95.5", r"0.0\%", "95,5%"),
        ("95.5", '0.0" %"', "95,5%"),
        ("95.5", '0.0\\ "%"', "95,5%"),
        ("95.5", '[>100]0;0.0"%"', "95,5%"),
        ("95.5", '#,##0.0"%";-#,##0.0"%"', "95,5%"),
        ("95.5", "0.0_%", "95,5"),
        ("95.5", "0.0*%", "95,5"),
        ("1234567", "0.0,", "1.234,6"),
        ("1234567", "0.0,,", "1,2"),
        ("1234567", '#,##0.0,,"tr"', "1,2 tr"),
        ("1234567", r"#\ ##0", "1.234.567"),
        ("0.5", "# ?/?", "0,5"),
        ("1234.5", "0.00E+00", "1.234,5"),
        ("1234.5", "##0.0E+0", "1.234,5"),
        ("1500", r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)', "1.500"),
        ("-1500", r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)', "-1.500"),
        ("1500", "#,##0.00 [$₫-42A]", "1.500 ₫"),
        ("1500", "[$$-409]#,##0.00;[RED]-[$$-409]#,##0.00", "1.500 $"),
        ("1500", '"$"#,##0_);("$"#,##0)', "1.500 $"),
        ("12", '0" hồ sơ"', "12 hồ sơ"),
        ("12", '"khoảng "0', "12 khoảng"),
        ("7", "000", "7"),
    ],
)
def test_what_excel_shows(value: str, form: str, text: str) -> None:
    assert shown(Decimal(value), form).text == text


@pytest.mark.parametrize(
    ("value", "form"),
    [("5", ";;;"), ("-5", "0;"), ("-5", "0;0"), ("0", "0;-0;"), ("5", '"đạt"'), ("5", '"-"')],
)
def test_what_excel_does_not_show(value: str, form: str) -> None:
    assert shown(Decimal(value), form).hidden


@pytest.mark.parametrize("number", ["1234.5", "-1234.5", "0.25", "0"])
def test_no_built_in_format_makes_another_number(number: str) -> None:
    value = Decimal(number)
    for form in BUILTIN_FORMATS.values():
        if is_date_format(form):
            continue
        found = shown(value, form)
        assert not found.hidden, form
        assert found.percent == ("%" in form), form
        assert found.exact == plain(value * (100 if found.percent else 1)), form
        assert abs(found.number - found.exact) <= Decimal("0.5"), form


@pytest.mark.parametrize("digits", ["0", "0.0", "#,##0.00", "0.00E+00", "# ?/?", "General"])
@pytest.mark.parametrize("sign", ['"%"', r"\%", r'\ "%"', '" %"'])
def test_a_percent_sign_that_is_a_word_never_multiplies(digits: str, sign: str) -> None:
    found = shown(Decimal(95), digits + sign)
    assert (found.number, found.percent, found.words) == (Decimal(95), True, "")


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("", "dmy"),
        ("General", "dmy"),
        ("dd/mm/yyyy", "dmy"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "dmy"),
        ('"ngày "dd" tháng "mm" năm "yyyy', "dmy"),
        ("d-mmm", "dm"),
        ("mmm-yy", "my"),
        ('"năm" yyyy', "y"),
        ("h:mm", ""),
        ("dd/mm/yyyy h:mm", "dmy"),
    ],
)
def test_parts_of_a_date_that_excel_shows(form: str, parts: str) -> None:
    assert date_parts(form) == frozenset(parts)


def test_the_format_of_a_cell_arrives_from_the_file() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, (value, form) in enumerate(((0.955, "0.0%"), (95.5, '0.0"%"'), (95.5, "0.0\\%"), (12, "@")), 1):
        sheet.cell(row, 1, value).number_format = form
    sheet.cell(5, 1, datetime(2026, 8, 1)).number_format = "mmm-yy"  # noqa: DTZ001 - a day of Excel
    sheet.cell(6, 1, timedelta(hours=36)).number_format = "[h]:mm"
    data = BytesIO()
    book.save(data)
    (read,) = sheets_of(plain_sheets(open_workbook(data.getvalue())))
    assert [text_of(read.cells[row, 1]) for row in range(1, 6)] == [
        "95,5%",
        "95,5%",
        "95,5%",
        "12",
        "08/2026",
    ]
    assert read.cells[6, 1].kind == "time"


@pytest.mark.parametrize(
    ("value", "form", "point", "text"),
    [
        ("1.1", "0.00", ".", "1.10"),
        ("1.1", "General", ".", "1.1"),
        ("1", '0"."', ".", "1."),
        ("1", "00", ".", "01"),
        ("3", '"PL "0', ".", "PL 3"),
        ("95.5", '0.0"%"', ",", "95,5%"),
        ("0.955", "0.0%", ",", "95,5%"),
        ("1234567", "#,##0", ",", "1.234.567"),
        ("1234567", "#,##0,", ",", "1235"),
        ("1234.5", "#,##0.0", ".", "1234.5"),
        ("-5", "0", ",", "-5"),
        ("-5", "0;(0)", ",", "(5)"),
        ("7", ";;;", ",", ""),
        ("0.848214285714286", "General", ",", "0,848214286"),
        ("12345678901234", "General", ",", "12345678901234"),
        ("1.1", "# ?/?", ",", "1,1"),
        ("2", "0.##", ",", "2"),
    ],
)
def test_the_whole_text_that_a_number_is_shown_as(value: str, form: str, point: str, text: str) -> None:
    assert written(Decimal(value), form, point) == text


@pytest.mark.parametrize(
    ("form", "text"),
    [("dd/mm/yyyy", "30/6/2026"), ("mm/yyyy", "6/2026"), ("d-mmm", "30/6"), ("h:mm", "30/6/2026")],
)
def test_a_day_is_written_with_the_parts_that_are_shown(form: str, text: str) -> None:
    assert written_day(date(2026, 6, 30), form) == text
