"""The quarter's Word report: the parts of report 205, figures from the data, same bytes."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document
from docx.shared import Length, Mm, Pt

from generator.cli import main
from generator.data.catalogue import Catalogue
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.office.report_docx import report_file
from generator.office.report_view import NoPlanError, report_of
from generator.view.presentation import Presentation
from tests.paths import ROOT

QUARTER = Quarter(2026, 2)

INITIATIVES = (
    "5. Đánh giá về những mô hình, sáng kiến, giải pháp mới trong cải cách hành chính được thí điểm, "
    "nhân rộng và triển khai có hiệu quả tại địa phương"
)
PARTS = [
    "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
    "1. Ban hành văn bản chỉ đạo, điều hành",
    "2. Đánh giá, cập nhật tiến độ thực hiện Kế hoạch cải cách hành chính năm 2026",
    "3. Về công tác thông tin, tuyên truyền cải cách hành chính",
    "4. Thực hiện nhiệm vụ được Chính phủ, Thủ tướng Chính phủ giao",
    INITIATIVES,
    "II. KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH",
    "1. Cải cách thể chế",
    "2. Cải cách thủ tục hành chính",
    "3. Cải cách tổ chức bộ máy",
    "4. Xây dựng, nâng cao chất lượng đội ngũ cán bộ, công chức",
    "5. Cải cách tài chính công",
    "6. Xây dựng và phát triển Chính phủ điện tử, Chính phủ số",
    "III. ĐÁNH GIÁ CHUNG",
    "1. Mặt tích cực",
    "2. Một số khó khăn, vướng mắc",
    "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH QUÝ III NĂM 2026",
]  # fmt: skip


@pytest.fixture(scope="module")
def real(real_portal: Portal) -> bytes:
    return made(real_portal)


def test_documents_are_named_as_official_papers_do(real: bytes) -> None:
    """By kind and “số”, wherever the symbol of a decision, plan or report stands."""
    document = docx.Document(BytesIO(real))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    assert "(kèm theo Quyết định số 5256/QĐ-UBND)" in text
    assert re.findall(r"(?<!số )\b\d+/(?:QĐ|BC)-UBND", text) == []


def made(portal: Portal) -> bytes:
    presentation = Presentation.of(Measured(portal, QUARTER.last_day), Catalogue.load("vi"))
    return report_file(report_of(presentation.task_views, QUARTER), QUARTER.last_day)


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def words(document: Document) -> str:
    """Every word of the document, tables included."""
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def in_mm(*lengths: Length | None) -> tuple[int, ...]:
    return tuple(round(length.mm) for length in lengths if length is not None)


def test_the_parts_are_those_of_report_205(real: bytes) -> None:
    headings = [
        p.text for p in opened(real).paragraphs if str(p.style and p.style.name).startswith("Heading")
    ]
    assert headings == PARTS


def test_paper_margins_and_type_are_those_of_the_decree(real: bytes) -> None:
    document = opened(real)
    first, annex = document.sections
    assert in_mm(first.page_width, first.page_height) == (210, 297)
    assert in_mm(first.left_margin, first.right_margin, first.top_margin) == (30, 15, 20)
    assert in_mm(annex.page_width, annex.page_height) == (297, 210)
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    body = document.styles["Body Text"]
    assert (body.font.name, body.font.size) == ("Times New Roman", Pt(14))
    head = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert head[0].split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI PHÒNG"]
    assert head[1].startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert re.fullmatch(r"Số: +/BC-UBND", head[2])
    assert re.fullmatch(r"Hải Phòng, ngày +tháng +năm 2026", head[3])


def test_without_results_it_says_so_and_invents_nothing(real: bytes, real_portal: Portal) -> None:
    document = opened(real)
    text = words(document)
    assert "Trong quý II năm 2026 chưa có báo cáo nào của cơ quan được ghi nhận" in text
    assert text.count("Kết quả trong quý II năm 2026: chưa có báo cáo.") == 6
    assert "Đã có báo cáo của cơ quan cho 0/59 nhiệm vụ." in text
    assert text.count("[Phần viết của cơ quan: ") == 14 + 5
    assert "SỐ LIỆU MINH HỌA" not in text
    annex = (
        document.tables[-2]
        if document.tables[-1].rows[0].cells[0].text == "Nơi nhận:"
        else document.tables[-1]
    )
    numbers = [row.cells[0].text.rstrip("*") for row in annex.rows[1:]]
    assert numbers == list(real_portal.plans["tp-2026"].tasks)
    assert {row.cells[4].text for row in annex.rows[1:]} == {"Chưa có báo cáo"}
    pictures = [shape for shape in document.inline_shapes if shape.width == Mm(150)]
    assert len(pictures) == 2
    assert text.count("Nguồn: ") >= len(pictures) + len(document.tables) - 3


def test_the_same_data_gives_the_same_bytes(real: bytes, real_portal: Portal) -> None:
    assert made(real_portal) == real


def test_the_samples_report_is_marked_and_tells_what_was_reported(sample_root: Path, tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.docx"
    arguments = ["report", "--root", str(sample_root), "--quarter", "2026-q2", str(file)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert done.stdout.endswith("; 14 đoạn tô vàng chờ cơ quan viết.\n")
    document = opened(file.read_bytes())
    assert document.paragraphs[0].text.startswith("SỐ LIỆU MINH HỌA")
    assert "Kết quả các cơ quan báo cáo trong kỳ" in words(document)
    assert "Tính chung, 3/59 nhiệm vụ đã hoàn thành, trong đó 0 nhiệm vụ" in words(document)
    assert "{" not in words(document)
    # A shared task has a document of proof for each member: the first are named, the others counted.
    evidence = [row.cells[5].text.split("\n") for row in document.tables[-1].rows[1:]]
    assert max(map(len, evidence)) == 4
    assert any(
        line.startswith("và ") and line.endswith(" văn bản khác") for cell in evidence for line in cell
    )
    file.write_bytes(b"edited")
    again = CliRunner().invoke(main, arguments)
    assert (again.exit_code, file.read_bytes()) == (1, b"edited")
    assert again.stderr.startswith(f"{file} đã có; chọn tên khác, hoặc thêm --replace")


def test_quarters_without_the_plan_are_refused(real_portal: Portal, tmp_path: Path) -> None:
    presentation = Presentation.of(Measured(real_portal, QUARTER.last_day), Catalogue.load("vi"))
    with pytest.raises(NoPlanError):
        report_of(presentation.task_views, Quarter(2025, 2))
    told = CliRunner().invoke(
        main, ["report", "--root", str(ROOT), "--quarter", "quý 2", str(tmp_path / "a.docx")]
    )
    assert told.stderr == "quý 2 không phải kỳ báo cáo; ghi dạng 2026-q2.\n"


def test_an_outside_program_opens_it(real: bytes, tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.docx"
    file.write_bytes(real)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=180)
    text = (tmp_path / "bao-cao.txt").read_text(encoding="utf-8")
    assert all(part in text for part in PARTS)
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)
