"""Word plans built from the XML that Word writes, and what the import reads from them."""

from datetime import date
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.model import records
from generator.model.deadline import PlanPeriod
from generator.office.plan_tasks import PlanFrame, ReadPlan, read_plan
from generator.office.word_tables import WordTable, blocks

_SOURCE = {"document": "ke-hoach", "at": "x"}
_AGENCIES = {
    "so-noi-vu": "Sở Nội vụ",
    "so-tu-phap": "Sở Tư pháp",
    "so-tai-chinh": "Sở Tài chính",
    "so-y-te": "Sở Y tế",
    "so-khoa-hoc-va-cong-nghe": "Sở Khoa học và Công nghệ",
    "so-giao-duc-va-dao-tao": "Sở Giáo dục và Đào tạo",
    "so-nong-nghiep-va-moi-truong": "Sở Nông nghiệp và Môi trường",
    "cong-an-thanh-pho": "Công an thành phố",
}
_AREAS = {"the-che": "Cải cách thể chế", "tai-chinh-cong": "Cải cách tài chính công"}
FRAME = PlanFrame(
    document="ke-hoach",
    owner="ubnd",
    period=PlanPeriod(date(2026, 1, 1), date(2026, 12, 31)),
    agencies=tuple(
        records.Agency.model_validate({"id": id_, "name": name, "kind": "department", "source": _SOURCE})
        for id_, name in _AGENCIES.items()
    ),
    areas=tuple(
        records.Area.model_validate({"id": id_, "name": name, "short_name": name, "source": _SOURCE})
        for id_, name in _AREAS.items()
    ),
)
HEADER = (
    "STT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian hoàn thành",
    "Sản phẩm",
)
PLAIN = (
    ("1", "Rà soát quy trình", "Sở Nội vụ", "Sở Tư pháp", "Quý II/2026", "Báo cáo rà soát"),
    ("2", "Tập huấn cán bộ", "Sở Tư pháp", "Sở Tài chính", "Tháng 9/2026", "Lớp tập huấn"),
)


def run(text: str, marks: str = "") -> str:
    """A run with formatting such as ``<w:strike/>``."""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def cell(inside: str, marks: str = "") -> str:
    """A cell of plain text, a paragraph a line, or of the XML of runs or paragraphs."""
    if not inside.startswith("<"):
        inside = "".join(f"<w:p>{run(line)}</w:p>" for line in inside.split("\n"))
    elif inside.startswith(("<w:r>", "<w:del", "<w:pPr")):
        inside = f"<w:p>{inside}</w:p>"
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{inside}</w:tc>"


def control(inside: str, marks: str = "") -> str:
    """A content control around rows, cells or runs."""
    return f"<w:sdt><w:sdtPr>{marks}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def row(*cells: str, marks: str = "") -> str:
    """A row of plain texts and of cells in XML."""
    inside = "".join(one if one.startswith(("<w:tc>", "<w:sdt>", "<w:cust")) else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{marks}</w:trPr>{inside}</w:tr>"


def document(*rows: str | tuple[str, ...], header: tuple[str, ...] = HEADER) -> Document:
    """An annex with one table; a row is XML or a tuple of its cells."""
    made = docx.Document()
    made.add_paragraph("Phụ lục")
    inside = "".join(
        one if isinstance(one, str) else row(*one) for one in ((header, *rows) if header else rows)
    )
    grid = "<w:tblGrid>" + "<w:gridCol/>" * len(HEADER) + "</w:tblGrid>"
    made.element.body.append(parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/>{grid}{inside}</w:tbl>"))
    return made


def first_table(made: Document) -> WordTable:
    """The first table as the reader gives it."""
    return next(block for block in blocks(made) if isinstance(block, WordTable))


def texts(made: Document) -> list[list[str]]:
    """The words of each cell of the first table, without its header."""
    return [[one.text for one in found.cells] for found in first_table(made).rows[1:]]


def read(made: Document) -> ReadPlan:
    """What the import reads from a document."""
    return read_plan(blocks(made), FRAME)


def eyes(made: Document) -> list[tuple[tuple[int, int, int], str, str]]:
    """Place, kind and words of everything an editor must look at."""
    return [(eye.place, eye.code, dict(eye.params).get("value", "")) for eye in read(made).eyes]
