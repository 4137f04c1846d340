"""Workbooks as values: what cannot be read is refused by its name."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from generator.office.package_limits import FileRefusedError
from generator.office.workbook import open_workbook
from tests.office.hostile import part, rebuilt

NAMES = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
}


def test_strict_open_xml_is_told_by_its_name() -> None:
    made = BytesIO()
    Workbook().save(made)
    parts = {}
    for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        parts[name] = part(made.getvalue(), name)
        for common, strict in NAMES.items():
            parts[name] = parts[name].replace(common, strict)
    with pytest.raises(FileRefusedError) as refused:
        open_workbook(rebuilt(made.getvalue(), dict(parts)))
    assert refused.value.reason == "strict"
