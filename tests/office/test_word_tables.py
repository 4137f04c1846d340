"""Paragraphs and tables of a Word document as plain values."""

from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from generator.office.package_limits import FileRefusedError
from generator.office.word_tables import (
    Paragraph,
    WordTable,
    blocks,
    clean,
    clean_lines,
)
from tests.office.word_plans import HEADER, PLAIN, cell, control, eyes, first_table, read, row, run, texts
from tests.office.word_plans import document as document_of


def document(rows: int, columns: int) -> Document:
    made = docx.Document()
    made.add_paragraph("PHỤ LỤC")
    made.add_table(rows, columns)
    return made


def tables(made: Document) -> list[WordTable]:
    return [block for block in blocks(made) if isinstance(block, WordTable)]


def test_blocks_come_in_printed_order() -> None:
    made = document(1, 2)
    made.add_paragraph("Nơi nhận:")
    found = list(blocks(made))
    assert [type(block) for block in found] == [Paragraph, WordTable, Paragraph]
    assert found[0] == Paragraph(("PHỤ LỤC",))


def test_merged_cells_are_one_cell_that_knows_its_columns() -> None:
    made = document(2, 3)
    cells = made.tables[0]
    cells.cell(0, 0).merge(cells.cell(0, 1)).text = "Cơ quan"
    cells.cell(0, 2).merge(cells.cell(1, 2)).text = "Quý I"
    (table,) = tables(made)
    assert [(cell.text, cell.start, cell.span, cell.continues) for cell in table.rows[0].cells] == [
        ("Cơ quan", 0, 2, False),
        ("Quý I", 2, 1, False),
    ]
    assert [(cell.start, cell.continues) for cell in table.rows[1].cells] == [
        (0, False),
        (1, False),
        (2, True),
    ]
    assert (table.rows[0].width, table.rows[0].place(1), table.rows[0].place(2), table.rows[0].place(3)) == (
        3,
        1,
        2,
        0,
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- Ban hành kế hoạch", [("Ban hành kế hoạch", True)]),
        ("– Một\n+ Hai", [("Một", True), ("Hai", True)]),
        ("-5 % so với năm trước", [("-5 % so với năm trước", False)]),
        ("Một\n\nHai", [("Một", False), ("Hai", False)]),
        ("Quý  I\u00a0/2026", [("Quý I /2026", False)]),
        ("", []),
    ],
)
def test_lines_of_a_cell(text: str, lines: list[tuple[str, bool]]) -> None:
    made = document(1, 1)
    made.tables[0].cell(0, 0).text = text
    (cell,) = tables(made)[0].rows[0].cells
    assert [(line.text, line.bullet) for line in cell.lines] == lines


def test_deleted_words_and_rows_are_left_out() -> None:
    made = document(2, 1)
    cells = made.tables[0]
    paragraph = cells.cell(0, 0).paragraphs[0]
    paragraph.add_run("Rà soát ")
    gone = OxmlElement("w:del")
    gone.append(paragraph.add_run("mọi ")._element)
    paragraph._element.append(gone)
    paragraph.add_run("văn bản")
    properties = cells.rows[1]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:del"))
    (table,) = tables(made)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Rà soát văn bản"]]


def test_a_span_made_to_exhaust_the_reader_is_refused() -> None:
    made = document(1, 1)
    cell = made.tables[0].cell(0, 0)._tc
    cell.get_or_add_tcPr().get_or_add_gridSpan().set(qn("w:val"), "41")
    with pytest.raises(FileRefusedError) as found:
        tables(made)
    assert found.value.reason == "too-complex"


def test_signs_of_fonts_are_read_and_those_before_an_item_are_dashes() -> None:
    made = document(1, 2)
    for at, before in zip(made.tables[0].rows[0].cells, ("", "a"), strict=True):
        sign = OxmlElement("w:sym")
        sign.set(qn("w:font"), "Wingdings")
        sign.set(qn("w:char"), "F0B7")
        at.paragraphs[0].add_run(before)._r.append(sign)
        at.paragraphs[0].add_run(" Một")
    (found,) = tables(made)
    first, second = (one.lines for one in found.rows[0].cells)
    assert [(line.text, line.bullet) for line in (*first, *second)] == [("Một", True), ("a\uf0b7 Một", False)]


