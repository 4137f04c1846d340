"""What people type into cells: understood exactly, or refused with the reason."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import wording
from generator.office.cell_values import (
    LONGEST_NOTE,
    TIDIED,
    Amount,
    CellError,
    amount_of,
    day_of,
    line_of,
    note_of,
    state_of,
    text_of,
    tidy,
)
from generator.office.form_columns import STATES
from generator.office.workbook import Cell
from tests.office.cells import VIETNAMESE, Value, cell


def code_of(error: pytest.ExceptionInfo[CellError]) -> str:
    return error.value.code


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  Sở   Nội\u00a0vụ\n", "Sở Nội vụ"),
        ("Sở Nội vụ".replace("ở", "ơ\u0309"), "Sở Nội vụ"),
        (1234.5, "1.234,5"),
        (date(2026, 3, 9), "09/03/2026"),
    ],
)
def test_text_is_composed_on_one_line(typed: Value, text: str) -> None:
    assert text_of(cell(typed)) == text


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (cell("=A1+1", kind="formula"), "xlsx-formula"),
        (cell("#REF!", kind="error"), "xlsx-error-value"),
        (cell(value=True), "xlsx-flag"),
        (cell("số \u202eđảo"), "xlsx-hidden-character"),
        (cell("a\x07b"), "xlsx-hidden-character"),
        (cell("Hoàn\u200b thành"), "xlsx-hidden-character"),
        (cell("Hoàn thành\u200e"), "xlsx-hidden-character"),
        (cell("\U000e0041 a"), "xlsx-hidden-character"),
        (cell("\uf0b7 a"), "xlsx-hidden-character"),
        (cell("a_x0007_b"), "xlsx-hidden-character"),
    ],
)
def test_what_is_no_text_is_refused(held: Cell, code: str) -> None:
    with pytest.raises(CellError) as error:
        text_of(held)
    assert code_of(error) == code


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("typed", "note", "told"),
    [
        ("'=1+1", "'=1+1", []),
        ("Lần 1: đạt\n\n  - lần  2\tđạt", "Lần 1: đạt\n\n  - lần  2\tđạt", []),
        ("một_x000D_\nhai\r\nba", "một\nhai\nba", []),
        (" một\n", "một", ["xlsx-spaces"]),
        ("Sơ\u0309", "Sở", ["xlsx-composed"]),
        (1234.5, "1.234,5", []),
    ],
)
def test_a_note_is_kept_as_typed_and_what_changes_is_told(typed: Value, note: str, told: list[str]) -> None:
    found = note_of(cell(typed))
    assert (found, [code for code, is_so in TIDIED.items() if is_so(cell(typed), found)]) == (note, told)


def test_a_title_goes_on_one_line_and_that_is_told() -> None:
    typed = cell("Báo cáo\nquý I")
    title = line_of(typed)
    assert title == "Báo cáo quý I"
    assert TIDIED["xlsx-spaces"](typed, title)


def test_a_note_has_an_end() -> None:
    assert note_of(cell("à" * LONGEST_NOTE)) == "à" * LONGEST_NOTE
    with pytest.raises(CellError) as error:
        note_of(cell("à" * (LONGEST_NOTE + 1)))
    assert error.value.params == {"count": "2001", "limit": "2000"}


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("Hoàn thành", "done"),
        ("hoan thanh.", "done"),
        ("  HOÀN  THÀNH ", "done"),
        ("Đang thực hiện", "in-progress"),
        ("Chưa thực hiện", "not-started"),
        ("Dừng", "stopped"),
        ("Lồng ghép", "merged"),
    ],
)
def test_states_by_the_words_of_the_list_and_slips_of_spelling(typed: str, state: str) -> None:
    assert state_of(cell(typed), VIETNAMESE, STATES) == state


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Hoàn thàn", "Hoàn thành"),
        ("Hoàn thnàh", "Hoàn thành"),
        ("hoànthành", "Hoàn thành"),
        ("Đag thực hiện", "Đang thực hiện"),
        ("Chưa  thực hiệnn", "Chưa thực hiện"),
        ("Đng thực hiện", ""),
        ("chưa hoàn thành", ""),
        ("Không hoàn thành", ""),
        ("Đang hoàn thành", ""),
        ("Sắp hoàn thành", ""),
        ("Cơ bản hoàn thành", ""),
        ("Hoàn thành 80%", ""),
        ("Hoàn thành một phần", ""),
        ("Hoàn thiện", ""),
        ("Hoãn", ""),
        ("Không thực hiện", ""),
        ("Đã thực hiện", ""),
        ("Không thực hiện được", ""),
        ("Tạm dừng", ""),
        ("Không dừng", ""),
        ("Chưa lồng ghép", ""),
        ("x", ""),
        ("ổn", ""),
        ("50%", ""),
    ],
)
def test_another_state_is_refused_with_the_nearest(typed: str, near: str) -> None:
    with pytest.raises(CellError) as error:
        state_of(cell(typed), VIETNAMESE, STATES)
    assert code_of(error) == "xlsx-state-unknown"
    assert error.value.params["near"] == near


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (date(2026, 8, 20), date(2026, 8, 20)),
        ("20/8/2026", date(2026, 8, 20)),
        ("ngày 20/08/2026.", date(2026, 8, 20)),
        ("20-8-2026", date(2026, 8, 20)),
        ("2026-08-20", date(2026, 8, 20)),
        ("ngày 5 tháng 9 năm 2026", date(2026, 9, 5)),
    ],
)
def test_days_as_typed(typed: Value, day: date) -> None:
    assert day_of(cell(typed)) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("20/8/26", "xlsx-short-year"),
        ("31/4/2026", "xlsx-no-such-day"),
        ("31 tháng 4 năm 2026", "xlsx-no-such-day"),
        (date(1899, 12, 31), "xlsx-no-such-day"),
        ("tháng 8", "xlsx-date-unreadable"),
        (46_254, "xlsx-date-number"),
    ],
)
def test_days_that_are_none(typed: Value, code: str) -> None:
    with pytest.raises(CellError) as error:
        day_of(cell(typed))
    assert code_of(error) == code


@given(st.dates(date(1945, 1, 1), date(2100, 12, 31)))
def test_a_day_in_the_portals_own_form_is_read_back(day: date) -> None:
    assert day_of(cell(wording.day(day))) == day


@pytest.mark.parametrize(
    ("typed", "unit", "form", "amount"),
    [
        ("1.234,5", "", "", ("1.234,5", "1234.5", "")),
        ("1.500", "hồ sơ", "", ("1.500", "1500", "hồ sơ")),
        ("1500 Hồ sơ", "hồ sơ", "", ("1.500", "1500", "hồ sơ")),
        ("95,5%", "%", "", ("95,5%", "95.5", "%")),
        ("95.5", "%", "", ("95,5%", "95.5", "%")),
        ("95,5 %", "", "", ("95,5%", "95.5", "%")),
        (96.17, "%", "", ("96,17%", "96.17", "%")),
        (0.955, "%", "0.0%", ("95,5%", "95.5", "%")),
        (1, "%", "0%", ("100%", "100", "%")),
        (0, "%", "", ("0%", "0", "%")),
        ("-3", "bậc", "", ("-3", "-3", "bậc")),
        ("+3", "bậc", "", ("3", "3", "bậc")),
        (95.5, "%", '0.0"%"', ("95,5%", "95.5", "%")),
        (95.5, "%", "0.0\\%", ("95,5%", "95.5", "%")),
        (0.5, "%", '0.0"%"', ("0,5%", "0.5", "%")),
        (12, "hồ sơ", '0" hồ sơ"', ("12", "12", "hồ sơ")),
        ("1.234.567.890,55", "", "", ("1.234.567.890,55", "1234567890.55", "")),
        (1500.0, "hồ sơ", "", ("1.500", "1500", "hồ sơ")),
    ],
)
def test_figures_as_typed(typed: Value, unit: str, form: str, amount: tuple[str, str, str]) -> None:
    written, value, of = amount
    assert amount_of(cell(typed, form=form), unit) == Amount(written, Decimal(value), of)


@pytest.mark.parametrize(
    ("held", "unit", "code"),
    [
        (cell(0.955), "%", "xlsx-value-share"),
        (cell("0,955"), "%", "xlsx-value-share"),
        (cell(1), "%", "xlsx-value-share"),
        (cell("95%"), "điểm", "xlsx-unit-differs"),
        (cell(0.5, form="0%"), "điểm", "xlsx-unit-differs"),
        (cell("15 việc"), "hồ sơ", "xlsx-value-unreadable"),
        (cell("khoảng 1.500"), "hồ sơ", "xlsx-value-unreadable"),
        (cell(date(2026, 8, 20)), "", "xlsx-value-unreadable"),
        (cell("1,234,5"), "", "xlsx-value-ambiguous"),
        (cell("1.23.4"), "", "xlsx-value-ambiguous"),
        (cell(Decimal("1E+20")), "", "xlsx-value-unreadable"),
        (cell(0.848214285714286), "%", "xlsx-value-share"),
        (cell(0.848214285714286), "điểm", "xlsx-value-long"),
        (cell(84.8214285714286), "%", "xlsx-value-long"),
        (cell("84,8214285714286"), "%", "xlsx-value-long"),
        (cell(95.5, form='0.0"%"'), "điểm", "xlsx-unit-differs"),
        (cell(5, form='0" triệu"'), "hồ sơ", "xlsx-value-unreadable"),
        (cell(5, form=";;;"), "", "xlsx-value-hidden"),
        (cell(-5, form="0;0"), "", "xlsx-value-hidden"),
    ],
)
def test_figures_that_could_mean_something_else(held: Cell, unit: str, code: str) -> None:
    with pytest.raises(CellError) as error:
        amount_of(held, unit)
    assert code_of(error) == code


def test_a_share_without_its_sign_comes_with_what_it_may_be() -> None:
    with pytest.raises(CellError) as error:
        amount_of(cell("0,955"), "%")
    assert error.value.params["near"] == "95,5%"


@given(st.decimals(Decimal("-1e9"), Decimal("1e9"), places=2))
def test_a_figure_in_the_portals_own_form_is_read_back(value: Decimal) -> None:
    assert amount_of(cell(wording.number(value)), "điểm").value == value


def test_a_number_that_excel_shows_otherwise_is_taken_as_shown_and_the_held_one_told() -> None:
    share = amount_of(cell(0.848214285714286, form="0.00%"), "%")
    assert (share.written, share.held) == ("84,82%", "84,8214285714286%")
    thousands = amount_of(cell(1_234_567, form="#,##0,"), "hồ sơ")
    assert (thousands.written, thousands.held) == ("1.235", "1.234.567")


@pytest.mark.parametrize("share", [0.848214285714286, "0,848214285714286"])
def test_a_long_share_comes_with_a_percentage_that_can_be_published(share: Value) -> None:
    with pytest.raises(CellError) as error:
        amount_of(cell(share), "%")
    assert error.value.params["near"] == "84,82%"


def test_a_month_that_excel_keeps_as_its_first_day_is_no_day() -> None:
    august = cell(date(2026, 8, 1), form="mmm-yy")
    assert text_of(august) == "08/2026"
    with pytest.raises(CellError) as error:
        day_of(august)
    assert code_of(error) == "xlsx-date-unreadable"
    with pytest.raises(CellError):
        text_of(cell(date(2026, 8, 1), form="h:mm"))
    assert day_of(cell(date(2026, 8, 1), form="[$-42A]dd mmmm yyyy;@")) == date(2026, 8, 1)


def test_a_note_that_is_a_number_says_what_excel_shows() -> None:
    assert note_of(cell(0.955, form="0.0%")) == "95,5%"
