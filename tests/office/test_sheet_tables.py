"""The tables of a workbook that came back: found by their headings wherever they stand."""

import pytest

from generator.office.file_problems import Complaints
from generator.office.sheet_tables import find_tables, head_cells, label_place
from generator.office.workbook import Sheet
from tests.office.cells import VIETNAMESE, codes, headings, sheet

TYPED = (
    "state", "completed", "value", "evidence", "note", "report", "merged", "postponed", "postponing",
)  # fmt: skip
TASKS = ("number", "task", "deadline", *TYPED, "key")
ROW = ["1", "Rà soát văn bản", "Quý I/2026", "Hoàn thành", *[""] * 8, "tp-2026/1"]


def found(*sheets: Sheet) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The name of each kind's sheet, and the problems."""
    complaints = Complaints("so-noi-vu.xlsx")
    tables = find_tables(list(sheets), {}, VIETNAMESE, complaints)
    return {kind: table.name for kind, table in tables.items()}, codes(complaints)


def test_a_table_moved_down_and_to_the_right_is_found() -> None:
    rows = [["Biểu mẫu"], [], ["", "", *headings(*TASKS)], ["", "", *ROW]]
    complaints = Complaints("x.xlsx")
    (table,) = find_tables([sheet(rows, "Trang 7")], {}, VIETNAMESE, complaints).values()
    assert (table.kind, table.name, table.heading_row, table.sound) == ("tasks", "Trang 7", 3, True)
    (line,) = table.lines()
    assert line.row == 4
    assert {name: str(cell.value) for name, cell in line.cells.items()} == {
        "number": "1", "task": "Rà soát văn bản", "deadline": "Quý I/2026", "state": "Hoàn thành",
        "key": "tp-2026/1",
    }  # fmt: skip


def test_columns_may_change_places_and_letter_case() -> None:
    upside_down = [[heading.upper() for heading in reversed(headings(*TASKS))], ROW[::-1]]
    assert found(sheet(upside_down)) == ({"tasks": "Nhiệm vụ"}, [])


def test_sheets_without_headings_and_hidden_ones_are_no_tables() -> None:
    notes = sheet([["Ghi chú"], ["Số", "Việc"]], "Nháp")
    assert found(notes, sheet([headings(*TASKS), ROW], "_ẩn", visible=False)) == ({}, [])


def test_a_second_table_of_a_kind_is_told() -> None:
    one, two = sheet([headings(*TASKS), ROW], "Một"), sheet([headings(*TASKS), ROW], "Hai")
    assert found(one, two) == ({"tasks": "Một"}, [("Hai", "xlsx-sheet-twice")])


@pytest.mark.parametrize("lost", ["state", "key", "evidence"])
def test_a_column_that_is_needed_and_gone_is_told(lost: str) -> None:
    at = TASKS.index(lost)
    rows = [row[:at] + row[at + 1 :] for row in (headings(*TASKS), ROW)]
    assert found(sheet(rows))[1] == [("Nhiệm vụ!A1", "xlsx-column-missing")]


def test_a_heading_that_stands_twice_is_told() -> None:
    rows = [[*headings(*TASKS), *headings("state")], [*ROW, "Dừng"]]
    assert ("Nhiệm vụ!N1", "xlsx-column-twice") in found(sheet(rows))[1]


def test_a_column_of_somebodys_own_is_a_warning_when_it_holds_something() -> None:
    rows = [[*headings(*TASKS), "Người làm"], [*ROW, "A"]]
    assert found(sheet(rows))[1] == [("Nhiệm vụ", "xlsx-column-unused")]
    assert found(sheet([rows[0], ROW]))[1] == []


def test_the_headings_a_form_went_out_with_are_known_too() -> None:
    sent = {"tasks": dict(zip(TASKS, headings(*TASKS), strict=True))}
    sent["tasks"]["state"] = "Tình hình (mẫu cũ)"
    rows = [[sent["tasks"][name] for name in TASKS], ROW]
    complaints = Complaints("x.xlsx")
    assert find_tables([sheet(rows)], sent, VIETNAMESE, complaints)["tasks"].places["state"] == 4
    assert codes(complaints) == []


def test_one_answer_merged_over_two_rows_is_told() -> None:
    rows = [headings(*TASKS), ROW, [*ROW[:-1], "tp-2026/2"]]
    state = TASKS.index("state") + 1
    told = [("Nhiệm vụ!D2", "xlsx-merged-cells")]
    assert found(sheet(rows, merged=((2, state, 3, state),)))[1] == told
    # Locked cells, and a merge that stays in one row and column, say nothing for many.
    assert found(sheet(rows, merged=((2, 1, 3, 1),)))[1] == []


def test_the_cells_above_the_table_stand_beside_their_labels() -> None:
    label = VIETNAMESE.text("office.head.cutoff")
    rows = [["", label, "", "09/03/2026"], [], headings(*TASKS), ROW]
    (table,) = find_tables([sheet(rows)], {}, VIETNAMESE, Complaints("x.xlsx")).values()
    assert {name: cell.name for name, cell in head_cells(table, VIETNAMESE).items()} == {"cutoff": "D1"}
    assert label_place(table, VIETNAMESE, "cutoff") == (1, 3)
    assert label_place(table, VIETNAMESE, "person") == (1, 1)
