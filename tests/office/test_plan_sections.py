"""Numbers that begin anew under headings get the marks of the headings."""

import pytest

from generator.office.plan_row_view import LETTER, LETTERED, NUMBER
from generator.office.plan_sections import HeadingMarks, keep_needed
from generator.office.printed_tasks import PrintedTask
from tests.office.test_word_numbers import define, level, listed
from tests.office.word_plans import cell, document, eyes, read


@pytest.mark.parametrize(
    ("marks", "path"),
    [
        ("I", "I"), ("I II", "II"), ("I A B", "I.B"), ("I A II A", "II.A"), ("A B C D", "D"),
        ("A I II B", "B"), ("C", "C"), ("I II III IV V", "V"), ("H I", "I"), ("", ""),
    ],
)  # fmt: skip
def test_marks_of_headings(marks: str, path: str) -> None:
    found = HeadingMarks()
    for mark in marks.split(" "):
        found.enter(mark)
    assert found.path == path


def printed(number: str, section: str) -> PrintedTask:
    return PrintedTask("", "Bảng 1", number, "", "", "", (1, 1, 1), section)


def test_sections_stay_only_where_a_number_is_there_again() -> None:
    rows = [printed("1", "I"), printed("2", "II")]
    keep_needed(rows)
    assert [row.section for row in rows] == ["", ""]
    rows = [printed("1", "I"), printed("1", "II")]
    keep_needed(rows)
    assert [row.section for row in rows] == ["I", "II"]


def test_automatic_roman_headings_name_the_tasks_that_begin_anew_below_them() -> None:
    task = ("Sở Tư pháp", "", "Quý II/2026", "Báo cáo")
    made = document(
        (cell(listed(80)), "Cải cách thể chế", *[""] * 4), (cell(listed(81)), "Rà soát", *task),
        (cell(listed(81)), "Công bố", *task), (cell(listed(80)), "Cải cách tài chính công", *[""] * 4),
        (cell(listed(82)), "Giao dự toán", *task), ("1.1", "Phần một", *task),
    )  # fmt: skip
    for num, form in ((80, "upperRoman"), (81, "decimal"), (82, "decimal")):
        define(made, num, level(form))
    assert [(one.record.number, one.record.parent, one.record.area) for one in read(made).tasks] == [
        ("I.1", None, "the-che"),
        ("I.2", None, "the-che"),
        ("II.1", None, "tai-chinh-cong"),
        ("II.1.1", "II.1", "tai-chinh-cong"),
    ]
    assert [one.record.source.row for one in read(made).tasks] == ["1", "2", "1", "1.1"]
    assert eyes(made) == []


def test_a_number_that_is_there_again_under_no_heading_is_told() -> None:
    task = ("Rà soát", "Sở Tư pháp", "", "Quý II/2026", "Báo cáo")
    assert eyes(document(("1", *task), ("1", *task))) == [((1, 3, 2), "number-twice", "1")]


def test_forms_of_numbers_and_letters() -> None:
    assert NUMBER.fullmatch("1.2.3") and LETTER.fullmatch("đ") and not LETTER.fullmatch("A")  # noqa: PT018
    assert [bool(LETTERED.match(text)) for text in ("a) Một", "đ. Hai", "an toàn", "a)")] == [
        True,
        True,
        False,
        False,
    ]