def test_accents_apart_are_composed_and_marked() -> None:
    made = document(1, 1)
    made.tables[0].cell(0, 0).text = "So\u031b\u0309\nVụ"
    (line, other) = tables(made)[0].rows[0].cells[0].lines
    assert (line.text, line.apart, other.text) == ("Sở", True, "Vụ")


@pytest.mark.parametrize(
    ("typed", "text", "spaced"),
    [
        ("Sở Nội vụ", "Sở Nội vụ", False),
        (" Sở Nội vụ ", "Sở Nội vụ", False),
        ("-\tSở  ", "Sở", False),
        ("Sở  Nội vụ", "Sở Nội vụ", True),
        ("Sở\tNội vụ", "Sở Nội vụ", True),
        ("Sở\u00a0Nội vụ", "Sở Nội vụ", True),
        ("- Sở \u2003Nội", "Sở Nội", True),
    ],
)
def test_words_further_apart_than_by_a_space_are_marked(typed: str, text: str, spaced: bool) -> None:  # noqa: FBT001
    made = document(1, 1)
    made.tables[0].cell(0, 0).text = typed
    (line,) = tables(made)[0].rows[0].cells[0].lines
    assert (line.text, line.spaced) == (text, spaced)


def test_text_is_composed_and_shows_everything_it_holds() -> None:
    assert clean(" So\u031b\u0309  Nội\tvụ\u00a0 ") == "Sở Nội vụ"
    assert clean_lines(" a \n\n \nb\u200b\u2028c") == [
        (" a ", "a"), ("b\u200b\u2028c", "b\u200b\u2028c"),
    ]  # fmt: skip


@pytest.mark.parametrize("around", [control, lambda inside: f"<w:customXml>{inside}</w:customXml>"])
def test_cells_and_rows_inside_wrappers_stand_where_they_are_printed(around: Callable[[str], str]) -> None:
    plain = document_of(*PLAIN)
    for column in range(len(HEADER)):
        cells = [around(cell(text)) if at == column else cell(text) for at, text in enumerate(PLAIN[0])]
        wrapped = document_of(tuple(cells), around(row(*PLAIN[1])))
        assert first_table(wrapped) == first_table(plain)
    assert first_table(document_of(around(around(row(*PLAIN[0]) + row(*PLAIN[1]))))) == first_table(plain)
    inner = cell(around(f"<w:p>{around(run(PLAIN[0][1]))}</w:p>"))
    assert first_table(document_of((PLAIN[0][0], inner, *PLAIN[0][2:]), PLAIN[1])) == first_table(plain)


def test_a_table_inside_a_wrapper_is_a_table() -> None:
    made = document_of(*PLAIN)
    table = made.element.body[-1]
    made.element.body.append(parse_xml(control("").replace("<w:sdt>", f"<w:sdt {nsdecls('w')}>")))
    made.element.body[-1][-1].append(table)
    assert texts(made) == [list(one) for one in PLAIN]


def test_a_table_in_a_cell_is_one_piece_of_text_and_told() -> None:
    small = f"<w:tbl><w:tblPr/>{row('Tên', 'Số lượng')}{row('Báo cáo quý', '04')}</w:tbl>"
    made = document_of((*PLAIN[0][:5], cell(f"<w:p>{run('Báo cáo')}</w:p>{small}<w:p/>")), PLAIN[1])
    words = "Tên – Số lượng; Báo cáo quý – 04"
    assert [task.record.deliverables for task in read(made).tasks] == [
        (f"Báo cáo: {words}",),
        ("Lớp tập huấn",),
    ]
    assert eyes(made) == [((1, 2, 6), "table-inside", words)]


def test_cells_merged_across_in_the_old_way_take_the_room_of_both() -> None:
    made = document_of(
        (
            "1", "Rà soát", cell("Sở Nội vụ", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"),
            "Quý I/2026", "",
        ),
    )  # fmt: skip
    found = first_table(made).rows[1].cells
    assert [(one.text, one.start, one.span) for one in found[2:4]] == [
        ("Sở Nội vụ", 2, 2),
        ("Quý I/2026", 4, 1),
    ]
