"""Numbers that begin anew under headings get the marks of the headings."""

import pytest

from generator.office.plan_row_view import LETTER, LETTERED, NUMBER
from generator.office.plan_sections import HeadingMarks, keep_needed
from generator.office.printed_tasks import PrintedTask
from tests.office.test_word_numbers import define, level, listed
from tests.office.word_plans import HEADER, cell, document, eyes, read, row


@pytest.mark.parametrize(
    ("marks", "path"),
    [
        ("I", "I"), ("I II", "II"), ("I A B", "I.B"), ("I A II A", "II.A"), ("A B C D", "D"),
        ("A I II B", "B"), ("C", "C"), ("I II III IV V", "V"), ("H I", "I"), ("", "I"), ("I ", ""),
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


def task(number: str, title: str, *rest: str) -> tuple[str, ...]:
    return (number, title, *(rest or ("Sở Nội vụ", "", "Quý II/2026", "Báo cáo")))


def heading(words: str) -> str:
    return row(cell(words, '<w:gridSpan w:val="6"/>'))


FIRST, SECOND = "Cải cách thể chế", "Cải cách tài chính công"
BARE = ("", "", "", "")


@pytest.mark.parametrize(
    ("first", "second", "numbers"),
    [
        (("I", FIRST, *BARE), ("II", SECOND, *BARE), ["I.1", "I.2", "II.1"]),
        (heading(f"A. {FIRST}"), heading(f"B. {SECOND}"), ["A.1", "A.2", "B.1"]),
        (heading(f"Phần I. {FIRST}"), heading(f"PHẦN II: {SECOND.upper()}"), ["I.1", "I.2", "II.1"]),
        (heading(FIRST), heading(SECOND), ["I.1", "I.2", "II.1"]),
        (("Mục I", FIRST, *BARE), ("Mục II", SECOND, *BARE), ["I.1", "I.2", "II.1"]),
    ],
)
def test_shapes_of_headings_under_which_numbers_begin_anew(
    first: str | tuple[str, ...], second: str | tuple[str, ...], numbers: list[str]
) -> None:
    made = document(first, task("1", "A"), task("2", "B"), second, task("1", "C"))
    records = [found.record for found in read(made).tasks]
    assert [record.number for record in records] == numbers
    assert [record.area for record in records] == ["the-che", "the-che", "tai-chinh-cong"]
    counted = [code for _, code, _ in eyes(made) if code == "sections-counted"]
    assert counted == (["sections-counted"] if first == heading(FIRST) else [])


@pytest.mark.parametrize(
    "rows",
    [
        (task("a)", "A"), task("b)", "B"), task("đ)", "D")),
        (task("", "a) A"), task("", "b) B"), task("", "đ) D")),
        (task("1a", "A"), task("1b", "B"), task("1đ", "D")),
        (task("1.a", "A"), task("1.b)", "B"), task("1.đ", "D")),
    ],
)
def test_shapes_of_letters_under_a_number(rows: tuple[tuple[str, ...], ...]) -> None:
    found = read(document(("1", "Chung", *BARE), *rows, task("2", "X"))).tasks
    assert [(one.record.number, one.record.parent, one.record.title) for one in found] == [
        ("1", None, "Chung"), ("1.a", "1", "A"), ("1.b", "1", "B"), ("1.đ", "1", "D"), ("2", None, "X"),
    ]  # fmt: skip


def test_a_task_put_in_between_and_products_by_letter_are_not_glued() -> None:
    found = read(document(task("5", "A"), task("5a", "B"), task("6", "C"))).tasks
    assert [(one.record.number, one.record.parent) for one in found] == [
        ("5", None),
        ("5a", None),
        ("6", None),
    ]
    listed_under = read(
        document(task("1", "Chung"), ("", "a) A", "", "", "", "P1"), ("", "b) B", "", "", "", "P2"))
    )
    (whole,) = listed_under.tasks
    assert whole.record.deliverables == ("Báo cáo", "P1", "P2")


def test_a_number_that_is_none_makes_a_part_and_glues_no_deadlines() -> None:
    made = document(task("1", "A"), task("*", "B"), task("2", "C"))
    assert [(one.record.number, one.record.deadline) for one in read(made).tasks] == [
        ("1", "Quý II/2026"), ("1.1", "Quý II/2026"), ("2", "Quý II/2026"),
    ]  # fmt: skip
    assert [(place, code) for place, code, _ in eyes(made)] == [((1, 3, 1), "number-of-part")]


@pytest.mark.parametrize(
    "above",
    [
        (heading("DANH MỤC NHIỆM VỤ NĂM 2026"),),
        (
            heading("PHỤ LỤC II"),
            heading("DANH MỤC"),
            heading("(Kèm theo Kế hoạch số 12/KH-UBND ngày 01/01/2026)"),
        ),
        (("DANH MỤC NHIỆM VỤ", "", "", "", "", ""),),
    ],
)
def test_shapes_of_titles_above_the_header(above: tuple[str | tuple[str, ...], ...]) -> None:
    (found,) = read(document(*above, HEADER, task("1", "A"), header=())).tasks
    assert (found.record.number, found.record.title, found.record.lead) == ("1", "A", ("so-noi-vu",))
