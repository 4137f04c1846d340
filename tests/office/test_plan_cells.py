"""What a cell of a plan in Excel shows."""

from typing import Any

import openpyxl
import pytest

from generator.office.plan_cells import shown_text


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [(True, "General", "TRUE"), (1.5, "0.0", "1,5"), ("a\nb", "@", "a\nb"), (None, "General", "")],
)
def test_values_are_read_as_shown(value: Any, form: str, text: str) -> None:
    cell = openpyxl.Workbook().worksheets[0]["A1"]
    cell.value, cell.number_format = value, form
    assert shown_text(cell, cell, ",") == (text, ())
