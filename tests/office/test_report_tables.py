"""Tables of the Word report: the shares that fields declare become widths that fill the page."""

import pytest

from generator.office.docx_setting import TEXT_WIDTH, WIDE_WIDTH
from generator.office.report_tables import REPORTED, shares
from generator.view.fields.field import Field
from generator.view.fields.tasks import MeasuredTask


def test_declared_shares_are_millimetres_of_an_upright_page() -> None:
    assert shares(REPORTED, TEXT_WIDTH) == [field.report for field in REPORTED]
    assert sum(shares(REPORTED, TEXT_WIDTH)) == TEXT_WIDTH


@pytest.mark.parametrize("width", [TEXT_WIDTH, WIDE_WIDTH])
@pytest.mark.parametrize("added", [0, 10, 40])
def test_a_column_more_takes_its_share_from_all(width: int, added: int) -> None:
    more: tuple[Field[MeasuredTask], ...] = (Field("budget", report=added),) if added else ()
    found = shares((*REPORTED, *more), width)
    assert width - 2 * len(found) <= sum(found) <= width
    assert min(found) > 0
