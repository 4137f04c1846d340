"""Signs for the value above are resolved and told."""

import pytest

from generator.office.ditto_signs import ValuesAbove, is_ditto
from generator.office.word_tables import WordCell, WordLine
from tests.office.word_plans import HEADER, PLAIN, cell, document, eyes, read, row


@pytest.mark.parametrize(
    "text",
    [
        "-nt-",
        "nt",
        "Nt.",
        "- nt -",
        "//",
        "-//-",
        "″",
        "“ ”",
        "Như trên",
        "(như trên)",
        "như  trên.",
        "NHƯ TRÊN",
    ],
)
def test_signs(text: str) -> None:
    assert is_ditto(text)


@pytest.mark.parametrize("text", ["", "-", "/", "Sở Nội vụ", "như trên 5 %", "Nội tệ", "2026", "ntn"])
def test_words_that_are_no_signs(text: str) -> None:
    assert not is_ditto(text)


def test_each_sign_takes_the_value_above_and_is_told() -> None:
    made = document(
        PLAIN[0],
        ("2", "Tập huấn", "-nt-", "//", "nt", "Như trên"),
        ("3", "Công khai", "nt", "", "Quý IV/2026", ""),
        ("4", "Tổng kết", "Sở Y tế", "nt", "-nt-", ""),
    )
    first, second, third, fourth = (task.record for task in read(made).tasks)
    for name in ("lead", "coordinating", "deadline", "deliverables"):
        assert getattr(second, name) == getattr(first, name)
    assert (third.lead, third.coordinating, third.deliverables) == (("so-noi-vu",), (), ())
    assert (fourth.lead, fourth.coordinating, fourth.deadline) == (
        ("so-y-te",),
        ("so-tu-phap",),
        "Quý IV/2026",
    )
    assert [place for place, code, _ in eyes(made) if code == "ditto"] == [
        (1, 3, 3), (1, 3, 4), (1, 3, 5), (1, 3, 6), (1, 4, 3), (1, 5, 4), (1, 5, 5),
    ]  # fmt: skip


def test_a_sign_takes_the_whole_value_of_a_row_that_a_page_broke() -> None:
    made = document(
        PLAIN[0], ("", "tiếp theo", "Sở Y tế", "", "", ""), ("2", "Hai", "nt", "", "Quý I/2026", "")
    )
    assert [task.record.lead for task in read(made).tasks] == [("so-noi-vu", "so-y-te")] * 2


def test_a_sign_below_nothing_is_told_and_never_published() -> None:
    made = document(("1", "Tập huấn", "nt", "", "Quý I/2026", ""))
    assert (read(made).tasks[0].record.lead, eyes(made)) == ((), [((1, 2, 3), "ditto-of-nothing", "nt")])
    above = ValuesAbove()
    assert above.lines("lead", WordCell((WordLine("//"),), 0, 1, continues=False), (1, 1, 1)) == ()


def test_a_title_row_above_the_header_is_no_header() -> None:
    def wide(text: str) -> str:
        return row(cell(text, '<w:gridSpan w:val="6"/>'))

    plain = [task.record for task in read(document(*PLAIN)).tasks]
    for titles in ("DANH MỤC NHIỆM VỤ NĂM 2026", "Phụ lục\nDANH MỤC\n(Kèm theo Kế hoạch số 1)"):
        made = document(wide(titles), wide(""), row(*HEADER), *PLAIN, header=())
        assert [task.record for task in read(made).tasks] == plain
        assert eyes(made) == []
    made = document(
        wide("NHIỆM VỤ DO SỞ Y TẾ CHỦ TRÌ"), row(*HEADER), ("1", "Một", "", "", "Quý I/2026", ""), header=()
    )
    assert read(made).tasks[0].record.lead == ("so-y-te",)
    made = document(wide("I. Cải cách thể chế"), row(*HEADER), *PLAIN, header=())
    assert {task.record.area for task in read(made).tasks} == {"the-che"}
