"""Rows beside cells that are merged down: parts of a task, shared values, lists of products."""

from docx.document import Document

from generator.office.merged_rows import MergedRows, own_kinds, shared_kinds
from generator.office.plan_columns import Kind
from generator.office.word_tables import WordCell
from tests.office.word_plans import cell, document, eyes, first_table, read

DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
KINDS: tuple[Kind, ...] = ("number", "title", "lead", "coordinating", "deadline", "deliverables")


def down(text: str) -> str:
    """The topmost of cells merged down."""
    return cell(text, DOWN)


BELOW = cell("", GOES_ON)
"""A cell merged with the one above it."""


def kind_of(one: WordCell) -> Kind:
    return KINDS[one.start]


def parts(made: Document) -> list[tuple[str, str | None, tuple[str, ...], str | None, tuple[str, ...]]]:
    return [
        (
            task.record.number,
            task.record.parent,
            task.record.lead,
            task.record.deadline,
            task.record.deliverables,
        )
        for task in read(made).tasks
    ]


def test_rows_inside_a_merged_task_are_its_parts_with_values_of_their_own() -> None:
    made = document(
        (down("1"), down("Kiểm tra"), "Sở Nội vụ", "", "Quý I/2026", "Kế hoạch của thành phố"),
        (BELOW, BELOW, "Sở Tài chính", "", "Quý II/2026", "Kế hoạch của từng cơ quan"),
        ("2", "Tổng kết", "Sở Nội vụ", "", "Quý IV/2026", "Báo cáo"),
    )
    assert parts(made) == [
        ("1", None, (), None, ()),
        ("1.1", "1", ("so-noi-vu",), "Quý I/2026", ("Kế hoạch của thành phố",)),
        ("1.2", "1", ("so-tai-chinh",), "Quý II/2026", ("Kế hoạch của từng cơ quan",)),
        ("2", None, ("so-noi-vu",), "Quý IV/2026", ("Báo cáo",)),
    ]
    assert [task.record.title for task in read(made).tasks[:3]] == ["Kiểm tra"] * 3
    assert eyes(made) == [((1, 2, 2), "rows-of-one-number", "1")]


def test_rows_inside_a_part_are_parts_of_the_part() -> None:
    made = document(
        ("1", "Kiểm tra", "", "", "", ""),
        (down("1.1"), down("Tự kiểm tra"), "Sở Nội vụ", "", "Quý I/2026", "Kế hoạch"),
        (BELOW, BELOW, "Sở Y tế", "", "Quý II/2026", "Báo cáo"),
    )
    assert [(number, parent) for number, parent, *_ in parts(made)] == [
        ("1", None),
        ("1.1", "1"),
        ("1.1.1", "1.1"),
        ("1.1.2", "1.1"),
    ]


def test_what_is_merged_over_the_parts_belongs_to_each_and_to_the_task() -> None:
    made = document(
        (down("1"), down("Kiểm tra"), down("Sở Y tế"), "", "Quý I/2026", "Kế hoạch"),
        (BELOW, BELOW, BELOW, "", "Quý II/2026", "Báo cáo"),
    )
    assert [lead for _, _, lead, _, _ in parts(made)] == [("so-y-te",)] * 3


def test_rows_with_titles_of_their_own_under_one_number_are_parts() -> None:
    made = document(
        (down("1"), "Kiểm tra", "Sở Nội vụ", "", "Quý I/2026", "Kế hoạch"),
        (BELOW, "Báo cáo", "Sở Y tế", "", "Quý II/2026", "Báo cáo năm"),
    )
    assert [(task.record.number, task.record.title) for task in read(made).tasks] == [
        ("1", "Kiểm tra"),
        ("1.1", "Báo cáo"),
    ]


def test_products_alone_are_a_list_of_one_task() -> None:
    made = document(
        (down("1"), down("Kiểm tra"), down("Sở Y tế"), down(""), down("Quý I/2026"), "Kế hoạch"),
        (BELOW, BELOW, BELOW, BELOW, BELOW, "Báo cáo"),
    )
    assert parts(made) == [("1", None, ("so-y-te",), "Quý I/2026", ("Kế hoạch", "Báo cáo"))]


def test_rows_without_number_but_with_a_deadline_and_a_lead_are_parts_too() -> None:
    made = document(
        ("1", "Kiểm tra", "Sở Nội vụ", "", "Quý I/2026", "Kế hoạch"),
        ("", "", "Sở Y tế", "", "Quý II/2026", "Báo cáo"),
    )
    assert [(number, lead, deadline) for number, _, lead, deadline, _ in parts(made)] == [
        ("1", (), None),
        ("1.1", ("so-noi-vu",), "Quý I/2026"),
        ("1.2", ("so-y-te",), "Quý II/2026"),
    ]


