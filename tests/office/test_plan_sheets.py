"""A sheet is cut into the words above its tables, the tables, and what stands below them."""

from generator.office.plan_sheets import SheetGrid, sheet_blocks
from generator.office.word_tables import Paragraph, WordCell, WordLine, WordRow, WordTable


def rows(*texts: tuple[str, ...]) -> tuple[WordRow, ...]:
    return tuple(
        WordRow(
            at,
            tuple(
                WordCell((WordLine(text),) if text else (), start, 1, continues=False)
                for start, text in enumerate(row)
            ),
        )
        for at, row in enumerate(texts, 1)
    )


def test_two_tables_of_a_sheet_and_the_words_around_them() -> None:
    found = rows(
        ("DANH MỤC NHIỆM VỤ", "", ""),
        ("TT", "Nhiệm vụ", "Thời hạn"),
        ("1", "Rà soát", "Quý I/2026"),
        ("", "", ""),
        ("TT", "Nhiệm vụ", "Thời hạn"),
        ("1", "Tập huấn", "Quý II/2026"),
        ("Ghi chú: không", "", ""),
    )
    grid = SheetGrid("A", visible=True, rows=found, numbers=found, letters=("A", "B", "C"), notes=())
    title, first, second = sheet_blocks(grid, 4)
    assert title == Paragraph(("DANH MỤC NHIỆM VỤ",), sheet="A")
    assert isinstance(first, WordTable)
    assert isinstance(second, WordTable)
    assert [(table.number, [row.number for row in table.rows]) for table in (first, second)] == [
        (4, [2, 3]),
        (5, [5, 6]),
    ]
    assert [note.words for note in second.notes] == ["Ghi chú: không"]
