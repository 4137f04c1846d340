"""Tables of targets in Word and in Excel."""

from collections.abc import Callable

import docx
import pytest

from generator.office.plan_drafts import PlanDrafts, drafts_file, read_drafts
from generator.office.plan_tasks import read_plan
from generator.office.plan_workbook import open_plan_workbook
from generator.office.target_tables import parted, read_value, target_header
from generator.office.word_tables import Block, WordTable, blocks
from tests.office.excel_plans import workbook
from tests.office.word_plans import FRAME, HEADER, PLAIN

TABLE = (
    (
        "TT",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Thực hiện năm 2025",
        "Kế hoạch năm 2026",
        "Năm 2027",
        "Cơ quan chủ trì",
    ),
    ("I", "CẢI CÁCH THỂ CHẾ", "", "", "", "", ""),
    ("1", "Văn bản được rà soát", "%", "90", "≥ 95", "100", "Sở Tư pháp"),
    ("2", "Xếp hạng PAR Index", "", "Hạng 12", "Top 10", "Top 5", "Sở Nội vụ; Sở Lạ"),
    ("3", "Tỷ lệ trễ hạn", "%", "-", "Dưới 1%", "phấn đấu giảm", ""),
)


def in_word() -> tuple[Block, ...]:
    document = docx.Document()
    document.add_paragraph("PHỤ LỤC I")
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for row, texts in enumerate(TABLE):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_paragraph("PHỤ LỤC II")
    tasks = document.add_table(2, len(HEADER))
    for column, (head, text) in enumerate(zip(HEADER, PLAIN[0], strict=True)):
        tasks.cell(0, column).text, tasks.cell(1, column).text = head, text
    return tuple(blocks(document))


def in_excel() -> tuple[Block, ...]:
    return open_plan_workbook(workbook(("Phụ lục I", TABLE), ("Phụ lục II", (HEADER, PLAIN[0]))))


def read(found: tuple[Block, ...]) -> PlanDrafts:
    rest, rows, tables = parted(found)
    assert [task.record.title for task in read_plan(rest, FRAME).tasks] == [PLAIN[0][1]]
    return read_drafts(rest, rows, tables, FRAME)


@pytest.mark.parametrize("made", [in_word, in_excel])
def test_each_year_is_a_measure(made: Callable[[], tuple[Block, ...]]) -> None:
    drafts = read(made())
    assert [
        (
            draft.record.number,
            draft.record.area,
            draft.record.responsible,
            [(one.comparator, str(one.value), one.unit, one.period) for one in draft.record.measures],
        )
        for draft in drafts.targets
    ] == [
        (
            "PL.I.1",
            "the-che",
            ("so-tu-phap",),
            [(">=", "95", "%", "năm 2026"), ("=", "100", "%", "năm 2027")],
        ),
        (
            "PL.I.2",
            "the-che",
            ("so-noi-vu",),
            [("<=", "10", "hạng", "năm 2026"), ("<=", "5", "hạng", "năm 2027")],
        ),
        ("PL.I.3", "the-che", (), [("<", "1", "%", "năm 2026")]),
    ]
    first = drafts.targets[0].record
    assert (first.source.at, first.source.row) == ("Phụ lục I", "1")
    assert [
        one.baseline and (one.baseline.value_as_written, one.baseline.period) for one in first.measures
    ] == [
        ("90", "năm 2025"),
        ("90", "năm 2025"),
    ]
    gaps = [dict(draft.record.as_written) for draft in drafts.targets]
    assert gaps == [{}, {"responsible": "Sở Lạ"}, {"measures": "phấn đấu giảm"}]
    data = drafts_file("targets", drafts.targets, {}, "data/plans/k/targets.yaml", replace=False).data
    assert data is not None
    assert '  as_written: {responsible: "Sở Lạ"}\n'.encode() in data
    told = [(eye.code, dict(eye.params).get("value")) for eye in drafts.eyes]
    assert {("target-cell", "phấn đấu giảm"), ("agency-unknown", "Sở Lạ"), ("target-read", "PL.I.1")} <= set(
        told
    )


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("95", "%", ("=", "95", "%")),
        ("≥95%", "", (">=", "95", "%")),
        ("Tối thiểu 95 %", "%", (">=", "95", "%")),
        ("99,5% trở lên", "%", (">=", "99.5", "%")),
        ("< 1", "%", ("<", "1", "%")),
        ("1.250", "điểm", ("=", "1250", "điểm")),
        ("nhóm 10 cả nước", "", ("<=", "10", "hạng")),
        ("95", "", None),
        ("80-90", "%", None),
        ("khoảng 90%", "%", None),
        ("15 ngày", "%", None),
        ("Đạt", "", None),
    ],
)
def test_values_of_cells(text: str, unit: str, value: tuple[str, str, str] | None) -> None:
    assert read_value(text, unit) == value


def test_a_table_of_tasks_is_none_of_targets() -> None:
    for found in in_word():
        if isinstance(found, WordTable):
            assert (target_header(found.rows) is None) == (found.number == 2)
