"""Blocks go from one process to another as JSON and come back as they were."""

import json
from io import BytesIO

import docx
import openpyxl

from generator.office.block_values import blocks_of, plain_blocks
from generator.office.plan_workbook import open_plan_workbook
from generator.office.word_tables import blocks


def test_blocks_of_word_come_back() -> None:
    made = docx.Document()
    made.add_paragraph("PHỤ LỤC")
    cell = made.add_table(2, 2).cell(0, 0)
    cell.text = "- Một\nHai"
    cell.paragraphs[0].add_run("ẩn").font.hidden = True
    found = tuple(blocks(made))
    assert blocks_of(json.loads(json.dumps(plain_blocks(found)))) == found


def test_blocks_of_excel_come_back_with_their_sheet_and_columns() -> None:
    book, out = openpyxl.Workbook(), BytesIO()
    sheet = book.worksheets[0]
    sheet.append(["", "TT", "Nhiệm vụ", "Thời hạn"])
    sheet.append(["", 1.1, "Rà soát", "Quý I/2026"])
    book.save(out)
    found = open_plan_workbook(out.getvalue())
    assert blocks_of(json.loads(json.dumps(plain_blocks(found)))) == found
