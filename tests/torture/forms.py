"""Forms and plans of the minimal root, made and answered once."""

from functools import cache
from io import BytesIO

import openpyxl
from docx import Document

from generator.office.duties import Forms
from generator.office.form_workbook import write_template
from tests.office.answers import CUTOFF, QUARTER
from tests.office.cells import VIETNAMESE
from tests.office.word_plans import HEADER
from tests.portals import portal_of


@cache
def blank() -> bytes:
    """The form of Sở Nội vụ as the portal writes it."""
    portal = portal_of()
    return write_template(portal, VIETNAMESE, Forms(portal, QUARTER).of("so-noi-vu"), CUTOFF)


@cache
def form(state: str = "Đang thực hiện") -> bytes:
    """The same with one task answered, as a spreadsheet program saves it."""
    return _saved({"F10": state})


@cache
def form_with_document() -> bytes:
    """One that cites a document which the register does not have, and introduces it."""
    rows = ("9/BC-SNV", "Báo cáo", "08/06/2026", "Sở Nội vụ", "Công bố thủ tục hành chính")
    new = {f"{column}5": text for column, text in zip("ABCDE", rows, strict=True)}
    return _saved({"F10": "Đang thực hiện", "I10": "9/BC-SNV"}, new)


def _saved(answers: dict[str, str], new: dict[str, str] | None = None) -> bytes:
    """The form with cells typed into the sheet of tasks and that of new documents."""
    book, saved = openpyxl.load_workbook(BytesIO(blank())), BytesIO()
    for sheet, cells in (("Nhiệm vụ", answers), ("Văn bản mới", new or {})):
        for place, text in cells.items():
            book[sheet][place] = text
    book.save(saved)
    return saved.getvalue()


@cache
def plan() -> bytes:
    """A plan in Word: a heading and the table of its tasks, two of them those of the minimal root."""
    document, saved = Document(), BytesIO()
    document.add_paragraph("Phụ lục")
    rows = (
        HEADER,
        ("1", "Rà soát văn bản", "Sở Nội vụ", "Sở Tài chính", "Quý II/2026", "Báo cáo; Danh mục"),
        ("2", "Công bố thủ tục hành chính", "Các sở, ban, ngành", "", "Thường xuyên", "Quyết định"),
        ("3", "Tập huấn cán bộ", "Sở Y tế", "", "Tháng 9/2026", "Lớp tập huấn"),
    )
    table = document.add_table(len(rows), len(HEADER))
    for line, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    document.save(saved)
    return saved.getvalue()
