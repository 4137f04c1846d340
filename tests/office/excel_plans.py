"""Plans in Excel, built cell by cell, and what the import reads from them."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import openpyxl

from generator.data.catalogue import Catalogue
from generator.office.plan_import import eye_lines
from generator.office.plan_tasks import ReadPlan, read_plan
from generator.office.plan_workbook import open_plan_workbook
from tests.office.word_plans import FRAME, HEADER

Rows = Sequence[Sequence[Any]]

TITLE = ("UBND TỈNH MINH HỌA", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def _nothing(_: Any) -> None:
    pass


def workbook(*sheets: tuple[str, Rows], then: Callable[[Any], None] = _nothing) -> bytes:
    """A workbook with these sheets; `then` may change it before it is saved."""
    book, out = openpyxl.Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    then(book)
    book.save(out)
    return out.getvalue()


def table(*rows: Sequence[Any], then: Callable[[Any], None] = _nothing) -> bytes:
    """A workbook with one sheet: a letterhead, an empty row, the header in row 3, these rows from 4."""
    return workbook(("Nhiệm vụ", [TITLE, (None,), HEADER, *rows]), then=lambda book: then(book["Nhiệm vụ"]))


def read(data: bytes) -> ReadPlan:
    return read_plan(open_plan_workbook(data), FRAME)


def told(data: bytes) -> list[str]:
    """The first sentence of each line for editors, without the file's name."""
    blocks = open_plan_workbook(data)
    lines = eye_lines("k.xlsx", read_plan(blocks, FRAME).eyes, Catalogue.load("vi"), blocks)
    return [line.strip().partition(";")[0] for line in lines]
