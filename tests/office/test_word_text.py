"""Only the words that Word prints are read, and all others are told by their cells."""

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from generator.office.word_styles import Styles
from generator.office.word_text import Note, read_words
from tests.office.word_plans import PLAIN, cell, control, document, eyes, read, row, run, texts

DELETED = f'<w:del w:id="1" w:author="a">{run(" cũ").replace("w:t", "w:delText")}</w:del>'

BOXED = f"<w:r><w:pict><w:txbxContent><w:p>{run('Mật')}</w:p></w:txbxContent></w:pict></w:r>"


@pytest.mark.parametrize(
    ("inside", "code", "left"),
    [
        (run("Rà soát") + run(" (bỏ ý này)", "<w:vanish/>"), "words-hidden", "(bỏ ý này)"),
        (run("Rà soát") + run(" cũ", '<w:strike w:val="1"/>'), "words-struck", "cũ"),
        (run("Rà soát") + run(" cũ", "<w:dstrike/>"), "words-struck", "cũ"),
        (run("Rà soát") + run(" c", "<w:strike/>") + run("ũ", "<w:b/><w:strike/>"), "words-struck", "cũ"),
        (run("Rà soát") + DELETED, "words-deleted", "cũ"),
        (run("Rà soát") + f"<w:moveFrom>{run(' cũ')}</w:moveFrom>", "words-deleted", "cũ"),
        (run("Rà soát") + control(run(" nhập nội dung"), "<w:showingPlcHdr/>"), "words-placeholder",
         "nhập nội dung"),
        (run("Rà soát") + BOXED,
         "words-boxed", "Mật"),
    ],
)  # fmt: skip
def test_words_that_are_not_printed_are_told(inside: str, code: str, left: str) -> None:
    made = document(("1", cell(inside), "Sở Nội vụ", "", "Quý II/2026", "Báo cáo"), PLAIN[1])
    assert [task.record.title for task in read(made).tasks] == ["Rà soát", "Tập huấn cán bộ"]
    assert eyes(made) == [((1, 2, 2), code, left)]


@pytest.mark.parametrize("marks", ['<w:vanish w:val="0"/>', '<w:strike w:val="false"/>', "<w:webHidden/>"])
def test_marks_that_are_turned_off_hide_nothing(marks: str) -> None:
    made = document(("1", cell(run("Rà soát") + run(" hết", marks)), "Sở Nội vụ", "", "Quý II/2026", ""))
    assert (read(made).tasks[0].record.title, eyes(made)) == ("Rà soát hết", [])


def test_a_style_hides_as_its_own_mark_does() -> None:
    made = document(("1", cell(run("Rà soát") + run(" kín", '<w:rStyle w:val="Kin"/>')), "", "", "", ""))
    base = f'<w:style {nsdecls("w")} w:type="character" w:styleId="Goc"><w:rPr><w:vanish/></w:rPr></w:style>'
    made.styles.element.append(parse_xml(base))
    made.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="character" w:styleId="Kin"><w:basedOn w:val="Goc"/></w:style>'
        )
    )
    assert texts(made)[0][1] == "Rà soát"


def test_a_struck_value_beside_the_new_one_leaves_the_new_one() -> None:
    made = document(
        ("1", "Rà soát", cell(run("Sở Y tế", "<w:strike/>") + run(" Sở Nội vụ")), "",
         cell(run("Quý II/2026", "<w:strike/>") + run("Quý III/2026")), ""),
    )  # fmt: skip
    (task,) = read(made).tasks
    assert (task.record.lead, task.record.deadline) == (("so-noi-vu",), "Quý III/2026")
    assert [code for _, code, _ in eyes(made)] == ["words-struck", "words-struck"]


@pytest.mark.parametrize(
    ("marks", "code"),
    [('<w:del w:id="1" w:author="a"/>', "row-deleted"), ("<w:hidden/>", "row-hidden")],
)
def test_rows_that_are_not_printed_are_told(marks: str, code: str) -> None:
    made = document(PLAIN[0], row(*PLAIN[1], marks=marks))
    assert [task.record.number for task in read(made).tasks] == ["1"]
    assert eyes(made) == [((1, 0, 0), code, " ".join(PLAIN[1]))]


def test_words_under_a_merged_cell_and_in_a_deleted_one_are_told() -> None:
    made = document(
        ("1", "Rà soát", cell("Sở Nội vụ", '<w:vMerge w:val="restart"/>'), "", "Quý II/2026", ""),
        (
            "2",
            "Tập huấn",
            cell("Sở Y tế", "<w:vMerge/>"),
            cell("Sở Tư pháp", "<w:cellDel/>"),
            "Quý I/2026",
            "",
        ),
    )
    assert [task.record.lead for task in read(made).tasks] == [("so-noi-vu",), ("so-noi-vu",)]
    assert read(made).tasks[1].record.coordinating == ()
    assert eyes(made) == [((1, 3, 3), "words-covered", "Sở Y tế"), ((1, 3, 4), "words-deleted", "Sở Tư pháp")]


def test_a_paragraph_gives_its_words_and_notes() -> None:
    made = document(PLAIN[0])
    paragraph = made.add_paragraph("Rà")
    paragraph._p.append(parse_xml(DELETED.replace("<w:del ", f"<w:del {nsdecls('w')} ", 1)))
    paragraph._p.append(OxmlElement("w:bookmarkStart"))
    paragraph.add_run(" soát").add_break()
    words = read_words(paragraph._p, Styles(made))
    assert words == ("Rà soát\n", (Note("words-deleted", "cũ"),))
    assert paragraph._p.find(qn("w:pPr")) is None