def test_a_title_merged_over_numbered_tasks_is_the_title_of_each() -> None:
    made = document(
        ("1", down("Kiểm tra"), "Sở Nội vụ", "", "Quý I/2026", "Kế hoạch"),
        ("2", BELOW, "Sở Y tế", "", "Quý II/2026", "Báo cáo"),
    )
    assert [(task.record.number, task.record.title) for task in read(made).tasks] == [
        ("1", "Kiểm tra"),
        ("2", "Kiểm tra"),
    ]


def test_agencies_in_two_rows_of_a_task_are_never_glued() -> None:
    made = document(
        ("1", "Kiểm tra", "Sở Nội vụ", "", "Quý I/2026", "Kế hoạch"),
        ("", "định kỳ", "Sở Y tế", "Sở Tài", "", ""),
        ("", "", "", "chính", "", ""),
    )
    (task,) = read(made).tasks
    assert (task.record.title, task.record.lead) == ("Kiểm tra định kỳ", ("so-noi-vu", "so-y-te"))
    assert (task.record.coordinating, eyes(made)) == (("so-tai-chinh",), [])


def test_typed_letters_in_the_title_are_parts_by_their_letters() -> None:
    made = document(
        ("3", "Làm sạch dữ liệu", "", "", "", ""),
        ("", "a) Dữ liệu y tế", "Sở Y tế", "", "Quý I/2026", ""),
        ("", "đ) Dữ liệu đất đai", "Sở Nội vụ", "", "Quý I/2026", ""),
    )
    assert [(task.record.number, task.record.title) for task in read(made).tasks] == [
        ("3", "Làm sạch dữ liệu"),
        ("3.a", "Dữ liệu y tế"),
        ("3.đ", "Dữ liệu đất đai"),
    ]


def test_two_columns_of_numbers_with_groups_that_share_their_cells() -> None:
    titles = map(down, ("Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời hạn"))
    head = (cell("Stt", '<w:gridSpan w:val="2"/>'), *titles)
    made = document(
        head,
        ("TT", "Chi tiết", *[BELOW] * 5),
        ("", "1", "Làm sạch dữ liệu", "",
         down("Sở Khoa học và Công nghệ"), down("Tích hợp"), down("30/8/2026")),
        ("1", "a)", "Dữ liệu đầu tư", "Sở Tài chính", BELOW, BELOW, BELOW),
        ("2", "đ)", "Dữ liệu y tế", "Sở Y tế", BELOW, BELOW, BELOW),
        ("", "2", "Dữ liệu đất đai", "", "", "Đạt chỉ tiêu", ""),
        ("3", "a)", "Thửa đất", "Sở Nội vụ", "", "Dữ liệu", "30/7/2026"),
        ("4", "3", "Kinh tế đêm", "Sở Nội vụ", "", "Mô hình", "31/10/2026"),
        header=(),
    )  # fmt: skip
    assert parts(made) == [
        ("1", None, ("so-tai-chinh",), "30/8/2026", ("Tích hợp",)),
        ("2", None, ("so-y-te",), "30/8/2026", ("Tích hợp",)),
        ("3", None, ("so-noi-vu",), "30/7/2026", ("Dữ liệu",)),
        ("4", None, ("so-noi-vu",), "31/10/2026", ("Mô hình",)),
    ]
    shared = [task.record.coordinating for task in read(made).tasks]
    assert shared == [("so-khoa-hoc-va-cong-nghe",), ("so-khoa-hoc-va-cong-nghe",), (), ()]
    assert eyes(made) == [
        ((1, 4, 3), "area-unknown", "Làm sạch dữ liệu"),
        ((1, 6, 3), "heading-with-values", "Đạt chỉ tiêu"),
        ((1, 7, 3), "area-unknown", "Dữ liệu đất đai"),
    ]


def test_merged_cells_know_their_top_and_the_rows_inside() -> None:
    made = document(
        (down("1"), down("Kiểm tra"), "Sở Nội vụ", "", "Quý I/2026", ""),
        (BELOW, BELOW, "Sở Y tế", "", "", ""),
    )
    table = first_table(made)
    merged, (_, first, second) = MergedRows(table), table.rows
    assert merged.top(second, second.cells[1]) == (first.cells[1], (1, 2, 2))
    assert merged.top(second, second.cells[2]) is None
    assert (merged.goes_down(first, first.cells[0]), merged.goes_down(first, first.cells[2])) == (True, False)
    assert merged.inside(1, kind_of) == (second,)
    assert own_kinds(second, kind_of) == {"lead"}
    assert shared_kinds(first, (second,), kind_of) == {"number", "title"}
