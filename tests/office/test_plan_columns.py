"""Which column of a plan's table holds what, by the words of its header."""

import pytest

from generator.office.plan_columns import Kind, header_of, kind_of
from generator.office.word_tables import WordCell, WordLine, WordRow


def row(*cells: str | tuple[str, int], number: int = 1, continued: tuple[int, ...] = ()) -> WordRow:
    """A row of texts; a text with a number covers that many grid columns."""
    found, start = [], 0
    for index, cell in enumerate(cells):
        text, span = cell if isinstance(cell, tuple) else (cell, 1)
        found.append(WordCell((WordLine(text),) if text else (), start, span, index in continued))
        start += span
    return WordRow(number, tuple(found))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("TT", "number"),
        ("Số TT", "number"),
        ("STT", "number"),
        ("Nội dung, nhiệm vụ", "title"),
        ("Nhiệm vụ cụ thể", "title"),
        ("Cơ quan chủ trì", "lead"),
        ("Đơn vị chủ trì thực hiện", "lead"),
        ("Cơ quan, đơn vị thực hiện", "lead"),
        ("Cơ quan phối hợp", "coordinating"),
        ("Cơ quan chủ trì, phối hợp", "both"),
        ("Thời gian hoàn thành", "deadline"),
        ("Thời hạn", "deadline"),
        ("Sản phẩm/Kết quả", "deliverables"),
        ("Kết quả dự kiến", "deliverables"),
        ("Ghi chú", "other"),
        ("Kinh phí", "other"),
        ("", "other"),
    ],
)
def test_a_column_by_its_title(title: str, kind: Kind) -> None:
    assert kind_of(title) == kind


def test_a_header_of_one_row() -> None:
    found = header_of((row("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Ghi chú"),))
    assert found is not None
    columns, rows = found
    assert (columns.kinds, rows) == (("number", "title", "lead", "deadline", "other"), 1)
    assert columns.kind(9) == "other"


def test_a_header_of_two_rows_names_the_columns_under_a_group() -> None:
    first = row("TT", "Nhiệm vụ", ("Cơ quan thực hiện", 2), "Thời hạn")
    second = row("", "", "Chủ trì", "Phối hợp", "", continued=(0, 1, 4))
    found = header_of((first, second, row("1", "Rà soát văn bản", "Sở A", "Sở B", "Quý I")))
    assert found is not None
    assert (found[0].kinds, found[1]) == (("number", "title", "lead", "coordinating", "deadline"), 2)


def test_a_row_of_column_numbers_belongs_to_the_header() -> None:
    found = header_of((row("TT", "Nhiệm vụ", "Chủ trì"), row("(1)", "(2)", "(3)"), row("1", "Việc", "Sở A")))
    assert found is not None
    assert found[1] == 2
    assert found[0].titles == ("TT", "Nhiệm vụ", "Chủ trì")


@pytest.mark.parametrize(
    "first",
    [
        row("1", "Rà soát văn bản", "Sở Tư pháp"),
        row("TT", "Họ và tên", "Chức vụ"),
        row("Nhiệm vụ"),
        row("TT", "Nhiệm vụ " + "x" * 80, "Chủ trì"),
        row("", "", ""),
    ],
)
def test_other_rows_are_no_header(first: WordRow) -> None:
    assert header_of((first,)) is None
    assert header_of(()) is None
