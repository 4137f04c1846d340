"""A Word document as offices send it: its head, tables whose header repeats, places left to be written."""

from datetime import date
from io import BytesIO

import docx

from generator.office.official_docx import Foot, Head, OfficialDocument, WordColumn
from generator.office.report_parts import Narrative, ReportParagraph, WordReport

HEAD = Head(
    agency=("ỦY BAN NHÂN DÂN",),
    nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    number="Số: /BC-UBND",
    place_and_date="Hải Phòng, ngày tháng năm 2026",
    kind="BÁO CÁO",
    title=("Cải cách hành chính",),
    to="Kính gửi: Bộ Nội vụ",
    banner="SỐ LIỆU MINH HỌA",
)
FOOT = Foot("Nơi nhận:", ("- Như trên;",), ("TM. ỦY BAN NHÂN DÂN",), "")


def written() -> bytes:
    document = OfficialDocument("Báo cáo", date(2026, 6, 30), ("[", "]"))
    document.head(HEAD)
    document.heading("I. KẾT QUẢ", 1)
    document.words("Thành phố đã làm được [lời của cơ quan] và:")
    columns = [WordColumn("Số", 15, "center"), WordColumn("Nhiệm vụ", 100)]
    document.table("Bảng 1", columns, [("1", "Rà soát <văn bản>"), ("2", "Công bố\nthủ tục")])
    document.foot(FOOT)
    return document.data()


def test_the_head_warns_before_all_else_and_names_both_sides() -> None:
    document = docx.Document(BytesIO(written()))
    assert document.paragraphs[0].text == "SỐ LIỆU MINH HỌA"
    agency, nation = (cell.text for cell in document.tables[0].rows[0].cells)
    assert "ỦY BAN NHÂN DÂN" in agency
    assert "Độc lập - Tự do - Hạnh phúc" in nation
    assert document.core_properties.title == "Báo cáo"


def test_a_place_left_to_the_office_is_marked_apart_from_the_words_around_it() -> None:
    document = docx.Document(BytesIO(written()))
    (paragraph,) = (p for p in document.paragraphs if p.text.startswith("Thành phố"))
    assert "[lời của cơ quan]" in [run.text for run in paragraph.runs]
    assert paragraph.paragraph_format.keep_with_next, "what ends in a colon stays with its table"


def test_texts_of_a_table_stay_texts_and_its_header_repeats() -> None:
    document = docx.Document(BytesIO(written()))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Số")
    assert [cell.text for cell in table.rows[1].cells] == ["1", "Rà soát <văn bản>"]
    assert [p.text for p in table.rows[2].cells[1].paragraphs] == ["Công bố", "thủ tục"]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert "cantSplit" in table.rows[1]._tr.xml


def test_the_same_document_has_the_same_bytes() -> None:
    assert written() == written()


def test_places_left_to_be_written_are_counted() -> None:
    blocks = (ReportParagraph("a"), Narrative("b"), Narrative("c"))
    report = WordReport("Báo cáo", HEAD, blocks, FOOT, (), ("[", "]"))
    assert report.places == 2
